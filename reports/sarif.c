#include <json-glib/json-glib.h>
#include <string.h>

#include "reports/digest.h"
#include "reports/escape.h"
#include "reports/out_file.h"
#include "reports/remedy.h"
#include "reports/report.h"

/* SARIF 2.1.0 (OASIS, errata 01). Section numbers below are its own. */

enum { MAX_RELATED = 50, MAX_TEXT = 2000 };

struct sarif {
    const struct result *result;
    const struct report_options *options;
    const struct digest *digest;
    GHashTable *rule_index; // rule -> its place in the driver's rules
    JsonGenerator *generator;
    OutFile *file;
};

static void put(JsonObject *object, const char *name, const char *text)
{
    if (text && *text) {
        g_autofree char *shown = text_shown(text);
        json_object_set_string_member(object, name, shown);
    }
}

/* A message object (3.11); never empty, as the schema wants. */
static void put_message(JsonObject *object, const char *name, const char *text)
{
    JsonObject *message = json_object_new();
    put(message, "text", text && *text ? text : "-");
    json_object_set_object_member(object, name, message);
}

/* A URI reference (RFC 3986) from an address or a path as people are told it. */
static char *uri_of(const char *shown)
{
    g_autofree char *valid = text_valid(shown);
    gboolean is_address = strstr(valid, "://") != NULL;
    GString *uri = g_string_new(is_address || !strchr(valid, ':') ? "" : "./");
    for (const char *at = valid; *at; at++) {
        gboolean escaped = *at == '%' && is_address && g_ascii_isxdigit(at[1]) && g_ascii_isxdigit(at[2]);
        gboolean reserved = strchr(is_address ? "/?#@!$&'()*+,;=:" : "/@!$&'()+,;=", *at) != NULL;
        if (escaped || reserved || g_ascii_isalnum(*at) || strchr("-._~", *at)) {
            g_string_append_c(uri, *at);
        } else {
            g_string_append_printf(uri, "%%%02X", (guchar)*at);
        }
    }
    return g_string_free(uri, FALSE);
}

static JsonObject *make_location(const struct finding *finding, const struct evidence *evidence)
{
    JsonObject *location = json_object_new();
    JsonObject *physical = json_object_new();
    JsonObject *artifact = json_object_new();
    g_autofree char *uri = uri_of(finding_place(finding, evidence));
    put(artifact, "uri", uri);
    json_object_set_object_member(physical, "artifactLocation", artifact);
    if (evidence && evidence->line > 0) {
        JsonObject *region = json_object_new();
        JsonObject *snippet = json_object_new();
        g_autofree char *text = text_line(evidence->text, MAX_TEXT);
        json_object_set_int_member(region, "startLine", evidence->line);
        put(snippet, "text", text);
        json_object_set_object_member(region, "snippet", snippet);
        json_object_set_object_member(physical, "region", region);
    }
    json_object_set_object_member(location, "physicalLocation", physical);
    if (evidence && evidence->selector && *evidence->selector) {
        JsonArray *logical = json_array_new();
        JsonObject *element = json_object_new();
        put(element, "fullyQualifiedName", evidence->selector);
        put(element, "kind", "element");
        json_array_add_object_element(logical, element);
        json_object_set_array_member(location, "logicalLocations", logical);
    }
    return location;
}

static void put_locations(JsonObject *object, const struct finding *finding)
{
    guint n_evidence = finding->evidence ? finding->evidence->len : 0;
    JsonArray *locations = json_array_new();
    const struct evidence *first = n_evidence > 0 ? finding->evidence->pdata[0] : NULL;
    if (finding_place(finding, first)) {
        json_array_add_object_element(locations, make_location(finding, first));
    }
    json_object_set_array_member(object, "locations", locations);
    if (n_evidence < 2) {
        return;
    }
    JsonArray *related = json_array_new();
    for (guint i = 1; i < MIN(n_evidence, MAX_RELATED + 1); i++) {
        JsonObject *location = make_location(finding, finding->evidence->pdata[i]);
        json_object_set_int_member(location, "id", i);
        json_array_add_object_element(related, location);
    }
    json_object_set_array_member(object, "relatedLocations", related);
}

