/*
 * folder_source.h - the HTML files of a folder, as pages.
 *
 * A built site before it is published: every *.html and *.htm file counts, linked or not. A symbolic link is followed
 * only to what lies inside the folder.
 */
#pragma once

#include <glib.h>

#define FOLDER_ERROR (folder_error_quark())
GQuark folder_error_quark(void);
enum folder_error { FOLDER_ERROR_UNREADABLE, FOLDER_ERROR_EMPTY };

struct folder_page {
    const char *path;    /* to open it */
    const char *shown;   /* the folder as typed, then the path below it */
    const char *address; /* file: address whose root is the folder */
    guint depth;         /* folders below the root */
};

typedef struct FolderSource FolderSource;

/* Lists the pages of `folder`: its start page (index.html, else the shallowest) first, then sorted by path. */
FolderSource *folder_source_new(const char *folder, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void folder_source_free(FolderSource *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FolderSource, folder_source_free)

guint folder_source_count(const FolderSource *source);
const struct folder_page *folder_source_at(const FolderSource *source, guint index);

/* Hands over the memory that the strings of pages stand in. The source can only be freed after that. */
GStringChunk *folder_source_take_texts(FolderSource *source) G_GNUC_WARN_UNUSED_RESULT;

/* The bytes of a page; NULL with one line in *problem if it cannot be read or is larger than `max_bytes` (*too_large).
 */
GBytes *folder_source_read(const struct folder_page *page, gsize max_bytes, gboolean *too_large,
                           char **problem) G_GNUC_WARN_UNUSED_RESULT;
