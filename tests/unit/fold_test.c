#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "rules/fold.h"

static void makes_text_comparable(void **state)
{
    (void)state;
    const struct {
        const char *text, *expected;
    } cases[] = {
        {"", ""},
        {"Reviews of 2026", "Reviews of 2026"},
        {"Témoignages de cliënts çà", "Temoignages de clients ca"},
        {"TE\u0301MOIGNAGES", "TEMOIGNAGES"}, // an accent of its own
        {"œuvre Œuvre ﬁn æther straße", "oeuvre OEuvre fin aether strasse"},
        {"don’t d‘accord l′avis", "don't d'accord l'avis"},
        {"9–5 — now − 3", "9-5 - now - 3"},
        {"avis\u00A0: oui\u202F!", "avis : oui !"},
        {"a\u00A0 b \u00A0c\u00A0\u00A0d", "a b c d"},
        {"thé\u00ADrapie\u200B\uFEFF", "therapie"},
        {"« ok » “yes” … ² ™ ½", "« ok » “yes” … ² ™ ½"},
        {"𝗥𝗲𝘃𝗶𝗲𝘄𝘀 ＲＳＷ ４１６", "Reviews RSW 416"},
        {"Łódź İstanbul Đà Nẵng", "Lodz Istanbul Da Nang"},
        {"한국 日本 が", "한국 日本 が"},
        {"nº 5", "no 5"},
        {"\xFFok\xC3", "\uFFFDok\uFFFD"},
        {"\xE2\x80", "\uFFFD\uFFFD"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *folded = fold(cases[i].text);
        assert_string_equal(folded, cases[i].expected);
    }
}

static void knows_where_each_byte_came_from(void **state)
{
    (void)state;
    const struct {
        const char *text;
        gsize folded, expected;
    } cases[] = {
        {"abc", 1, 1}, {"abc", 3, 3},      {"abc", 99, 3},     {"éa", 0, 0},        {"éa", 1, 2},        {"œa", 1, 0},
        {"œa", 2, 2},  {"a\u00ADb", 1, 3}, {"e\u0301b", 1, 3}, {"a\u00A0 b", 1, 1}, {"a\u00A0 b", 2, 4}, {"", 0, 0},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        assert_int_equal(fold_origin(cases[i].text, strlen(cases[i].text), cases[i].folded), cases[i].expected);
    }
}

// Whatever comes in, what comes out is UTF-8, has no accent left to drop, and is traced byte for byte.
static void holds_for_every_character_and_for_noise(void **state)
{
    (void)state;
    g_autoptr(GString) text = g_string_new(NULL), once = g_string_new(NULL), twice = g_string_new(NULL);
    g_autoptr(GArray) origins = g_array_new(FALSE, FALSE, sizeof(guint32));
    for (gunichar c = 1; c < 0x30000; c++) {
        if (g_unichar_validate(c)) {
            g_string_append_unichar(text, c);
        }
    }
    g_autoptr(GRand) random = g_rand_new_with_seed(1);
    for (guint i = 0; i < 100000; i++) {
        g_string_append_c(text, (char)g_rand_int_range(random, 1, 256));
    }
    fold_traced(once, origins, text->str, text->len);
    assert_true(g_utf8_validate(once->str, once->len, NULL));
    assert_int_equal(origins->len, once->len);
    for (guint i = 1; i < origins->len; i++) {
        assert_true(g_array_index(origins, guint32, i - 1) <= g_array_index(origins, guint32, i));
    }
    fold_append(twice, once->str, once->len);
    assert_int_equal(once->len, twice->len);
    assert_memory_equal(once->str, twice->str, once->len);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(makes_text_comparable),
        cmocka_unit_test(knows_where_each_byte_came_from),
        cmocka_unit_test(holds_for_every_character_and_for_noise),
    };
    return cmocka_run_group_tests_name("fold", tests, NULL, NULL);
}
