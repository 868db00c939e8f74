#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "crawler/language.h"
#include "tests/support/page_from.h"

#define LONG_FR                                                                                                         \
    "Je vous accueille dans mon cabinet pour une thérapie qui vous ressemble. Les séances durent cinquante minutes, " \
    "et nous cherchons ensemble ce qui peut vous aider, avec respect et sans jugement, à votre rythme et dans la "     \
    "langue "                                                                                                           \
    "de votre choix, que ce soit en personne ou par vidéo."

static void tells_the_language_of_a_sentence(void **state)
{
    (void)state;
    const struct {
        const char *text;
        enum page_language language;
    } cases[] = {
        {"We help you with what is on your mind", LANGUAGE_EN},
        {"Nous vous aidons avec ce qui vous pèse", LANGUAGE_FR},
        {"L’accueil d’une personne qu’on aime", LANGUAGE_FR},
        {"NOUS SOMMES OUVERTS POUR VOUS", LANGUAGE_FR},
        {"Jane Roe, MSW, RSW, Toronto", LANGUAGE_UNKNOWN},
        {"the and of", LANGUAGE_UNKNOWN}, // too short
        {"", LANGUAGE_UNKNOWN},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        guint16 english = 0, french = 0;
        language_vote(cases[i].text, strlen(cases[i].text), &english, &french);
        assert_int_equal(language_from_votes(strlen(cases[i].text), english, french), cases[i].language);
    }
}

static void reads_declarations_and_addresses(void **state)
{
    (void)state;
    assert_int_equal(language_from_tag("fr-CA"), LANGUAGE_FR);
    assert_int_equal(language_from_tag("EN_us"), LANGUAGE_EN);
    assert_int_equal(language_from_tag("es"), LANGUAGE_OTHER);
    assert_int_equal(language_from_tag("fro"), LANGUAGE_OTHER);
    assert_int_equal(language_from_tag(""), LANGUAGE_UNKNOWN);
    assert_int_equal(language_from_address("https://roe.example/fr/accueil"), LANGUAGE_FR);
    assert_int_equal(language_from_address("https://roe.example/?lang=en"), LANGUAGE_EN);
    assert_int_equal(language_from_address("https://fr.roe.example/"), LANGUAGE_FR);
    assert_int_equal(language_from_address("https://roe.example/fraud/"), LANGUAGE_UNKNOWN);
}

static void decides_for_each_block(void **state)
{
    (void)state;
    const struct {
        const char *html, *block;
        enum page_language language, page;
    } cases[] = {
        {"<html lang=en><p>Fees</p></html>", "Fees", LANGUAGE_EN, LANGUAGE_EN},
        {"<html lang=fr><p>Tarifs</p></html>", "Tarifs", LANGUAGE_FR, LANGUAGE_FR},
        // A theme's default against a whole page of French.
        {"<html lang=en-US><p>" LONG_FR "</p><p>Tarifs</p></html>", "Tarifs", LANGUAGE_FR, LANGUAGE_FR},
        {"<html lang=en><div lang=fr><p>Bonjour</p></div><p>Hello</p></html>", "Bonjour", LANGUAGE_FR, LANGUAGE_EN},
        {"<html lang=en><p>Nous vous aidons dans les deux langues</p></html>", "Nous", LANGUAGE_FR, LANGUAGE_EN},
        {"<html lang=es><p>Hola</p></html>", "Hola", LANGUAGE_OTHER, LANGUAGE_OTHER},
        {"<p>Ok</p>", "Ok", LANGUAGE_UNKNOWN, LANGUAGE_UNKNOWN},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Page) page = page_from(cases[i].html);
        assert_int_equal(block_with(page, cases[i].block)->language, cases[i].language);
        assert_int_equal(page->language, cases[i].page);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_the_language_of_a_sentence),
        cmocka_unit_test(reads_declarations_and_addresses),
        cmocka_unit_test(decides_for_each_block),
    };
    return cmocka_run_group_tests_name("language", tests, NULL, NULL);
}
