/*
 * Rules as YAML: any bytes are read, or refused with a message, and what was read is freed whole.
 */
#include <stdint.h>
#include <string.h>

#include "rules/pack_read.h"
#include "rules/words.h"
#include "tests/fuzz/known_leaks.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void add_standard(struct pack_set *set)
{
    struct document *document = g_new0(struct document, 1);
    document->id = g_strdup("doc");
    document->clauses = g_new0(struct clause, 1);
    document->clauses[0].number = g_strdup("1");
    document->n_clauses = 1;
    g_hash_table_insert(set->documents, document->id, document);
}

static struct pack_set *empty_set(void)
{
    struct pack_set *set = g_new0(struct pack_set, 1);
    set->documents = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)document_free);
    set->matcher = matcher_new();
    set->link_matcher = matcher_new();
    set->mark_matcher = matcher_new();
    set->n_owners = N_WORD_LISTS;
    add_standard(set);
    return set;
}

static void free_set(struct pack_set *set)
{
    g_hash_table_unref(set->documents);
    matcher_free(set->matcher);
    matcher_free(set->link_matcher);
    matcher_free(set->mark_matcher);
    g_free(set);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(Yaml) yaml = yaml_parse("rules.yaml", (const char *)data, size, NULL);
    if (!yaml || yaml_root(yaml)->kind != YAML_SEQUENCE) {
        return 0;
    }
    char id[] = "own";
    struct pack pack = {.id = id};
    struct pack_set *set = empty_set();
    struct pack_reader reader = {.set = set, .pack = &pack};
    for (const struct yaml_node *item = yaml_root(yaml)->first; item; item = item->next) {
        g_autoptr(GError) error = NULL;
        struct rule *rule = read_rule(&reader, item, &error);
        g_assert_true(rule || (error && !strchr(error->message, '\n'))); // every refusal is one line
        rule_free(rule);
    }
    free_set(set);
    return 0;
}