static char *message_text(const struct sarif *sarif, const struct finding *finding)
{
    g_autofree char *message = finding_message(finding, sarif->options->language);
    if (!finding->evidence || finding->evidence->len == 0) {
        return g_steal_pointer(&message);
    }
    const struct evidence *first = finding->evidence->pdata[0];
    g_autofree char *quote = text_line(first->text, MAX_TEXT);
    return *quote && !strstr(message, quote) ? g_strconcat(message, " ", phrase(sarif->digest->phrases, "quote-open"),
                                                           quote, phrase(sarif->digest->phrases, "quote-close"), NULL)
                                             : g_steal_pointer(&message);
}

static void put_suppression(JsonObject *object, const struct finding *finding)
{
    JsonArray *suppressions = json_array_new();
    if (finding->state == STATE_ACCEPTED) { // 3.35: kept outside the artifact, in the practice file
        JsonObject *suppression = json_object_new();
        put(suppression, "kind", "external");
        put(suppression, "status", "accepted");
        put(suppression, "justification", finding->decision);
        json_array_add_object_element(suppressions, suppression);
    }
    json_object_set_array_member(object, "suppressions", suppressions);
}

static JsonObject *make_result(const struct sarif *sarif, const struct finding *finding)
{
    JsonObject *object = json_object_new();
    g_autofree char *message = message_text(sarif, finding);
    put(object, "ruleId", finding->rule->id);
    json_object_set_int_member(object, "ruleIndex",
                               GPOINTER_TO_INT(g_hash_table_lookup(sarif->rule_index, finding->rule)));
    put(object, "level", level_word(finding->level));
    put_message(object, "message", message);
    put_locations(object, finding);
    JsonObject *fingerprints = json_object_new();
    put(fingerprints, "vitrineFinding/v1", finding->id);
    json_object_set_object_member(object, "partialFingerprints", fingerprints);
    if (sarif->result->baseline) {
        put(object, "baselineState", finding->state == STATE_NEW ? "new" : "unchanged");
    }
    put_suppression(object, finding);
    JsonObject *properties = json_object_new();
    put(properties, "basis", basis_word(finding->rule->basis));
    put(properties, "subject", finding->subject);
    json_object_set_boolean_member(properties, "counts", finding->counts);
    json_object_set_int_member(properties, "places", finding->n_places);
    json_object_set_object_member(object, "properties", properties);
    return object;
}

/* What a reader of one alert needs without our report: why, how, and the clauses. */
static char *help_text(const struct sarif *sarif, const struct rule_info *rule)
{
    const Phrases *phrases = sarif->digest->phrases;
    GString *help = g_string_new(NULL);
    g_autofree char *why = digest_words(sarif->digest, &rule->why);
    g_string_append_printf(help, "%s\n", why);
    for (guint i = 0; i < rule->n_steps; i++) {
        if (!rule->steps[i].platform) {
            g_autofree char *step = digest_words(sarif->digest, &rule->steps[i].text);
            g_string_append_printf(help, "\n- %s", step);
        }
    }
    for (guint i = 0; i < rule->n_citations; i++) {
        const struct clause *clause = citation_clause(sarif->result, &rule->citations[i]);
        g_autofree char *label = digest_clause(sarif->digest, &rule->citations[i]);
        gboolean verified = clause && clause->verified;
        g_string_append_printf(help, "\n%s (%s)", label,
                               phrase(phrases, verified ? "clause.verified" : "clause.unverified"));
    }
    return g_string_free(help, FALSE);
}

static JsonObject *make_rule(const struct sarif *sarif, const struct rule_info *rule)
{
    JsonObject *object = json_object_new();
    g_autofree char *title = digest_title(sarif->digest, rule);
    g_autofree char *why = digest_words(sarif->digest, &rule->why);
    g_autofree char *help = help_text(sarif, rule);
    g_autofree char *family = rule_family(rule);
    put(object, "id", rule->id);
    put_message(object, "shortDescription", title);
    put_message(object, "fullDescription", *why ? why : title);
    put_message(object, "help", help);
    JsonObject *configuration = json_object_new();
    put(configuration, "level", level_word(rule->level));
    json_object_set_object_member(object, "defaultConfiguration", configuration);
    JsonObject *properties = json_object_new();
    JsonArray *tags = json_array_new();
    g_autofree char *tag = text_shown(family);
    json_array_add_string_element(tags, tag);
    json_object_set_array_member(properties, "tags", tags);
    put(properties, "basis", basis_word(rule->basis));
    json_object_set_int_member(properties, "revision", rule->revision);
    json_object_set_object_member(object, "properties", properties);
    return object;
}

