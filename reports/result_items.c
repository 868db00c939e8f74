#include "reports/result_items.h"

#include <string.h>

#include "reports/escape.h"
#include "reports/gate.h"
#include "reports/names.h"
#include "reports/paste.h"
#include "reports/remedy.h"

static void put(JsonObject *object, const char *name, const char *text)
{
    if (text && g_utf8_validate(text, -1, NULL)) {
        json_object_set_string_member(object, name, text);
    } else if (text) {
        g_autofree char *valid = text_valid(text);
        json_object_set_string_member(object, name, valid);
    }
}

static void put_count(JsonObject *object, const char *name, guint count)
{
    json_object_set_int_member(object, name, count);
}

static void put_count_if_any(JsonObject *object, const char *name, guint count)
{
    if (count > 0) {
        put_count(object, name, count);
    }
}

static void put_wording(JsonObject *object, const char *name, const struct wording *wording)
{
    if (!wording->in[EN] && !wording->in[FR]) {
        return;
    }
    JsonObject *languages = json_object_new();
    for (int language = 0; language < N_LANGUAGES; language++) {
        put(languages, language_code((enum language)language), wording->in[language]);
    }
    json_object_set_object_member(object, name, languages);
}

static void put_values(JsonObject *object, const char *name, GHashTable *values)
{
    if (!values || g_hash_table_size(values) == 0) {
        return;
    }
    JsonObject *map = json_object_new();
    g_autoptr(GList) keys = g_list_sort(g_hash_table_get_keys(values), (GCompareFunc)strcmp);
    for (GList *key = keys; key; key = key->next) {
        put(map, key->data, g_hash_table_lookup(values, key->data));
    }
    json_object_set_object_member(object, name, map);
}

static void put_strings(JsonObject *object, const char *name, GPtrArray *strings)
{
    JsonArray *array = json_array_sized_new(strings->len);
    for (guint i = 0; i < strings->len; i++) {
        g_autofree char *valid = text_valid(strings->pdata[i]);
        json_array_add_string_element(array, valid);
    }
    json_object_set_array_member(object, name, array);
}

JsonObject *item_pack(const struct result *result, gconstpointer item)
{
    (void)result;
    const struct result_pack *pack = item;
    JsonObject *object = json_object_new();
    put(object, "id", pack->id);
    put(object, "version", pack->version);
    return object;
}

JsonObject *item_page(const struct result_page *page)
{
    JsonObject *object = json_object_new();
    put(object, "url", page->address);
    put_count(object, "status", page->status);
    put(object, "fetched", fetch_outcome_word(page->outcome));
    put(object, "reason", page->reason);
    put(object, "title", page->title);
    put(object, "sameAs", page->same_as);
    put(object, "language", page->language);
    put_count_if_any(object, "words", page->n_words);
    return object;
}

JsonObject *item_presence(const struct result_presence *presence)
{
    JsonObject *object = json_object_new();
    put(object, "url", presence->address);
    put(object, "kind", presence_kind_name(presence->kind));
    put(object, "outcome", presence->read ? "read" : "unread");
    put(object, "reason", presence->reason);
    put_strings(object, "notes", presence->notes);
    return object;
}

static JsonObject *item_evidence(const struct evidence *evidence)
{
    JsonObject *object = json_object_new();
    put(object, "page", evidence->page);
    put(object, "text", evidence->text);
    put(object, "selector", evidence->selector);
    put_count_if_any(object, "line", evidence->line);
    put(object, "heading", evidence->heading);
    put(object, "language", evidence->language);
    if (evidence->before || evidence->after) {
        JsonObject *context = json_object_new();
        put(context, "before", evidence->before);
        put(context, "after", evidence->after);
        json_object_set_object_member(object, "context", context);
    }
    return object;
}

static void put_evidence(JsonObject *object, const char *name, GPtrArray *places)
{
    JsonArray *array = json_array_new();
    for (guint i = 0; places && i < places->len; i++) {
        json_array_add_object_element(array, item_evidence(places->pdata[i]));
    }
    json_object_set_array_member(object, name, array);
}

JsonObject *item_check(const struct result *result, gconstpointer item)
{
    (void)result;
    const struct check *check = item;
    JsonObject *object = json_object_new();
    put(object, "rule", check->rule->id);
    put(object, "subject", check->subject);
    put(object, "outcome", outcome_word(check->outcome));
    put_wording(object, "reason", &check->reason);
    if (check->proof) {
        put_evidence(object, "proof", check->proof);
    }
    return object;
}

