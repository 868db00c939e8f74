#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "rules/facts/phone_number.h"

static char *all_numbers(const char *text)
{
    GString *found = g_string_new(NULL);
    struct phone_number number;
    for (gsize at = 0; phone_number_next(text, strlen(text), &at, &number);) {
        g_string_append_printf(found, "%s%s%s", found->len ? " " : "", number.value, number.fiction ? "?" : "");
    }
    return g_string_free(found, FALSE);
}

static void numbers_are_known_by_their_grouping(void **state)
{
    (void)state;
    const struct {
        const char *text, *numbers; // ? after one that is kept for stories
    } cases[] = {
        {"Call (416) 923-0187.", "+14169230187"},
        {"416.923.0187 or 1-877-828-9380", "+14169230187 +18778289380"},
        {"(604) 313 - 1496", "+16043131496"},
        {"613 241-0178 ext. 12", "+16132410178"},
        {"416-555-0134", "+14165550134?"},
        {"06 12 34 56 78", "0612345678"},
        {"06.98.20.28.23", "0698202823"},
        {"+33 6 98 20 28 23", "+33698202823"},
        {"+33 (0)6 98 20 28 23", "+33698202823"},
        {"+33745134857", "+33745134857"},
        {"07946 820 704", "07946820704"},
        {"020 7946 0018", "02079460018"},
        {"+44 (0)20 7946 0018", "+442079460018"},
        {"+41 77 266 11 22", "+41772661122"},
        {"021 624 11 22", "0216241122"},
        {"0412 345 678", "0412345678"},
        {"98765 43210", "9876543210"},
        {"9730490258", "9730490258"},
        {"06 12 34 56 78 ou 06 98 20 28 23", "0612345678 0698202823"},
        {"0497/62.73.52", "0497627352"},
        {"02/345.67.89", "023456789"},
        {"Tel 067/21 34 56", "067213456"},
        {"+32 497/62.73.52", "+32497627352"},
        {"+32 (0)2/345 67 89", "+3223456789"},
        {"0612345678/0142345678", "0612345678"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *found = all_numbers(cases[i].text);
        assert_string_equal(found, cases[i].numbers);
    }
}

static void dates_prices_and_long_numbers_are_none(void **state)
{
    (void)state;
    const char *const texts[] = {
        "2026-11-21",
        "01.02.2024 10.30",
        "02/05/2024 10:30",
        "05/2024 100 200",
        "24/7 365",
        "mis à jour le 03/2021 045",
        "SIRET 123 456 789 00012",
        "10009425330",
        "$150.00 - $190.00",
        "0000-0002-1825-0097",
        "ISBN 978-2-920215-48-1",
        "M5V 2T6",
        "911 or 988",
        "1998-2026",
        "111-111-1111",
        "CW025638",
        "https://example.com/4169230187x",
        "((((((((((",
        "",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autofree char *found = all_numbers(texts[i]);
        assert_string_equal(found, "");
    }
}

static void ten_digits_in_a_row_are_bare(void **state)
{
    (void)state;
    struct phone_number number;
    gsize at = 0;
    assert_true(phone_number_next("4169230187", 10, &at, &number));
    assert_true(number.bare);
    at = 0;
    assert_true(phone_number_next("416 923 0187", 12, &at, &number));
    assert_false(number.bare);
}

static void a_line_is_the_same_with_and_without_its_country(void **state)
{
    (void)state;
    assert_true(phone_number_same("+33698202823", "0698202823"));
    assert_true(phone_number_same("+14169230187", "4169230187"));
    assert_false(phone_number_same("+14169230187", "+14169230178"));
    assert_false(phone_number_same("", ""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_known_by_their_grouping),
        cmocka_unit_test(dates_prices_and_long_numbers_are_none),
        cmocka_unit_test(ten_digits_in_a_row_are_bare),
        cmocka_unit_test(a_line_is_the_same_with_and_without_its_country),
    };
    return cmocka_run_group_tests_name("phone_number", tests, NULL, NULL);
}
