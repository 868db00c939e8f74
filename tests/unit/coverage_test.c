#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "audit/coverage.h"

static int load(void **state)
{
    *state = pack_set_load("rules", NULL, NULL);
    return *state ? 0 : -1;
}

static int unload(void **state)
{
    pack_set_free(*state);
    return 0;
}

static void every_clause_has_a_rule_or_says_why_none_can_look(void **state)
{
    struct pack_set *set = *state;
    GHashTableIter iter;
    gpointer value;
    g_hash_table_iter_init(&iter, set->documents);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        const struct document *document = value;
        for (guint i = 0; i < document->n_clauses; i++) {
            const struct clause *clause = &document->clauses[i];
            g_autofree char *rules = coverage_rules(set, document->id, clause->number);
            if (!*rules == !clause->beyond.in[EN]) {
                fail_msg("%s %s: %s", document->id, clause->number,
                         *rules ? "a rule looks for it, and it says why none can" : "no rule, and no reason");
            }
        }
    }
}

static void the_document_is_what_the_packs_say(void **state)
{
    g_autofree char *kept = NULL;
    g_autofree char *now = coverage_text(*state, EN);
    assert_true(g_file_get_contents("docs/standards-coverage.md", &kept, NULL, NULL));
    if (g_strcmp0(kept, now) != 0) {
        fail_msg("docs/standards-coverage.md is behind the packs: vitrine rules list --standards > "
                 "docs/standards-coverage.md");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_clause_has_a_rule_or_says_why_none_can_look),
        cmocka_unit_test(the_document_is_what_the_packs_say),
    };
    return cmocka_run_group_tests_name("coverage", tests, load, unload);
}
