#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "crawler/trap.h"

/* How many of `n` addresses made by `format` of 0, 1, 2 ... get in. */
static guint n_admitted(const char *format, guint n, guint depth)
{
    g_autoptr(Trap) trap = trap_new();
    guint n_in = 0;
    guint n_first = 0;
    for (guint i = 0; i < n; i++) {
        g_autofree char *number = g_strdup_printf("%u", i);
        g_autoptr(GString) address = g_string_new(format);
        g_string_replace(address, "@", number, 0);
        gboolean first = FALSE;
        const char *reason = trap_check(trap, address->str, depth, &first);
        n_in += reason == NULL;
        n_first += reason && first;
    }
    assert_int_equal(n_first, n_in < n ? 1 : 0);
    return n_in;
}

static void endless_addresses_end(void **state)
{
    (void)state;
    const struct {
        const char *format;
        guint most;
    } cases[] = {
        {"https://roe.example/calendar/2026/@/", 200},
        {"https://roe.example/events/?date=2026-@", 200},
        {"https://roe.example/shop?colour=@&size=1&sort=2", 60},
        {"https://roe.example/list?page=@&sort=1", 300},
        {"https://roe.example/a?param@x=1", 3000},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        assert_in_range(n_admitted(cases[i].format, 5000, 2), 1, cases[i].most);
    }
    assert_int_equal(n_admitted("https://roe.example/next/@", 10, 41), 0);
    assert_in_range(n_admitted("https://roe.example/next/@", 5000, 10), 1, 500);
}

static void a_large_site_is_no_trap(void **state)
{
    (void)state;
    static const char *const formats[] = {
        "https://roe.example/page/@.html",
        "https://roe.example/page@/",
        "https://roe.example/2026/05/12/article-x@y/",
        "https://roe.example/@",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(formats); i++) {
        g_autoptr(Trap) trap = trap_new();
        assert_true(n_admitted(formats[i], 5001, 3) >= (i == 2 ? 200 : 5001));
    }
    assert_int_equal(n_admitted("https://roe.example/?p=@", 1000, 3), 1000);
}

static void paths_that_repeat_themselves_end(void **state)
{
    (void)state;
    const struct {
        const char *address;
        gboolean admitted;
    } cases[] = {
        {"https://roe.example/a/b/a/b/a/b/", TRUE},
        {"https://roe.example/a/b/a/b/a/b/a/b/", FALSE},
        {"https://roe.example/x/x/x/x", FALSE},
        {"https://roe.example/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/19/20/21/22/23/24/25", FALSE},
        {"https://roe.example/en/services/couples/emotion-focused/", TRUE},
        {"https://roe.example/", TRUE},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Trap) trap = trap_new();
        gboolean first;
        if ((trap_check(trap, cases[i].address, 1, &first) == NULL) != cases[i].admitted) {
            fail_msg("%s", cases[i].address);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(endless_addresses_end),
        cmocka_unit_test(a_large_site_is_no_trap),
        cmocka_unit_test(paths_that_repeat_themselves_end),
    };
    return cmocka_run_group_tests_name("trap", tests, NULL, NULL);
}
