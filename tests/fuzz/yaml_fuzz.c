#include <glib.h>
#include <stdint.h>
#include <string.h>

#include "rules/yaml.h"

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

/* Either a tree with places, or one line that says where and what. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Yaml) yaml = yaml_parse("f.yaml", (const char *)data, size, &error);
    if (yaml) {
        visit(yaml_root(yaml));
        return 0;
    }
    g_assert_true(g_str_has_prefix(error->message, "f.yaml:"));
    g_assert_null(strchr(error->message, '\n'));
    return 0;
}
