/*
 * out_file.h - a file that appears whole or not at all: written under a temporary name beside its own, then renamed.
 *
 * Writing never fails by itself; the first error is kept and told by out_file_commit().
 */
#pragma once

#include <glib.h>

typedef struct OutFile OutFile;

OutFile *out_file_open(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void out_file_text(OutFile *file, const char *text);
void out_file_bytes(OutFile *file, const char *bytes, gsize n_bytes);

/* Makes the file durable and gives it its name. Frees `file` either way; on failure nothing is left behind. */
gboolean out_file_commit(OutFile *file, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Gives up: nothing is left behind. NULL is fine. */
void out_file_abandon(OutFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OutFile, out_file_abandon)

/* The same in one call. */
gboolean out_file_write(const char *path, const char *bytes, gsize n_bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
