#include "audit/data.h"

#include <gio/gio.h>

static gboolean holds_data(const char *folder)
{
    g_autofree char *standards = g_build_filename(folder, "rules", "standards", NULL);
    return g_file_test(standards, G_FILE_TEST_IS_DIR);
}

/* The folder of the running program, or NULL. */
static char *program_folder(void)
{
    g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
    return program ? g_path_get_dirname(program) : NULL;
}

char *data_folder(GError **error)
{
    const char *named = g_getenv("VITRINE_DATA");
    if (named && *named) {
        if (!holds_data(named)) {
            g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "$VITRINE_DATA is %s, which holds no rules/standards/",
                        named);
            return NULL;
        }
        return g_strdup(named);
    }
    g_autofree char *program = program_folder();
    static const char *const beside[] = {"../share/vitrine", "..", "../.."};
    for (gsize i = 0; program && i < G_N_ELEMENTS(beside); i++) {
        g_autofree char *joined = g_build_filename(program, beside[i], NULL);
        if (holds_data(joined)) {
            return g_canonicalize_filename(joined, NULL);
        }
    }
    if (holds_data(VITRINE_DATADIR)) {
        return g_strdup(VITRINE_DATADIR);
    }
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
                "the rules are neither beside the program nor in %s: install vitrine again, or set VITRINE_DATA",
                VITRINE_DATADIR);
    return NULL;
}
