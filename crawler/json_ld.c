#include "crawler/json_ld.h"
#include "crawler/walk_parts.h"

#include <json-glib/json-glib.h>
#include <string.h>

enum { MAX_JSON_BYTES = 1024 * 1024, MAX_NESTING = 200, MAX_READ_DEPTH = 24, MAX_TYPES_BYTES = 200 };

/* json-glib reads nested values by recursion: FALSE for text that would take it too deep. */
static gboolean is_shallow(const char *text, gsize length)
{
    gint depth = 0;
    gboolean quoted = FALSE;
    for (gsize i = 0; i < length; i++) {
        if (quoted) {
            i += text[i] == '\\';
            quoted = text[i] != '"' || i >= length;
        } else if (text[i] == '"') {
            quoted = TRUE;
        } else if (text[i] == '{' || text[i] == '[') {
            if (++depth > MAX_NESTING) {
                return FALSE;
            }
        } else if (text[i] == '}' || text[i] == ']') {
            depth--;
        }
    }
    return TRUE;
}

/* "https://schema.org/Review", "schema:Review" -> "Review" */
static const char *local_name(const char *type)
{
    const char *name = type;
    for (const char *at = type; *at; at++) {
        if ((*at == '/' || *at == '#' || *at == ':') && at[1]) {
            name = at + 1;
        }
    }
    return name;
}

static const char *types_of(struct walk *walk, JsonObject *object)
{
    JsonNode *node = json_object_get_member(object, "@type");
    g_autoptr(GString) types = g_string_new(NULL);
    if (node && JSON_NODE_HOLDS_VALUE(node) && json_node_get_value_type(node) == G_TYPE_STRING) {
        g_string_append(types, local_name(json_node_get_string(node)));
    } else if (node && JSON_NODE_HOLDS_ARRAY(node)) {
        JsonArray *array = json_node_get_array(node);
        for (guint i = 0; i < json_array_get_length(array) && types->len < MAX_TYPES_BYTES; i++) {
            JsonNode *element = json_array_get_element(array, i);
            if (JSON_NODE_HOLDS_VALUE(element) && json_node_get_value_type(element) == G_TYPE_STRING) {
                g_string_append_printf(types, "%s%s", types->len ? " " : "", local_name(json_node_get_string(element)));
            }
        }
    }
    const char *copy = walk_copy(walk, types->str);
    return copy;
}

static char *scalar_text(JsonNode *node)
{
    GType type = json_node_get_value_type(node);
    if (type == G_TYPE_STRING) {
        return g_strdup(json_node_get_string(node));
    }
    if (type == G_TYPE_BOOLEAN) {
        return g_strdup(json_node_get_boolean(node) ? "true" : "false");
    }
    if (type == G_TYPE_INT64) {
        return g_strdup_printf("%" G_GINT64_FORMAT, json_node_get_int(node));
    }
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    return g_strdup(g_ascii_formatd(number, sizeof number, "%.10g", json_node_get_double(node)));
}

static void read_node(struct walk *walk, JsonNode *node, guint32 parent, const char *as, guint depth);

static void read_object(struct walk *walk, JsonObject *object, guint32 parent, const char *as, guint depth)
{
    if (json_object_has_member(object, "@value")) {
        read_node(walk, json_object_get_member(object, "@value"), parent, as, depth + 1);
        return;
    }
    JsonNode *graph = json_object_get_member(object, "@graph");
    if (graph) {
        read_node(walk, graph, parent, as, depth + 1);
        if (!json_object_has_member(object, "@type")) {
            return;
        }
    }
    struct page_item item = {
        .types = types_of(walk, object),
        .parent = parent,
        .as = as ? arena_copy(walk->arena, as) : NULL,
        .element = walk_top(walk)->element,
        .syntax = ITEM_JSON_LD,
    };
    guint32 index = items_add(walk, &item);
    if (index == PAGE_NONE) {
        return;
    }
    g_autoptr(GList) names = json_object_get_members(object);
    for (GList *name = names; name; name = name->next) {
        const char *member = name->data;
        if (strcmp(member, "@type") != 0 && strcmp(member, "@context") != 0 && strcmp(member, "@graph") != 0) {
            read_node(walk, json_object_get_member(object, member), index, member, depth + 1);
        }
    }
}

