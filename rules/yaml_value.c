// What callers make of a tree: keys that are known, values of the right kind.
#include "rules/yaml.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "rules/nearest.h"

static const char *const kind_names[] = {
    [YAML_SCALAR] = "a single value",
    [YAML_SEQUENCE] = "a list",
    [YAML_MAPPING] = "keys with values",
};

static void set_error(const char *file, guint line, guint column, GError **error, const char *format, va_list arguments)
    G_GNUC_PRINTF(5, 0);

static void set_error(const char *file, guint line, guint column, GError **error, const char *format, va_list arguments)
{
    g_autofree char *what = g_strdup_vprintf(format, arguments);
    g_strdelimit(what, "\n\r\t", ' '); // a quoted key or value may run over lines; the message is one
    g_set_error(error, YAML_ERROR, YAML_ERROR_CONTENT, "%s:%u:%u: error: %s", file, line, column, what);
}

gboolean yaml_fail(const struct yaml_node *node, GError **error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    set_error(node->file, node->line, node->column, error, format, arguments);
    va_end(arguments);
    return FALSE;
}

gboolean yaml_fail_key(const struct yaml_node *node, GError **error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    set_error(node->file, node->key ? node->key_line : node->line, node->key ? node->key_column : node->column, error,
              format, arguments);
    va_end(arguments);
    return FALSE;
}

gboolean yaml_is_null(const struct yaml_node *node)
{
    return node->kind == YAML_SCALAR && node->plain &&
           (!*node->text || strcmp(node->text, "~") == 0 || g_ascii_strcasecmp(node->text, "null") == 0);
}

const struct yaml_node *yaml_get(const struct yaml_node *node, const char *key)
{
    if (!node || node->kind != YAML_MAPPING) {
        return NULL;
    }
    for (const struct yaml_node *item = node->first; item; item = item->next) {
        if (strcmp(item->key, key) == 0) {
            return yaml_is_null(item) ? NULL : item;
        }
    }
    return NULL;
}

const struct yaml_node *yaml_require(const struct yaml_node *node, const char *key, GError **error)
{
    const struct yaml_node *value = yaml_get(node, key);
    if (!value) {
        yaml_fail_key(node, error, "“%s” is missing here", key);
    }
    return value;
}

gboolean yaml_expect(const struct yaml_node *node, enum yaml_kind kind, GError **error)
{
    if (node->kind == kind) {
        return TRUE;
    }
    return node->key ? yaml_fail(node, error, "“%s” must be %s", node->key, kind_names[kind])
                     : yaml_fail(node, error, "this must be %s", kind_names[kind]);
}

// "; did you mean “x”?" or, when nothing is near, "; known here: a, b, c".
static char *advice(const char *word, const char *const *known, const char *otherwise)
{
    const char *nearest = nearest_word(word, known);
    if (nearest) {
        return g_strdup_printf("; did you mean “%s”?", nearest);
    }
    g_autofree char *all = g_strjoinv(", ", (char **)known);
    return g_strdup_printf("; %s: %s", otherwise, all);
}

gboolean yaml_check_keys(const struct yaml_node *node, const char *const *known, GError **error)
{
    if (!yaml_expect(node, YAML_MAPPING, error)) {
        return FALSE;
    }
    for (const struct yaml_node *item = node->first; item; item = item->next) {
        if (!g_strv_contains(known, item->key)) {
            g_autofree char *help = advice(item->key, known, "known here");
            return yaml_fail_key(item, error, "unknown key “%s”%s", item->key, help);
        }
    }
    return TRUE;
}

static gboolean fail_value(const struct yaml_node *node, GError **error, const char *wanted)
{
    if (node->kind != YAML_SCALAR) {
        return node->key ? yaml_fail(node, error, "“%s” must be %s", node->key, wanted)
                         : yaml_fail(node, error, "this must be %s", wanted);
    }
    if (!*node->text) {
        return yaml_fail(node, error, "nothing stands here; it must be %s", wanted);
    }
    return yaml_fail(node, error, "“%.60s” must be %s", node->text, wanted);
}

gboolean yaml_string(const struct yaml_node *node, const char **out, GError **error)
{
    if (node->kind != YAML_SCALAR || yaml_is_null(node) || !*node->text) {
        return fail_value(node, error, "a text");
    }
    *out = node->text;
    return TRUE;
}

gboolean yaml_boolean(const struct yaml_node *node, gboolean *out, GError **error)
{
    gboolean yes = node->plain && strcmp(node->text, "true") == 0;
    if (node->kind != YAML_SCALAR || !(yes || (node->plain && strcmp(node->text, "false") == 0))) {
        return fail_value(node, error, "true or false");
    }
    *out = yes;
    return TRUE;
}

gboolean yaml_integer(const struct yaml_node *node, gint64 min, gint64 max, gint64 *out, GError **error)
{
    if (node->kind != YAML_SCALAR || !g_ascii_string_to_signed(node->text, 10, min, max, out, NULL)) {
        g_autofree char *wanted =
            g_strdup_printf("a whole number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, min, max);
        return fail_value(node, error, wanted);
    }
    return TRUE;
}

gboolean yaml_number(const struct yaml_node *node, double *out, GError **error)
{
    char *end = NULL;
    double number = g_ascii_strtod(node->text, &end);
    gboolean digit = g_ascii_isdigit(*node->text) || *node->text == '-' || *node->text == '.'; // not " 1", inf, nan
    if (node->kind != YAML_SCALAR || !digit || *end || !isfinite(number)) {
        return fail_value(node, error, "a number");
    }
    *out = number;
    return TRUE;
}

gboolean yaml_date(const struct yaml_node *node, GDate *out, GError **error)
{
    const char *text = node->text;
    gboolean shaped = node->kind == YAML_SCALAR && strlen(text) == 10 && text[4] == '-' && text[7] == '-';
    for (guint i = 0; shaped && i < 10; i++) {
        shaped = i == 4 || i == 7 || g_ascii_isdigit(text[i]);
    }
    guint year = shaped ? atoi(text) : 0, month = shaped ? atoi(text + 5) : 0, day = shaped ? atoi(text + 8) : 0;
    if (!g_date_valid_dmy(day, month, year)) {
        return fail_value(node, error, "a date such as 2026-01-31");
    }
    g_date_clear(out, 1);
    g_date_set_dmy(out, day, month, year);
    return TRUE;
}

gboolean yaml_word(const struct yaml_node *node, const char *const *words, guint *out, GError **error)
{
    const char *text = "";
    if (!yaml_string(node, &text, error)) {
        return FALSE;
    }
    for (guint i = 0; words[i]; i++) {
        if (strcmp(words[i], text) == 0) {
            *out = i;
            return TRUE;
        }
    }
    g_autofree char *help = advice(text, words, "it can be");
    return yaml_fail(node, error, "“%.60s” is not known%s", text, help);
}

char **yaml_strings(const struct yaml_node *node, GError **error)
{
    g_autoptr(GStrvBuilder) strings = g_strv_builder_new();
    const char *text = "";
    if (node->kind == YAML_SCALAR) {
        if (!yaml_string(node, &text, error)) {
            return NULL;
        }
        g_strv_builder_add(strings, text);
        return g_strv_builder_end(strings);
    }
    if (node->kind == YAML_MAPPING || !node->first) {
        fail_value(node, error, "a text or a list of texts");
        return NULL;
    }
    for (const struct yaml_node *item = node->first; item; item = item->next) {
        if (!yaml_string(item, &text, error)) {
            return NULL;
        }
        g_strv_builder_add(strings, text);
    }
    return g_strv_builder_end(strings);
}
