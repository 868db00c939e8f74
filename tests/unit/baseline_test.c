#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "reports/baseline.h"
#include "reports/gate.h"
#include "tests/support/sample_result.h"

static struct finding *display_of(const struct result *result)
{
    return result->findings->pdata[0]; // three places, two texts, two pages
}

static struct evidence *place_of(const struct finding *finding, guint index)
{
    return finding->evidence->pdata[index];
}

static void set(char **field, const char *text)
{
    g_free(*field);
    *field = g_strdup(text);
}

static void a_finding_that_was_there_before_is_known(void **state)
{
    (void)state;
    g_autoptr(Result) before = sample_result(EN);
    g_autoptr(Result) now = sample_result(EN);
    baseline_apply(now, before);
    gate_mark(now);
    for (guint i = 0; i < now->findings->len; i++) {
        assert_int_equal(((struct finding *)now->findings->pdata[i])->state, STATE_KNOWN);
    }
    assert_int_equal(gate_judge(now).n_counting, 0);
    assert_string_equal(now->baseline, "2026-11-21");
}

static void a_reworded_page_is_known_and_one_that_gained_words_is_new(void **state)
{
    (void)state;
    g_autoptr(Result) before = sample_result(EN);
    g_autoptr(Result) reworded = sample_result(EN);
    set(&place_of(display_of(reworded), 2)->text, "I felt quite safe.");
    baseline_apply(reworded, before);
    assert_int_equal(display_of(reworded)->state, STATE_KNOWN);

    g_autoptr(Result) grown = sample_result(EN);
    struct finding *finding = display_of(grown);
    struct evidence *more = g_new0(struct evidence, 1);
    more->page = g_strdup("https://roe.example/");
    more->text = g_strdup("A new testimonial.");
    g_ptr_array_add(finding->evidence, more);
    finding->n_places++;
    baseline_apply(grown, before);
    assert_int_equal(finding->state, STATE_NEW);
}

static void the_same_words_in_one_more_place_are_known(void **state)
{
    (void)state;
    g_autoptr(Result) before = sample_result(EN);
    g_autoptr(Result) now = sample_result(EN);
    struct evidence *again = g_new0(struct evidence, 1);
    again->page = g_strdup("https://roe.example/new");
    again->text = g_strdup("i felt SAFE from the very  first session.");
    g_ptr_array_add(display_of(now)->evidence, again);
    display_of(now)->n_places++;
    baseline_apply(now, before);
    assert_int_equal(display_of(now)->state, STATE_KNOWN);
}

static void a_decision_covers_what_it_names_and_nothing_else(void **state)
{
    (void)state;
    const struct {
        const char *rule, *address, *text, *until;
        enum decision_state expected;
        guint n_accepted; // findings, after parts were split off
        guint n_left;     // places of the testimonial finding that still count
    } cases[] = {
        {"testimonials.display", NULL, NULL, "2027-01-31", DECISION_IN_FORCE, 1, 0},
        {"testimonials.display", "https://roe.example/kind-words/", NULL, "2027-01-31", DECISION_IN_FORCE, 1, 1},
        {"testimonials.display", "https://roe.example", NULL, "2027-01-31", DECISION_IN_FORCE, 1, 2},
        {"testimonials.display", NULL, "i  FELT safe", "2027-01-31", DECISION_IN_FORCE, 1, 2},
        {"testimonials.display", "https://roe.example/kind-words", "felt safe", "2027-01-31", DECISION_IN_FORCE, 1, 2},
        {"testimonials.display", "https://roe.example/kind-words", "other words", "2027-01-31", DECISION_REOPENED, 0,
         3},
        {"testimonials.display", NULL, "other words", "2027-01-31", DECISION_UNUSED, 0, 3},
        {"testimonials.display", "https://roe.example/elsewhere", NULL, "2027-01-31", DECISION_UNUSED, 0, 3},
        {"testimonials.widget", NULL, NULL, "2027-01-31", DECISION_UNUSED, 0, 3},
        {"testimonials.display", NULL, NULL, "2026-11-20", DECISION_EXPIRED, 0, 3},
        {"testimonials.display", NULL, NULL, "2026-11-21", DECISION_IN_FORCE, 1, 0}, // its last day
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Result) result = sample_result(EN);
        g_ptr_array_set_size(result->findings, 1);
        g_ptr_array_set_size(result->decisions, 0);
        struct decision decision = {.rule = (char *)cases[i].rule,
                                    .address = (char *)cases[i].address,
                                    .text = (char *)cases[i].text,
                                    .reason = (char *)"agency page",
                                    .until = (char *)cases[i].until,
                                    .line = 7};
        g_autoptr(GPtrArray) accepted = g_ptr_array_new();
        g_ptr_array_add(accepted, &decision);
        decisions_apply(result, accepted);
        gate_mark(result);
        const struct result_decision *kept = result->decisions->pdata[0];
        guint n_left = 0;
        for (guint j = 0; j < result->findings->len; j++) {
            const struct finding *finding = result->findings->pdata[j];
            n_left += finding->state == STATE_NEW ? finding->n_places : 0;
        }
        if (kept->state != cases[i].expected || gate_judge(result).n_accepted != cases[i].n_accepted ||
            n_left != cases[i].n_left) {
            fail_msg("case %zu: state %d, %u accepted, %u left", i, (int)kept->state, gate_judge(result).n_accepted,
                     n_left);
        }
    }
}

