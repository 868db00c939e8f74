#include "audit/options.h"

#include <string.h>
#include <time.h>

#include "audit/values.h"
#include "rules/nearest.h"

enum {
    MAX_JOBS = 256,
    MAX_PAGES_LIMIT = 1000000,
    MAX_LINKS_LIMIT = 10000,
    MAX_DELAY_MS = 600000,
    MAX_TIME_LIMIT_S = 7 * 24 * 3600
};

G_DEFINE_QUARK(vitrine - options - error, options_error)

/* What GOption fills in, before any of it is checked. */
struct raw {
    char *output, *formats, *language, *as_of, *fail_on, *baseline, *progress, *rule, *annotate;
    char **packs, **resolve, **targets;
    int max_pages, max_links, delay_ms, jobs, time_limit_s;
    gboolean allow_partial, allow_private, offline, no_cache, refresh, no_history, quiet, unmasked, csv_bom, standards;
};

static const struct {
    const char *name;
    char letter;
    GOptionArg type;
    gsize offset; /* in struct raw */
    const char *help, *argument;
    const char *commands; /* that heed it */
} table[] = {
#define RAW(member) G_STRUCT_OFFSET(struct raw, member)
    {"output", 'o', G_OPTION_ARG_FILENAME, RAW(output), "Where the report goes (default vitrine-report)", "DIR",
     "audit init report"},
    {"format", 0, G_OPTION_ARG_STRING, RAW(formats), "What to write (default html,json)", "NAME,...", "audit report"},
    {"csv-bom", 0, G_OPTION_ARG_NONE, RAW(csv_bom), "Begin findings.csv with the mark some spreadsheets need", NULL,
     "audit report"},
    {"annotate", 0, G_OPTION_ARG_STRING, RAW(annotate), "Print findings in files as workflow commands", "github",
     "audit"},
    {"lang", 0, G_OPTION_ARG_STRING, RAW(language), "Language of the report (default: the practice file's)", "en|fr",
     "audit init report rules"},
    {"as-of", 0, G_OPTION_ARG_STRING, RAW(as_of), "The date to judge by (default today)", "YYYY-MM-DD",
     "audit explain init"},
    {"fail-on", 0, G_OPTION_ARG_STRING, RAW(fail_on), "Findings that make the status 1 (default warning)",
     "LEVEL|never", "audit"},
    {"allow-partial", 0, G_OPTION_ARG_NONE, RAW(allow_partial), "A partial run may end with status 0", NULL, "audit"},
    {"baseline", 0, G_OPTION_ARG_FILENAME, RAW(baseline), "Only findings that are not in it count", "RESULT.json",
     "audit"},
    {"pack", 0, G_OPTION_ARG_FILENAME_ARRAY, RAW(packs), "One more folder of rules (repeatable)", "DIR",
     "audit explain init rules"},
    {"max-pages", 0, G_OPTION_ARG_INT, RAW(max_pages), "Pages to read of each site (default 200)", "N", "audit init"},
    {"max-links", 0, G_OPTION_ARG_INT, RAW(max_links), "Links to other sites to ask once (default 100; of a folder 0)",
     "N", "audit"},
    {"delay", 0, G_OPTION_ARG_INT, RAW(delay_ms), "Between requests to one host (default 500; a site of one's own 0)",
     "MS", "audit init"},
    {"jobs", 0, G_OPTION_ARG_INT, RAW(jobs), "Threads that judge pages (default: the processors)", "N", "audit init"},
    {"time-limit", 0, G_OPTION_ARG_INT, RAW(time_limit_s), "For the whole run", "SECONDS", "audit init"},
    {"resolve", 0, G_OPTION_ARG_STRING_ARRAY, RAW(resolve), "Dial ADDRESS for HOST; * is any (repeatable)",
     "HOST:PORT:ADDRESS", "audit explain init"},
    {"allow-private", 0, G_OPTION_ARG_NONE, RAW(allow_private), "Fetch loopback and private addresses too", NULL,
     "audit explain init"},
    {"offline", 0, G_OPTION_ARG_NONE, RAW(offline), "Fetch nothing: folders and what is cached", NULL, "audit init"},
    {"no-cache", 0, G_OPTION_ARG_NONE, RAW(no_cache), "Neither use nor keep copies of fetched pages", NULL,
     "audit init"},
    {"refresh", 0, G_OPTION_ARG_NONE, RAW(refresh), "Fetch everything anew, and renew the copies", NULL, "audit init"},
    {"no-history", 0, G_OPTION_ARG_NONE, RAW(no_history), "Leave this audit out of the history", NULL, "audit"},
    {"unmasked", 0, G_OPTION_ARG_NONE, RAW(unmasked), "Show clients' names and contacts as pages show them", NULL,
     "audit"},
    {"quiet", 'q', G_OPTION_ARG_NONE, RAW(quiet), "Print nothing but errors", NULL, "audit init report"},
    {"progress", 0, G_OPTION_ARG_STRING, RAW(progress), "How to show progress", "auto|plain|json|none", "audit init"},
    {"rule", 0, G_OPTION_ARG_STRING, RAW(rule), "This rule alone", "ID", "explain"},
    {"standards", 0, G_OPTION_ARG_NONE, RAW(standards), "For list: by the clauses that they look for", NULL, "rules"},
#undef RAW
};

