#include <json-glib/json-glib.h>
#include <string.h>

#include "reports/gate.h"
#include "reports/names.h"
#include "reports/result.h"

enum { MAX_DEPTH = 64, MAX_FILE_BYTES = 512 * 1024 * 1024 };

/* A member that is absent or of another type is as if it were not there: older files lack some, and strangers' files
 * lie. */
static JsonNode *member(JsonObject *object, const char *name, JsonNodeType type)
{
    JsonNode *node = object ? json_object_get_member(object, name) : NULL;
    return node && json_node_get_node_type(node) == type ? node : NULL;
}

static const char *text_of(JsonObject *object, const char *name)
{
    JsonNode *node = member(object, name, JSON_NODE_VALUE);
    return node && json_node_get_value_type(node) == G_TYPE_STRING ? json_node_get_string(node) : NULL;
}

/* The same for look-ups: "" is no word of any enum. */
static const char *word_of(JsonObject *object, const char *name)
{
    const char *text = text_of(object, name);
    return text ? text : "";
}

static char *copy_of(JsonObject *object, const char *name)
{
    return g_strdup(text_of(object, name));
}

static guint count_of(JsonObject *object, const char *name)
{
    JsonNode *node = member(object, name, JSON_NODE_VALUE);
    gint64 count = node && json_node_get_value_type(node) == G_TYPE_INT64 ? json_node_get_int(node) : 0;
    return (guint)CLAMP(count, 0, G_MAXINT32);
}

static gboolean flag_of(JsonObject *object, const char *name)
{
    JsonNode *node = member(object, name, JSON_NODE_VALUE);
    return node && json_node_get_value_type(node) == G_TYPE_BOOLEAN && json_node_get_boolean(node);
}

static JsonObject *object_of(JsonObject *object, const char *name)
{
    JsonNode *node = member(object, name, JSON_NODE_OBJECT);
    return node ? json_node_get_object(node) : NULL;
}

static guint length_of(JsonObject *object, const char *name)
{
    JsonNode *node = member(object, name, JSON_NODE_ARRAY);
    return node ? json_array_get_length(json_node_get_array(node)) : 0;
}

/* Item `index` of an array that length_of() measured; NULL when it is not an object. */
static JsonObject *item_of(JsonObject *object, const char *name, guint index)
{
    JsonNode *node = json_array_get_element(json_object_get_array_member(object, name), index);
    return JSON_NODE_HOLDS_OBJECT(node) ? json_node_get_object(node) : NULL;
}

static void read_wording_object(JsonObject *languages, struct wording *wording)
{
    for (int language = 0; language < N_LANGUAGES; language++) {
        wording->in[language] = copy_of(languages, language_code((enum language)language));
    }
}

static void read_wording(JsonObject *object, const char *name, struct wording *wording)
{
    read_wording_object(object_of(object, name), wording);
}

static void read_values(JsonObject *object, const char *name, GHashTable *values)
{
    JsonObject *map = object_of(object, name);
    g_autoptr(GList) names = map ? json_object_get_members(map) : NULL;
    for (GList *at = names; at; at = at->next) {
        const char *value = text_of(map, at->data);
        if (value) {
            g_hash_table_insert(values, g_strdup(at->data), g_strdup(value));
        }
    }
}

static void read_rule(struct result *result, JsonObject *object)
{
    struct rule_info *rule = g_new0(struct rule_info, 1);
    rule->id = g_strdup(word_of(object, "id"));
    rule->pack = copy_of(object, "pack");
    rule->revision = count_of(object, "revision");
    rule->level = LEVEL_WARNING;
    level_from_word(word_of(object, "level"), &rule->level);
    basis_from_word(word_of(object, "basis"), &rule->basis);
    rule->n_citations = length_of(object, "standards");
    rule->citations = g_new0(struct citation, rule->n_citations);
    for (guint i = 0; i < rule->n_citations; i++) {
        JsonObject *citation = item_of(object, "standards", i);
        rule->citations[i].document = copy_of(citation, "document");
        rule->citations[i].clause = copy_of(citation, "clause");
    }
    read_wording(object, "title", &rule->title);
    read_wording(object, "message", &rule->message);
    read_wording(object, "missing", &rule->missing);
    read_wording(object, "why", &rule->why);
    read_wording(object, "snippet", &rule->snippet);
    read_wording(object, "knownBy", &rule->known_by);
    rule->n_steps = length_of(object, "steps");
    rule->steps = g_new0(struct remedy_step, rule->n_steps);
    for (guint i = 0; i < rule->n_steps; i++) {
        JsonObject *step = item_of(object, "steps", i);
        rule->steps[i].platform = copy_of(step, "platform");
        read_wording(step, "text", &rule->steps[i].text);
    }
    rule->effort_minutes = count_of(object, "effortMinutes");
    rule->web_person = flag_of(object, "webPerson");
    g_ptr_array_add(result->rules, rule);
}

