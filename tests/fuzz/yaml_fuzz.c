#include <glib.h>
#include <stdint.h>
#include <string.h>

#include "rules/yaml_tree.h"

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

static void close_all(struct yaml_builder *builder)
{
    while (builder->depth) {
        yaml_add_close(builder);
    }
}

/*
 * What is read as plain, libfyaml reads as well, and finds the same in the same places. Two doubled quotes in a
 * row apart, of which libfyaml 0.7 makes three.
 */
static void compare_readers(const char *text, size_t size)
{
    if (strstr(text, "''''")) {
        return;
    }
    g_autoptr(Yaml) one = yaml_new("f.yaml");
    g_autoptr(Yaml) other = yaml_new("f.yaml");
    struct yaml_builder plain = {.yaml = one}, any = {.yaml = other};
    if (yaml_read_plain(&plain, text)) {
        g_assert_true(yaml_read_any(&any, text, size, NULL));
        compare(yaml_root(one), yaml_root(other));
    }
    close_all(&plain);
    close_all(&any);
}

/* Either a tree with places, or one line that says where and what. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Yaml) yaml = yaml_parse("f.yaml", (const char *)data, size, &error);
    if (yaml) {
        g_autofree char *text = g_strndup((const char *)data, size);
        compare_readers(text, size);
        visit(yaml_root(yaml));
        return 0;
    }
    g_assert_true(g_str_has_prefix(error->message, "f.yaml:"));
    g_assert_null(strchr(error->message, '\n'));
    return 0;
}
