// Letters on disk: the folder holds those of today; what earlier runs left is kept beside them, and never written over.
#include <errno.h>
#include <string.h>

#include <glib/gstdio.h>

#include "reports/letters.h"
#include "reports/out_file.h"

enum { MAX_OF_ONE_DAY = 100, MAX_LETTER_BYTES = 1 << 20 };

/* "directory.example-1.txt": by its form one of ours, and a file of its own. */
static gboolean is_letter(const char *folder, const char *name)
{
    const char *dash = strrchr(name, '-');
    gsize digits = dash ? strspn(dash + 1, "0123456789") : 0;
    g_autofree char *path = g_build_filename(folder, name, NULL);
    GStatBuf info;
    return digits > 0 && strcmp(dash + 1 + digits, ".txt") == 0 && g_lstat(path, &info) == 0 && S_ISREG(info.st_mode) &&
           info.st_size <= MAX_LETTER_BYTES;
}

static gboolean holds(const char *path, const char *text)
{
    g_autofree char *held = NULL;
    return g_file_get_contents(path, &held, NULL, NULL) && strcmp(held, text) == 0;
}

/* The day on which the file was last written: "2026-10-21". Caller frees. */
static char *day_of(const char *path)
{
    GStatBuf info;
    g_autoptr(GDateTime) written =
        g_stat(path, &info) == 0 ? g_date_time_new_from_unix_local((gint64)info.st_mtime) : NULL;
    return written ? g_date_time_format(written, "%Y-%m-%d") : g_strdup("undated");
}

/* Moves one into the folder of earlier letters, under a name that nothing has there. */
static gboolean set_aside(const char *folder, const char *name, GError **error)
{
    g_autofree char *path = g_build_filename(folder, name, NULL), *day = day_of(path);
    g_autofree char *earlier = g_build_filename(folder, LETTERS_EARLIER, NULL);
    if (g_mkdir_with_parents(earlier, 0777) != 0) {
        g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno), "%s: %s", earlier, g_strerror(errno));
        return FALSE;
    }
    for (guint i = 0; i < MAX_OF_ONE_DAY; i++) {
        g_autofree char *number = i == 0 ? g_strdup("") : g_strdup_printf("%u-", i + 1);
        g_autofree char *kept = g_strdup_printf("%s-%s%s", day, number, name);
        g_autofree char *to = g_build_filename(earlier, kept, NULL);
        if (!g_file_test(to, G_FILE_TEST_EXISTS) && g_rename(path, to) == 0) {
            return TRUE;
        }
    }
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_EXIST, "%s: cannot be moved into %s", path, earlier);
    return FALSE;
}

static const struct letter *named(const GPtrArray *letters, const char *name)
{
    for (guint i = 0; i < letters->len; i++) {
        const struct letter *letter = letters->pdata[i];
        if (strcmp(letter->file, name) == 0) {
            return letter;
        }
    }
    return NULL;
}

/* Sets aside every letter in `folder` that does not say what one of `letters` says. */
static gboolean set_aside_others(const GPtrArray *letters, const char *folder, GError **error)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (const char *name = dir ? g_dir_read_name(dir) : NULL; name; name = g_dir_read_name(dir)) {
        const struct letter *letter = named(letters, name);
        g_autofree char *path = g_build_filename(folder, name, NULL);
        if (is_letter(folder, name) && !(letter && holds(path, letter->text))) {
            g_ptr_array_add(names, g_strdup(name));
        }
    }
    for (guint i = 0; i < names->len; i++) {
        if (!set_aside(folder, names->pdata[i], error)) {
            return FALSE;
        }
    }
    return TRUE;
}

gboolean letters_write(const GPtrArray *letters, const char *folder, GError **error)
{
    if (letters->len > 0 && g_mkdir_with_parents(folder, 0777) != 0) {
        g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno), "%s: %s", folder, g_strerror(errno));
        return FALSE;
    }
    if (!set_aside_others(letters, folder, error)) {
        return FALSE;
    }
    for (guint i = 0; i < letters->len; i++) {
        const struct letter *letter = g_ptr_array_index(letters, i);
        g_autofree char *path = g_build_filename(folder, letter->file, NULL);
        if (!out_file_write(path, letter->text, strlen(letter->text), error)) {
            return FALSE;
        }
    }
    return TRUE;
}