static void put_citations(const struct result *result, JsonObject *object, const struct rule_info *rule,
                          gboolean editions)
{
    JsonArray *array = json_array_new();
    for (guint i = 0; i < rule->n_citations; i++) {
        JsonObject *citation = json_object_new();
        put(citation, "document", rule->citations[i].document);
        if (editions) {
            put(citation, "edition", citation_edition(result, &rule->citations[i], result->language));
        }
        put(citation, "clause", rule->citations[i].clause);
        json_array_add_object_element(array, citation);
    }
    json_object_set_array_member(object, "standards", array);
}

static void put_snippet(const struct result *result, JsonObject *object, const struct finding *finding,
                        enum language language)
{
    g_autofree char *snippet = finding_snippet(result, finding, language);
    g_autofree char *html = snippet && !paste_is_entry(snippet) ? paste_html(snippet, language) : NULL;
    put(object, "snippet", snippet ? snippet : "");
    put(object, "snippetHtml", html ? html : "");
}

/* The draft in the practice's other languages. */
static void put_other_snippets(const struct result *result, JsonObject *object, const struct finding *finding)
{
    JsonArray *others = json_array_new();
    for (int language = 0; language < N_LANGUAGES; language++) {
        if ((enum language)language != result->language && result->languages[language] &&
            finding->rule->snippet.in[language]) {
            JsonObject *other = json_object_new();
            put(other, "language", language_code((enum language)language));
            put_snippet(result, other, finding, (enum language)language);
            json_array_add_object_element(others, other);
        }
    }
    json_object_set_array_member(object, "otherLanguages", others);
}

static void put_remedy(const struct result *result, JsonObject *object, const struct finding *finding)
{
    JsonObject *remedy = json_object_new();
    g_autoptr(GPtrArray) steps = finding_steps(result, finding, result->language);
    put_strings(remedy, "steps", steps);
    put_snippet(result, remedy, finding, result->language);
    put_other_snippets(result, remedy, finding);
    json_object_set_object_member(object, "remedy", remedy);
}

JsonObject *item_finding(const struct result *result, gconstpointer item)
{
    const struct finding *finding = item;
    g_autofree char *message = finding_message(finding, result->language);
    JsonObject *object = json_object_new();
    put(object, "id", finding->id);
    put(object, "rule", finding->rule->id);
    put(object, "level", level_word(finding->level));
    put(object, "basis", basis_word(finding->rule->basis));
    put(object, "subject", finding->subject);
    put(object, "page", finding->page);
    put(object, "message", message);
    put_values(object, "values", finding->values);
    put_evidence(object, "evidence", finding->evidence);
    put_count(object, "places", finding->n_places);
    put_citations(result, object, finding->rule, TRUE);
    put_remedy(result, object, finding);
    put(object, "state", state_word(finding->state));
    put(object, "decision", finding->decision);
    json_object_set_boolean_member(object, "counts", finding->counts);
    return object;
}

static void put_steps(JsonObject *object, const struct rule_info *rule)
{
    JsonArray *steps = json_array_new();
    for (guint i = 0; i < rule->n_steps; i++) {
        JsonObject *step = json_object_new();
        put(step, "platform", rule->steps[i].platform);
        put_wording(step, "text", &rule->steps[i].text);
        json_array_add_object_element(steps, step);
    }
    json_object_set_array_member(object, "steps", steps);
}

JsonObject *item_rule(const struct result *result, gconstpointer item)
{
    const struct rule_info *rule = item;
    JsonObject *object = json_object_new();
    put(object, "id", rule->id);
    put(object, "pack", rule->pack);
    put_count(object, "revision", rule->revision);
    put(object, "level", level_word(rule->level));
    put(object, "basis", basis_word(rule->basis));
    put_citations(result, object, rule, FALSE);
    put_wording(object, "title", &rule->title);
    put_wording(object, "message", &rule->message);
    put_wording(object, "missing", &rule->missing);
    put_wording(object, "why", &rule->why);
    put_wording(object, "snippet", &rule->snippet);
    put_wording(object, "knownBy", &rule->known_by);
    put_steps(object, rule);
    put_count_if_any(object, "effortMinutes", rule->effort_minutes);
    json_object_set_boolean_member(object, "webPerson", rule->web_person);
    return object;
}

JsonObject *item_document(const struct result *result, gconstpointer item)
{
    (void)result;
    const struct document *document = item;
    JsonObject *object = json_object_new();
    put(object, "id", document->id);
    put_wording(object, "title", &document->title);
    put_wording(object, "edition", &document->edition);
    put(object, "date", document->date);
    put(object, "until", document->until);
    put(object, "address", document->address);
    put_wording(object, "authority", &document->authority);
    JsonArray *clauses = json_array_new();
    for (guint i = 0; i < document->n_clauses; i++) {
        JsonObject *clause = json_object_new();
        put(clause, "number", document->clauses[i].number);
        put_wording(clause, "text", &document->clauses[i].text);
        json_object_set_boolean_member(clause, "verified", document->clauses[i].verified);
        json_array_add_object_element(clauses, clause);
    }
    json_object_set_array_member(object, "clauses", clauses);
    return object;
}

