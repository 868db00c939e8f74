#include "tests/support/program.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>

struct outcome program_run(const char *const *arguments)
{
    const char *program = g_getenv("VITRINE");
    g_autoptr(GPtrArray) line = g_ptr_array_new();
    g_ptr_array_add(line, (gpointer)(program ? program : "build/vitrine"));
    for (guint i = 0; arguments[i]; i++) {
        g_ptr_array_add(line, (gpointer)arguments[i]);
    }
    if (g_strcmp0(arguments[0], "audit") == 0 && !g_strv_contains(arguments, "--max-links")) {
        g_ptr_array_add(line,
                        (gpointer) "--max-links=0"); // what fixtures link to elsewhere is other people's, and real
    }
    g_ptr_array_add(line, NULL);
    struct outcome outcome = {0};
    g_autoptr(GError) error = NULL;
    int status = 0;
    if (!g_spawn_sync(NULL, (char **)line->pdata, NULL, G_SPAWN_DEFAULT, NULL, NULL, &outcome.out, &outcome.err,
                      &status, &error)) {
        g_error("%s", error->message);
    }
    outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    return outcome;
}

void outcome_clear(struct outcome *outcome)
{
    g_clear_pointer(&outcome->out, g_free);
    g_clear_pointer(&outcome->err, g_free);
}

char *folder_new(void)
{
    g_autoptr(GError) error = NULL;
    char *path = g_dir_make_tmp("vitrine-test-XXXXXX", &error);
    if (!path) {
        g_error("%s", error->message);
    }
    return path;
}

void folder_remove(const char *path)
{
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    for (const char *name = dir ? g_dir_read_name(dir) : NULL; name; name = g_dir_read_name(dir)) {
        g_autofree char *below = g_build_filename(path, name, NULL);
        if (g_file_test(below, G_FILE_TEST_IS_DIR) && !g_file_test(below, G_FILE_TEST_IS_SYMLINK)) {
            folder_remove(below);
        } else {
            g_unlink(below);
        }
    }
    g_rmdir(path);
}

int folder_tear_down(void **state)
{
    folder_remove(*state);
    g_free(*state);
    return 0;
}

char *folder_write(const char *folder, const char *name, const char *text)
{
    char *path = g_build_filename(folder, name, NULL);
    g_autofree char *parent = g_path_get_dirname(path);
    g_autoptr(GError) error = NULL;
    if (g_mkdir_with_parents(parent, 0755) != 0 || !g_file_set_contents(path, text, -1, &error)) {
        g_error("%s: %s", path, error ? error->message : "cannot make its folder");
    }
    return path;
}
