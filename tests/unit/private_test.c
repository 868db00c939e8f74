#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "rules/private.h"

static void cuts_clients_names_and_hides_how_to_reach_them(void **state)
{
    (void)state;
    const char *const keep[] = {"Jane", "Roe", NULL};
    const struct {
        const char *text, *expected;
    } cases[] = {
        {"Jane helped me find my feet.", "Jane helped me find my feet."},
        {"I would recommend Jane's office to Marco Bellini.", "I would recommend Jane's office to M… B…."},
        {"“She changed my life.” — Sarah Moran, Guelph", "“She changed my life.” — S… M…, G…"},
        {"Catherine, 45 ans", "C…, 45 ans"},
        {"Sarah M.", "S… M."},
        {"Thank you so much. Life is good.", "Thank you so much. Life is good."},
        {"Je m'appelle Mathilde et j'ai 12 ans.", "Je m'appelle M… et j'ai 12 ans."},
        {"Write to marco.bellini@post.example or call 647-588-0142.", "Write to […] or call […]."},
        {"Call +1 (647) 588 0142 after six.", "Call […] after six."},
        {"I've been to EMDR, I'm calmer, and I'll be back.", "I've been to EMDR, I'm calmer, and I'll be back."},
        {"Merci à Élodie Côté !", "Merci à É… C… !"},
        {"In 2019 I lost 12 kg.", "In 2019 I lost 12 kg."},
        {"a@", "a@"},
        {"", ""},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *masked = private_text(cases[i].text, keep);
        assert_string_equal(masked, cases[i].expected);
    }
}

static void masks_without_a_practice_too(void **state)
{
    (void)state;
    g_autofree char *masked = private_text("We thank Jane.", NULL);
    assert_string_equal(masked, "We thank J….");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cuts_clients_names_and_hides_how_to_reach_them),
        cmocka_unit_test(masks_without_a_practice_too),
    };
    return cmocka_run_group_tests_name("private", tests, NULL, NULL);
}