static void read_node(struct walk *walk, JsonNode *node, guint32 parent, const char *as, guint depth)
{
    if (depth > MAX_READ_DEPTH) {
        walk->page->truncated = TRUE;
        return;
    }
    if (JSON_NODE_HOLDS_OBJECT(node)) {
        read_object(walk, json_node_get_object(node), parent, as, depth);
    } else if (JSON_NODE_HOLDS_ARRAY(node)) {
        JsonArray *array = json_node_get_array(node);
        for (guint i = 0; i < json_array_get_length(array); i++) {
            read_node(walk, json_array_get_element(array, i), parent, as, depth + 1);
        }
    } else if (JSON_NODE_HOLDS_VALUE(node) && parent != PAGE_NONE && as) {
        g_autofree char *text = scalar_text(node);
        items_add_property(walk, parent, local_name(as), text, strlen(text));
    }
}

static gboolean try_parse(struct walk *walk, const char *text, gsize length)
{
    g_autoptr(JsonParser) parser = json_parser_new_immutable();
    if (!is_shallow(text, length) || !json_parser_load_from_data(parser, text, (gssize)length, NULL)) {
        return FALSE;
    }
    JsonNode *root = json_parser_get_root(parser);
    if (root) {
        read_node(walk, root, PAGE_NONE, NULL, 0);
    }
    return TRUE;
}

static const char *skip_comment(const char *at, const char *end)
{
    if (end - at >= 4 && memcmp(at, "<!--", 4) == 0) {
        return at + 4;
    }
    if (end - at >= 3 && memcmp(at, "-->", 3) == 0) {
        return at + 3;
    }
    if (end - at >= 2 && memcmp(at, "/*", 2) == 0) {
        const char *close = memmem(at + 2, end - at - 2, "*/", 2);
        return close ? close + 2 : end;
    }
    if (end - at >= 2 && memcmp(at, "//", 2) == 0) {
        const char *close = memchr(at, '\n', end - at);
        if (close && close - at >= 5 && memcmp(at, "//<![CDATA[", MIN(11, close - at)) == 0) {
            return close;
        }
        return close ? close : end;
    }
    if (end - at >= 9 && memcmp(at, "<![CDATA[", 9) == 0) {
        return at + 9;
    }
    return end - at >= 3 && memcmp(at, "]]>", 3) == 0 ? at + 3 : at;
}

static const char *const ENTITIES[][2] = {
    {"&quot;", "\""}, {"&#34;", "\""}, {"&#034;", "\""}, {"&amp;", "&"},
    {"&#039;", "'"},  {"&#39;", "'"},  {"&lt;", "<"},    {"&gt;", ">"},
};

static gsize append_entity(GString *out, const char *at, const char *end)
{
    for (gsize i = 0; i < G_N_ELEMENTS(ENTITIES); i++) {
        gsize length = strlen(ENTITIES[i][0]);
        if ((gsize)(end - at) >= length && memcmp(at, ENTITIES[i][0], length) == 0) {
            g_string_append(out, ENTITIES[i][1]);
            return length;
        }
    }
    return 0;
}

/* Drops a comma that only white space parts from the bracket that is about to be appended. */
static void drop_trailing_comma(GString *out)
{
    gsize length = out->len;
    while (length > 0 && g_ascii_isspace(out->str[length - 1])) {
        length--;
    }
    if (length > 0 && out->str[length - 1] == ',') {
        g_string_truncate(out, length - 1);
    }
}

/* A string from its quotation mark to the one that ends it; returns what comes after. */
static const char *copy_string(GString *out, const char *at, const char *end)
{
    g_string_append_c(out, *at++);
    while (at < end && *at != '"') {
        if ((guchar)*at < ' ') {
            g_string_append(out, *at == '\n' ? "\\n" : " "); // a bare line break inside a string
        } else {
            g_string_append_c(out, *at);
            if (*at == '\\' && at + 1 < end) {
                g_string_append_c(out, *++at);
            }
        }
        at++;
    }
    if (at < end) {
        g_string_append_c(out, *at++);
    }
    return at;
}

