#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "audit/checklist.h"
#include "tests/support/packs.h"

/* A check of `rule` in the project's pack, with that outcome. */
static void add_check(struct result *result, const struct pack_set *set, const char *rule, enum rule_outcome outcome)
{
    struct check *check = g_new0(struct check, 1);
    check->rule = &pack_set_rule(set, rule)->info;
    check->subject = g_strdup("practice");
    check->outcome = outcome;
    g_ptr_array_add(result->checks, check);
}

static enum point_state state_of(const struct pack_set *set, const char *rule, const enum rule_outcome *outcomes,
                                 guint n, const char *words)
{
    struct result *result = result_new();
    for (guint i = 0; i < n; i++) {
        add_check(result, set, rule, outcomes[i]);
    }
    checklist_fill(result, set);
    assert_int_equal(result->checklist->len, 16);
    enum point_state state = POINT_ATTEST;
    for (guint i = 0; i < result->checklist->len; i++) {
        const struct result_point *point = g_ptr_array_index(result->checklist, i);
        assert_true(*wording_in(&point->text, EN) && *wording_in(&point->text, FR));
        state = strstr(point->text.in[EN], words) ? point->state : state;
    }
    result_free(result);
    return state;
}

static void a_point_says_what_the_rules_that_cite_it_saw(void **state)
{
    (void)state;
    g_autoptr(GError) error = NULL;
    struct pack_set *set = pack_set_load("rules", NULL, &error);
    assert_non_null(set);
    const struct {
        enum rule_outcome outcomes[2];
        guint n;
        enum point_state state;
    } cases[] = {
        {{OUTCOME_PASSED}, 1, POINT_SEEN},
        {{OUTCOME_FAILED}, 1, POINT_NOT_SEEN},
        {{OUTCOME_PASSED, OUTCOME_FAILED}, 2, POINT_NOT_SEEN},
        {{OUTCOME_FAILED, OUTCOME_PASSED}, 2, POINT_NOT_SEEN},
        {{OUTCOME_CANT_TELL}, 1, POINT_ATTEST},
        {{OUTCOME_CANT_TELL, OUTCOME_PASSED}, 2, POINT_ATTEST},
        {{OUTCOME_CANT_TELL, OUTCOME_FAILED}, 2, POINT_NOT_SEEN},
        {{OUTCOME_INAPPLICABLE, OUTCOME_PASSED}, 2, POINT_SEEN},
        {{OUTCOME_INAPPLICABLE}, 1, POINT_ATTEST},
        {{OUTCOME_PASSED}, 0, POINT_ATTEST},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        assert_int_equal(state_of(set, "policies.searches", cases[i].outcomes, cases[i].n, "looking clients up"),
                         cases[i].state);
    }
    const enum rule_outcome passed = OUTCOME_PASSED;
    assert_int_equal(state_of(set, "policies.searches", &passed, 1, "identity can be confirmed"), POINT_ATTEST);
    pack_set_free(set);
}

static void the_pack_says_which_clauses_are_points(void **state)
{
    (void)state;
    const struct {
        const char *checklist;
        guint n_points;
        const char *first;
    } cases[] = {
        {"", 0, NULL},
        {"checklist: { document: doc, from: \"1\", to: \"2.1\" }\n", 2, "One"},
        {"checklist: { document: doc, from: \"2.1\", to: \"2.1\" }\n", 1, "Two"},
    };
    g_autofree char *rules =
        packs_rule("testimonials.invite", "when: { signals: [{ weight: 1, text: { en: \"review\" } }] }");
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *folder = packs_folder(rules);
        g_autofree char *manifest = g_strdup_printf(
            "id: own\nversion: 1.0.0\ntitle: { en: Own, fr: Nôtre }\nregulator: college\n%s", cases[i].checklist);
        packs_write(folder, "packs/own/pack.yaml", manifest);
        struct pack_set *set = pack_set_load(folder, NULL, NULL);
        assert_non_null(set);
        g_autoptr(Result) result = result_new();
        checklist_fill(result, set);
        assert_int_equal(result->checklist->len, cases[i].n_points);
        if (cases[i].first) {
            const struct result_point *point = g_ptr_array_index(result->checklist, 0);
            assert_string_equal(point->text.in[EN], cases[i].first);
        }
        pack_set_free(set);
        packs_remove(folder);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_point_says_what_the_rules_that_cite_it_saw),
        cmocka_unit_test(the_pack_says_which_clauses_are_points),
    };
    return cmocka_run_group_tests_name("checklist", tests, NULL, NULL);
}