static GOptionContext *context_new(struct raw *raw)
{
    GOptionEntry entries[G_N_ELEMENTS(table) + 2];
    memset(entries, 0, sizeof entries);
    for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
        entries[i] = (GOptionEntry){
            .long_name = table[i].name,
            .short_name = table[i].letter,
            .arg = table[i].type,
            .arg_data = G_STRUCT_MEMBER_P(raw, table[i].offset),
            .description = table[i].help,
            .arg_description = table[i].argument,
        };
    }
    entries[G_N_ELEMENTS(table)] =
        (GOptionEntry){.long_name = G_OPTION_REMAINING, .arg = G_OPTION_ARG_FILENAME_ARRAY, .arg_data = &raw->targets};
    GOptionContext *context = g_option_context_new(NULL);
    g_option_context_add_main_entries(context, entries, NULL);
    g_option_context_set_help_enabled(context, FALSE);
    return context;
}

static void raw_clear(struct raw *raw)
{
    char *texts[] = {raw->output,   raw->formats,  raw->language, raw->as_of,   raw->fail_on,
                     raw->baseline, raw->progress, raw->rule,     raw->annotate};
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_free(texts[i]);
    }
    g_strfreev(raw->packs);
    g_strfreev(raw->resolve);
    g_strfreev(raw->targets);
}

/* Says no to `value` of an option; FALSE, so that checks can end with it. */
static gboolean refuse(GError **error, const char *option, const char *value, const char *why)
{
    g_set_error(error, OPTIONS_ERROR, 0, "--%s “%s” %s", option, value, why);
    return FALSE;
}

static gboolean read_formats(const char *text, guint *formats, GError **error)
{
    static const char *const words[] = {
#define X(name, word, file, write) word,
        REPORT_FORMATS(X)
#undef X
            NULL};
    *formats = 0;
    g_auto(GStrv) parts = g_strsplit(text, ",", -1);
    for (guint i = 0; parts[i]; i++) {
        guint known = 0;
        while (words[known] && strcmp(words[known], g_strstrip(parts[i])) != 0) {
            known++;
        }
        if (!words[known]) {
            g_autofree char *all = g_strjoinv(", ", (char **)words);
            g_autofree char *why = g_strdup_printf("names no format: there are %s", all);
            return refuse(error, "format", parts[i], why);
        }
        *formats |= 1U << known;
    }
    return TRUE;
}

static gboolean read_fail_on(const char *text, struct options *options, GError **error)
{
    options->fail_never = strcmp(text, "never") == 0;
    return options->fail_never || level_from_word(text, &options->fail_on) ||
           refuse(error, "fail-on", text, "is none of error, warning, note, never");
}

static gboolean read_progress(const char *text, enum progress_style *style, GError **error)
{
    static const char *const words[] = {"auto", "plain", "json", "none"};
    for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
        if (strcmp(text, words[i]) == 0) {
            *style = (enum progress_style)i;
            return TRUE;
        }
    }
    return refuse(error, "progress", text, "is none of auto, plain, json, none");
}

static gboolean read_words(const struct raw *raw, struct options *options, GError **error)
{
    if (raw->formats && !read_formats(raw->formats, &options->formats, error)) {
        return FALSE;
    }
    if (raw->language && !language_from_code(raw->language, &options->language)) {
        return refuse(error, "lang", raw->language, "is neither en nor fr");
    }
    options->has_language = raw->language != NULL;
    if (raw->annotate && strcmp(raw->annotate, "github") != 0) {
        return refuse(error, "annotate", raw->annotate, "names no one who reads them: there is github");
    }
    const char *wrong = raw->as_of ? value_date(raw->as_of, &options->as_of) : NULL;
    if (wrong) {
        return refuse(error, "as-of", raw->as_of, wrong);
    }
    return (!raw->fail_on || read_fail_on(raw->fail_on, options, error)) &&
           (!raw->progress || read_progress(raw->progress, &options->progress, error));
}

static gboolean read_numbers(const struct raw *raw, struct options *options, GError **error)
{
    const struct {
        const char *name;
        int value, low, high, unsaid;
    } bounds[] = {
        {"max-pages", raw->max_pages, 1, MAX_PAGES_LIMIT, 0},
        {"max-links", raw->max_links, 0, MAX_LINKS_LIMIT, -1},
        {"delay", raw->delay_ms, 0, MAX_DELAY_MS, -1},
        {"jobs", raw->jobs, 1, MAX_JOBS, 0},
        {"time-limit", raw->time_limit_s, 1, MAX_TIME_LIMIT_S, 0},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(bounds); i++) {
        if (bounds[i].value != bounds[i].unsaid &&
            (bounds[i].value < bounds[i].low || bounds[i].value > bounds[i].high)) {
            g_set_error(error, OPTIONS_ERROR, 0, "--%s %d is out of bounds: it goes from %d to %d", bounds[i].name,
                        bounds[i].value, bounds[i].low, bounds[i].high);
            return FALSE;
        }
    }
    options->max_pages = (guint)raw->max_pages;
    options->max_links = raw->max_links;
    options->delay_ms = raw->delay_ms;
    options->jobs = raw->jobs ? (guint)raw->jobs : g_get_num_processors();
    options->time_limit_s = (guint)raw->time_limit_s;
    return TRUE;
}

