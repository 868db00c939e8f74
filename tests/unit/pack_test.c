#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/packs.h"

#define SEES "when: { signals: [{ weight: 1, text: { en: \"review\" } }] }"

static void assert_has(const char *message, const char *part)
{
    if (!strstr(message, part)) {
        print_error("“%s” is not in “%s”\n", part, message);
    }
    assert_non_null(strstr(message, part));
}

static void refuses(const char *rules, const char *part)
{
    char *folder = packs_folder(rules);
    g_autoptr(GError) error = NULL;
    assert_null(pack_set_load(folder, NULL, &error));
    assert_has(error->message, part);
    assert_null(strchr(error->message, '\n'));
    packs_remove(folder);
}

static void a_whole_rule_loads_with_all_it_says(void **state)
{
    (void)state;
    g_autofree char *rules =
        packs_rule("testimonials.invite", "subject: presence\n  presences: [website]\n  needs: [services.retired]\n"
                                          "  when: { threshold: 3, within: section, signals: [\n"
                                          "    { weight: 3, text: { en: \"rate us\", fr: [\"évaluez-nous\", \"laissez "
                                          "un avis\"] }, zones: [main, footer] },\n"
                                          "    { weight: 1, fact: email, with: [footer], min: 2 }],\n"
                                          "    unless: [{ text: { any: \"privacy\" }, scope: section }] }\n"
                                          "  effort: { minutes: 10, web-person: true }\n");
    struct pack_set *set = packs_of(rules);
    const struct rule *rule = pack_set_rule(set, "testimonials.invite");
    assert_int_equal(rule->subject, SUBJECT_PRESENCE);
    assert_int_equal(rule->presences, 1 << PRESENCE_WEBSITE);
    assert_string_equal(rule->needs[0], "services.retired");
    assert_int_equal(rule->within, WITHIN_SECTION);
    assert_true(rule->threshold == 3);
    assert_int_equal(rule->n_signals, 2);
    assert_int_equal(rule->signals[0].zones, 1u << ZONE_MAIN | 1u << ZONE_FOOTER);
    assert_int_equal(rule->signals[1].fact, FACT_EMAIL);
    assert_true(rule->signals[1].min == 2);
    assert_true(rule->unless[0].whole_section);
    assert_int_equal(rule->info.effort_minutes, 10);
    assert_string_equal(rule->info.citations[0].clause, "2.1");
    assert_string_equal(rule->info.pack, "own");
    assert_int_equal(rule->n_examples, 2);
    pack_set_free(set);
}

