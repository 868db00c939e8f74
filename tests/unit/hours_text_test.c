#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "rules/fold.h"
#include "rules/hours_text.h"

static void hours_are_read_as_a_week(void **state)
{
    (void)state;
    static const struct {
        const char *text, *week;
    } cases[] = {
        {"Mon-Fri 9-5", "Mo-Fr 09:00-17:00"},
        {"Monday to Friday, 9 a.m. to 5:30 p.m.", "Mo-Fr 09:00-17:30"},
        {"Monday – Friday: 9am – 5pm. Saturday: 10-2. Sunday closed", "Mo-Fr 09:00-17:00; Sa 10:00-14:00; Su closed"},
        {"Office hours: Mon, Wed & Fri 8:30am-4pm", "Mo 08:30-16:00; We 08:30-16:00; Fr 08:30-16:00"},
        {"Tuesdays and Thursdays from 1 to 5 p.m.", "Tu 13:00-17:00; Th 13:00-17:00"},
        {"Weekdays 9am-5", "Mo-Fr 09:00-17:00"},
        {"Open every day 8-12 and 13-17", "Mo-Su 08:00-12:00, 13:00-17:00"},
        {"Monday 9 to noon", "Mo 09:00-12:00"},
        {"Mo-Fr 09:00-17:00", "Mo-Fr 09:00-17:00"},
        {"Mo,Tu 09:00:00-12:30:00", "Mo-Tu 09:00-12:30"},
        {"du lundi au vendredi de 9 h à 17 h", "Mo-Fr 09:00-17:00"},
        {"Lundi au jeudi : 8h30-12h et 13h30-18h", "Mo-Th 08:30-12:00, 13:30-18:00"},
        {"mardi et jeudi, 9 h 30 à 16 h 45; samedi : fermé", "Tu 09:30-16:45; Th 09:30-16:45; Sa closed"},
        {"Ouvert tous les jours de 9h à 19h", "Mo-Su 09:00-19:00"},
        {"lundis de 9 h à midi", "Mo 09:00-12:00"},
        {"Le lundi de 10h à 18h. Le mardi, le mercredi et le vendredi de 9h à 18h",
         "Mo 10:00-18:00; Tu-We 09:00-18:00; Fr 09:00-18:00"},
        {"Sat-Mon 9-5", "Mo 09:00-17:00; Sa-Su 09:00-17:00"},
        // What can be read two ways is not read at all, and neither is what is said twice.
        {"Monday 1-5", ""},
        {"Mon 6:00-9:00", ""},
        {"Mon 9-5, Tue 1-5", ""},
        {"Monday 9-12; Monday 14:00-18:00", ""},
        // No hours.
        {"We 9 are open; monkey 9-5; marsh 3-5", ""},
        {"Monday 12 March to Friday 16 March", ""},
        {"Call 705-674-8850 from Monday", ""},
        {"Monday 9:75-17:00", ""},
        {"Fri 25-30", ""},
        {"", ""},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct open_week week = {0};
        gsize start, end;
        g_autofree char *folded = fold(cases[i].text);
        hours_read(folded, &week, &start, &end);
        g_autofree char *text = hours_week_text(&week);
        if (strcmp(text, cases[i].week) != 0) {
            fail_msg("%s: “%s”", cases[i].text, text);
        }
        struct open_week again = {0};
        hours_read(text, &again, &start, &end);
        g_autofree char *same = hours_week_text(&again);
        assert_string_equal(same, text);
    }
}

static void weeks_agree_where_both_speak_of_a_day(void **state)
{
    (void)state;
    static const struct {
        const char *one, *other;
        gboolean agree;
    } cases[] = {
        {"Mo-Fr 09:00-17:00", "Mo-Fr 09:00-17:00; Sa closed", TRUE},
        {"Mo-Fr 09:00-17:00", "Mo-Th 09:00-17:00; Fr 09:00-12:00", FALSE},
        {"Mo 09:00-17:00", "Tu 10:00-18:00", TRUE},
        {"Sa closed", "Sa 10:00-14:00", FALSE},
        {"Mo 09:00-12:00, 13:00-17:00", "Mo 09:00-17:00", FALSE},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        assert_int_equal(hours_agree(cases[i].one, cases[i].other), cases[i].agree);
        assert_int_equal(hours_agree(cases[i].other, cases[i].one), cases[i].agree);
    }
}

static void a_cell_of_days_is_told_from_a_sentence(void **state)
{
    (void)state;
    assert_true(hours_only_days("Monday"));
    assert_true(hours_only_days("Mon - Fri:"));
    assert_true(hours_only_days("du lundi au vendredi") == FALSE); // begins with another word
    assert_true(hours_only_days("lundi au vendredi"));
    assert_false(hours_only_days("Monday 9-5"));
    assert_false(hours_only_days("Sunday school"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hours_are_read_as_a_week),
        cmocka_unit_test(weeks_agree_where_both_speak_of_a_day),
        cmocka_unit_test(a_cell_of_days_is_told_from_a_sentence),
    };
    return cmocka_run_group_tests_name("hours_text", tests, NULL, NULL);
}
