/* Each rule about dates on the last day on which it is silent, and on the day after, by the date to judge by. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "rules/dated.h"
#include "rules/judge.h"
#include "tests/support/facts_from.h"

static guint n_findings(const char *rule, const char *html, const char *day)
{
    struct practice *practice = practice_new();
    GDate as_of;
    g_date_clear(&as_of, 1);
    g_date_set_parse(&as_of, day);
    assert_true(g_date_valid(&as_of));
    g_autoptr(GBytes) body = g_bytes_new(html, strlen(html));
    g_autoptr(Page) page = page_read("https://practice.example/page", body, "utf-8");
    g_autoptr(Judge) judge = judge_new(facts_from_rules(), practice, &as_of);
    g_autoptr(Tally) tally = tally_new(judge);
    tally_presence(tally, 0, "site", PRESENCE_WEBSITE);
    tally_page(tally, 0, judge_page(judge, page, "site", PRESENCE_WEBSITE));
    g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func((GDestroyNotify)finding_free);
    g_autoptr(GPtrArray) checks = g_ptr_array_new_with_free_func((GDestroyNotify)check_free);
    g_autoptr(GPtrArray) facts = g_ptr_array_new_with_free_func((GDestroyNotify)kept_fact_free);
    tally_finish(tally, findings, checks, facts);
    guint n = 0;
    for (guint i = 0; i < findings->len; i++) {
        n += strcmp(((const struct finding *)findings->pdata[i])->rule->id, rule) == 0;
    }
    practice_free(practice);
    return n;
}

struct boundary {
    const char *html, *last_silent, *first_told;
};

static void check(const char *rule, const struct boundary *boundaries, gsize n)
{
    for (gsize i = 0; i < n; i++) {
        const struct boundary *b = &boundaries[i];
        if (n_findings(rule, b->html, b->last_silent) != 0) {
            fail_msg("%s on %s: %s", rule, b->last_silent, b->html);
        }
        if (n_findings(rule, b->html, b->first_told) != 1) {
            fail_msg("%s not on %s: %s", rule, b->first_told, b->html);
        }
    }
}

static void a_copyright_year_has_until_the_end_of_january(void **state)
{
    (void)state;
    const struct boundary boundaries[] = {
        {"<footer><p>© 2025 Roe Counselling</p></footer>", "2025-12-31", "2026-02-01"},
        {"<footer><p>© 2025 Roe Counselling</p></footer>", "2026-01-31", "2026-02-01"},
        {"<footer><p>© 2009-2025 Roe Counselling</p></footer>", "2026-01-31", "2026-02-01"},
        {"<footer><p>© 2024 Roe Counselling</p></footer>", "2025-01-31", "2026-01-01"}, // two years: no grace
        {"<html lang='fr'><footer><p>© 2019 à 2025 Jeanne Roy. Tous droits réservés.</p></footer>", "2026-01-31",
         "2026-02-01"},
    };
    check("outdated.copyright-year", boundaries, G_N_ELEMENTS(boundaries));
}

static void a_policy_has_three_years(void **state)
{
    (void)state;
    const struct boundary boundaries[] = {
        {"<h1>Privacy policy</h1><p>Last updated: November 21, 2023</p>", "2026-11-21", "2026-11-22"},
        {"<h1>Privacy policy</h1><p>Last updated: March 2023</p>", "2026-03-31", "2026-04-01"}, // its last day
        {"<h1>Privacy policy</h1><p>Last updated: February 29, 2024</p>", "2027-02-28", "2027-03-02"},
        {"<html lang='fr'><h1>Politique de confidentialité</h1><p>Dernière mise à jour : le 1er août 2023</p>",
         "2026-08-01", "2026-08-02"},
    };
    check("outdated.last-updated", boundaries, G_N_ELEMENTS(boundaries));
}

static void an_event_is_past_on_the_day_after_its_last(void **state)
{
    (void)state;
    const struct boundary boundaries[] = {
        {"<p>The next group begins Saturday, April 12, 2014.</p>", "2014-04-12", "2014-04-13"},
        {"<h2>Upcoming workshops</h2><p>April 12 - May 17, 2014</p>", "2014-05-17", "2014-05-18"},
        {"<p>Group for caregivers, starting September 2024.</p>", "2024-09-30", "2024-10-01"},
        {"<p>Register before December 31, 2025.</p>", "2025-12-31", "2026-01-01"},
        {"<html lang='fr'><p>Inscrivez-vous avant le 15 janvier 2021.</p>", "2021-01-15", "2021-01-16"},
        {"<html lang='fr'><p>Le prochain groupe débute le 1er février 2021.</p>", "2021-02-01", "2021-02-02"},
    };
    check("outdated.past-event", boundaries, G_N_ELEMENTS(boundaries));
}

static void a_service_is_retired_from_the_day_it_closed(void **state)
{
    (void)state;
    const struct boundary boundaries[] = {
        {"<p>Sessions by Skype</p>", "2025-05-04", "2025-05-05"},
        {"<p><a href='https://plus.google.com/+RoeCounselling'>Follow</a></p>", "2019-04-01", "2019-04-02"},
        {"<html lang='fr'><p>Les séances se font par Skype.</p>", "2025-05-04", "2025-05-05"},
    };
    check("outdated.retired-technology", boundaries, G_N_ELEMENTS(boundaries));
}

static void a_reference_is_old_from_the_day_it_was_replaced(void **state)
{
    (void)state;
    const struct boundary boundaries[] = {
        {"<p>In a crisis, call Talk Suicide Canada.</p>", "2023-11-29", "2023-11-30"},
        {"<p>College of Psychologists of Ontario</p>", "2024-06-30", "2024-07-01"},
        {"<p>This follows the Code of Ethics and Standards of Practice, second edition.</p>", "2023-09-07",
         "2023-09-08"},
        {"<html lang='fr'><p>En cas de crise, appelez Parlons suicide Canada.</p>", "2023-11-29", "2023-11-30"},
    };
    check("outdated.old-reference", boundaries, G_N_ELEMENTS(boundaries));
}

static void a_notice_of_the_pandemic_is_old_once_its_measures_have_ended(void **state)
{
    (void)state;
    const struct boundary boundaries[] = {
        {"<p>Please wear a mask when entering the office.</p>", "2022-06-10", "2022-06-11"},
        {"<html lang='fr'><p>Le port du masque est obligatoire au cabinet.</p>", "2022-06-10", "2022-06-11"},
    };
    check("outdated.pandemic-notice", boundaries, G_N_ELEMENTS(boundaries));
}

static void every_entry_holds_from_its_day_and_is_no_ground_for_an_error(void **state)
{
    (void)state;
    static const struct {
        enum dated_kind kind;
        const char *rule;
    } kinds[] = {{DATED_TECHNOLOGY, "outdated.retired-technology"}, {DATED_REFERENCE, "outdated.old-reference"}};
    const struct pack_set *packs = facts_from_rules();
    guint n_found = 0;
    for (guint i = 0; i < packs->dated->len; i++) {
        const struct dated *dated = packs->dated->pdata[i];
        for (guint k = 0; k < G_N_ELEMENTS(kinds); k++) {
            if (dated->kind != kinds[k].kind) {
                continue;
            }
            char day[11], before[11];
            GDate eve = dated->since;
            g_date_subtract_days(&eve, 1);
            g_date_strftime(day, sizeof day, "%Y-%m-%d", &dated->since);
            g_date_strftime(before, sizeof before, "%Y-%m-%d", &eve);
            g_autofree char *words = g_strdup_printf("<p>%s</p>", dated->name.in[EN]);
            if (n_findings(kinds[k].rule, words, before) != 0) {
                fail_msg("%s is told before %s", dated->id, day);
            }
            n_found += n_findings(kinds[k].rule, words, day) > 0;
            assert_int_not_equal(pack_set_rule(packs, kinds[k].rule)->info.level, LEVEL_ERROR);
        }
    }
    assert_true(n_found >= 20); // the others are known by a sentence, an address or code
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_copyright_year_has_until_the_end_of_january),
        cmocka_unit_test(a_policy_has_three_years),
        cmocka_unit_test(an_event_is_past_on_the_day_after_its_last),
        cmocka_unit_test(a_service_is_retired_from_the_day_it_closed),
        cmocka_unit_test(a_reference_is_old_from_the_day_it_was_replaced),
        cmocka_unit_test(a_notice_of_the_pandemic_is_old_once_its_measures_have_ended),
        cmocka_unit_test(every_entry_holds_from_its_day_and_is_no_ground_for_an_error),
    };
    return cmocka_run_group_tests_name("date boundaries", tests, NULL, facts_from_end);
}
