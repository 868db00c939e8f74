#include "reports/names.h"
#include "reports/paste.h"
#include "reports/report_xml.h"
#include "reports/xml_build.h"

enum {
    MAX_CHANGES = 100,
    MAX_TEXT = 300,
    MAX_REASON = 600,
    MAX_RUNS = 24,
    CHART_WIDTH = 600,
    CHART_HEIGHT = 80,
    STRUCTURED_ROWS = 12
};

static void add_changes(xmlNode *report, const struct digest *digest)
{
    const struct result *result = digest->result;
    if (!result->previous) {
        return;
    }
    xmlNode *changes = xml_element(report, "changes");
    g_autofree char *date = phrase_date(digest->phrases, result->previous);
    g_autofree char *title = phrase_fill(digest->phrases, "changes", "date", date, NULL);
    xml_set(changes, "title", title);
    guint n_shown = MIN(result->changes->len, MAX_CHANGES);
    for (guint i = 0; i < n_shown; i++) {
        const struct result_change *change = result->changes->pdata[i];
        const struct rule_info *rule = result_rule(result, change->rule);
        xmlNode *node = xml_element(changes, "change");
        g_autofree char *rule_title = rule ? digest_title(digest, rule) : g_strdup(change->rule);
        xml_set(node, "kind", change_kind_name(change->kind));
        xml_set(node, "kind-words", phrase_of(digest->phrases, "change", change_kind_name(change->kind)));
        xml_set(node, "title", rule_title);
        xml_set_address(node, "address", change->page);
        xml_line(node, "text", change->text, MAX_TEXT);
        if (change->since) {
            g_autofree char *since_date = phrase_date(digest->phrases, change->since);
            g_autofree char *since = phrase_fill(digest->phrases, "change.since", "date", since_date, NULL);
            xml_set(node, "since", since);
        }
    }
    if (result->changes->len > n_shown) {
        g_autofree char *more = phrase_count(digest->phrases, "finding.more-places", result->changes->len - n_shown);
        xml_set(changes, "more", more);
    }
}

static guint total(const guint n_findings[3])
{
    return n_findings[0] + n_findings[1] + n_findings[2];
}

/* The runs before this one, and this one, as columns of a chart and rows of the table that says the same. */
static void add_runs(xmlNode *report, const struct digest *digest)
{
    const GPtrArray *runs = digest->result->runs;
    if (runs->len == 0) {
        return;
    }
    xmlNode *history = xml_element(report, "history");
    guint first = runs->len > MAX_RUNS ? runs->len - MAX_RUNS : 0, most = MAX(total(digest->gate.n_findings), 1);
    for (guint i = first; i < runs->len; i++) {
        const struct result_run *run = runs->pdata[i];
        most = MAX(most, total(run->n_findings));
    }
    guint n_columns = runs->len - first + 1, pitch = MIN(CHART_WIDTH / n_columns, 60);
    for (guint i = 0; i < n_columns; i++) {
        const struct result_run *run = first + i < runs->len ? runs->pdata[first + i] : NULL;
        const guint *counts = run ? run->n_findings : digest->gate.n_findings;
        xmlNode *node = xml_element(history, "run");
        g_autofree char *date = phrase_date(digest->phrases, run ? run->as_of : digest->result->as_of);
        xml_set(node, "date", date);
        guint y = CHART_HEIGHT;
        for (int level = LEVEL_ERROR; level >= LEVEL_NOTE; level--) {
            guint height = (guint)((guint64)CHART_HEIGHT * counts[level] / most);
            xmlNode *part = xml_element(node, "part");
            y -= height;
            xml_set(part, "level", level_word((enum rule_level)level));
            xml_set_count(part, "n", counts[level]);
            xml_set_count(part, "x", i * pitch);
            xml_set_count(part, "y", y);
            xml_set_count(part, "width", pitch > 6 ? pitch - 4 : pitch);
            xml_set_count(part, "height", height);
        }
    }
}

static void add_decisions(xmlNode *report, const struct digest *digest)
{
    const struct result *result = digest->result;
    xmlNode *decisions = xml_element(report, "decisions");
    for (guint i = 0; i < result->decisions->len; i++) {
        const struct result_decision *decision = result->decisions->pdata[i];
        const struct rule_info *rule = result_rule(result, decision->rule);
        xmlNode *node = xml_element(decisions, "decision");
        g_autofree char *title = rule ? digest_title(digest, rule) : g_strdup(decision->rule);
        g_autofree char *until_date = phrase_date(digest->phrases, decision->until);
        g_autofree char *until = phrase_fill(digest->phrases, "decision.until", "date", until_date, NULL);
        g_autofree char *covers = phrase_count(digest->phrases, "decision.covers", decision->n_findings);
        xml_set(node, "title", title);
        xml_set(node, "rule", decision->rule);
        xml_set(node, "state", decision_state_name(decision->state));
        xml_set(node, "state-words", phrase_of(digest->phrases, "decision", decision_state_name(decision->state)));
        xml_set(node, "until", decision->until ? until : NULL);
        xml_set(node, "covers", covers);
        xml_set_address(node, "address", decision->address);
        xml_line(node, "reason", decision->reason, MAX_REASON);
        xml_line(node, "text", decision->text, MAX_TEXT);
    }
}

