#include "reports/summary.h"

#include "reports/digest.h"
#include "reports/escape.h"
#include "reports/letters.h"

enum { MAX_TASKS = 5, MAX_PRESENCES = 10, TASK_CHARACTERS = 160 };

static void add_presences(GString *text, const struct digest *digest)
{
    const struct result *result = digest->result;
    for (guint i = 0; i < MIN(result->presences->len, MAX_PRESENCES); i++) {
        const struct result_presence *presence = result->presences->pdata[i];
        g_autofree char *address = text_terminal(presence->address);
        g_string_append_printf(text, "  %s", address);
        if (!presence->read) {
            g_string_append_printf(text, " – %s", phrase(digest->phrases, "coverage.whole"));
        }
        g_string_append_c(text, '\n');
    }
}

static void add_status(GString *text, const struct digest *digest)
{
    g_autoptr(GPtrArray) status = digest_status(digest);
    for (guint i = 0; i < status->len; i++) {
        g_string_append_printf(text, "%s%s", i > 0 ? ", " : "", (const char *)status->pdata[i]);
    }
    g_string_append_printf(text, "\n%s\n", digest_completeness(digest));
}

static void add_tasks(GString *text, const struct digest *digest)
{
    const GPtrArray *rules = digest->outline->rules;
    if (rules->len > 0) {
        g_string_append_printf(text, "\n%s\n", phrase(digest->phrases, "tasks"));
    }
    for (guint i = 0; i < MIN(rules->len, MAX_TASKS); i++) {
        const struct outline_rule *rule = rules->pdata[i];
        g_autofree char *title = digest_heading(digest, rule);
        g_autofree char *task = digest_task(digest, rule);
        g_autofree char *title_line = text_line(title, TASK_CHARACTERS);
        g_autofree char *task_line = text_line(task, TASK_CHARACTERS);
        g_string_append_printf(text, "  %u. %s (%s)\n     %s\n", i + 1, title_line,
                               phrase_of(digest->phrases, "level", level_word(rule->level)), task_line);
    }
    if (rules->len > MAX_TASKS) {
        g_autofree char *more = phrase_count(digest->phrases, "tasks.more", rules->len - MAX_TASKS);
        g_string_append_printf(text, "  %s\n", more);
    }
}

static void add_counts(GString *text, const struct digest *digest)
{
    g_autofree char *read = phrase_count(digest->phrases, "summary.pages-read", digest->result->n_pages_read);
    g_autofree char *unread = phrase_count(digest->phrases, "summary.pages-unread", digest->result->n_pages_unread);
    g_string_append_printf(text, "%s, %s. %s%s", read, unread, phrase(digest->phrases, "summary.findings"),
                           phrase(digest->phrases, "colon"));
    for (int level = LEVEL_ERROR; level >= LEVEL_NOTE; level--) {
        g_autofree char *key = g_strconcat("level-count.", level_word((enum rule_level)level), NULL);
        g_autofree char *n = phrase_count(digest->phrases, key, digest->gate.n_findings[level]);
        g_string_append_printf(text, "%s %s", level < LEVEL_ERROR ? "," : "", n);
    }
    g_string_append(text, ".\n");
}

/* The letters beside the report. */
static gboolean add_letters(GString *text, const struct digest *digest, const char *data_folder,
                            const char *report_path, GError **error)
{
    g_autoptr(GPtrArray) letters = letters_make(digest->result, data_folder, error);
    g_autofree char *folder = g_path_get_dirname(report_path);
    for (guint i = 0; letters && i < letters->len; i++) {
        const struct letter *letter = letters->pdata[i];
        g_autofree char *path = g_build_filename(folder, LETTERS_FOLDER, letter->file, NULL);
        g_autofree char *shown = text_terminal(path);
        g_string_append_printf(text, "%s%s %s\n", phrase(digest->phrases, "summary.letter"),
                               phrase(digest->phrases, "colon"), shown);
    }
    return letters != NULL;
}

char *report_summary(const struct result *result, const struct report_options *options, const char *report_path,
                     GError **error)
{
    g_autoptr(Phrases) phrases = phrases_load(options->data_folder, options->language, error);
    if (!phrases) {
        return NULL;
    }
    g_autoptr(Outline) outline = outline_new(result);
    struct digest digest = {result, outline, phrases, options->language, gate_judge(result)};
    g_autofree char *name = digest_name(&digest);
    g_autofree char *date = phrase_date(phrases, result->as_of);
    g_autofree char *date_line = text_terminal(date);
    GString *text = g_string_new(NULL);
    g_string_append_printf(text, "%s%s %s, %s\n", phrase(phrases, "summary.audited"), phrase(phrases, "colon"), name,
                           date_line);
    add_presences(text, &digest);
    g_string_append_c(text, '\n');
    add_status(text, &digest);
    add_counts(text, &digest);
    if (result->baseline) { // then what is listed and what counts are not the same
        g_autofree char *gate = digest_gate(&digest);
        g_autofree char *line = text_terminal(gate);
        g_string_append_printf(text, "%s\n", line);
    }
    add_tasks(text, &digest);
    if (report_path) {
        g_autofree char *path = text_terminal(report_path);
        g_string_append_printf(text, "\n%s%s %s\n", phrase(phrases, "summary.report"), phrase(phrases, "colon"), path);
        if (!add_letters(text, &digest, options->data_folder, report_path, error)) {
            g_string_free(text, TRUE);
            return NULL;
        }
    }
    return g_string_free(text, FALSE);
}
