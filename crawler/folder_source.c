#include "crawler/folder_source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_DEPTH = 32, MAX_PAGES = 200000, TEXTS_BYTES = 4096 };

G_DEFINE_QUARK(vitrine - folder - error, folder_error)

struct FolderSource {
    GPtrArray *pages; /* of struct folder_page* */
    GStringChunk *texts;
};

/* A walk of the folder: where it is rooted, and what it has found. */
struct walk {
    const char *folder; /* as typed, without a slash at its end */
    char *real;         /* the same, resolved */
    FolderSource *source;
};

static gboolean is_html_name(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot && (g_ascii_strcasecmp(dot, ".html") == 0 || g_ascii_strcasecmp(dot, ".htm") == 0);
}

static gboolean is_below(const char *path, const char *real)
{
    const gsize n = strlen(real);
    return strncmp(path, real, n) == 0 && (path[n] == '/' || path[n] == '\0' || g_str_equal(real, "/"));
}

/* What a directory entry is, links followed only to files inside the folder; 0 for what does not count. */
static mode_t kind_of(const struct walk *walk, const char *path)
{
    struct stat status;
    if (lstat(path, &status) != 0) {
        return 0;
    }
    if (!S_ISLNK(status.st_mode)) {
        return status.st_mode & S_IFMT;
    }
    g_autofree char *target = realpath(path, NULL);
    const gboolean inside = target && is_below(target, walk->real) && stat(target, &status) == 0;
    return inside && S_ISREG(status.st_mode) ? S_IFREG : 0; // a link to a folder could lead in a circle
}

static void add_page(struct walk *walk, const char *relative, guint depth)
{
    GStringChunk *texts = walk->source->texts;
    struct folder_page *page = g_new0(struct folder_page, 1);
    g_autofree char *escaped = g_uri_escape_string(relative, "/!$&'()*+,;=:@", FALSE);
    g_autofree char *path = g_build_filename(walk->real, relative, NULL);
    g_autofree char *shown = g_strconcat(walk->folder, g_str_has_suffix(walk->folder, "/") ? "" : "/", relative, NULL);
    g_autofree char *address = g_strconcat("file:///", escaped, NULL);
    page->path = g_string_chunk_insert(texts, path);
    page->shown = g_string_chunk_insert(texts, shown);
    page->address = g_string_chunk_insert(texts, address);
    page->depth = depth;
    g_ptr_array_add(walk->source->pages, page);
}

static void walk_folder(struct walk *walk, const char *relative, guint depth)
{
    g_autofree char *here = relative[0] ? g_build_filename(walk->real, relative, NULL) : g_strdup(walk->real);
    g_autoptr(GDir) dir = depth <= MAX_DEPTH ? g_dir_open(here, 0, NULL) : NULL;
    const char *name;
    while (dir && walk->source->pages->len < MAX_PAGES && (name = g_dir_read_name(dir))) {
        g_autofree char *path = g_build_filename(here, name, NULL);
        g_autofree char *below = relative[0] ? g_strconcat(relative, "/", name, NULL) : g_strdup(name);
        const mode_t kind = kind_of(walk, path);
        if (kind == S_IFREG && is_html_name(name)) {
            add_page(walk, below, depth);
        } else if (kind == S_IFDIR && name[0] != '.') {
            walk_folder(walk, below, depth + 1);
        }
    }
}

static int by_path(gconstpointer a, gconstpointer b)
{
    const struct folder_page *left = *(struct folder_page *const *)a;
    const struct folder_page *right = *(struct folder_page *const *)b;
    return strcmp(left->shown, right->shown);
}

static gboolean is_index(const struct folder_page *page)
{
    return g_str_equal(page->address, "file:///index.html") || g_str_equal(page->address, "file:///index.htm");
}

