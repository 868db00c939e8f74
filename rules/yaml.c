#include "rules/yaml.h"

#include <string.h>
#include <sys/stat.h>

#include <glib/gstdio.h>
#include <libfyaml.h>

G_DEFINE_QUARK(vitrine - yaml - error, yaml_error)

enum { NODES_PER_SLAB = 256, KEYS_SEARCHED_IN_TURN = 16 };

struct Yaml {
    char *file;
    GStringChunk *strings;
    GPtrArray *slabs; // of struct yaml_node[NODES_PER_SLAB]
    guint n_in_slab;  // used in the last one
    struct yaml_node *root;
};

// A sequence or mapping that is still open.
struct level {
    struct yaml_node *node, *last;
    guint n;
    GHashTable *keys; // key -> node, from KEYS_SEARCHED_IN_TURN keys on
    const char *key;  // read, its value not yet
    guint key_line, key_column;
};

struct builder {
    Yaml *yaml;
    struct level levels[YAML_MAX_DEPTH];
    guint depth;
    GError **error;
};

G_GNUC_PRINTF(6, 7)
static gboolean fail_at(const char *file, guint line, guint column, enum yaml_error code, GError **error,
                        const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error(error, YAML_ERROR, code, "%s:%u:%u: error: %s", file, line, column, what);
    return FALSE;
}

static struct yaml_node *node_new(Yaml *yaml, enum yaml_kind kind, const struct fy_mark *mark)
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
    node->line = mark ? mark->line + 1 : 0;
    node->column = mark ? mark->column + 1 : 0;
    return node;
}

static struct level *top(struct builder *builder)
{
    return builder->depth ? &builder->levels[builder->depth - 1] : NULL;
}

static const struct yaml_node *find_key(const struct level *level, const char *key)
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