/* How a point stands: of what must be shown, whether it was; of what must not be there, whether any of it was. */
static const char *point_words(const struct digest *digest, const struct result_point *point)
{
    const struct rule_info *rule = point->rule ? result_rule(digest->result, point->rule) : NULL;
    gboolean forbids = rule && !rule->missing.in[EN] && !rule->missing.in[FR];
    return phrase_of(digest->phrases, forbids ? "point.against" : "point", point_state_name(point->state));
}

static void add_checklist(xmlNode *report, const struct digest *digest)
{
    const GPtrArray *points = digest->result->checklist;
    xmlNode *checklist = xml_element(report, "checklist");
    for (guint i = 0; i < points->len; i++) {
        const struct result_point *point = points->pdata[i];
        g_autofree char *words = digest_words(digest, &point->text);
        xmlNode *node = xml_line(checklist, "point", words, MAX_REASON);
        if (node) {
            xml_set(node, "state", point_state_name(point->state));
            xml_set(node, "state-words", point_words(digest, point));
            xml_set(node, "rule", point->rule);
        }
    }
}

static void add_advice(xmlNode *report, const struct digest *digest)
{
    xmlNode *advice = xml_element(report, "advice");
    for (guint i = 0; i < digest->result->advice->len; i++) {
        g_autofree char *words = digest_words(digest, digest->result->advice->pdata[i]);
        xml_line(advice, "line", words, MAX_REASON);
    }
}

static void add_method(xmlNode *report, const struct digest *digest)
{
    const struct result *result = digest->result;
    xmlNode *method = xml_element(report, "method");
    for (guint i = 0; i < result->rules->len; i++) {
        const struct rule_info *rule = result->rules->pdata[i];
        xmlNode *node = xml_element(method, "rule");
        g_autofree char *title = digest_title(digest, rule);
        g_autofree char *revision = phrase_count(digest->phrases, "method.revision", rule->revision);
        xml_set(node, "id", rule->id);
        xml_set(node, "title", title);
        xml_set(node, "pack", rule->pack);
        xml_set(node, "revision", revision);
        xml_set(node, "level-words", phrase_of(digest->phrases, "level", level_word(rule->level)));
        xml_set(node, "basis", phrase_of(digest->phrases, "basis", basis_word(rule->basis)));
    }
    for (guint i = 0; i < result->documents->len; i++) {
        const struct document *document = result->documents->pdata[i];
        xmlNode *node = xml_element(method, "document");
        g_autofree char *title = digest_words(digest, &document->title);
        g_autofree char *edition = digest_words(digest, &document->edition);
        g_autofree char *date = phrase_date(digest->phrases, document->date);
        xml_set(node, "title", *title ? title : document->id);
        xml_set(node, "edition", edition);
        xml_set(node, "date", date);
        g_autofree char *authority = digest_words(digest, &document->authority);
        xml_set(node, "authority", authority);
        xml_set_address(node, "address", document->address);
    }
}

/* The practice as JSON-LD, in the reader's language and the practice's other one. */
static void add_structured(xmlNode *report, const struct digest *digest)
{
    xmlNode *structured = NULL;
    for (int i = 0; i < N_LANGUAGES; i++) {
        enum language language = (digest->language + (guint)i) % N_LANGUAGES;
        g_autofree char *script = paste_offered(digest->result, digest->language, language)
                                      ? paste_structured_data(digest->result, language)
                                      : NULL;
        if (!script) {
            continue;
        }
        structured = structured ? structured : xml_element(report, "structured");
        xmlNode *node = xml_element(structured, "snippet");
        xml_set(node, "lang", language_code(language));
        xml_set(node, "language", phrase_of(digest->phrases, "language", language_code(language)));
        xml_set_count(xml_text(node, "html", script), "rows", STRUCTURED_ROWS);
    }
}

void report_xml_annexes(xmlNode *report, const struct digest *digest)
{
    add_changes(report, digest);
    add_runs(report, digest);
    add_decisions(report, digest);
    add_checklist(report, digest);
    add_advice(report, digest);
    add_structured(report, digest);
    add_method(report, digest);
}