static void write_object(const struct sarif *sarif, JsonObject *object)
{
    g_autoptr(JsonNode) node = json_node_new(JSON_NODE_OBJECT);
    json_node_take_object(node, object);
    json_generator_set_root(sarif->generator, node);
    gsize length = 0;
    g_autofree char *text = json_generator_to_data(sarif->generator, &length);
    out_file_bytes(sarif->file, text, length);
}

static void write_driver(const struct sarif *sarif)
{
    out_file_text(sarif->file, "\"tool\":{\"driver\":{\"name\":\"vitrine\",\"version\":\"" VITRINE_VERSION
                               "\",\"semanticVersion\":\"" VITRINE_VERSION "\",\"language\":\"");
    out_file_text(sarif->file, sarif->options->language == FR ? "fr-CA" : "en-CA");
    out_file_text(sarif->file, "\",\"rules\":[");
    for (guint i = 0; i < sarif->result->rules->len; i++) {
        out_file_text(sarif->file, i > 0 ? ",\n" : "\n");
        write_object(sarif, make_rule(sarif, sarif->result->rules->pdata[i]));
    }
    out_file_text(sarif->file, "]}},\n");
}

/* Pages that could not be read are told as the tool's own notifications (3.20.21): they are no results. */
static void add_notifications(const struct sarif *sarif, JsonArray *notifications)
{
    for (guint i = 0; i < sarif->result->presences->len; i++) {
        const struct result_presence *presence = sarif->result->presences->pdata[i];
        for (guint j = 0; j < presence->pages->len; j++) {
            const struct result_page *page = &g_array_index(presence->pages, struct result_page, j);
            if (page->outcome == FETCH_OK) {
                continue;
            }
            JsonObject *notification = json_object_new();
            g_autofree char *text =
                g_strconcat(page->address, ": ",
                            phrase_of(sarif->digest->phrases, "fetch", fetch_outcome_word(page->outcome)), NULL);
            put(notification, "level", "warning");
            put_message(notification, "message", text);
            json_array_add_object_element(notifications, notification);
        }
    }
}

static void write_invocation(const struct sarif *sarif)
{
    JsonObject *invocation = json_object_new();
    g_autofree char *gate = digest_gate(sarif->digest);
    JsonArray *notifications = json_array_new();
    add_notifications(sarif, notifications);
    json_object_set_boolean_member(invocation, "executionSuccessful", sarif->digest->gate.status != GATE_UNREAD);
    json_object_set_int_member(invocation, "exitCode", sarif->digest->gate.status);
    put(invocation, "exitCodeDescription", gate);
    json_object_set_array_member(invocation, "toolExecutionNotifications", notifications);
    out_file_text(sarif->file, "\"invocations\":[");
    write_object(sarif, invocation);
    out_file_text(sarif->file, "],\n\"columnKind\":\"utf16CodeUnits\",\n\"results\":[");
}

static void write_sarif(struct sarif *sarif)
{
    out_file_text(sarif->file,
                  "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{\n");
    write_driver(sarif);
    write_invocation(sarif);
    for (guint i = 0; i < sarif->result->findings->len; i++) {
        out_file_text(sarif->file, i > 0 ? ",\n" : "\n");
        write_object(sarif, make_result(sarif, sarif->result->findings->pdata[i]));
    }
    out_file_text(sarif->file, "]}]}\n");
}

gboolean report_sarif_write(const struct result *result, const struct report_options *options, const char *path,
                            GError **error)
{
    g_autoptr(Phrases) phrases = phrases_load(options->data_folder, options->language, error);
    if (!phrases) {
        return FALSE;
    }
    g_autoptr(Outline) outline = outline_new(result);
    struct digest digest = {result, outline, phrases, options->language, gate_judge(result)};
    g_autoptr(JsonGenerator) generator = json_generator_new();
    g_autoptr(GHashTable) rule_index = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < result->rules->len; i++) {
        g_hash_table_insert(rule_index, result->rules->pdata[i], GINT_TO_POINTER(i));
    }
    struct sarif sarif = {result, options, &digest, rule_index, generator, out_file_open(path, error)};
    if (!sarif.file) {
        return FALSE;
    }
    write_sarif(&sarif);
    return out_file_commit(sarif.file, error);
}
