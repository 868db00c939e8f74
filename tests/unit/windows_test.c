#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "rules/windows.h"

enum { MOST = 6 };

static char *shown(Windows *windows)
{
    GString *all = g_string_new(NULL);
    for (guint i = 0; i < windows_n_patterns(windows); i++) {
        guint32 pattern;
        guint n;
        const struct window *row = windows_of(windows, i, &pattern, &n);
        g_string_append_printf(all, "%s%u:", i ? " " : "", pattern);
        for (guint j = 0; j < n; j++) {
            g_string_append_printf(all, "%s%u-%u", j ? "," : "", row[j].from, row[j].to);
        }
    }
    return g_string_free(all, FALSE);
}

static void keeps_those_of_each_pattern_in_order_and_apart(void **state)
{
    (void)state;
    const struct {
        struct {
            guint32 pattern, from, to;
        } added[MOST];
        guint n;
        const char *expected;
    } cases[] = {
        {{{0}}, 0, ""},
        {{{7, 0, 0}}, 1, "7:0-0"},
        {{{7, 1, 2}, {3, 5, 9}, {7, 6, 8}}, 3, "7:1-2,6-8 3:5-9"},
        {{{1, 1, 4}, {1, 3, 6}, {1, 7, 9}, {1, 11, 12}}, 4, "1:1-9,11-12"},
        {{{1, 1, 20}, {1, 3, 6}}, 2, "1:1-20"},
        {{{1, 1, 2}, {1, 10, 12}, {1, 5, 6}}, 3, "1:1-2,5-12"}, // a place too many does no harm
        {{{1, 1, 2}, {1, 6, 7}, {1, 10, 12}, {1, 3, 11}}, 4, "1:1-12"},
    };
    Windows *windows = windows_new();
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        windows_clear(windows, 4 + 2 * (guint)i); // more patterns than before, now and then
        windows_clear(windows, 8);
        for (guint j = 0; j < cases[i].n; j++) {
            windows_add(windows, cases[i].added[j].pattern, cases[i].added[j].from, cases[i].added[j].to);
        }
        g_autofree char *all = shown(windows);
        assert_string_equal(all, cases[i].expected);
    }
    windows_free(windows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_those_of_each_pattern_in_order_and_apart),
    };
    return cmocka_run_group_tests_name("windows", tests, NULL, NULL);
}
