#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "reports/reasons.h"

static void a_reason_is_said_in_the_readers_language(void **state)
{
    (void)state;
    g_autoptr(Reasons) reasons = reasons_load(".", NULL);
    assert_non_null(reasons);
    const struct {
        const char *english, *french;
    } cases[] = {
        {"it redirects in a circle", "elle redirige en rond"},
        {"it is image/png, not HTML", "c’est du contenu image/png, et non du HTML"},
        {"it is a PDF document, which has to be read by hand", "c’est un document PDF, à lire à la main"},
        {"robots.txt of roe.example refuses it, line 3: Disallow: /private",
         "le robots.txt de roe.example la refuse, ligne 3 : Disallow: /private"},
        {"not asked for, since page after page was refused: the site refuses automated readers (403)",
         "non demandée, parce que page après page a été refusée : le site refuse les lecteurs automatiques (403)"},
        {"a sentence that nobody knows", "a sentence that nobody knows"},
        {"", ""},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *french = reason_in(reasons, cases[i].english, FR);
        g_autofree char *english = reason_in(reasons, cases[i].english, EN);
        assert_string_equal(french, cases[i].french);
        assert_string_equal(english, cases[i].english);
    }
    assert_null(reason_in(reasons, NULL, FR));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reason_is_said_in_the_readers_language),
    };
    return cmocka_run_group_tests_name("reasons", tests, NULL, NULL);
}