/* The rule a finding or check names; one that the file does not describe is made from its id alone. */
static const struct rule_info *rule_of(struct result *result, GHashTable *by_id, JsonObject *object)
{
    const char *id = word_of(object, "rule");
    struct rule_info *rule = g_hash_table_lookup(by_id, id);
    if (!rule) {
        rule = g_new0(struct rule_info, 1);
        rule->id = g_strdup(id);
        rule->level = LEVEL_WARNING;
        level_from_word(word_of(object, "level"), &rule->level);
        rule->message.in[EN] = copy_of(object, "message");
        rule->title.in[EN] = g_strdup(rule->id);
        g_ptr_array_add(result->rules, rule);
        g_hash_table_insert(by_id, rule->id, rule);
    }
    return rule;
}

static struct evidence *read_evidence(JsonObject *object)
{
    struct evidence *evidence = g_new0(struct evidence, 1);
    JsonObject *context = object_of(object, "context");
    evidence->page = copy_of(object, "page");
    evidence->text = copy_of(object, "text");
    evidence->before = copy_of(context, "before");
    evidence->after = copy_of(context, "after");
    evidence->selector = copy_of(object, "selector");
    evidence->heading = copy_of(object, "heading");
    evidence->language = copy_of(object, "language");
    evidence->line = count_of(object, "line");
    return evidence;
}

static GPtrArray *read_places(JsonObject *object, const char *name)
{
    GPtrArray *places = g_ptr_array_new_with_free_func((GDestroyNotify)evidence_free);
    guint n_places = length_of(object, name);
    for (guint i = 0; i < n_places; i++) {
        g_ptr_array_add(places, read_evidence(item_of(object, name, i)));
    }
    return places;
}

static void read_finding(struct result *result, GHashTable *by_id, JsonObject *object)
{
    struct finding *finding = g_new0(struct finding, 1);
    finding->rule = rule_of(result, by_id, object);
    finding->id = copy_of(object, "id");
    finding->level = finding->rule->level;
    level_from_word(word_of(object, "level"), &finding->level);
    finding->subject = copy_of(object, "subject");
    finding->page = copy_of(object, "page");
    finding->values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    read_values(object, "values", finding->values);
    finding->evidence = read_places(object, "evidence");
    finding->n_places = MAX(count_of(object, "places"), finding->evidence->len);
    finding_state_from_name(text_of(object, "state"), &finding->state);
    finding->decision = copy_of(object, "decision");
    finding->counts = flag_of(object, "counts");
    g_ptr_array_add(result->findings, finding);
}

static void read_check(struct result *result, GHashTable *by_id, JsonObject *object)
{
    struct check *check = g_new0(struct check, 1);
    check->rule = rule_of(result, by_id, object);
    check->subject = copy_of(object, "subject");
    check->outcome = OUTCOME_CANT_TELL;
    outcome_from_word(word_of(object, "outcome"), &check->outcome);
    read_wording(object, "reason", &check->reason);
    check->proof = member(object, "proof", JSON_NODE_ARRAY) ? read_places(object, "proof") : NULL;
    g_ptr_array_add(result->checks, check);
}

static void read_presence(struct result *result, JsonObject *object)
{
    struct result_presence *presence = result_presence_new();
    presence->address = copy_of(object, "url");
    presence_kind_from_name(text_of(object, "kind"), &presence->kind);
    presence->read = g_strcmp0(text_of(object, "outcome"), "read") == 0;
    presence->reason = copy_of(object, "reason");
    guint n_notes = length_of(object, "notes");
    for (guint i = 0; i < n_notes; i++) {
        JsonNode *note = json_array_get_element(json_object_get_array_member(object, "notes"), i);
        if (JSON_NODE_HOLDS_VALUE(note) && json_node_get_value_type(note) == G_TYPE_STRING) {
            g_ptr_array_add(presence->notes, json_node_dup_string(note));
        }
    }
    guint n_pages = length_of(object, "pages");
    for (guint i = 0; i < n_pages; i++) {
        JsonObject *item = item_of(object, "pages", i);
        struct result_page page = {.address = result_presence_text(presence, text_of(item, "url")),
                                   .outcome = FETCH_ERROR,
                                   .reason = result_presence_text(presence, text_of(item, "reason")),
                                   .title = result_presence_text(presence, text_of(item, "title")),
                                   .same_as = result_presence_text(presence, text_of(item, "sameAs")),
                                   .status = (guint16)MIN(count_of(item, "status"), G_MAXUINT16),
                                   .n_words = count_of(item, "words")};
        g_strlcpy(page.language, word_of(item, "language"), sizeof page.language);
        fetch_outcome_from_name(text_of(item, "fetched"), &page.outcome);
        g_array_append_val(presence->pages, page);
    }
    g_ptr_array_add(result->presences, presence);
}

