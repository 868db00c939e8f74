#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "audit/values.h"

typedef const char *(*value_check)(const char *text);

static const char *date_alone(const char *text)
{
    return value_date(text, NULL);
}

static void a_value_is_good_or_told_what_is_wrong(void **state)
{
    (void)state;
    const struct {
        value_check check;
        const char *text;
        gboolean good;
    } cases[] = {
        {date_alone, "2026-11-21", TRUE},
        {date_alone, "2024-02-29", TRUE},
        {date_alone, "2026-02-29", FALSE},
        {date_alone, "2026-13-01", FALSE},
        {date_alone, "21-11-2026", FALSE},
        {date_alone, "2026-1-1", FALSE},
        {date_alone, "", FALSE},
        {value_phone, "416-923-0187", TRUE},
        {value_phone, "(416) 923.0187 x12", TRUE},
        {value_phone, "+1 416 923 0187", TRUE},
        {value_phone, "+33 6 12 34 56 78", TRUE},
        {value_phone, "416-911-0187", FALSE},
        {value_phone, "116-923-0187", FALSE},
        {value_phone, "923-0187", FALSE},
        {value_phone, "+12345678901234567890", FALSE},
        {value_phone, "call me", FALSE},
        {value_phone, "+", FALSE},
        {value_phone, "", FALSE},
        {value_email, "jane@roe.example", TRUE},
        {value_email, "jane.roe+web@mail.roe.example", TRUE},
        {value_email, "jane@roe", FALSE},
        {value_email, "jane roe@roe.example", FALSE},
        {value_email, "@roe.example", FALSE},
        {value_email, "jane@.example", FALSE},
        {value_postal_address, "12 Main St, Suite 3, Toronto ON M5V 2T6", TRUE},
        {value_postal_address, "12 Main St, Toronto ON M5V2T6", TRUE},
        {value_postal_address, "12 Main St, Toronto ON D5V 2T6", FALSE},
        {value_postal_address, "PO Box 1320, Yellowknife X1A 2L9", TRUE},
        {value_postal_address, "Toronto", FALSE},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        const char *wrong = cases[i].check(cases[i].text);
        if ((wrong == NULL) != cases[i].good) {
            fail_msg("“%s”: %s", cases[i].text, wrong ? wrong : "was accepted");
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_is_good_or_told_what_is_wrong),
    };
    return cmocka_run_group_tests_name("values", tests, NULL, NULL);
}
