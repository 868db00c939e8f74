/*
 * options.h - what `vitrine audit` is told on the command line.
 */
#pragma once

#include "rules/rule.h"

#define OPTIONS_ERROR (options_error_quark())
GQuark options_error_quark(void);

/* The files an audit can write: a bit, the name on the command line, the file in the output folder, and its writer
 * (reports/report.h). */
#define REPORT_FORMATS(X)                                                                                              \
    X(FORMAT_HTML, "html", "report.html", report_html_write)                                                           \
    X(FORMAT_JSON, "json", "result.json", report_json_write)                                                           \
    X(FORMAT_SARIF, "sarif", "result.sarif", report_sarif_write)                                                       \
    X(FORMAT_JUNIT, "junit", "junit.xml", report_junit_write)                                                          \
    X(FORMAT_CSV, "csv", "findings.csv", report_csv_write)                                                             \
    X(FORMAT_MARKDOWN, "md", "summary.md", report_markdown_write)

enum report_format_index {
#define X(name, word, file, write) name##_INDEX,
    REPORT_FORMATS(X)
#undef X
        N_FORMATS
};
enum report_format {
#define X(name, word, file, write) name = 1 << name##_INDEX,
    REPORT_FORMATS(X)
#undef X
};

enum progress_style { PROGRESS_AUTO, PROGRESS_PLAIN, PROGRESS_JSON, PROGRESS_NONE };

struct options {
    char **targets; /* NULL-terminated, at least one */
    char *output;   /* folder; of init a file */
    gboolean has_output;
    guint formats; /* bits of enum report_format; 0: not said */
    gboolean has_language;
    enum language language;
    GDate as_of;
    enum rule_level fail_on;
    gboolean fail_never, allow_partial;
    char *baseline;  /* or NULL */
    char **packs;    /* folders, or NULL */
    guint max_pages; /* 0: not said */
    int max_links;   /* to other sites; -1: not said */
    int delay_ms;    /* -1: not said */
    guint jobs;
    guint time_limit_s; /* 0: none */
    char **resolve;     /* HOST:PORT:ADDRESS, or NULL */
    gboolean allow_private, offline, no_cache, refresh, no_history, quiet, unmasked, annotate, csv_bom;
    enum progress_style progress;
    char *rule;         /* explain: one rule, or NULL */
    gboolean standards; /* rules list: by clause */
};

/* Reads `argv` after the command's name. NULL with OPTIONS_ERROR; prints nothing, exits never. */
struct options *options_read(int argc, char **argv, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void options_free(struct options *options);

/* The options as help shows them: those that `command` heeds, or all (NULL). Caller frees. */
char *options_help(const char *command) G_GNUC_WARN_UNUSED_RESULT;