static void a_decision_may_quote_the_page_where_the_report_masks_it(void **state)
{
    (void)state;
    static const char shown[] = "I thank Jane and M… B…. Write to […] or call […] after six.";
    const struct {
        const char *quoted;
        enum decision_state expected;
    } cases[] = {
        {"I thank Jane and Marco Bellini.", DECISION_IN_FORCE},
        {"I thank Jane and M… B….", DECISION_IN_FORCE},
        {"write to marco@post.example or call +1 (647) 588-0142 after", DECISION_IN_FORCE},
        {"Write to […] or call […] after six", DECISION_IN_FORCE},
        {"I thank Jane and Paul Bellini.", DECISION_UNUSED},
        {"write to marco@post.example and call", DECISION_UNUSED},
        {"call 647-588-0142 after six, or seven", DECISION_UNUSED},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Result) result = sample_result(EN);
        g_ptr_array_set_size(result->decisions, 0);
        struct evidence *evidence = display_of(result)->evidence->pdata[0];
        set(&evidence->text, shown);
        struct decision decision = {.rule = (char *)"testimonials.display", .text = (char *)cases[i].quoted};
        g_autoptr(GPtrArray) accepted = g_ptr_array_new();
        g_ptr_array_add(accepted, &decision);
        decisions_apply(result, accepted);
        const struct result_decision *kept = result->decisions->pdata[0];
        if (kept->state != cases[i].expected) {
            fail_msg("“%s”: state %d", cases[i].quoted, (int)kept->state);
        }
    }
}

static void what_is_accepted_stays_with_its_reason_and_end(void **state)
{
    (void)state;
    g_autoptr(Result) result = sample_result(EN);
    guint n_findings = result->findings->len;
    struct decision decision = {
        .rule = (char *)"licence.number", .reason = (char *)"new number soon", .until = (char *)"2027-01-31"};
    g_autoptr(GPtrArray) accepted = g_ptr_array_new();
    g_ptr_array_add(accepted, &decision);
    decisions_apply(result, accepted);
    const struct finding *finding = result->findings->pdata[1];
    assert_int_equal(result->findings->len, n_findings);
    assert_int_equal(finding->state, STATE_ACCEPTED);
    assert_string_equal(finding->decision, "new number soon (2027-01-31)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_finding_that_was_there_before_is_known),
        cmocka_unit_test(a_reworded_page_is_known_and_one_that_gained_words_is_new),
        cmocka_unit_test(the_same_words_in_one_more_place_are_known),
        cmocka_unit_test(a_decision_covers_what_it_names_and_nothing_else),
        cmocka_unit_test(a_decision_may_quote_the_page_where_the_report_masks_it),
        cmocka_unit_test(what_is_accepted_stays_with_its_reason_and_end),
    };
    return cmocka_run_group_tests_name("baseline", tests, NULL, NULL);
}
