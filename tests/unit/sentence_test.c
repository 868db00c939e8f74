#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "rules/sentence.h"

static void a_sentence_ends_where_a_reader_says_it_does(void **state)
{
    (void)state;
    const struct {
        const char *text, *in, *sentence;
    } cases[] = {
        {"I do not publish testimonials. Call me.", "testimonials", "I do not publish testimonials."},
        {"I do not publish testimonials. Call me.", "Call", "Call me."},
        {"Call Dr. Roe about reviews. Thanks!", "reviews", "Call Dr. Roe about reviews."},
        {"Ask J. Roe now! Yes.", "Roe", "Ask J. Roe now!"},
        {"Écrivez à Mme. Roy aujourd'hui. Merci.", "Roy", "Écrivez à Mme. Roy aujourd'hui."},
        {"Reviews? No. We refuse them.", "refuse", "We refuse them."},
        {"OCSWSSW No. 123456 is mine. Next.", "123456", "OCSWSSW No. 123456 is mine."},
        {"« Elle m'a aidée ! » Marie, 2019. Suite.", "aidée", "« Elle m'a aidée ! »"},
        {"“It helped.” She said so.", "helped", "“It helped.”"},
        {"Home • Reviews • Contact", "Reviews", "Reviews"},
        {"no stop at all", "stop", "no stop at all"},
        {"Open 9 a.m. to 5 p.m. on weekdays. Closed Sunday.", "9", "Open 9 a.m. to 5 p.m. on weekdays."},
        {"I am an RSW. We never ask for reviews.", "reviews", "We never ask for reviews."},
        {"", "", ""},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        const char *at = strstr(cases[i].text, cases[i].in);
        gsize start = (gsize)(at - cases[i].text), first, last;
        sentence_around(cases[i].text, strlen(cases[i].text), start, start + strlen(cases[i].in), &first, &last);
        g_autofree char *sentence = g_strndup(cases[i].text + first, last - first);
        assert_string_equal(sentence, cases[i].sentence);
    }
}

static void a_match_over_two_sentences_has_both(void **state)
{
    (void)state;
    const char *text = "First one. Second one. Third one.";
    gsize first, last;
    sentence_around(text, strlen(text), 6, 17, &first, &last);
    g_autofree char *sentence = g_strndup(text + first, last - first);
    assert_string_equal(sentence, "First one. Second one.");
}

static void words_beside_stop_at_the_ends_of_the_text(void **state)
{
    (void)state;
    const char *text = "one two three four five";
    g_autofree char *before = words_before(text, 8, 15), *after = words_after(text, strlen(text), 13, 1);
    assert_string_equal(before, "one two");
    assert_string_equal(after, "four");
    assert_null(words_before(text, 0, 15));
    assert_null(words_after(text, strlen(text), strlen(text), 15));
}

static void shortened_text_never_cuts_a_character(void **state)
{
    (void)state;
    g_autofree char *whole = text_shortened("été", 5, 5), *cut = text_shortened("été", 5, 4);
    assert_string_equal(whole, "été");
    assert_string_equal(cut, "ét…");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sentence_ends_where_a_reader_says_it_does),
        cmocka_unit_test(a_match_over_two_sentences_has_both),
        cmocka_unit_test(words_beside_stop_at_the_ends_of_the_text),
        cmocka_unit_test(shortened_text_never_cuts_a_character),
    };
    return cmocka_run_group_tests_name("sentence", tests, NULL, NULL);
}
