/*
 * render.c - writes the sample results as reports into a folder, for the browser tests and for looking at them.
 */
#include <glib/gstdio.h>
#include <stdio.h>

#include "reports/report.h"
#include "tests/support/sample_result.h"

static const struct {
    const char *ending;
    report_writer write;
} FORMATS[] = {{"html", report_html_write},       {"json", report_json_write}, {"sarif", report_sarif_write},
               {"junit.xml", report_junit_write}, {"csv", report_csv_write},   {"md", report_markdown_write}};

static gboolean render(const struct result *result, enum language language, const char *folder, const char *name,
                       GError **error)
{
    g_autofree char *sibling = g_strdup_printf("%s.%s.html", name, language_code(language == EN ? FR : EN));
    struct report_options options = {.language = language, .data_folder = ".", .sibling = sibling};
    for (guint i = 0; i < G_N_ELEMENTS(FORMATS); i++) {
        g_autofree char *file = g_strdup_printf("%s.%s.%s", name, language_code(language), FORMATS[i].ending);
        g_autofree char *path = g_build_filename(folder, file, NULL);
        if (!FORMATS[i].write(result, &options, path, error)) {
            return FALSE;
        }
    }
    return TRUE;
}

int main(int n_arguments, char **arguments)
{
    const char *folder = n_arguments > 1 ? arguments[1] : "build/samples";
    g_mkdir_with_parents(folder, 0755);
    g_autoptr(Result) full = sample_result(EN);
    g_autoptr(Result) clean = sample_clean(EN);
    g_autoptr(Result) hostile = sample_hostile();
    g_autoptr(Result) large = sample_long(10000);
    const struct {
        const struct result *result;
        const char *name;
    } samples[] = {{full, "full"}, {clean, "clean"}, {hostile, "hostile"}, {large, "long"}};
    g_autoptr(GError) error = NULL;
    for (guint i = 0; i < G_N_ELEMENTS(samples); i++) {
        for (int language = EN; language < N_LANGUAGES; language++) {
            if (!render(samples[i].result, (enum language)language, folder, samples[i].name, &error)) {
                fprintf(stderr, "%s\n", error->message);
                return 1;
            }
        }
    }
    return 0;
}
