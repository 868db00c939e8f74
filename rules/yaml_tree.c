#include "rules/yaml_tree.h"

#include <string.h>

enum { NODES_PER_SLAB = 256, KEYS_SEARCHED_IN_TURN = 16 };

Yaml *yaml_new(const char *file)
{
    Yaml *yaml = g_new0(Yaml, 1);
    yaml->file = g_strdup(file);
    yaml->slabs = g_ptr_array_new_with_free_func(g_free);
    return yaml;
}

void yaml_free(Yaml *yaml)
{
    if (yaml) {
        g_clear_pointer(&yaml->slabs, g_ptr_array_unref);
        g_clear_pointer(&yaml->strings, g_string_chunk_free);
        g_free(yaml->file);
        g_free(yaml);
    }
}

gboolean yaml_fail_at(const char *file, guint line, guint column, enum yaml_error code, GError **error,
                      const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error(error, YAML_ERROR, code, "%s:%u:%u: error: %s", file, line, column, what);
    return FALSE;
}

static struct yaml_node *node_new(Yaml *yaml, enum yaml_kind kind, guint line, guint column)
{
    if (yaml->slabs->len == 0 || yaml->n_in_slab == NODES_PER_SLAB) {
        g_ptr_array_add(yaml->slabs, g_new0(struct yaml_node, NODES_PER_SLAB));
        yaml->n_in_slab = 0;
    }
    struct yaml_node *slab = g_ptr_array_index(yaml->slabs, yaml->slabs->len - 1);
    struct yaml_node *node = &slab[yaml->n_in_slab++];
    node->kind = kind;
    node->text = "";
    node->file = yaml->file;
    node->line = line;
    node->column = column;
    return node;
}

static struct yaml_level *top(struct yaml_builder *builder)
{
    return builder->depth ? &builder->levels[builder->depth - 1] : NULL;
}

static const struct yaml_node *find_key(const struct yaml_level *level, const char *key)
{
    if (level->keys) {
        return g_hash_table_lookup(level->keys, key);
    }
    for (const struct yaml_node *item = level->node->first; item; item = item->next) {
        if (strcmp(item->key, key) == 0) {
            return item;
        }
    }
    return NULL;
}

static void remember_key(struct yaml_level *level, struct yaml_node *node)
{
    if (level->keys) {
        g_hash_table_insert(level->keys, (gpointer)node->key, node);
    } else if (level->n == KEYS_SEARCHED_IN_TURN) {
        level->keys = g_hash_table_new(g_str_hash, g_str_equal);
        for (const struct yaml_node *item = level->node->first; item; item = item->next) {
            g_hash_table_insert(level->keys, (gpointer)item->key, (gpointer)item);
        }
    }
}

// Hangs `node` where it belongs.
static void place(struct yaml_builder *builder, struct yaml_node *node)
{
    struct yaml_level *level = top(builder);
    if (!level) {
        builder->yaml->root = node;
        return;
    }
    if (level->node->kind == YAML_MAPPING) {
        node->key = g_steal_pointer(&level->key);
        node->key_line = level->key_line;
        node->key_column = level->key_column;
    }
    if (node->line == 0) { // nothing at all after the colon or the dash
        node->line = node->key ? node->key_line : level->node->line;
        node->column = node->key ? node->key_column : level->node->column;
    }
    *(level->last ? &level->last->next : &level->node->first) = node;
    level->last = node;
    level->n++;
    if (node->key) {
        remember_key(level, node);
    }
}

static gboolean read_key(struct yaml_builder *builder, const struct yaml_node *node)
{
    struct yaml_level *level = top(builder);
    const struct yaml_node *before = find_key(level, node->text);
    if (before) {
        return yaml_fail_at(node->file, node->line, node->column, YAML_ERROR_SYNTAX, builder->error,
                            "“%s” stands here a second time; the first is on line %u", node->text, before->key_line);
    }
    level->key = node->text;
    level->key_line = node->line ? node->line : MAX(level->node->line, 1); // an empty key stands nowhere
    level->key_column = node->line ? node->column : MAX(level->node->column, 1);
    return TRUE;
}

static gboolean awaits_key(const struct yaml_level *level)
{
    return level && level->node->kind == YAML_MAPPING && !level->key;
}

gboolean yaml_add_scalar(struct yaml_builder *builder, const char *text, gsize length, gboolean plain, guint line,
                         guint column)
{
    struct yaml_node *node = node_new(builder->yaml, YAML_SCALAR, line, column);
    if (length) {
        Yaml *yaml = builder->yaml;
        yaml->strings = yaml->strings ? yaml->strings : g_string_chunk_new(4096);
        node->text = g_string_chunk_insert_len(yaml->strings, text, length);
    }
    node->plain = plain;
    if (awaits_key(top(builder))) {
        return read_key(builder, node);
    }
    place(builder, node);
    return TRUE;
}

gboolean yaml_add_open(struct yaml_builder *builder, enum yaml_kind kind, guint line, guint column)
{
    struct yaml_node *node = node_new(builder->yaml, kind, line, column);
    if (awaits_key(top(builder))) {
        return yaml_fail_at(node->file, MAX(node->line, 1), MAX(node->column, 1), YAML_ERROR_SYNTAX, builder->error,
                            "a key must be a plain word; put it in quotes");
    }
    place(builder, node);
    if (builder->depth == YAML_MAX_DEPTH) {
        return yaml_fail_at(node->file, node->line, node->column, YAML_ERROR_SYNTAX, builder->error,
                            "nested more than %d deep", YAML_MAX_DEPTH);
    }
    builder->levels[builder->depth++] = (struct yaml_level){.node = node};
    return TRUE;
}

void yaml_add_close(struct yaml_builder *builder)
{
    struct yaml_level *level = top(builder);
    g_clear_pointer(&level->keys, g_hash_table_unref);
    builder->depth--;
}