static void a_mistake_in_a_rule_is_named_with_its_place_and_the_nearest_word(void **state)
{
    (void)state;
    const struct {
        const char *id, *keys, *message;
    } cases[] = {
        {"testimonials.invite", "wen: { signals: [] }", "did you mean “when”?"},
        {"testimonals.invite", SEES, "did you mean “testimonials”?"},
        {"invite", SEES, "is no rule id"},
        {"testimonials.invite", "when: { signals: [{ weight: 1, txt: { en: a } }] }", "did you mean “text”?"},
        {"testimonials.invite", "when: { signals: [{ weight: 1, fact: emial }] }", "did you mean “email”?"},
        {"testimonials.invite", "when: { signals: [{ weight: 1, text: { en: a }, zones: [fotter] }] }",
         "did you mean “footer”?"},
        {"testimonials.invite", "when: { signals: [{ weight: 1, text: { en: \"good (bad\" } }] }", "at character 10"},
        {"testimonials.invite", "when: { signals: [{ weight: 1, text: { en: a }, class: b }] }", "two"},
        {"testimonials.invite", "when: { signals: [{ weight: 1 }] }", "looks for one of"},
        {"testimonials.invite", "when: { signals: [{ text: { en: a } }] }", "weight"},
        {"testimonials.invite", "when: { signals: [{ weight: 0, text: { en: a } }] }", "above 0"},
        {"testimonials.invite", "when: { threshold: 5, signals: [{ weight: 2, text: { en: a } }] }", "never be met"},
        {"testimonials.invite", "when: { signals: [{ weight: 1, text: { en: a }, with: [b] }] }", "belongs to a fact"},
        {"testimonials.invite", "when: { signals: [{ weight: 1, class: \"*\" }] }", "matches everything"},
        {"testimonials.invite", "when: { signals: [{ weight: 1, host: \"https://g.page\" }] }", "without its scheme"},
        {"testimonials.invite", "when: { signals: [{ weight: 1, xpath: \"//a[\" }] }", "XPath"},
        {"testimonials.invite", "needs: [services.retierd]\n  " SEES, "did you mean “services.retired”?"},
        {"testimonials.invite", "subject: pge\n  " SEES, "did you mean “page”?"},
        {"testimonials.invite", "snippet: { en: \"{practise}\", fr: b }\n  " SEES, "did you mean {practice}?"},
        {"testimonials.invite", "known-by: { en: only }\n  " SEES, "fr"},
        {"testimonials.invite", "title: { en: Again, fr: Encore }\n  " SEES, "title"},
        {"testimonials.invite", "", "“when” or “requires”"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *rules = packs_rule(cases[i].id, cases[i].keys);
        refuses(rules, cases[i].message);
        refuses(rules, "rules.yaml:");
    }
}

static void when_a_file_was_sent_or_an_image_put_up_is_no_ground_for_an_error(void **state)
{
    (void)state;
    static const char *const facts[] = {"header-date", "image-date"};
    for (gsize i = 0; i < G_N_ELEMENTS(facts); i++) {
        g_autofree char *when = g_strdup_printf("when: { signals: [{ weight: 1, fact: %s, min: 900 }] }", facts[i]);
        g_autofree char *rule = packs_rule("outdated.last-updated", when);
        g_auto(GStrv) parts = g_strsplit(rule, "level: warning", 2);
        g_autofree char *error = g_strjoinv("level: error", parts);
        refuses(error, "cannot rest on");
    }
}

static void a_rule_without_both_kinds_of_example_is_refused(void **state)
{
    (void)state;
    g_autofree char *rule = packs_rule("testimonials.invite", SEES);
    char *examples = strstr(rule, "passes: [y]");
    memcpy(examples, "passes: [] ", strlen("passes: [] "));
    refuses(rule, "at least one example that passes");
}

static void a_clause_that_no_standard_holds_is_refused(void **state)
{
    (void)state;
    const struct {
        const char *from, *to, *message;
    } cases[] = {
        {"clause: \"2.1\"", "clause: \"2.2\"", "“doc” has no clause “2.2”: did you mean “2.1”?"},
        {"document: doc", "document: dox", "no standard “dox”: did you mean “doc”?"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *rule = packs_rule("testimonials.invite", SEES);
        char *at = strstr(rule, cases[i].from);
        memcpy(at, cases[i].to, strlen(cases[i].to));
        refuses(rule, cases[i].message);
    }
}

static void two_rules_of_one_id_in_a_pack_are_refused(void **state)
{
    (void)state;
    g_autofree char *rule = packs_rule("testimonials.invite", SEES);
    g_autofree char *twice = g_strconcat(rule, rule, NULL);
    refuses(twice, "stands already in");
}

static void a_later_pack_replaces_a_rule(void **state)
{
    (void)state;
    g_autofree char *first = packs_rule("testimonials.invite", SEES);
    g_autofree char *second = packs_rule("testimonials.invite", "subject: practice\n  " SEES);
    char *folder = packs_folder(first);
    packs_write(folder, "extra/pack.yaml", "id: extra\nversion: 2.0.0\ntitle: { en: E, fr: E }\nregulator: college\n");
    packs_write(folder, "extra/rules.yaml", second);
    g_autofree char *extra = g_build_filename(folder, "extra", NULL);
    const char *const extras[] = {extra, NULL};
    struct pack_set *set = pack_set_load(folder, extras, NULL);
    assert_non_null(set);
    assert_string_equal(pack_set_rule(set, "testimonials.invite")->info.pack, "extra");
    pack_set_free(set);
    packs_remove(folder);
}

static void a_checklist_of_clauses_that_are_not_there_is_refused(void **state)
{
    (void)state;
    const struct {
        const char *checklist, *message;
    } cases[] = {
        {"document: dox, from: \"1\", to: \"2.1\"", "no standard “dox”: did you mean “doc”?"},
        {"document: doc, from: \"1\", to: \"2.2\"", "“doc” has no clause “2.2”: did you mean “2.1”?"},
        {"document: doc, from: \"2.1\", to: \"1\"", "“1” stands before “2.1”"},
        {"document: doc, from: \"1\"", "to"},
        {"document: doc, form: \"1\", to: \"2.1\"", "did you mean “from”?"},
    };
    g_autofree char *rules = packs_rule("testimonials.invite", SEES);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *folder = packs_folder(rules);
        g_autofree char *manifest = g_strdup_printf(
            "id: own\nversion: 1.0.0\ntitle: { en: Own, fr: Nôtre }\nregulator: college\nchecklist: { %s }\n",
            cases[i].checklist);
        packs_write(folder, "packs/own/pack.yaml", manifest);
        g_autoptr(GError) error = NULL;
        assert_null(pack_set_load(folder, NULL, &error));
        assert_has(error->message, cases[i].message);
        packs_remove(folder);
    }
}

static void a_pack_for_an_unknown_regulator_is_refused(void **state)
{
    (void)state;
    g_autofree char *rule = packs_rule("testimonials.invite", SEES);
    char *folder = packs_folder(rule);
    packs_write(folder, "packs/own/pack.yaml",
                "id: own\nversion: 1.0.0\ntitle: { en: Own, fr: Own }\nregulator: colege\n");
    g_autoptr(GError) error = NULL;
    assert_null(pack_set_load(folder, NULL, &error));
    assert_has(error->message, "did you mean “college”?");
    assert_has(error->message, "pack.yaml:4:");
    packs_remove(folder);
}

static void what_is_too_large_is_refused_before_it_is_read(void **state)
{
    (void)state;
    GString *rules = g_string_new("- id: x\n");
    while (rules->len <= 1 << 20) {
        g_string_append(rules, "# a comment that goes on and on and on\n");
    }
    refuses(rules->str, "larger than 1048576 bytes");
    g_string_assign(rules, "when: { signals: [");
    for (guint i = 0; i < 65; i++) {
        g_string_append(rules, "{ weight: 1, text: { en: a } }, ");
    }
    g_string_append(rules, "] }");
    g_autofree char *rule = packs_rule("testimonials.invite", rules->str);
    refuses(rule, "from 1 to 64 signals");
    g_string_free(rules, TRUE);
}

static void an_example_that_contradicts_its_rule_is_reported_where_it_stands(void **state)
{
    (void)state;
    g_autofree char *rule = packs_rule("testimonials.invite", SEES);
    char *folder = packs_folder(rule);
    g_autofree char *file = g_build_filename(folder, "packs/own/rules.yaml", NULL);
    struct pack_set *set = pack_set_load(folder, NULL, NULL);
    g_autoptr(GString) problems = g_string_new(NULL);
    assert_false(pack_check(set, set->packs->pdata[0], problems));
    g_autofree char *place =
        g_strdup_printf("%s:11:23: error: testimonials.invite: this example is one that fails", file);
    assert_has(problems->str, place);
    pack_set_free(set);
    packs_remove(folder);
}

static void examples_are_judged_with_their_practice_and_their_markup(void **state)
{
    (void)state;
    const char *rules =
        "- id: profile.email\n  revision: 1\n  level: warning\n  basis: model\n"
        "  standards: [{ document: doc, clause: \"1\" }]\n  needs: [contact.email]\n"
        "  requires: { signals: [{ weight: 1, class: \"mail-*\" }, { weight: 1, text: { en: \"write to me\" } }] }\n"
        "  title: { en: T, fr: T }\n  message: { en: M, fr: M }\n  missing: { en: M, fr: M }\n"
        "  why: { en: W, fr: W }\n  fix: [{ en: F, fr: F }]\n"
        "  examples:\n"
        "    fails: [{ text: \"call me\", practice: { contact: { email: a@b.example } } }]\n"
        "    passes:\n"
        "      - { text: \"please write to me\", practice: { contact: { email: a@b.example } } }\n"
        "      - { html: '<p class=\"mail-us big\">x</p>', practice: { contact: { email: a@b.example } } }\n";
    struct pack_set *set = packs_of(rules);
    g_autoptr(GString) problems = g_string_new(NULL);
    gboolean right = pack_check(set, set->packs->pdata[0], problems);
    assert_string_equal(problems->str, "");
    assert_true(right);
    pack_set_free(set);
}

static void the_project_s_own_data_load_and_their_examples_hold(void **state)
{
    (void)state;
    g_autoptr(GError) error = NULL;
    struct pack_set *set = pack_set_load("rules", NULL, &error);
    if (!set) {
        print_error("%s\n", error->message);
    }
    assert_non_null(set);
    g_autoptr(GString) problems = g_string_new(NULL);
    for (guint i = 0; i < set->packs->len; i++) {
        pack_check(set, set->packs->pdata[i], problems);
    }
    assert_string_equal(problems->str, "");
    pack_set_free(set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_rule_loads_with_all_it_says),
        cmocka_unit_test(a_mistake_in_a_rule_is_named_with_its_place_and_the_nearest_word),
        cmocka_unit_test(when_a_file_was_sent_or_an_image_put_up_is_no_ground_for_an_error),
        cmocka_unit_test(a_rule_without_both_kinds_of_example_is_refused),
        cmocka_unit_test(a_clause_that_no_standard_holds_is_refused),
        cmocka_unit_test(two_rules_of_one_id_in_a_pack_are_refused),
        cmocka_unit_test(a_later_pack_replaces_a_rule),
        cmocka_unit_test(a_checklist_of_clauses_that_are_not_there_is_refused),
        cmocka_unit_test(a_pack_for_an_unknown_regulator_is_refused),
        cmocka_unit_test(what_is_too_large_is_refused_before_it_is_read),
        cmocka_unit_test(an_example_that_contradicts_its_rule_is_reported_where_it_stands),
        cmocka_unit_test(examples_are_judged_with_their_practice_and_their_markup),
        cmocka_unit_test(the_project_s_own_data_load_and_their_examples_hold),
    };
    return cmocka_run_group_tests_name("pack", tests, NULL, NULL);
}
