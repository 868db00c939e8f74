#include "rules/pack_read.h"

#include <glib/gstdio.h>
#include <string.h>

static int by_text(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

// What stands in `directory`, as paths, sorted: where a file system keeps it is nobody's business.
static GPtrArray *sorted_entries(const char *directory, gboolean (*wanted)(const char *path), GError **error)
{
    g_autoptr(GDir) dir = g_dir_open(directory, 0, error);
    if (!dir) {
        return NULL;
    }
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    for (const char *name; (name = g_dir_read_name(dir));) {
        char *path = g_build_filename(directory, name, NULL);
        if (name[0] != '.' && wanted(path)) {
            g_ptr_array_add(paths, path);
        } else {
            g_free(path);
        }
    }
    if (paths->len > PACK_MAX_FILES) {
        g_set_error(error, PACK_ERROR, PACK_ERROR_FOLDER, "%s: error: more than %d files", directory, PACK_MAX_FILES);
        return NULL;
    }
    g_ptr_array_sort(paths, by_text);
    return g_steal_pointer(&paths);
}

static gboolean is_yaml(const char *path)
{
    return g_str_has_suffix(path, ".yaml") && !g_file_test(path, G_FILE_TEST_IS_DIR);
}

static gboolean is_pack(const char *path)
{
    g_autofree char *file = g_build_filename(path, "pack.yaml", NULL);
    return g_file_test(file, G_FILE_TEST_EXISTS);
}

GPtrArray *pack_folders(const char *directory, GError **error)
{
    return sorted_entries(directory, is_pack, error);
}

GPtrArray *yaml_files(const char *directory, GError **error)
{
    return sorted_entries(directory, is_yaml, error);
}

Yaml *pack_file_load(const char *path, GError **error)
{
    GStatBuf info;
    if (g_stat(path, &info) == 0 && info.st_size > PACK_MAX_BYTES) {
        g_set_error(error, PACK_ERROR, PACK_ERROR_FOLDER, "%s: error: larger than %d bytes; split it", path,
                    PACK_MAX_BYTES);
        return NULL;
    }
    return yaml_load(path, error);
}

gboolean read_wording(const struct yaml_node *node, struct wording *out, GError **error)
{
    static const char *const keys[] = {"en", "fr", NULL};
    if (!yaml_expect(node, YAML_MAPPING, error) || !yaml_check_keys(node, keys, error)) {
        return FALSE;
    }
    wording_clear(out);
    for (guint i = 0; i < N_LANGUAGES; i++) {
        const char *text;
        const struct yaml_node *value = yaml_require(node, keys[i], error);
        if (!value || !yaml_string(value, &text, error)) {
            return FALSE;
        }
        out->in[i] = g_strchomp(g_strdup(text));
    }
    return TRUE;
}