static void remember_key(struct level *level, struct yaml_node *node)
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
static void place(struct builder *builder, struct yaml_node *node)
{
    struct level *level = top(builder);
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

static gboolean read_key(struct builder *builder, const struct yaml_node *node)
{
    struct level *level = top(builder);
    const struct yaml_node *before = find_key(level, node->text);
    if (before) {
        return fail_at(node->file, node->line, node->column, YAML_ERROR_SYNTAX, builder->error,
                       "“%s” stands here a second time; the first is on line %u", node->text, before->key_line);
    }
    level->key = node->text;
    level->key_line = node->line;
    level->key_column = node->column;
    return TRUE;
}

static gboolean awaits_key(const struct level *level)
{
    return level && level->node->kind == YAML_MAPPING && !level->key;
}

static gboolean on_scalar(struct builder *builder, struct fy_event *event)
{
    Yaml *yaml = builder->yaml;
    struct yaml_node *node = node_new(yaml, YAML_SCALAR, fy_event_start_mark(event));
    gsize length = 0;
    const char *text = event->scalar.value ? fy_token_get_text(event->scalar.value, &length) : NULL;
    if (text && length) {
        node->text = g_string_chunk_insert_len(yaml->strings, text, length);
    }
    enum fy_scalar_style style = event->scalar.value ? fy_token_scalar_style(event->scalar.value) : FYSS_PLAIN;
    node->plain = style == FYSS_PLAIN;
    if (style == FYSS_SINGLE_QUOTED || style == FYSS_DOUBLE_QUOTED) {
        node->column--; // marks stand after the quote
    }
    if (awaits_key(top(builder))) {
        return read_key(builder, node);
    }
    place(builder, node);
    return TRUE;
}

static gboolean on_open(struct builder *builder, struct fy_event *event, enum yaml_kind kind)
{
    const struct fy_mark *mark = fy_event_start_mark(event);
    struct yaml_node *node = node_new(builder->yaml, kind, mark);
    if (awaits_key(top(builder))) {
        return fail_at(node->file, MAX(node->line, 1), MAX(node->column, 1), YAML_ERROR_SYNTAX, builder->error,
                       "a key must be a plain word; put it in quotes");
    }
    place(builder, node);
    if (builder->depth == YAML_MAX_DEPTH) {
        return fail_at(node->file, node->line, node->column, YAML_ERROR_SYNTAX, builder->error,
                       "nested more than %d deep", YAML_MAX_DEPTH);
    }
    builder->levels[builder->depth++] = (struct level){.node = node};
    return TRUE;
}

static void on_close(struct builder *builder)
{
    struct level *level = top(builder);
    g_clear_pointer(&level->keys, g_hash_table_unref);
    builder->depth--;
}

static gboolean refuse(struct builder *builder, const struct fy_mark *mark, guint back, const char *what)
{
    guint line = mark ? mark->line + 1 : 1, column = mark ? mark->column + 1 : 1;
    return fail_at(builder->yaml->file, line, MAX(column, back + 1) - back, YAML_ERROR_SYNTAX, builder->error, "%s",
                   what);
}

static gboolean refuse_decoration(struct builder *builder, struct fy_event *event)
{
    struct fy_token *anchor = NULL, *tag = NULL;
    if (event->type == FYET_SCALAR) {
        anchor = event->scalar.anchor;
        tag = event->scalar.tag;
    } else if (event->type == FYET_SEQUENCE_START) {
        anchor = event->sequence_start.anchor;
        tag = event->sequence_start.tag;
    } else if (event->type == FYET_MAPPING_START) {
        anchor = event->mapping_start.anchor;
        tag = event->mapping_start.tag;
    }
    if (anchor) {
        return refuse(builder, fy_token_start_mark(anchor), 1, "a value that begins with & must be in quotes");
    }
    return tag ? refuse(builder, fy_token_start_mark(tag), 0, "a value that begins with ! must be in quotes") : TRUE;
}

static gboolean on_event(struct builder *builder, struct fy_event *event)
{
    if (!refuse_decoration(builder, event)) {
        return FALSE;
    }
    switch (event->type) {
    case FYET_DOCUMENT_START:
        return !builder->yaml->root ||
               refuse(builder, fy_event_start_mark(event), 0, "a second document begins here; one file holds one");
    case FYET_ALIAS:
        return refuse(builder, fy_event_start_mark(event), 1, "a value that begins with * must be in quotes");
    case FYET_SCALAR:
        return on_scalar(builder, event);
    case FYET_SEQUENCE_START:
        return on_open(builder, event, YAML_SEQUENCE);
    case FYET_MAPPING_START:
        return on_open(builder, event, YAML_MAPPING);
    case FYET_SEQUENCE_END:
    case FYET_MAPPING_END:
        on_close(builder);
        return TRUE;
    default:
        return TRUE;
    }
}

// The nearest line at or above `line` that is indented with a tab; 0 if there is none. YAML's own words for it are
// obscure.
static guint tab_indented_line(const char *text, guint line)
{
    guint found = 0, n = 1;
    while (n <= line && *text) {
        if (text[strspn(text, " ")] == '\t') {
            found = n;
        }
        const char *end = strchr(text, '\n');
        if (!end) {
            break;
        }
        text = end + 1;
        n++;
    }
    return found;
}

static void fail_syntax(const char *file, const char *text, struct fy_diag *diag, GError **error)
{
    void *iterator = NULL;
    const struct fy_diag_error *first = fy_diag_errors_iterate(diag, &iterator);
    guint line = first && first->line > 0 ? (guint)first->line : 1;
    guint column = first && first->column > 0 ? (guint)first->column : 1;
    guint tab = tab_indented_line(text, line + 1); // a key torn apart by a tab is reported where it begins
    if (tab) {
        fail_at(file, tab, 1, YAML_ERROR_SYNTAX, error, "indented with a tab; YAML wants spaces");
        return;
    }
    const char *what = first && first->msg ? first->msg : "this is not YAML";
    fail_at(file, line, column, YAML_ERROR_SYNTAX, error, "%.*s", (int)strcspn(what, "\r\n"), what);
}

static gboolean build(Yaml *yaml, const char *text, gsize length, GError **error)
{
    struct fy_diag_cfg diag_options;
    fy_diag_cfg_default(&diag_options);
    diag_options.fp = NULL;
    struct fy_diag *diag = fy_diag_create(&diag_options);
    fy_diag_set_collect_errors(diag, true);
    struct fy_parse_cfg options = {.flags = FYPCF_QUIET | FYPCF_COLLECT_DIAG | FYPCF_DISABLE_DEPTH_LIMIT, .diag = diag};
    struct fy_parser *parser = fy_parser_create(&options);
    struct builder builder = {.yaml = yaml, .error = error};
    gboolean good = fy_parser_set_string(parser, text, length) == 0, ended = FALSE;
    while (good && !ended) {
        struct fy_event *event = fy_parser_parse(parser);
        if (!event) {
            break;
        }
        ended = event->type == FYET_STREAM_END;
        good = on_event(&builder, event);
        fy_parser_event_free(parser, event);
    }
    if (good && !ended) {
        fail_syntax(yaml->file, text, diag, error);
        good = FALSE;
    }
    while (builder.depth) {
        on_close(&builder);
    }
    fy_parser_destroy(parser);
    fy_diag_destroy(diag);
    return good;
}

static gboolean fail_at_byte(const char *file, const char *text, gsize offset, GError **error, const char *what)
{
    guint line = 1, column = 1;
    for (gsize i = 0; i < offset; i++) {
        gboolean newline = text[i] == '\n';
        line += newline;
        column = newline ? 1 : column + ((text[i] & 0xC0) != 0x80);
    }
    return fail_at(file, line, column, YAML_ERROR_SYNTAX, error, "%s", what);
}

static gboolean check_text(const char *file, const char *text, gsize length, GError **error)
{
    for (gsize i = 0; i < length; i++) {
        guchar byte = text[i];
        if (byte < ' ' && byte != '\t' && byte != '\n' && byte != '\r') {
            return fail_at_byte(file, text, i, error, "this is not a text file");
        }
    }
    const char *end;
    if (!g_utf8_validate_len(text, length, &end)) {
        return fail_at_byte(file, text, end - text, error, "this is not UTF-8 text; save the file as UTF-8");
    }
    return TRUE;
}

Yaml *yaml_parse(const char *file, const char *text, gsize length, GError **error)
{
    if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3;
        length -= 3;
    }
    if (!check_text(file, text, length, error)) {
        return NULL;
    }
    g_autoptr(Yaml) yaml = g_new0(Yaml, 1);
    yaml->file = g_strdup(file);
    yaml->strings = g_string_chunk_new(4096);
    yaml->slabs = g_ptr_array_new_with_free_func(g_free);
    // Searching for line ends needs a terminator, which `text` may lack.
    g_autofree char *copy = g_strndup(text, length);
    if (!build(yaml, copy, length, error)) {
        return NULL;
    }
    if (!yaml->root || yaml_is_null(yaml->root)) {
        fail_at(file, 1, 1, YAML_ERROR_SYNTAX, error, "the file is empty");
        return NULL;
    }
    return g_steal_pointer(&yaml);
}