JsonObject *item_advice(const struct result *result, gconstpointer item)
{
    (void)result;
    const struct wording *wording = item;
    JsonObject *object = json_object_new();
    for (int language = 0; language < N_LANGUAGES; language++) {
        put(object, language_code((enum language)language), wording->in[language]);
    }
    return object;
}

JsonObject *item_decision(const struct result *result, gconstpointer item)
{
    (void)result;
    const struct result_decision *decision = item;
    JsonObject *object = json_object_new();
    put(object, "rule", decision->rule);
    put(object, "url", decision->address);
    put(object, "text", decision->text);
    put(object, "reason", decision->reason);
    put(object, "until", decision->until);
    put(object, "state", decision_state_name(decision->state));
    put_count(object, "findings", decision->n_findings);
    put_count_if_any(object, "line", decision->line);
    return object;
}

JsonObject *item_change(const struct result *result, gconstpointer item)
{
    (void)result;
    const struct result_change *change = item;
    JsonObject *object = json_object_new();
    put(object, "change", change_kind_name(change->kind));
    put(object, "finding", change->finding);
    put(object, "rule", change->rule);
    put(object, "page", change->page);
    put(object, "text", change->text);
    put(object, "since", change->since);
    return object;
}

JsonObject *item_run(const struct result *result, gconstpointer item)
{
    (void)result;
    const struct result_run *run = item;
    JsonObject *object = json_object_new();
    put(object, "asOf", run->as_of);
    for (int level = LEVEL_ERROR; level >= LEVEL_NOTE; level--) {
        put_count(object, level_word((enum rule_level)level), run->n_findings[level]);
    }
    return object;
}

JsonObject *item_point(const struct result *result, gconstpointer item)
{
    (void)result;
    const struct result_point *point = item;
    JsonObject *object = json_object_new();
    put_wording(object, "text", &point->text);
    put(object, "state", point_state_name(point->state));
    put(object, "rule", point->rule);
    return object;
}

JsonObject *item_fact(const struct kept_fact *fact)
{
    JsonObject *object = json_object_new();
    put(object, "value", fact->value);
    put(object, "shown", fact->shown);
    put(object, "page", fact->page);
    put_count(object, "presence", fact->presence);
    put_count(object, "pages", fact->n_pages);
    return object;
}

static void put_languages(JsonObject *object, const struct result *result)
{
    JsonArray *languages = json_array_new();
    for (int language = 0; language < N_LANGUAGES; language++) {
        if (result->languages[language]) {
            json_array_add_string_element(languages, language_code((enum language)language));
        }
    }
    json_object_set_array_member(object, "languages", languages);
}

JsonObject *item_practice(const struct result *result)
{
    JsonObject *object = json_object_new();
    put(object, "name", result->practice_name);
    put(object, "practitioner", result->practitioner);
    put(object, "registration", result->registration);
    put(object, "regulator", result->regulator);
    put_wording(object, "regulatorName", &result->regulator_name);
    put_values(object, "values", result->values);
    put_languages(object, result);
    g_autofree char *structured_data = paste_structured_data(result, result->language);
    put(object, "structuredData", structured_data);
    return object;
}

JsonObject *item_gate(const struct result *result, const struct gate *gate)
{
    JsonObject *object = json_object_new();
    put(object, "failOn", result->fail_never ? "never" : level_word(result->fail_on));
    json_object_set_boolean_member(object, "allowPartial", result->allow_partial);
    json_object_set_boolean_member(object, "partial", result->partial);
    put(object, "outcome", gate_word(gate->status));
    put_count(object, "exitStatus", gate->status);
    put_count(object, "counting", gate->n_counting);
    return object;
}

JsonObject *item_statistics(const struct result *result, const struct gate *gate)
{
    JsonObject *statistics = json_object_new();
    put_count(statistics, "pagesRead", result->n_pages_read);
    put_count(statistics, "pagesUnread", result->n_pages_unread);
    for (int level = LEVEL_ERROR; level >= LEVEL_NOTE; level--) {
        put_count(statistics, level_word((enum rule_level)level), gate->n_findings[level]);
    }
    put_count(statistics, "accepted", gate->n_accepted);
    put_count(statistics, "known", gate->n_known);
    return statistics;
}
