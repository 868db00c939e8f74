#include <glib.h>
#include <stdint.h>

#include "rules/yaml_flat.h"
#include "tests/fuzz/known_leaks.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void visit(const struct yaml_node *node)
{
    g_assert_true(node->line > 0 && node->column > 0);
    g_assert_true(g_utf8_validate(node->text, -1, NULL));
    for (const struct yaml_node *item = node->first; item; item = item->next) {
        g_assert_true((node->kind == YAML_MAPPING) == (item->key != NULL));
        visit(item);
    }
}

static void compare(const struct yaml_node *a, const struct yaml_node *b)
{
    g_assert_true(a->kind == b->kind && a->plain == b->plain && a->line == b->line && a->column == b->column);
    g_assert_cmpstr(a->text, ==, b->text);
    g_assert_cmpstr(a->key, ==, b->key);
    g_assert_true(a->key_line == b->key_line && a->key_column == b->key_column);
    const struct yaml_node *x = a->first, *y = b->first;
    for (; x && y; x = x->next, y = y->next) {
        compare(x, y);
    }
    g_assert_true(!x && !y);
}

/* What is read comes back from its bytes. */
static void compare_with_bytes(const Yaml *yaml, const char *text, size_t size)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    yaml_flatten(yaml, text, size, bytes);
    g_autoptr(Yaml) again = yaml_unflatten("f.yaml", (const void *)bytes->data);
    compare(yaml_root(yaml), yaml_root(again));
}

/* Either a tree with places, or one line that says where and what. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Yaml) yaml = yaml_parse("f.yaml", (const char *)data, size, &error);
    if (yaml) {
        compare_with_bytes(yaml, (const char *)data, size);
        visit(yaml_root(yaml));
        return 0;
    }
    g_assert_true(g_str_has_prefix(error->message, "f.yaml:"));
    g_assert_null(strchr(error->message, '\n'));
    return 0;
}