static gboolean fail_reading(const char *path, GError **error, const char *what)
{
    g_set_error(error, YAML_ERROR, YAML_ERROR_READ, "%s: error: %s", path, what);
    return FALSE;
}

// A folder, a pipe or a giant must be told before anything is read.
static gboolean check_file(const char *path, GError **error)
{
    GStatBuf status;
    if (g_stat(path, &status) != 0) {
        return fail_reading(path, error, g_strerror(errno));
    }
    if (S_ISDIR(status.st_mode)) {
        return fail_reading(path, error, "this is a folder, not a file");
    }
    if (!S_ISREG(status.st_mode)) {
        return fail_reading(path, error, "this is not a regular file");
    }
    if (status.st_size > YAML_MAX_BYTES) {
        return fail_reading(path, error, "the file is larger than 4 MiB");
    }
    return TRUE;
}

Yaml *yaml_load(const char *path, GError **error)
{
    if (!check_file(path, error)) {
        return NULL;
    }
    g_autofree char *text = NULL;
    gsize length = 0;
    g_autoptr(GError) reason = NULL;
    if (!g_file_get_contents(path, &text, &length, &reason)) {
        fail_reading(path, error, reason->message);
        return NULL;
    }
    return yaml_parse(path, text, length, error);
}

const struct yaml_node *yaml_root(const Yaml *yaml)
{
    return yaml->root;
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
