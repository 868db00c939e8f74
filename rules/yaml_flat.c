#include "rules/yaml_flat.h"

#include <string.h>

#include "rules/yaml_tree.h"

struct flattener {
    GArray *nodes;       // of struct yaml_flat_node
    GString *strings;    // each once
    GHashTable *offsets; // string -> where it begins
};

static guint32 put_string(struct flattener *flattener, const char *string)
{
    gpointer offset = NULL;
    if (!g_hash_table_lookup_extended(flattener->offsets, string, NULL, &offset)) {
        offset = GSIZE_TO_POINTER(flattener->strings->len);
        g_hash_table_insert(flattener->offsets, (gpointer)string, offset);
        g_string_append_len(flattener->strings, string, (gssize)strlen(string) + 1);
    }
    return (guint32)GPOINTER_TO_SIZE(offset);
}

static void put_node(struct flattener *flattener, const struct yaml_node *node)
{
    const guint number = flattener->nodes->len;
    const struct yaml_flat_node flat = {
        .kind = node->kind,
        .plain = node->plain != FALSE,
        .has_key = node->key != NULL,
        .has_items = node->first != NULL,
        .line = node->line,
        .column = node->column,
        .text = put_string(flattener, node->text),
        .key_line = node->key_line,
        .key_column = node->key_column,
        .key = put_string(flattener, node->key ? node->key : ""),
    };
    g_array_append_val(flattener->nodes, flat);
    for (const struct yaml_node *item = node->first; item; item = item->next) {
        put_node(flattener, item); // no deeper than YAML_MAX_DEPTH
    }
    if (node->next) {
        g_array_index(flattener->nodes, struct yaml_flat_node, number).next = flattener->nodes->len;
    }
}

void yaml_flatten(const Yaml *yaml, const char *text, gsize length, GByteArray *out)
{
    g_return_if_fail(out->len % sizeof(guint32) == 0);
    g_autoptr(GArray) nodes = g_array_new(FALSE, FALSE, sizeof(struct yaml_flat_node));
    g_autoptr(GHashTable) offsets = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GString) strings = g_string_new(NULL);
    struct flattener flattener = {nodes, strings, offsets};
    put_node(&flattener, yaml->root);
    const struct yaml_flat flat = {length, strings->len, nodes->len};
    g_byte_array_append(out, (const guint8 *)&flat, sizeof flat);
    g_byte_array_append(out, (const guint8 *)nodes->data, nodes->len * sizeof(struct yaml_flat_node));
    g_byte_array_append(out, (const guint8 *)strings->str, strings->len);
    g_byte_array_append(out, (const guint8 *)text, length);
}

static const char *strings_of(const struct yaml_flat *flat)
{
    return (const char *)(flat->nodes + flat->n_nodes);
}

gboolean yaml_flat_is_of(const struct yaml_flat *flat, const char *text, gsize length)
{
    return flat->n_text_bytes == length && memcmp(strings_of(flat) + flat->n_string_bytes, text, length) == 0;
}

Yaml *yaml_unflatten(const char *file, const struct yaml_flat *flat)
{
    Yaml *yaml = yaml_new(file);
    const char *strings = strings_of(flat);
    struct yaml_node *nodes = g_new(struct yaml_node, flat->n_nodes);
    g_ptr_array_add(yaml->slabs, nodes);
    yaml->root = nodes;
    for (guint i = 0; i < flat->n_nodes; i++) {
        const struct yaml_flat_node *node = &flat->nodes[i];
        nodes[i] = (struct yaml_node){
            .kind = node->kind,
            .plain = node->plain,
            .line = node->line,
            .column = node->column,
            .text = strings + node->text,
            .key = node->has_key ? strings + node->key : NULL,
            .key_line = node->key_line,
            .key_column = node->key_column,
            .file = yaml->file,
            .first = node->has_items ? &nodes[i + 1] : NULL,
            .next = node->next ? &nodes[node->next] : NULL,
        };
    }
    return yaml;
}
