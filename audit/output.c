#include "audit/output.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "audit/say.h"
#include "reports/report.h"

gboolean output_prepare(const struct setting *setting)
{
    const char *folder = setting->options->output;
    if (g_mkdir_with_parents(folder, 0755) != 0) {
        say_error("cannot make the folder %s: %s", folder, g_strerror(errno));
        return FALSE;
    }
    if (access(folder, W_OK | X_OK) != 0) {
        say_error("cannot write into %s: %s", folder, g_strerror(errno));
        return FALSE;
    }
    return TRUE;
}

void output_withdraw(const struct setting *setting)
{
    g_rmdir(setting->options->output); // leaves a folder that holds anything
}

gboolean output_write(const struct setting *setting, const struct result *result, guint formats)
{
    static const struct {
        const char *file;
        report_writer write;
    } known[] = {
#define X(name, word, file, write) {file, write},
        REPORT_FORMATS(X)
#undef X
    };
    const struct report_options options = {
        .language = result->language, .data_folder = setting->data, .csv_bom = setting->options->csv_bom};
    guint asked = setting->options->formats ? setting->options->formats : formats;
    for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *path = g_build_filename(setting->options->output, known[i].file, NULL);
        if ((asked & (1U << i)) && !known[i].write(result, &options, path, &error)) {
            say_error("%s", error->message);
            return FALSE;
        }
    }
    return TRUE;
}
