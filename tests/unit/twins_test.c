/* The two halves of the bilingual fixture say the same things, and must come to the same outcomes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "rules/judge.h"

#define SITE "fixtures/okafor-bilingual/sites/okaforwellness.example/"

/* One line for each check: "policies.crisis passed". */
static char *outcomes(const struct pack_set *set, const char *const *pages)
{
    struct practice *practice = practice_new();
    GDate as_of;
    g_date_clear(&as_of, 1);
    g_date_set_dmy(&as_of, 21, G_DATE_NOVEMBER, 2026);
    g_autoptr(Judge) judge = judge_new(set, practice, &as_of);
    g_autoptr(Tally) tally = tally_new(judge);
    tally_presence(tally, 0, "site", PRESENCE_WEBSITE);
    for (guint i = 0; pages[i]; i++) {
        g_autofree char *file = g_strconcat(SITE, pages[i], "index.html", NULL);
        g_autofree char *address = g_strconcat("http://okaforwellness.example/", pages[i], NULL);
        char *text = NULL;
        gsize length = 0;
        assert_true(g_file_get_contents(file, &text, &length, NULL));
        g_autoptr(GBytes) body = g_bytes_new_take(text, length);
        g_autoptr(Page) page = page_read(address, body, "utf-8");
        tally_page(tally, 0, judge_page(judge, page, address, PRESENCE_WEBSITE));
    }
    g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func((GDestroyNotify)finding_free);
    g_autoptr(GPtrArray) checks = g_ptr_array_new_with_free_func((GDestroyNotify)check_free);
    g_autoptr(GPtrArray) facts = g_ptr_array_new_with_free_func((GDestroyNotify)kept_fact_free);
    tally_finish(tally, findings, checks, facts);
    GString *lines = g_string_new(NULL);
    for (guint i = 0; i < checks->len; i++) {
        const struct check *check = g_ptr_array_index(checks, i);
        g_string_append_printf(lines, "%s %s\n", check->rule->id, outcome_word(check->outcome));
    }
    practice_free(practice);
    return g_string_free(lines, FALSE);
}

static void french_pages_reach_the_outcomes_of_their_english_twins(void **state)
{
    (void)state;
    static const char *const english[] = {"", "about/", "services/", "policies/", "contact/", NULL};
    static const char *const french[] = {"fr/", "fr/a-propos/", "fr/services/", "fr/politiques/", "fr/contact/", NULL};
    struct pack_set *set = pack_set_load("rules", NULL, NULL);
    assert_non_null(set);
    g_autofree char *one = outcomes(set, english), *other = outcomes(set, french);
    assert_string_equal(one, other);
    assert_non_null(g_strstr_len(one, -1, "policies.crisis passed"));
    assert_non_null(g_strstr_len(one, -1, "policies.breach-notice failed"));
    pack_set_free(set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(french_pages_reach_the_outcomes_of_their_english_twins)};
    return cmocka_run_group_tests_name("twins", tests, NULL, NULL);
}
