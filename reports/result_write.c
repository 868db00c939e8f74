#include <json-glib/json-glib.h>

#include "reports/escape.h"
#include "reports/out_file.h"
#include "reports/report.h"
#include "reports/result_items.h"

/* The file is one object, written member by member; what repeats is written one item a line, so that two files diff
 * well. */
struct writer {
    const struct result *result;
    OutFile *file;
    JsonGenerator *generator;
    gboolean first;
};

static void write_member(struct writer *writer, const char *name)
{
    out_file_text(writer->file, writer->first ? "\n\"" : ",\n\"");
    out_file_text(writer->file, name);
    out_file_text(writer->file, "\": ");
    writer->first = FALSE;
}

static void write_object(struct writer *writer, JsonObject *object)
{
    g_autoptr(JsonNode) node = json_node_new(JSON_NODE_OBJECT);
    json_node_take_object(node, object);
    json_generator_set_root(writer->generator, node);
    gsize length = 0;
    g_autofree char *text = json_generator_to_data(writer->generator, &length);
    out_file_bytes(writer->file, text, length);
}

static void write_text(struct writer *writer, const char *name, const char *text)
{
    if (!text) {
        return;
    }
    g_autofree char *valid = text_valid(text);
    g_autoptr(JsonNode) node = json_node_new(JSON_NODE_VALUE);
    json_node_set_string(node, valid);
    json_generator_set_root(writer->generator, node);
    g_autofree char *value = json_generator_to_data(writer->generator, NULL);
    write_member(writer, name);
    out_file_text(writer->file, value);
}

static void write_array(struct writer *writer, const char *name, GPtrArray *items, result_item make)
{
    write_member(writer, name);
    out_file_text(writer->file, "[");
    gboolean any = FALSE;
    for (guint i = 0; i < items->len; i++) {
        JsonObject *object = make(writer->result, items->pdata[i]);
        out_file_text(writer->file, any ? ",\n  " : "\n  ");
        write_object(writer, object);
        any = TRUE;
    }
    out_file_text(writer->file, any ? "\n]" : "]");
}

/* Pages are many, so a presence is written in pieces as well. */
static void write_presence(struct writer *writer, const struct result_presence *presence)
{
    g_autoptr(JsonNode) node = json_node_new(JSON_NODE_OBJECT);
    json_node_take_object(node, item_presence(presence));
    json_generator_set_root(writer->generator, node);
    gsize length = 0;
    g_autofree char *text = json_generator_to_data(writer->generator, &length);
    out_file_bytes(writer->file, text, length - 1); // its closing brace comes after the pages
    out_file_text(writer->file, ",\"pages\":[");
    for (guint i = 0; i < presence->pages->len; i++) {
        out_file_text(writer->file, i > 0 ? ",\n    " : "\n    ");
        write_object(writer, item_page(&g_array_index(presence->pages, struct result_page, i)));
    }
    out_file_text(writer->file, "]}");
}

static void write_presences(struct writer *writer)
{
    write_member(writer, "presences");
    out_file_text(writer->file, "[");
    for (guint i = 0; i < writer->result->presences->len; i++) {
        out_file_text(writer->file, i > 0 ? ",\n  " : "\n  ");
        write_presence(writer, writer->result->presences->pdata[i]);
    }
    out_file_text(writer->file, "\n]");
}

static void write_facts(struct writer *writer)
{
    const GPtrArray *facts = writer->result->facts;
    write_member(writer, "facts");
    out_file_text(writer->file, "{");
    const char *comma = "";
    for (int kind = 0; kind < N_FACT_KINDS; kind++) {
        JsonArray *array = json_array_new();
        for (guint i = 0; i < facts->len; i++) {
            const struct kept_fact *fact = facts->pdata[i];
            if ((int)fact->kind != kind) {
                continue;
            }
            json_array_add_object_element(array, item_fact(fact));
        }
        const char *name = fact_kind_kept((enum fact_kind)kind);
        if (json_array_get_length(array) == 0 || !name) {
            json_array_unref(array);
            continue;
        }
        g_autoptr(JsonNode) node = json_node_new(JSON_NODE_ARRAY);
        json_node_take_array(node, array);
        json_generator_set_root(writer->generator, node);
        g_autofree char *text = json_generator_to_data(writer->generator, NULL);
        g_autofree char *line = g_strdup_printf("%s\n  \"%s\": %s", comma, name, text);
        out_file_text(writer->file, line);
        comma = ",";
    }
    out_file_text(writer->file, *comma ? "\n}" : "}");
}

static void write_named(struct writer *writer, const char *name, JsonObject *object)
{
    write_member(writer, name);
    write_object(writer, object);
}

static void write_result(struct writer *writer)
{
    const struct result *result = writer->result;
    struct gate gate = gate_judge(result);
    out_file_text(writer->file, "{");
    write_text(writer, "vitrine", VITRINE_VERSION);
    write_text(writer, "asOf", result->as_of);
    write_text(writer, "language", language_code(result->language));
    write_named(writer, "practice", item_practice(result));
    write_array(writer, "packs", result->packs, item_pack);
    write_named(writer, "gate", item_gate(result, &gate));
    write_named(writer, "statistics", item_statistics(result, &gate));
    write_text(writer, "baseline", result->baseline);
    write_presences(writer);
    write_array(writer, "checks", result->checks, item_check);
    write_array(writer, "findings", result->findings, item_finding);
    write_facts(writer);
    write_array(writer, "advice", result->advice, item_advice);
    write_array(writer, "decisions", result->decisions, item_decision);
    write_array(writer, "checklist", result->checklist, item_point);
    write_text(writer, "previous", result->previous);
    write_array(writer, "changes", result->changes, item_change);
    write_array(writer, "runs", result->runs, item_run);
    write_array(writer, "rules", result->rules, item_rule);
    write_array(writer, "documents", result->documents, item_document);
    out_file_text(writer->file, "\n}\n");
}

gboolean result_write(const struct result *result, const char *path, GError **error)
{
    g_autoptr(JsonGenerator) generator = json_generator_new();
    struct writer writer = {.result = result, .generator = generator, .first = TRUE};
    writer.file = out_file_open(path, error);
    if (!writer.file) {
        return FALSE;
    }
    write_result(&writer);
    return out_file_commit(writer.file, error);
}

gboolean report_json_write(const struct result *result, const struct report_options *options, const char *path,
                           GError **error)
{
    (void)options;
    return result_write(result, path, error);
}
