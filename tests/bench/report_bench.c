/*
 * report_bench.c - a result of 10,000 findings (or as many as asked for) written in every format: wall time of each,
 * the size of the file, and the peak memory of the process. The target: report.html in under 1 s, 100 MiB and 5 MB.
 */
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "reports/report.h"
#include "tests/support/sample_result.h"

enum { N_FINDINGS = 10000 };

static glong peak_kib(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

int main(int n_arguments, char **arguments)
{
    static const struct {
        const char *name;
        report_writer write;
    } FORMATS[] = {{"report.html", report_html_write},   {"result.json", report_json_write},
                   {"result.sarif", report_sarif_write}, {"junit.xml", report_junit_write},
                   {"findings.csv", report_csv_write},   {"summary.md", report_markdown_write}};
    guint n_findings = n_arguments > 1 ? (guint)strtoul(arguments[1], NULL, 10) : N_FINDINGS;
    g_autofree char *folder = g_dir_make_tmp("vitrine-bench-XXXXXX", NULL);
    g_autoptr(Result) result = sample_long(n_findings);
    printf("%u findings; the result alone: peak %.1f MiB\n", n_findings, peak_kib() / 1024.0);
    for (guint i = 0; i < G_N_ELEMENTS(FORMATS); i++) {
        struct report_options options = {.language = EN, .data_folder = "."};
        g_autofree char *path = g_build_filename(folder, FORMATS[i].name, NULL);
        g_autoptr(GError) error = NULL;
        gint64 start = g_get_monotonic_time();
        if (!FORMATS[i].write(result, &options, path, &error)) {
            fprintf(stderr, "%s\n", error->message);
            return 1;
        }
        double ms = (g_get_monotonic_time() - start) / 1000.0;
        GStatBuf file;
        g_stat(path, &file);
        printf("%-13s %8.1f ms %10.2f MB   peak %.1f MiB\n", FORMATS[i].name, ms, file.st_size / 1e6,
               peak_kib() / 1024.0);
        g_unlink(path);
    }
    g_rmdir(folder);
    return 0;
}