static void read_document(struct result *result, JsonObject *object)
{
    struct document *document = g_new0(struct document, 1);
    document->id = copy_of(object, "id");
    read_wording(object, "title", &document->title);
    read_wording(object, "edition", &document->edition);
    document->date = copy_of(object, "date");
    document->until = copy_of(object, "until");
    document->address = copy_of(object, "address");
    read_wording(object, "authority", &document->authority);
    document->n_clauses = length_of(object, "clauses");
    document->clauses = g_new0(struct clause, document->n_clauses);
    for (guint i = 0; i < document->n_clauses; i++) {
        JsonObject *clause = item_of(object, "clauses", i);
        document->clauses[i].number = copy_of(clause, "number");
        read_wording(clause, "text", &document->clauses[i].text);
        document->clauses[i].verified = flag_of(clause, "verified");
    }
    g_ptr_array_add(result->documents, document);
}

static void read_pack(struct result *result, JsonObject *object)
{
    struct result_pack *pack = g_new0(struct result_pack, 1);
    pack->id = copy_of(object, "id");
    pack->version = copy_of(object, "version");
    g_ptr_array_add(result->packs, pack);
}

static void read_advice(struct result *result, JsonObject *object)
{
    struct wording *wording = g_new0(struct wording, 1);
    read_wording_object(object, wording);
    g_ptr_array_add(result->advice, wording);
}

static void read_decision(struct result *result, JsonObject *object)
{
    struct result_decision *decision = g_new0(struct result_decision, 1);
    decision->rule = copy_of(object, "rule");
    decision->address = copy_of(object, "url");
    decision->text = copy_of(object, "text");
    decision->reason = copy_of(object, "reason");
    decision->until = copy_of(object, "until");
    decision_state_from_name(text_of(object, "state"), &decision->state);
    decision->n_findings = count_of(object, "findings");
    decision->line = count_of(object, "line");
    g_ptr_array_add(result->decisions, decision);
}

static void read_change(struct result *result, JsonObject *object)
{
    struct result_change *change = g_new0(struct result_change, 1);
    change_kind_from_name(text_of(object, "change"), &change->kind);
    change->finding = copy_of(object, "finding");
    change->rule = copy_of(object, "rule");
    change->page = copy_of(object, "page");
    change->text = copy_of(object, "text");
    change->since = copy_of(object, "since");
    g_ptr_array_add(result->changes, change);
}

static void read_run(struct result *result, JsonObject *object)
{
    struct result_run *run = g_new0(struct result_run, 1);
    run->as_of = copy_of(object, "asOf");
    for (int level = LEVEL_NOTE; level <= LEVEL_ERROR; level++) {
        run->n_findings[level] = count_of(object, level_word((enum rule_level)level));
    }
    g_ptr_array_add(result->runs, run);
}

static void read_point(struct result *result, JsonObject *object)
{
    struct result_point *point = g_new0(struct result_point, 1);
    read_wording(object, "text", &point->text);
    point_state_from_name(text_of(object, "state"), &point->state);
    point->rule = copy_of(object, "rule");
    g_ptr_array_add(result->checklist, point);
}

typedef void (*read_item)(struct result *result, JsonObject *object);

static void read_all(struct result *result, JsonObject *root, const char *name, read_item read)
{
    guint n_items = length_of(root, name);
    for (guint i = 0; i < n_items; i++) {
        read(result, item_of(root, name, i));
    }
}

static void read_facts(struct result *result, JsonObject *facts)
{
    g_autoptr(GList) names = facts ? json_object_get_members(facts) : NULL;
    for (GList *name = names; name; name = name->next) {
        enum fact_kind kind;
        guint n_facts = kept_fact_from_name(name->data, &kind) ? length_of(facts, name->data) : 0;
        for (guint i = 0; i < n_facts; i++) {
            JsonObject *object = item_of(facts, name->data, i);
            struct kept_fact *fact = g_new0(struct kept_fact, 1);
            fact->kind = kind;
            fact->value = copy_of(object, "value");
            fact->shown = copy_of(object, "shown");
            fact->page = copy_of(object, "page");
            fact->presence = count_of(object, "presence");
            fact->n_pages = count_of(object, "pages");
            g_ptr_array_add(result->facts, fact);
        }
    }
}

static void read_languages(struct result *result, JsonObject *practice)
{
    guint n_languages = length_of(practice, "languages");
    for (guint i = 0; i < n_languages; i++) {
        JsonNode *node = json_array_get_element(json_object_get_array_member(practice, "languages"), i);
        const char *code = JSON_NODE_HOLDS_VALUE(node) ? json_node_get_string(node) : NULL;
        enum language language;
        if (code && language_from_code(code, &language)) {
            result->languages[language] = TRUE;
        }
    }
}

