/*
 * Every clause of the standards has rules that look for it, or says why none can; docs/standards-coverage.md is what
 * `vitrine rules list --standards` prints. BLESS=1 rewrites it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "audit/coverage.h"
#include "tests/support/packs.h"
#include "tests/support/program.h"

#define PAGE "docs/standards-coverage.md"

static void every_clause_has_rules_or_says_why_none_can_look(void **state)
{
    (void)state;
    g_autoptr(GError) error = NULL;
    struct pack_set *set = pack_set_load("rules", NULL, &error);
    assert_non_null(set);
    GHashTableIter iter;
    gpointer value;
    g_hash_table_iter_init(&iter, set->documents);
    guint n_wrong = 0;
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        const struct document *document = value;
        for (guint i = 0; i < document->n_clauses; i++) {
            const struct clause *clause = &document->clauses[i];
            g_autofree char *rules = coverage_rules(set, document, clause);
            gboolean beyond = clause->beyond.in[EN] != NULL;
            if (beyond == (*rules != '\0')) {
                print_error("%s %s: %s\n", document->id, clause->number,
                            beyond ? "a rule looks for it, and `beyond` says that none can"
                                   : "no rule and no `beyond`");
                n_wrong++;
            }
        }
    }
    assert_int_equal(n_wrong, 0);
    pack_set_free(set);
}

static char *page_of(const char *const *arguments)
{
    struct outcome outcome = program_run(arguments);
    if (outcome.status != 0 || *outcome.err) {
        fail_msg("status %d: %s", outcome.status, outcome.err);
    }
    char *page = g_steal_pointer(&outcome.out);
    outcome_clear(&outcome);
    return page;
}

static void the_page_in_docs_is_what_the_program_prints(void **state)
{
    (void)state;
    const char *const arguments[] = {"rules", "list", "--standards", NULL};
    const char *const french[] = {"rules", "list", "--lang", "fr", "--standards", NULL};
    g_autofree char *page = page_of(arguments);
    g_autofree char *again = page_of(french);
    assert_string_equal(page, again); // one page, in English
    if (g_getenv("BLESS")) {
        assert_true(g_file_set_contents(PAGE, page, -1, NULL));
        return;
    }
    g_autofree char *kept = NULL;
    assert_true(g_file_get_contents(PAGE, &kept, NULL, NULL));
    g_auto(GStrv) now = g_strsplit(page, "\n", -1);
    g_auto(GStrv) before = g_strsplit(kept, "\n", -1);
    for (guint i = 0; now[i] || before[i]; i++) {
        if (g_strcmp0(now[i], before[i]) != 0) {
            fail_msg(PAGE ":%u is not what `vitrine rules list --standards` prints (BLESS=1 rewrites it):\n%s\n%s",
                     i + 1, before[i] ? before[i] : "(end)", now[i] ? now[i] : "(end)");
        }
    }
}

/* A pack of the user's own that stands for the rule `id` of the program and cites another clause. */
static void a_rule_that_a_later_pack_replaces_is_not_counted(void **state)
{
    (void)state;
    char *folder = folder_new();
    g_free(folder_write(folder, "pack.yaml",
                        "id: mine\nversion: 1.0.0\ntitle: { en: Mine, fr: Le mien }\nregulator: ocswssw\n"));
    g_autofree char *rule = packs_rule("policies.searches", "requires: { signals: [{ weight: 1, text: { en: x } }] }");
    g_auto(GStrv) parts = g_strsplit(rule, "document: doc, clause: \"2.1\"", -1);
    g_autofree char *rules = g_strjoinv("document: aswb-2015, clause: \"7.01\"", parts);
    g_free(folder_write(folder, "rules.yaml", rules));
    const char *const arguments[] = {"rules", "list", "--standards", "--pack", folder, NULL};
    g_autofree char *page = page_of(arguments);
    const char *moved = strstr(page, "\n| 7.01 |"), *left = strstr(page, "\n| 2.05 |");
    assert_non_null(moved);
    assert_non_null(left);
    assert_non_null(g_strstr_len(moved, (gssize)strcspn(moved + 1, "\n"), "`policies.searches`"));
    assert_null(g_strstr_len(left, (gssize)strcspn(left + 1, "\n"), "policies.searches"));
    folder_remove(folder);
    g_free(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_clause_has_rules_or_says_why_none_can_look),
        cmocka_unit_test(the_page_in_docs_is_what_the_program_prints),
        cmocka_unit_test(a_rule_that_a_later_pack_replaces_is_not_counted),
    };
    return cmocka_run_group_tests_name("coverage", tests, NULL, NULL);
}
