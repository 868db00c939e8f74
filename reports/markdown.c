#include <string.h>

#include "reports/digest.h"
#include "reports/escape.h"
#include "reports/out_file.h"
#include "reports/remedy.h"
#include "reports/report.h"

/* A summary for a pull request or a ticket. GitHub refuses a comment over 65,536 characters, so what does not fit is
 * folded and counted. */

enum {
    MAX_BYTES = 60 * 1024,
    ROOM_FOR_END = 2048, // the gate, what was folded, the disclaimer
    MAX_TASKS = 5,
    MAX_GROUPS = 10,
    MAX_PLACES = 5,
    MAX_UNREAD = 20,
    MAX_QUOTE = 300,
    MAX_TEXT = 1000,
    MAX_ADDRESS = 300
};

static void append_escaped(GString *out, const char *text, gsize max)
{
    g_autofree char *escaped = text_markdown(text, max);
    g_string_append(out, escaped);
}

/* Addresses as code: shown whole, and never a link that nobody asked for. */
static void append_code(GString *out, const char *text)
{
    g_autofree char *line = text_line(text, MAX_ADDRESS);
    if (strpbrk(line, "<>`@ ")) {
        append_escaped(out, line, MAX_ADDRESS); // no address that we know
    } else {
        g_string_append_printf(out, "`%s`", *line ? line : "-");
    }
}

static void add_head(GString *out, const struct digest *digest)
{
    g_autofree char *name = digest_name(digest);
    g_autofree char *title = phrase_fill(digest->phrases, *name ? "title" : "title.unnamed", "name", name, NULL);
    g_autofree char *date = phrase_date(digest->phrases, digest->result->as_of);
    g_string_append(out, "# ");
    append_escaped(out, title, MAX_TEXT);
    g_string_append(out, "\n\n");
    g_autoptr(GPtrArray) status = digest_status(digest);
    g_string_append(out, "**");
    for (guint i = 0; i < status->len; i++) {
        g_string_append_printf(out, "%s%s", i > 0 ? ", " : "", (const char *)status->pdata[i]);
    }
    g_autofree char *gate = digest_gate(digest);
    g_string_append_printf(out, "**\n\n%s%s ", phrase(digest->phrases, "head.date"), phrase(digest->phrases, "colon"));
    append_escaped(out, date, MAX_TEXT);
    g_string_append_printf(out, ". %s ", digest_completeness(digest));
    append_escaped(out, gate, MAX_TEXT);
    g_string_append_c(out, '\n');
}

static void add_tasks(GString *out, const struct digest *digest)
{
    const GPtrArray *rules = digest->outline->rules;
    if (rules->len == 0) {
        return;
    }
    g_string_append_printf(out, "\n## %s\n\n", phrase(digest->phrases, "tasks"));
    for (guint i = 0; i < MIN(rules->len, MAX_TASKS); i++) {
        const struct outline_rule *rule = rules->pdata[i];
        g_autofree char *title = digest_heading(digest, rule);
        g_autofree char *task = digest_task(digest, rule);
        g_autofree char *effort = digest_effort(digest, rule->rule);
        g_string_append(out, "- [ ] **");
        append_escaped(out, title, MAX_TEXT);
        g_string_append(out, "** ");
        append_escaped(out, task, MAX_TEXT);
        g_string_append_printf(out, " (%s%s%s)\n", phrase_of(digest->phrases, "level", level_word(rule->level)),
                               *effort ? ", " : "", effort);
    }
}

static void add_places(GString *out, const struct digest *digest, const struct outline_group *group)
{
    guint n_shown = MIN(group->places->len, MAX_PLACES), n_named = 0;
    for (guint i = 0; i < n_shown; i++) {
        const struct outline_place *place = &g_array_index(group->places, struct outline_place, i);
        const char *where = finding_place(place->finding, place->evidence);
        if (where) {
            g_string_append(out, n_named++ == 0 ? "  " : ", ");
            append_code(out, where);
        }
    }
    if (group->n_places > n_shown) {
        g_autofree char *more = phrase_count(digest->phrases, "finding.more-places", group->n_places - n_shown);
        g_string_append_printf(out, ", %s", more);
    }
    if (n_named > 0) {
        g_string_append_c(out, '\n');
    }
}

static void add_group(GString *out, const struct digest *digest, const struct outline_group *group)
{
    const struct finding *finding = group->first;
    g_autofree char *message = finding_message(finding, digest->language);
    g_string_append(out, "- ");
    append_escaped(out, message, MAX_TEXT);
    if (finding->counts) {
        g_string_append_printf(out, " _(%s)_", phrase(digest->phrases, "finding.counts"));
    }
    g_string_append_c(out, '\n');
    if (group->evidence && group->evidence->text) {
        g_autofree char *quote = text_line(group->evidence->text, MAX_QUOTE);
        g_string_append(out, "  > ");
        append_escaped(out, quote, MAX_QUOTE);
        g_string_append(out, "\n\n");
    }
    add_places(out, digest, group);
}

