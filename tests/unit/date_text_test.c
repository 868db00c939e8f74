#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "rules/date_text.h"

/* "14 [2019-03-14..2019-03-14 day]" for each date, one space between; " ?" marks an unsure one. */
static char *told(const char *text)
{
    static const char *const PRECISION[] = {"year", "season", "month", "day"};
    g_autoptr(GArray) dates = g_array_new(FALSE, FALSE, sizeof(struct found_date));
    dates_find(text, strlen(text), dates);
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < dates->len; i++) {
        const struct found_date *date = &g_array_index(dates, struct found_date, i);
        char first[16], last[16];
        g_date_strftime(first, sizeof first, "%Y-%m-%d", &date->first);
        g_date_strftime(last, sizeof last, "%Y-%m-%d", &date->last);
        g_string_append_printf(out, "%s%s..%s %s%s", i ? "; " : "", first, last, PRECISION[date->precision],
                               date->unsure ? " ?" : "");
    }
    return g_string_free(out, FALSE);
}

static void reads_dates_in_english_and_french(void **state)
{
    (void)state;
    const struct {
        const char *text, *expected;
    } cases[] = {
        {"March 14, 2019", "2019-03-14..2019-03-14 day"},
        {"on Mar. 14th 2019 at 7", "2019-03-14..2019-03-14 day"},
        {"the 14th of March, 2019", "2019-03-14..2019-03-14 day"},
        {"Six Saturdays, April 12 - May 17, 2014", "2014-04-12..2014-05-17 day"},
        {"April 5, 12 and 19, 2014", "2014-04-05..2014-04-19 day"},
        {"December 12 to January 9, 2014", "2013-12-12..2014-01-09 day"},
        {"January 9, 2014 to March 6, 2014", "2014-01-09..2014-03-06 day"},
        {"du 7 octobre au 25 novembre 2019", "2019-10-07..2019-11-25 day"},
        {"les 14 et 15 mars 2019", "2019-03-14..2019-03-15 day"},
        {"le 1er août 2021", "2021-08-01..2021-08-01 day"},
        {"LE 20 AOÛT 2021", "2021-08-20..2021-08-20 day"},
        {"le 3 févr. 2020", "2020-02-03..2020-02-03 day"},
        {"starts in September 2014", "2014-09-01..2014-09-30 month"},
        {"Sept.-Dec. 2014", "2014-09-01..2014-12-31 month"},
        {"en août 2019", "2019-08-01..2019-08-31 month"},
        {"mars 2026", "2026-03-01..2026-03-31 month"},
        {"until the fall of 2016", "2016-09-01..2016-12-31 season"},
        {"à l’automne 2021", "2021-09-01..2021-12-31 season"},
        {"Winter 2014", "2014-01-01..2015-03-31 season"},
        {"hiver 2019-2020", "2019-01-01..2020-03-31 season"},
        {"Fall/Winter 2019", "2019-09-01..2020-03-31 season"},
        {"2014-03-01", "2014-03-01..2014-03-01 day"},
        {"2014/3/1", "2014-03-01..2014-03-01 day"},
        {"© 2009–2014 Roe", "2009-01-01..2014-12-31 year"},
        {"©2019 à 2024", "2019-01-01..2024-12-31 year"},
        {"since 2009", "2009-01-01..2009-12-31 year"},
        {"1/2/2020 and 2020", "2020-01-02..2020-02-01 day ?; 2020-01-01..2020-12-31 year"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *found = told(cases[i].text);
        assert_string_equal(found, cases[i].expected);
    }
}

static void doubts_figures_that_can_be_read_two_ways(void **state)
{
    (void)state;
    const struct {
        const char *text, *expected;
    } cases[] = {
        {"03/04/2019", "2019-03-04..2019-04-03 day ?"}, {"25/12/2019", "2019-12-25..2019-12-25 day"},
        {"12/25/2019", "2019-12-25..2019-12-25 day"},   {"04/04/2019", "2019-04-04..2019-04-04 day"},
        {"25/12/19", "2019-12-25..2019-12-25 day ?"},   {"2009-10", "2009-01-01..2010-12-31 year ?"},
        {"2014-09", "2014-09-01..2014-09-30 month"},    {"2018-19", "2018-01-01..2019-12-31 year"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *found = told(cases[i].text);
        assert_string_equal(found, cases[i].expected);
    }
}

static void takes_no_other_figure_for_a_date(void **state)
{
    (void)state;
    const char *const texts[] = {
        "416-923-2014", "705.555.2019", "$2019",        "2019 $",  "2019px",           "you may 2 or 3",
        "1. 2. 3.",     "M5V 2T6",      "file_2019_01", "32 mars", "il a été 20 fois", "#2019",
        "March 14",     "v2019",        "12345678901",  "",        "99/99/2019",       "ratio 10-12",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autofree char *found = told(texts[i]);
        if (*found) {
            print_message("%s\n", texts[i]);
        }
        assert_string_equal(found, "");
    }
}

static void counts_age_from_the_last_day_a_date_may_mean(void **state)
{
    (void)state;
    const struct {
        const char *text;
        GDateYear year;
        guint month, day;
        int age;
    } cases[] = {
        {"March 14, 2019", 2019, 3, 14, 0}, {"March 14, 2019", 2019, 3, 15, 1},     {"March 14, 2019", 2019, 3, 13, -1},
        {"March 2019", 2019, 3, 31, 0},     {"du 7 au 9 mai 2019", 2019, 5, 8, -1}, {"fall 2016", 2017, 1, 1, 1},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GArray) dates = g_array_new(FALSE, FALSE, sizeof(struct found_date));
        dates_find(cases[i].text, strlen(cases[i].text), dates);
        assert_int_equal(dates->len, 1);
        GDate day;
        g_date_set_dmy(&day, cases[i].day, cases[i].month, cases[i].year);
        assert_int_equal(date_age_days(&g_array_index(dates, struct found_date, 0), &day), cases[i].age);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_dates_in_english_and_french),
        cmocka_unit_test(doubts_figures_that_can_be_read_two_ways),
        cmocka_unit_test(takes_no_other_figure_for_a_date),
        cmocka_unit_test(counts_age_from_the_last_day_a_date_may_mean),
    };
    return cmocka_run_group_tests_name("date_text", tests, NULL, NULL);
}