/* Text whose quotation marks are written as HTML writes them, made plain. */
static GString *unescape(const char *text, gsize length)
{
    GString *plain = g_string_sized_new(length);
    for (const char *at = text, *end = text + length; at < end;) {
        gsize entity = *at == '&' ? append_entity(plain, at, end) : 0;
        if (!entity) {
            g_string_append_c(plain, *at);
        }
        at += MAX(entity, 1);
    }
    return plain;
}

/* The text without what people and plugins put into JSON though it does not belong there. */
static GString *mend(const char *text, gsize length)
{
    GString *out = g_string_sized_new(length);
    for (const char *at = text, *end = text + length; at < end;) {
        const char *after = skip_comment(at, end);
        if (after > at) {
            at = after;
        } else if (*at == '"') {
            at = copy_string(out, at, end);
        } else {
            if (*at == '}' || *at == ']') {
                drop_trailing_comma(out);
            }
            if (*at != ';') {
                g_string_append_c(out, *at == '=' ? ':' : *at);
            }
            at++;
        }
    }
    drop_trailing_comma(out);
    return out;
}

/* The string, number or word after a name's colon; FALSE if an object or array stands there. */
static gboolean read_value(const char *at, const char *end, const char **value, gsize *length)
{
    while (at < end && (g_ascii_isspace(*at) || *at == ':' || *at == '=')) {
        at++;
    }
    if (at >= end || *at == '{' || *at == '[') {
        return FALSE;
    }
    if (*at == '"') {
        *value = at + 1;
        const char *close = at + 1;
        while (close < end && *close != '"' && *close != '\n') {
            close += *close == '\\' && close + 1 < end ? 2 : 1;
        }
        *length = MIN(close, end) - *value;
        return TRUE;
    }
    *value = at;
    while (at < end && !strchr(",}] \t\r\n", *at)) {
        at++;
    }
    *length = at - *value;
    return *length > 0;
}

/* Every "name": value from `text`, each @type beginning another item. */
static void scan(struct walk *walk, const char *text, gsize length)
{
    const char *end = text + length;
    guint32 item = PAGE_NONE;
    for (const char *at = text; (at = memchr(at, '"', end - at));) {
        const char *name = at + 1;
        const char *close = name;
        while (close < end && *close != '"' && *close != '\n') {
            close += *close == '\\' && close + 1 < end ? 2 : 1;
        }
        if (close >= end) {
            return;
        }
        const char *after = close + 1;
        while (after < end && g_ascii_isspace(*after)) {
            after++;
        }
        const char *value = NULL;
        gsize value_length = 0;
        if (after >= end || (*after != ':' && *after != '=') || !read_value(after, end, &value, &value_length)) {
            at = close + 1;
            continue;
        }
        g_autofree char *key = g_strndup(name, close - name), *copy = g_strndup(value, value_length);
        if (strcmp(key, "@type") == 0) {
            struct page_item found = {
                .types = walk_copy(walk, local_name(copy)),
                .parent = PAGE_NONE,
                .element = walk_top(walk)->element,
                .syntax = ITEM_JSON_LD,
                .broken = TRUE,
            };
            item = items_add(walk, &found);
        } else if (item != PAGE_NONE && key[0] != '@') {
            items_add_property(walk, item, local_name(key), copy, value_length);
        }
        at = value + value_length + (value + value_length < end && value[value_length] == '"');
    }
}

void json_ld_read(struct walk *walk, const char *text, gsize length)
{
    if (length > MAX_JSON_BYTES) {
        walk->page->truncated = TRUE;
        return;
    }
    if (try_parse(walk, text, length)) {
        return;
    }
    g_autoptr(GString) plain =
        memchr(text, '"', length) ? g_string_new_len(text, (gssize)length) : unescape(text, length);
    g_autoptr(GString) mended = mend(plain->str, plain->len);
    if (!try_parse(walk, mended->str, mended->len)) {
        scan(walk, mended->str, mended->len);
    }
}