static char *rule_text(const struct digest *digest, const struct outline_rule *rule)
{
    GString *out = g_string_new("\n### ");
    g_autofree char *title = digest_heading(digest, rule);
    append_escaped(out, title, MAX_TEXT);
    g_string_append_printf(out, " – %s\n\n", phrase_of(digest->phrases, "level", level_word(rule->level)));
    for (guint i = 0; i < MIN(rule->groups->len, MAX_GROUPS); i++) {
        add_group(out, digest, rule->groups->pdata[i]);
    }
    if (rule->groups->len > MAX_GROUPS) {
        g_autofree char *more = phrase_count(digest->phrases, "finding.more-groups", rule->groups->len - MAX_GROUPS);
        g_string_append_printf(out, "- %s\n", more);
    }
    g_autoptr(GPtrArray) steps = finding_steps(digest->result, rule->findings->pdata[0], digest->language);
    for (guint i = 0; i < steps->len; i++) {
        g_string_append_printf(out, i == 0 ? "\n**%s**\n\n1. " : "1. ", phrase(digest->phrases, "finding.fix"));
        append_escaped(out, steps->pdata[i], MAX_TEXT);
        g_string_append_c(out, '\n');
    }
    for (guint i = 0; i < rule->rule->n_citations; i++) {
        g_autofree char *clause = digest_clause(digest, &rule->rule->citations[i]);
        g_string_append(out, i == 0 ? "\n" : " · ");
        append_escaped(out, clause, MAX_TEXT);
    }
    return g_string_free(g_string_append_c(out, '\n'), FALSE);
}

static void add_findings(GString *out, const struct digest *digest)
{
    const GPtrArray *rules = digest->outline->rules;
    guint n_folded = 0;
    g_string_append_printf(out, "\n## %s\n", phrase(digest->phrases, "findings"));
    if (rules->len == 0) {
        g_string_append_printf(out, "\n%s\n", phrase(digest->phrases, "findings.none"));
    }
    for (guint i = 0; i < rules->len; i++) {
        const struct outline_rule *rule = rules->pdata[i];
        g_autofree char *text = rule_text(digest, rule);
        if (out->len + strlen(text) + ROOM_FOR_END > MAX_BYTES) {
            n_folded += rule->findings->len;
        } else {
            g_string_append(out, text);
        }
    }
    if (n_folded > 0) {
        g_autofree char *folded = phrase_count(digest->phrases, "markdown.folded", n_folded);
        g_string_append_printf(out, "\n%s\n", folded);
    }
}

static void add_unread(GString *out, const struct digest *digest)
{
    guint n_unread = 0;
    for (guint i = 0; i < digest->result->presences->len; i++) {
        const struct result_presence *presence = digest->result->presences->pdata[i];
        for (guint j = 0; j < presence->pages->len; j++) {
            const struct result_page *page = &g_array_index(presence->pages, struct result_page, j);
            if (page->outcome == FETCH_OK) {
                continue;
            }
            if (n_unread == 0) {
                g_string_append_printf(out, "\n## %s\n\n", phrase(digest->phrases, "coverage.not-read"));
            }
            if (n_unread++ < MAX_UNREAD) {
                g_string_append(out, "- ");
                append_code(out, page->address);
                g_string_append_printf(out, " %s\n",
                                       phrase_of(digest->phrases, "fetch", fetch_outcome_word(page->outcome)));
            }
        }
    }
    if (n_unread > MAX_UNREAD) {
        g_autofree char *more = phrase_count(digest->phrases, "pages.more", n_unread - MAX_UNREAD);
        g_string_append_printf(out, "- %s\n", more);
    }
}

gboolean report_markdown_write(const struct result *result, const struct report_options *options, const char *path,
                               GError **error)
{
    g_autoptr(Phrases) phrases = phrases_load(options->data_folder, options->language, error);
    if (!phrases) {
        return FALSE;
    }
    g_autoptr(Outline) outline = outline_new(result);
    struct digest digest = {result, outline, phrases, options->language, gate_judge(result)};
    g_autoptr(GString) out = g_string_new(NULL);
    add_head(out, &digest);
    add_tasks(out, &digest);
    add_unread(out, &digest);
    add_findings(out, &digest);
    g_string_append_printf(out, "\n_%s_\n", phrase(phrases, "disclaimer.text"));
    return out_file_write(path, out->str, out->len, error);
}
