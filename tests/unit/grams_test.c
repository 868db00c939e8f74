#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "rules/grams.h"

static gboolean may_match(const char *pattern, const char *text, gboolean from_start)
{
    Demands *demands = demands_new(pattern);
    struct grams grams;
    grams_note(&grams, text, strlen(text));
    gboolean met = demands_met(demands, &grams, from_start);
    demands_free(demands);
    return met;
}

static void says_no_where_something_that_every_match_holds_is_missing(void **state)
{
    (void)state;
    const struct {
        const char *pattern, *text;
        gboolean from_start, expected;
    } cases[] = {
        {"\\bclients?\\b[^.]{0,40}\\b(?:said|wrote)\\b", "a client of mine wrote", FALSE, TRUE},
        {"\\bclients?\\b[^.]{0,40}\\b(?:said|wrote)\\b", "a CLIENT of mine SAID", FALSE, TRUE},
        {"\\bclients?\\b[^.]{0,40}\\b(?:said|wrote)\\b", "a client of mine walks", FALSE, FALSE},
        {"\\bclients?\\b[^.]{0,40}\\b(?:said|wrote)\\b", "a friend of mine wrote", FALSE, FALSE},
        {"client.*(?:said)?", "a client", FALSE, TRUE},
        {"client.*(?!said)", "a client", FALSE, TRUE},
        {"client.*walks|friend.*wrote", "a client of a friend walks", FALSE, TRUE},
        {"client.*walks|friend.*wrote", "a client of a friend", FALSE, FALSE},
        {"client.*walks|.*", "a", FALSE, TRUE}, // one alternative demands nothing
        {"client.*\\d", "a client", FALSE, TRUE},
        {"^client", "a client", TRUE, TRUE},
        {"^client", "a client", FALSE, FALSE},
        {"(?m)^client", "a\nclient", FALSE, TRUE},
        {"(?:^|- ?)anna", "said anna - once", FALSE, FALSE},
        {"(?:^|- ?)anna", "once - anna", FALSE, TRUE},
        {"(?:^|[\"!] ?)[-~]+ ?anna", "said anna, once", FALSE, FALSE},
        {"(?:^|[\"!] ?)[-~]+ ?\\w+ anna", "said anna, \"once\" - ", FALSE, TRUE}, // two bytes: only signs are asked for
        {"(?:^|[\"!] ?)[-~]+ ?anna", "-anna", TRUE, TRUE},
        {"(abc)(?1)xyz", "", FALSE, TRUE}, // not understood
        {"(?x) a b c", "abc", FALSE, TRUE},
        {"« .*temoignage", "« un temoignage »", FALSE, TRUE},
        {"« .*temoignage", "un temoignage", FALSE, FALSE},
        {"temoignage", "avis", FALSE, TRUE}, // the only literal is looked for beforehand
        {"ab", "", FALSE, TRUE},             // too short to ask for
    };
    guint n_wrong = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        if (may_match(cases[i].pattern, cases[i].text, cases[i].from_start) != cases[i].expected) {
            print_error("“%s” in “%s”: not %d\n", cases[i].pattern, cases[i].text, cases[i].expected);
            n_wrong++;
        }
    }
    assert_int_equal(n_wrong, 0);
}

static void demands_of_a_large_pattern_are_bounded(void **state)
{
    (void)state;
    g_autoptr(GString) pattern = g_string_new("first");
    for (guint i = 0; i < 5000; i++) {
        g_string_append_printf(pattern, "|word%04u.*behind%04u", i, i);
    }
    assert_true(may_match(pattern->str, "a word4999 with what is behind4999", FALSE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_no_where_something_that_every_match_holds_is_missing),
        cmocka_unit_test(demands_of_a_large_pattern_are_bounded),
    };
    return cmocka_run_group_tests_name("grams", tests, NULL, NULL);
}
