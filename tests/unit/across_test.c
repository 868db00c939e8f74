#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "rules/across.h"
#include "tests/support/facts_from.h"

static const enum presence_kind KINDS[] = {PRESENCE_WEBSITE, PRESENCE_PROFILE, PRESENCE_FORMER};

static void add_fact(GPtrArray *facts, enum fact_kind kind, const char *value, guint presence)
{
    struct kept_fact *fact = g_new0(struct kept_fact, 1);
    *fact = (struct kept_fact){.kind = kind, .value = g_strdup(value), .shown = g_strdup(value), .presence = presence};
    g_ptr_array_add(facts, fact);
}

static GPtrArray *no_facts(void)
{
    return g_ptr_array_new_with_free_func((GDestroyNotify)kept_fact_free);
}

static void add_service(struct practice *practice, const char *name)
{
    struct service *service = g_new0(struct service, 1);
    service->name = g_strdup(name);
    g_ptr_array_add(practice->current, service);
}

static void a_service_named_on_a_former_site_alone_is_missing(void **state)
{
    (void)state;
    struct practice *practice = practice_new();
    add_service(practice, "Couple therapy");
    add_service(practice, "EMDR");
    add_service(practice, "Supervision");
    g_autoptr(GPtrArray) facts = no_facts();
    add_fact(facts, FACT_CURRENT_SERVICE, "EMDR", 1);
    add_fact(facts, FACT_CURRENT_SERVICE, "Supervision", 2);
    g_autoptr(GPtrArray) missing = across_missing_services(practice, facts, KINDS, G_N_ELEMENTS(KINDS));
    assert_int_equal(missing->len, 2);
    assert_string_equal(missing->pdata[0], "Couple therapy");
    assert_string_equal(missing->pdata[1], "Supervision");
    practice_free(practice);
}

static void presences_disagree_where_they_share_nothing(void **state)
{
    (void)state;
    const struct {
        enum fact_kind kind;
        const char *first, *second, *profile; // second: also on the website, or NULL
        gboolean disagree;
    } cases[] = {
        {FACT_PHONE, "+17056748850", NULL, "+17055226093", TRUE},
        {FACT_PHONE, "+17056748850", "+17055226093", "+17055226093", FALSE}, // one line is shared
        {FACT_PHONE, "+17056748850", NULL, "+17056748850", FALSE},
        {FACT_EMAIL, "jane@roe.ca", NULL, "JANE@roe.ca", FALSE},
        {FACT_EMAIL, "jane@roe.ca", NULL, "jroe@gmail.com", TRUE},
        {FACT_ADDRESS, "61 elm st, sudbury on p3c 1r8", NULL, "61, rue elm, sudbury (ontario) p3c1r8", FALSE},
        {FACT_ADDRESS, "61 elm st, sudbury on p3c 1r8", NULL, "128 larch st, sudbury on p3e 1c2", TRUE},
        {FACT_ADDRESS, "61 elm st, sudbury", NULL, "128 larch st, sudbury on p3e 1c2", FALSE}, // no code to compare
        {FACT_REGISTRATION_NUMBER, "731946", NULL, "731964", TRUE},
        {FACT_REGISTRATION_NUMBER, "731946", "802113", "731946", FALSE},
        {FACT_REGISTRATION_NUMBER, "731946", "802113", "655021", FALSE}, // a group's site: two people's numbers
        {FACT_HOURS, "Mo-Fr 09:00-17:00", NULL, "Mo-Fr 10:00-18:00", TRUE},
        {FACT_HOURS, "Mo-Fr 09:00-17:00", NULL, "Mo-Fr 09:00-17:00; Sa closed", FALSE},
        {FACT_HOURS, "Mo-Fr 09:00-17:00", "Mo 12:00-20:00", "Mo-Fr 10:00-18:00", FALSE}, // two offices
        {FACT_HOURS, "Mo-Tu 09:00-17:00", NULL, "We-Fr 10:00-18:00", FALSE},
        {FACT_TITLE, "RSW", NULL, "RSSW", TRUE},
        {FACT_TITLE, "TSI", NULL, "TTSI", TRUE},
        {FACT_TITLE, "RSW", NULL, "R.S.W.", FALSE},
        {FACT_TITLE, "RSW", NULL, "TSI", FALSE}, // the same title in the other language
        {FACT_TITLE, "RSW", NULL, "RP", FALSE},  // another regulator's: one may hold both
        {FACT_TITLE, "RSW", NULL, "registered social worker", FALSE},
        {FACT_TITLE, "RSW", "RSSW", "RSSW", FALSE}, // two people's
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct practice *practice = practice_new();
        g_autoptr(GPtrArray) facts = no_facts();
        add_fact(facts, cases[i].kind, cases[i].first, 0);
        if (cases[i].second) {
            add_fact(facts, cases[i].kind, cases[i].second, 0);
        }
        add_fact(facts, cases[i].kind, cases[i].profile, 1);
        g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(struct disagreement));
        across_disagreements(practice, facts, KINDS, G_N_ELEMENTS(KINDS), facts_from_rules()->regulators, found);
        assert_int_equal(found->len, cases[i].disagree);
        practice_free(practice);
    }
}

static void what_the_practice_file_says_or_a_former_site_shows_is_no_disagreement(void **state)
{
    (void)state;
    struct practice *practice = practice_new();
    g_autoptr(GPtrArray) facts = no_facts();
    add_fact(facts, FACT_PHONE, "+17056748850", 0);
    add_fact(facts, FACT_PHONE, "+17055226093", 2);
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(struct disagreement));
    across_disagreements(practice, facts, KINDS, G_N_ELEMENTS(KINDS), facts_from_rules()->regulators, found);
    assert_int_equal(found->len, 0);
    add_fact(facts, FACT_PHONE, "+17055226093", 1);
    practice->phone = g_strdup("705-674-8850");
    across_disagreements(practice, facts, KINDS, G_N_ELEMENTS(KINDS), facts_from_rules()->regulators, found);
    assert_int_equal(found->len, 0);
    practice_free(practice);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_service_named_on_a_former_site_alone_is_missing),
        cmocka_unit_test(presences_disagree_where_they_share_nothing),
        cmocka_unit_test(what_the_practice_file_says_or_a_former_site_shows_is_no_disagreement),
    };
    return cmocka_run_group_tests_name("across", tests, NULL, facts_from_end);
}
