/*
 * report.h - the formats a result can be written in. Each is written whole or not at all.
 */
#pragma once

#include "reports/html_style.h"
#include "reports/result.h"

struct report_options {
    enum language language;
    const char *data_folder; /* holds reports/html/ and rules/; borrowed */
    HtmlStyle *style;        /* of report.html; borrowed. NULL: read for this report alone */
    const char *sibling;     /* relative address of the same report in the other language, or NULL */
    gboolean csv_bom;        /* findings.csv begins with a byte order mark, for spreadsheets that need one */
};

typedef gboolean (*report_writer)(const struct result *result, const struct report_options *options, const char *path,
                                  GError **error);

gboolean report_json_write(const struct result *result, const struct report_options *options, const char *path,
                           GError **error);
gboolean report_html_write(const struct result *result, const struct report_options *options, const char *path,
                           GError **error);
gboolean report_sarif_write(const struct result *result, const struct report_options *options, const char *path,
                            GError **error);
gboolean report_junit_write(const struct result *result, const struct report_options *options, const char *path,
                            GError **error);
gboolean report_csv_write(const struct result *result, const struct report_options *options, const char *path,
                          GError **error);
gboolean report_markdown_write(const struct result *result, const struct report_options *options, const char *path,
                               GError **error);

/*
 * GitHub's workflow commands, one line for each new finding in a folder: "::error file=...,line=...::...". Findings on
 * web addresses have no file to stand beside and are left out; of each level so many are given and the rest counted.
 * For stdout; caller frees.
 */
char *report_annotations(const struct result *result, const struct report_options *options) G_GNUC_WARN_UNUSED_RESULT;
