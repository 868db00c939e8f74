#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "rules/finding.h"
#include "rules/practice.h"
#include "rules/rule.h"

static void fills_names_and_shows_what_is_missing(void **state)
{
    (void)state;
    g_autoptr(GHashTable) values = g_hash_table_new(g_str_hash, g_str_equal);
    g_hash_table_insert(values, (gpointer) "name", (gpointer) "Jane {number}");
    g_hash_table_insert(values, (gpointer) "regulator-phone", (gpointer) "416-972-9882");
    const struct {
        const char *template, *expected;
    } cases[] = {
        {"", ""},
        {"I am {name}.", "I am Jane {number}."}, // what was filled in is not filled again
        {"{name}{name}", "Jane {number}Jane {number}"},
        {"{number}: {regulator-phone}", "[number]: 416-972-9882"},
        {"a { b } {} {Name} {a", "a { b } {} {Name} {a"},
        {"{{name}}", "{Jane {number}}"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *filled = wording_fill(cases[i].template, values);
        assert_string_equal(filled, cases[i].expected);
    }
    g_autofree char *without = wording_fill("{name}", NULL);
    assert_string_equal(without, "[name]");
}

static void falls_back_to_the_other_language(void **state)
{
    (void)state;
    const struct {
        const char *en, *fr;
        enum language language;
        const char *expected;
    } cases[] = {
        {"yes", "oui", EN, "yes"}, {"yes", "oui", FR, "oui"}, {"yes", NULL, FR, "yes"},
        {NULL, "oui", EN, "oui"},  {NULL, NULL, FR, ""},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct wording wording = {{(char *)cases[i].en, (char *)cases[i].fr}};
        assert_string_equal(wording_in(&wording, cases[i].language), cases[i].expected);
    }
}

static void knows_languages_by_their_codes(void **state)
{
    (void)state;
    const struct {
        const char *code;
        int expected; // -1: none of ours
    } cases[] = {{"en", EN}, {"fr", FR}, {"fr-CA", FR}, {"EN_us", EN}, {"fra", -1}, {"de", -1}, {"", -1}, {"f", -1}};
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        enum language language = EN;
        gboolean known = language_from_code(cases[i].code, &language);
        assert_int_equal(known ? (int)language : -1, cases[i].expected);
    }
}

static void reads_back_every_word_it_writes(void **state)
{
    (void)state;
    enum rule_level level;
    enum rule_basis basis;
    enum rule_outcome outcome;
    for (guint i = LEVEL_NOTE; i <= LEVEL_ERROR; i++) {
        assert_true(level_from_word(level_word(i), &level) && level == i);
    }
    for (guint i = BASIS_GOOD_PRACTICE; i <= BASIS_BINDING; i++) {
        assert_true(basis_from_word(basis_word(i), &basis) && basis == i);
    }
    for (guint i = OUTCOME_PASSED; i <= OUTCOME_INAPPLICABLE; i++) {
        assert_true(outcome_from_word(outcome_word(i), &outcome) && outcome == i);
    }
    assert_false(level_from_word("grave", &level));
}

static void frees_what_is_half_built(void **state)
{
    (void)state;
    rule_info_clear(&(struct rule_info){.id = g_strdup("a.b"), .why = {{g_strdup("because"), NULL}}});
    document_free(NULL);
    document_free(g_new0(struct document, 1));
    evidence_free(NULL);
    finding_free(g_new0(struct finding, 1));
    struct check *check = g_new0(struct check, 1);
    check->proof = g_ptr_array_new();
    g_ptr_array_add(check->proof, g_new0(struct evidence, 1));
    check_free(check);
    practice_free(NULL);
    practice_free(practice_new());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fills_names_and_shows_what_is_missing),
        cmocka_unit_test(falls_back_to_the_other_language),
        cmocka_unit_test(knows_languages_by_their_codes),
        cmocka_unit_test(reads_back_every_word_it_writes),
        cmocka_unit_test(frees_what_is_half_built),
    };
    return cmocka_run_group_tests_name("rule", tests, NULL, NULL);
}
