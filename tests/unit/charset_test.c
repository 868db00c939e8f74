#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "crawler/charset.h"

#define BYTES(literal) literal, sizeof literal - 1

static void decodes_as_a_browser_would(void **state)
{
    (void)state;
    const struct {
        const char *body;
        gsize length;
        const char *declared, *text, *name;
    } cases[] = {
        {BYTES("caf\xc3\xa9"), NULL, "café", "utf-8"},
        {BYTES("caf\xe9"), NULL, "café", "windows-1252"},
        {BYTES("\x93quoted\x94 \x80"), NULL, "“quoted” €", "windows-1252"},
        {BYTES("caf\xe9"), "ISO-8859-1", "café", "windows-1252"},
        {BYTES("\x93hi\x94"), "latin1", "“hi”", "windows-1252"},
        {BYTES("caf\xe9"), "no-such-charset", "café", "windows-1252"},
        {BYTES("\xef\xbb\xbf"
               "caf\xc3\xa9"),
         "iso-8859-1", "café", "utf-8"}, // the mark wins over the header
        {BYTES("<meta charset=iso-8859-15>\xa4"), NULL, "<meta charset=iso-8859-15>€", "iso-8859-15"},
        {BYTES("<meta charset=iso-8859-15>\xc3\xa9"), "utf-8", "<meta charset=iso-8859-15>é", "utf-8"}, // header first
        {BYTES("<META http-equiv=x content='text/html; charset=Windows-1251'>\xc4\xe0"), NULL,
         "<META http-equiv=x content='text/html; charset=Windows-1251'>Да", "windows-1251"},
        {BYTES("<!-- <meta charset=koi8-r> -->caf\xc3\xa9"), NULL, "<!-- <meta charset=koi8-r> -->café", "utf-8"},
        {BYTES("<meta charset=utf-16>caf\xc3\xa9"), NULL, "<meta charset=utf-16>café", "utf-8"},
        {BYTES("\xff\xfe<\0p\0>\0\xe9\0"), NULL, "<p>é", "utf-16le"},
        {BYTES("\xfe\xff\0<\0p\0>\0\xe9"), NULL, "<p>é", "utf-16be"},
        {BYTES("<\0p\0>\0\xe9\0"), NULL, "<p>é", "utf-16le"},
        {BYTES("a\xff"
               "b\xc3(c"),
         "utf-8",
         "a\xef\xbf\xbd"
         "b\xef\xbf\xbd(c",
         "utf-8"},
        {BYTES("a\0b"), NULL, "a b", "utf-8"},
        {BYTES("a\0b\0"), "utf-8", "a b ", "utf-8"},
        {BYTES(""), NULL, "", "utf-8"},
        {BYTES("\xff\xfe\x41"), NULL, "\xef\xbf\xbd", "utf-16le"}, // half a character
        {BYTES("\x82\xb1"), "shift_jis", "こ", "shift_jis"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        const char *name = NULL;
        GString *text = charset_decode(cases[i].body, cases[i].length, cases[i].declared, &name);
        assert_string_equal(text->str, cases[i].text);
        assert_int_equal(text->len, strlen(cases[i].text));
        assert_string_equal(name, cases[i].name);
        g_string_free(text, TRUE);
    }
}

static void always_gives_valid_text(void **state)
{
    (void)state;
    char bytes[512];
    guint32 seed = 7;
    const char *const labels[] = {NULL, "utf-8", "utf-16", "shift_jis", "gb18030", "windows-1252", "iso-2022-jp"};
    for (guint round = 0; round < 700; round++) {
        for (gsize i = 0; i < sizeof bytes; i++) {
            seed = seed * 1664525 + 1013904223;
            bytes[i] = (char)(seed >> 24);
        }
        const char *name = NULL;
        GString *text = charset_decode(bytes, sizeof bytes, labels[round % G_N_ELEMENTS(labels)], &name);
        assert_true(g_utf8_validate_len(text->str, text->len, NULL)); // which also means: no NUL
        g_string_free(text, TRUE);
    }
}

static void knows_labels_by_their_aliases(void **state)
{
    (void)state;
    const struct {
        const char *label, *name;
    } cases[] = {
        {"UTF-8", "utf-8"},
        {" utf8 ", "utf-8"},
        {"us-ascii", "windows-1252"},
        {"latin1", "windows-1252"},
        {"x-sjis", "shift_jis"},
        {"gb2312", "gbk"},
        {"iso-8859-9", "windows-1254"},
        {"klingon", NULL},
        {"", NULL},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        const char *name = charset_from_label(cases[i].label, strlen(cases[i].label));
        assert_true(g_strcmp0(name, cases[i].name) == 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes_as_a_browser_would),
        cmocka_unit_test(always_gives_valid_text),
        cmocka_unit_test(knows_labels_by_their_aliases),
    };
    return cmocka_run_group_tests_name("charset", tests, NULL, NULL);
}
