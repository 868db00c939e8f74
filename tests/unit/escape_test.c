#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "reports/escape.h"

struct pair {
    const char *given, *expected;
};

static void check(char *(*function)(const char *), const struct pair *pairs, gsize n_pairs)
{
    for (gsize i = 0; i < n_pairs; i++) {
        g_autofree char *got = function(pairs[i].given);
        assert_string_equal(got, pairs[i].expected);
    }
}

static void shown_text_is_valid_and_moves_nothing(void **state)
{
    (void)state;
    static const struct pair PAIRS[] = {
        {NULL, ""},
        {"plain\ttext\n", "plain\ttext\n"},
        {"a\x1b[31mb\x07\x7f"
         "c",
         "a[31mbc"},
        {"\xE2\x80\xAE"
         "evil",
         "[U+202E]evil"},
        {"\xE2\x81\xA6isolated\xE2\x81\xA9", "[U+2066]isolated[U+2069]"},
        {"caf\xC3\xA9 \xff!", "café \xEF\xBF\xBD!"},
        {"\xC2\x85next\xEF\xBF\xBE", "next"},
        {"\xEF\xBB\xBF"
         "bom",
         "bom"},
    };
    check(text_shown, PAIRS, G_N_ELEMENTS(PAIRS));
}

static void csv_cells_are_quoted_and_never_formulas(void **state)
{
    (void)state;
    static const struct pair PAIRS[] = {
        {NULL, "\"\""},
        {"plain", "\"plain\""},
        {"say \"hi\"", "\"say \"\"hi\"\"\""},
        {"=1+1", "\"'=1+1\""},
        {" \t=1+1", "\"' \t=1+1\""},
        {"+1 416 555 0134", "\"'+1 416 555 0134\""},
        {"-2", "\"'-2\""},
        {"@SUM(A1)", "\"'@SUM(A1)\""},
        {"＝1", "\"'＝1\""},
        {"a,b\nc", "\"a,b\nc\""},
        {"a=b", "\"a=b\""},
    };
    check(text_csv, PAIRS, G_N_ELEMENTS(PAIRS));
}

static void french_spaces_are_those_of_quebec(void **state)
{
    (void)state;
    static const struct pair PAIRS[] = {
        {"Courriel : a@b", "Courriel\u00A0: a@b"},  {"« Bonjour »", "«\u00A0Bonjour\u00A0»"},
        {"Vraiment ? Oui !", "Vraiment? Oui!"},     {"Un ; deux", "Un; deux"},
        {"50 % de 20 $", "50\u00A0% de 20\u00A0$"}, {"https://a.example", "https://a.example"},
    };
    check(text_french, PAIRS, G_N_ELEMENTS(PAIRS));
}

static void apostrophes_within_words_are_curly(void **state)
{
    (void)state;
    static const struct pair PAIRS[] = {
        {"l'Ordre n'a", "l’Ordre n’a"}, {"don't", "don’t"}, {"class='x'", "class='x'"}, {"l'échéance", "l’échéance"}};
    for (gsize i = 0; i < G_N_ELEMENTS(PAIRS); i++) {
        g_autofree char *got = text_typographic(PAIRS[i].given, FALSE);
        assert_string_equal(got, PAIRS[i].expected);
    }
}

static void markdown_stays_text(void **state)
{
    (void)state;
    static const struct pair PAIRS[] = {
        {"<b>&", "&lt;b&gt;&amp;"},
        {"[x](y)", "\\[x\\]\\(y\\)"},
        {"a|b`c`", "a\\|b\\`c\\`"},
        {"@team", "&#64;team"},
        {"https://x.example", "https&#58;//x.example"},
        {"# no\n# heading", "\\# no \\# heading"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(PAIRS); i++) {
        g_autofree char *got = text_markdown(PAIRS[i].given, 100);
        assert_string_equal(got, PAIRS[i].expected);
    }
}

static void a_line_is_cut_by_characters_not_bytes(void **state)
{
    (void)state;
    static const struct {
        const char *given;
        gsize max;
        const char *expected;
    } CASES[] = {
        {"éééé", 4, "éééé"}, {"éééé", 3, "ééé…"}, {"  a \n\t b  ", 10, "a b"}, {"ab cd", 2, "ab…"}, {"", 5, ""}};
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *got = text_line(CASES[i].given, CASES[i].max);
        assert_string_equal(got, CASES[i].expected);
    }
}

static void only_web_addresses_become_links(void **state)
{
    (void)state;
    static const struct {
        const char *address;
        gboolean expected;
    } CASES[] = {
        {"https://roe.example/", TRUE},
        {"http://roe.example/a?b=c#d", TRUE},
        {"javascript:alert(1)", FALSE},
        {"JAVASCRIPT:alert(1)", FALSE},
        {"data:text/html,x", FALSE},
        {"file:///etc/passwd", FALSE},
        {"https://roe.example/a b", FALSE},
        {"https://roe.example/\x01", FALSE},
        {"//roe.example", FALSE},
        {"public/index.html", FALSE},
        {NULL, FALSE},
        {"https://roe.example/\"onclick=", FALSE},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        assert_int_equal(address_is_link(CASES[i].address), CASES[i].expected);
    }
}

static void a_text_fragment_finds_its_sentence(void **state)
{
    (void)state;
    static const struct {
        const char *address, *text, *expected;
    } CASES[] = {
        {"https://roe.example/a", "Read our reviews", "https://roe.example/a#:~:text=Read%20our%20reviews"},
        {"https://roe.example/a#top", "well-known, & more",
         "https://roe.example/a#:~:text=well%2Dknown%2C%20%26%20more"},
        {"https://roe.example/", "déjà vu", "https://roe.example/#:~:text=d%C3%A9j%C3%A0%20vu"},
        {"https://roe.example/", "one two three four five six seven eight nine ten",
         "https://roe.example/#:~:text=one%20two%20three%20four,seven%20eight%20nine%20ten"},
        {"public/index.html", "text", NULL},
        {"javascript:alert(1)", "text", NULL},
        {"https://roe.example/", "M… B… wrote this", NULL},
        {"https://roe.example/", "", NULL},
        {"https://roe.example/",
         "\xE2\x80\xAE"
         "evil",
         NULL},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *got = address_at_text(CASES[i].address, CASES[i].text);
        assert_true(g_strcmp0(got, CASES[i].expected) == 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shown_text_is_valid_and_moves_nothing),
        cmocka_unit_test(csv_cells_are_quoted_and_never_formulas),
        cmocka_unit_test(french_spaces_are_those_of_quebec),
        cmocka_unit_test(apostrophes_within_words_are_curly),
        cmocka_unit_test(markdown_stays_text),
        cmocka_unit_test(a_line_is_cut_by_characters_not_bytes),
        cmocka_unit_test(only_web_addresses_become_links),
        cmocka_unit_test(a_text_fragment_finds_its_sentence),
    };
    return cmocka_run_group_tests_name("escape", tests, NULL, NULL);
}