static void read_head(struct result *result, JsonObject *root)
{
    result->as_of = copy_of(root, "asOf");
    language_from_code(word_of(root, "language"), &result->language);
    JsonObject *practice = object_of(root, "practice");
    result->practice_name = copy_of(practice, "name");
    result->practitioner = copy_of(practice, "practitioner");
    result->registration = copy_of(practice, "registration");
    result->regulator = copy_of(practice, "regulator");
    read_wording(practice, "regulatorName", &result->regulator_name);
    read_values(practice, "values", result->values);
    read_languages(result, practice);
    JsonObject *gate = object_of(root, "gate");
    result->fail_never = g_strcmp0(text_of(gate, "failOn"), "never") == 0;
    level_from_word(word_of(gate, "failOn"), &result->fail_on);
    result->allow_partial = flag_of(gate, "allowPartial");
    result->partial = flag_of(gate, "partial");
    JsonObject *statistics = object_of(root, "statistics");
    result->n_pages_read = count_of(statistics, "pagesRead");
    result->n_pages_unread = count_of(statistics, "pagesUnread");
    result->previous = copy_of(root, "previous");
    result->baseline = copy_of(root, "baseline");
}

static struct result *read_root(JsonObject *root)
{
    struct result *result = result_new();
    read_head(result, root);
    read_all(result, root, "packs", read_pack);
    read_all(result, root, "rules", read_rule);
    read_all(result, root, "documents", read_document);
    read_all(result, root, "presences", read_presence);
    read_all(result, root, "advice", read_advice);
    read_all(result, root, "decisions", read_decision);
    read_all(result, root, "checklist", read_point);
    read_all(result, root, "changes", read_change);
    read_all(result, root, "runs", read_run);
    read_facts(result, object_of(root, "facts"));
    g_autoptr(GHashTable) by_id = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < result->rules->len; i++) {
        struct rule_info *rule = result->rules->pdata[i];
        g_hash_table_insert(by_id, rule->id ? rule->id : (char *)"", rule);
    }
    guint n_checks = length_of(root, "checks");
    for (guint i = 0; i < n_checks; i++) {
        read_check(result, by_id, item_of(root, "checks", i));
    }
    guint n_findings = length_of(root, "findings");
    for (guint i = 0; i < n_findings; i++) {
        read_finding(result, by_id, item_of(root, "findings", i));
    }
    return result;
}

/* json-glib 1.6 parses by recursion without a limit, so depth is looked at first. */
static gboolean is_shallow(const char *text, gsize length)
{
    guint depth = 0;
    gboolean quoted = FALSE;
    for (gsize i = 0; i < length; i++) {
        if (quoted && text[i] == '\\') {
            i++; // whatever is escaped
        } else if (quoted) {
            quoted = text[i] != '"';
        } else if (text[i] == '"') {
            quoted = TRUE;
        } else if (text[i] == '[' || text[i] == '{') {
            if (++depth > MAX_DEPTH) {
                return FALSE;
            }
        } else if (text[i] == ']' || text[i] == '}') {
            depth -= depth > 0;
        }
    }
    return TRUE;
}

struct result *result_parse(const char *text, gsize length, const char *path, GError **error)
{
    if (length > MAX_FILE_BYTES || !is_shallow(text, length)) {
        g_set_error(error, RESULT_ERROR, RESULT_ERROR_FORMAT, "%s: not a result.json: %s", path,
                    length > MAX_FILE_BYTES ? "too large" : "nested too deeply");
        return NULL;
    }
    g_autoptr(JsonParser) parser = json_parser_new_immutable();
    g_autoptr(GError) problem = NULL;
    if (!g_utf8_validate_len(text, length, NULL) ||
        !json_parser_load_from_data(parser, text, (gssize)length, &problem)) {
        g_set_error(error, RESULT_ERROR, RESULT_ERROR_FORMAT, "%s: not JSON: %s", path,
                    problem ? problem->message : "it is not UTF-8");
        return NULL;
    }
    JsonNode *root = json_parser_get_root(parser);
    if (!root || !JSON_NODE_HOLDS_OBJECT(root) || !text_of(json_node_get_object(root), "vitrine")) {
        g_set_error(error, RESULT_ERROR, RESULT_ERROR_FORMAT, "%s: not a result.json of vitrine", path);
        return NULL;
    }
    return read_root(json_node_get_object(root));
}

struct result *result_read(const char *path, GError **error)
{
    g_autofree char *text = NULL;
    gsize length = 0;
    return g_file_get_contents(path, &text, &length, error) ? result_parse(text, length, path, error) : NULL;
}