static void put_start_first(GPtrArray *pages)
{
    guint best = 0;
    for (guint i = 0; i < pages->len; i++) {
        const struct folder_page *page = pages->pdata[i];
        if (is_index(page)) {
            best = i;
            break;
        }
        const struct folder_page *shallowest = pages->pdata[best];
        best = page->depth < shallowest->depth ? i : best;
    }
    gpointer start = g_ptr_array_steal_index(pages, best);
    g_ptr_array_insert(pages, 0, start);
}

/* The real path of a readable folder; NULL, errno telling why. */
static char *real_folder(const char *folder)
{
    g_autofree char *real = realpath(folder, NULL);
    struct stat status;
    if (!real || stat(real, &status) != 0) {
        return NULL;
    }
    if (!S_ISDIR(status.st_mode)) {
        errno = ENOTDIR;
        return NULL;
    }
    return access(real, R_OK | X_OK) == 0 ? g_steal_pointer(&real) : NULL;
}

FolderSource *folder_source_new(const char *folder, GError **error)
{
    g_autofree char *real = real_folder(folder);
    if (!real) {
        g_set_error(error, FOLDER_ERROR, FOLDER_ERROR_UNREADABLE, "%s: cannot be read as a folder: %s", folder,
                    g_strerror(errno));
        return NULL;
    }
    g_autofree char *typed = g_strdup(folder);
    for (gsize n = strlen(typed); n > 1 && typed[n - 1] == '/'; n--) {
        typed[n - 1] = '\0';
    }
    g_autoptr(FolderSource) source = g_new0(FolderSource, 1);
    source->pages = g_ptr_array_new_with_free_func(g_free);
    source->texts = g_string_chunk_new(TEXTS_BYTES);
    struct walk walk = {.folder = typed, .real = real, .source = source};
    walk_folder(&walk, "", 0);
    if (source->pages->len == 0) {
        g_set_error(error, FOLDER_ERROR, FOLDER_ERROR_EMPTY,
                    "%s: no HTML file in this folder; give the folder that holds the built site", folder);
        return NULL;
    }
    g_ptr_array_sort(source->pages, by_path);
    put_start_first(source->pages);
    return g_steal_pointer(&source);
}

void folder_source_free(FolderSource *source)
{
    if (source) {
        g_ptr_array_unref(source->pages);
        g_clear_pointer(&source->texts, g_string_chunk_free);
        g_free(source);
    }
}

GStringChunk *folder_source_take_texts(FolderSource *source)
{
    return g_steal_pointer(&source->texts);
}

guint folder_source_count(const FolderSource *source)
{
    return source->pages->len;
}

const struct folder_page *folder_source_at(const FolderSource *source, guint index)
{
    return source->pages->pdata[index];
}

static gboolean read_whole(int file, guint8 *bytes, gsize size, gsize *length)
{
    *length = 0;
    while (*length < size) {
        const ssize_t n = read(file, bytes + *length, size - *length);
        if (n == 0) {
            return TRUE;
        }
        if (n < 0 && errno != EINTR) {
            return FALSE;
        }
        *length += n > 0 ? (gsize)n : 0;
    }
    return TRUE;
}

GBytes *folder_source_read(const struct folder_page *page, gsize max_bytes, gboolean *too_large, char **problem)
{
    *too_large = FALSE;
    struct stat status;
    const int file = open(page->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0 || fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) {
        *problem = g_strdup_printf("the file cannot be read: %s", file < 0 ? g_strerror(errno) : "not a file");
        if (file >= 0) {
            close(file);
        }
        return NULL;
    }
    *too_large = (guint64)status.st_size > max_bytes;
    gsize length = 0;
    guint8 *bytes = *too_large ? NULL : g_malloc((gsize)status.st_size + 1);
    const gboolean whole = bytes && read_whole(file, bytes, (gsize)status.st_size, &length);
    if (!whole) {
        *problem = *too_large ? g_strdup_printf("it is larger than %" G_GSIZE_FORMAT " MiB", max_bytes >> 20)
                              : g_strdup_printf("the file cannot be read: %s", g_strerror(errno));
        g_clear_pointer(&bytes, g_free);
    }
    close(file);
    return bytes ? g_bytes_new_take(bytes, length) : NULL;
}