/* HOST:PORT:ADDRESS, as curl(1) --resolve: the address may be an IPv6 one in brackets. */
static gboolean check_resolve(char **entries, GError **error)
{
    for (guint i = 0; entries && entries[i]; i++) {
        g_auto(GStrv) parts = g_strsplit(entries[i], ":", 3);
        gboolean whole = g_strv_length(parts) == 3 && *parts[0] && *parts[2];
        gint64 port = whole ? g_ascii_strtoll(parts[1], NULL, 10) : 0;
        if (port < 1 || port > 65535) {
            return refuse(error, "resolve", entries[i], "is not HOST:PORT:ADDRESS, for example *:80:127.0.0.1");
        }
    }
    return TRUE;
}

/* Names the nearest option to the one that GOption did not know. */
static void suggest(int argc, char **argv, GError **error)
{
    static const char *names[G_N_ELEMENTS(table) + 1];
    for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
        names[i] = table[i].name;
    }
    for (int i = 1; i < argc; i++) {
        if (!g_str_has_prefix(argv[i], "--") || !argv[i][2]) {
            continue;
        }
        g_autofree char *name = g_strndup(argv[i] + 2, strcspn(argv[i] + 2, "="));
        const char *nearest = g_strv_contains(names, name) ? NULL : nearest_word(name, names);
        if (nearest) {
            g_prefix_error(error, "did you mean --%s? ", nearest);
            return;
        }
    }
}

static gboolean parse(int argc, char **argv, struct raw *raw, GError **error)
{
    g_autoptr(GOptionContext) context = context_new(raw);
    g_auto(GStrv) copy = g_new0(char *, argc + 1);
    for (int i = 0; i < argc; i++) {
        copy[i] = g_strdup(argv[i]);
    }
    g_autoptr(GError) wrong = NULL;
    if (g_option_context_parse_strv(context, &copy, &wrong)) {
        return TRUE;
    }
    g_set_error(error, OPTIONS_ERROR, 0, "%s", wrong->message);
    if (g_error_matches(wrong, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION)) {
        suggest(argc, argv, error);
    }
    return FALSE;
}

static gboolean take(struct raw *raw, struct options *options, GError **error)
{
    if (!read_words(raw, options, error) || !read_numbers(raw, options, error) || !check_resolve(raw->resolve, error)) {
        return FALSE;
    }
    options->targets = raw->targets ? g_steal_pointer(&raw->targets) : g_new0(char *, 1);
    options->has_output = raw->output != NULL;
    options->output = raw->output ? g_steal_pointer(&raw->output) : g_strdup("vitrine-report");
    options->baseline = g_steal_pointer(&raw->baseline);
    options->packs = g_steal_pointer(&raw->packs);
    options->resolve = g_steal_pointer(&raw->resolve);
    options->rule = g_steal_pointer(&raw->rule);
    options->allow_partial = raw->allow_partial;
    options->allow_private = raw->allow_private;
    options->offline = raw->offline;
    options->no_cache = raw->no_cache;
    options->refresh = raw->refresh;
    options->no_history = raw->no_history;
    options->quiet = raw->quiet;
    options->unmasked = raw->unmasked;
    options->standards = raw->standards;
    options->annotate = raw->annotate != NULL;
    options->csv_bom = raw->csv_bom;
    return TRUE;
}

static struct options *options_new(void)
{
    struct options *options = g_new0(struct options, 1);
    options->fail_on = LEVEL_WARNING;
    g_date_set_time_t(&options->as_of, time(NULL));
    return options;
}

struct options *options_read(int argc, char **argv, GError **error)
{
    struct raw raw = {.delay_ms = -1, .max_links = -1};
    struct options *options = options_new();
    if (!parse(argc, argv, &raw, error) || !take(&raw, options, error)) {
        options_free(options);
        options = NULL;
    }
    raw_clear(&raw);
    return options;
}

void options_free(struct options *options)
{
    if (options) {
        g_strfreev(options->targets);
        g_free(options->output);
        g_free(options->baseline);
        g_strfreev(options->packs);
        g_strfreev(options->resolve);
        g_free(options->rule);
        g_free(options);
    }
}

char *options_help(const char *command)
{
    GString *help = g_string_new(NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
        if (command && !strstr(table[i].commands, command)) {
            continue;
        }
        g_autofree char *left =
            g_strdup_printf("%s--%s%s%s", table[i].letter ? "" : "    ", table[i].name, table[i].argument ? " " : "",
                            table[i].argument ? table[i].argument : "");
        if (table[i].letter) {
            g_string_append_printf(help, "  -%c, %-32s%s\n", table[i].letter, left, table[i].help);
        } else {
            g_string_append_printf(help, "  %-36s%s\n", left, table[i].help);
        }
    }
    return g_string_free(help, FALSE);
}
