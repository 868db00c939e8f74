#include "reports/remedy.h"

#include <string.h>

#include "reports/escape.h"
#include "reports/paste.h"

static char *spaced(char *text, enum language language)
{
    char *typographic = text_typographic(text, language == FR);
    g_free(text);
    return typographic;
}

char *finding_message(const struct finding *finding, enum language language)
{
    const struct wording *missing = &finding->rule->missing;
    gboolean seen = finding->evidence && finding->evidence->len > 0;
    gboolean has_missing = missing->in[EN] || missing->in[FR];
    const char *words = wording_in(has_missing && !seen ? missing : &finding->rule->message, language);
    if (!*words) {
        words = wording_in(&finding->rule->title, language);
    }
    return spaced(wording_fill(words, finding->values), language);
}

const char *finding_place(const struct finding *finding, const struct evidence *evidence)
{
    if (evidence && evidence->page) {
        return evidence->page;
    }
    const char *place = finding->page ? finding->page : finding->subject;
    return g_strcmp0(place, "practice") == 0 ? NULL : place;
}

static gboolean is_at(const char *place, const char *presence)
{
    return place && presence && g_str_has_prefix(place, presence);
}

/* Whether `platform` was seen on the presence where the finding stands; on any, where that is not clear. */
static gboolean is_on_platform(const struct result *result, const struct finding *finding, const char *platform)
{
    for (guint i = 0; i < result->facts->len; i++) {
        const struct kept_fact *fact = result->facts->pdata[i];
        if (fact->kind != FACT_PLATFORM || g_strcmp0(fact->value, platform) != 0) {
            continue;
        }
        if (!finding || fact->presence >= result->presences->len) {
            return TRUE;
        }
        const struct result_presence *presence = result->presences->pdata[fact->presence];
        if (g_strcmp0(finding->subject, "practice") == 0 || is_at(finding->page, presence->address) ||
            is_at(finding->subject, presence->address)) {
            return TRUE;
        }
    }
    return FALSE;
}

static void add_values(GHashTable *into, GHashTable *from)
{
    GHashTableIter iter;
    gpointer key, value;
    if (!from) {
        return;
    }
    g_hash_table_iter_init(&iter, from);
    while (g_hash_table_iter_next(&iter, &key, &value)) {
        g_hash_table_insert(into, key, value);
    }
}

/* `words` filled from the finding, the practice and the regulator; where two know a name, the finding does. */
static char *filled(const struct result *result, const struct wording *wording, GHashTable *own, enum language language)
{
    const char *words = wording_in(wording, language);
    g_autoptr(GHashTable) values = g_hash_table_new(g_str_hash, g_str_equal);
    add_values(values, result->values);
    g_autofree char *regulator = text_typographic(wording_in(&result->regulator_name, language), language == FR);
    if (*regulator) {
        g_hash_table_insert(values, (gpointer) "regulator", regulator);
    }
    add_values(values, own);
    paste_add_hints(values, language);
    g_autofree char *typographic = text_typographic(words, language == FR);
    return wording_fill(typographic, values); // values stay as they are: an apostrophe may be part of an address
}

gboolean wording_names_finding(const struct wording *wording, const struct finding *finding, enum language language)
{
    const char *words = wording_in(wording, language);
    for (const char *open = strchr(words, '{'); open && finding->values; open = strchr(open + 1, '{')) {
        g_autofree char *name = g_strndup(open + 1, strcspn(open + 1, "}"));
        if (g_hash_table_contains(finding->values, name)) {
            return TRUE;
        }
    }
    return FALSE;
}

GPtrArray *finding_steps(const struct result *result, const struct finding *finding, enum language language)
{
    return finding_steps_of(result, finding, language, STEPS_ALL);
}

static gboolean is_wanted(const struct finding *finding, const struct remedy_step *step, enum language language,
                          enum steps_wanted which)
{
    return which == STEPS_ALL || (which == STEPS_OWN) == wording_names_finding(&step->text, finding, language);
}

GPtrArray *finding_steps_of(const struct result *result, const struct finding *finding, enum language language,
                            enum steps_wanted which)
{
    GPtrArray *steps = g_ptr_array_new_with_free_func(g_free);
    const struct rule_info *rule = finding->rule;
    for (int pass = 0; pass < 2; pass++) {
        for (guint i = 0; i < rule->n_steps; i++) {
            const struct remedy_step *step = &rule->steps[i];
            gboolean here =
                pass == 0 ? !step->platform : step->platform && is_on_platform(result, finding, step->platform);
            if (here && is_wanted(finding, step, language, which)) {
                g_ptr_array_add(steps, filled(result, &step->text, finding->values, language));
            }
        }
    }
    return steps;
}

char *finding_known_by(const struct result *result, const struct finding *finding, enum language language)
{
    return filled(result, &finding->rule->known_by, finding->values, language);
}

char *finding_snippet(const struct result *result, const struct finding *finding, enum language language)
{
    const struct wording *snippet = &finding->rule->snippet;
    return *wording_in(snippet, language) ? filled(result, snippet, finding->values, language) : NULL;
}

const char *citation_edition(const struct result *result, const struct citation *citation, enum language language)
{
    const struct document *document = result_document(result, citation->document);
    return document ? wording_in(&document->edition, language) : "";
}

const struct clause *citation_clause(const struct result *result, const struct citation *citation)
{
    const struct document *document = result_document(result, citation->document);
    for (guint i = 0; document && i < document->n_clauses; i++) {
        if (g_strcmp0(document->clauses[i].number, citation->clause) == 0) {
            return &document->clauses[i];
        }
    }
    return NULL;
}
