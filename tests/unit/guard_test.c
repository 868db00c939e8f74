#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "crawler/guard.h"

static void only_public_addresses_may_be_dialled(void **state)
{
    (void)state;
    static const char *const forbidden[] = {
        "0.0.0.0",      "0.1.2.3",     "10.0.0.1",         "10.255.255.255", "100.64.0.1",      "100.127.255.255",
        "127.0.0.1",    "127.9.9.9",   "169.254.169.254",  "172.16.0.1",     "172.31.255.255",  "192.0.0.8",
        "192.0.2.1",    "192.88.99.1", "192.168.1.1",      "198.18.0.1",     "198.19.255.255",  "198.51.100.7",
        "203.0.113.9",  "224.0.0.1",   "239.255.255.250",  "240.0.0.1",      "255.255.255.255", "::",
        "::1",          "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "64:ff9b::10.1.2.3",
        "64:ff9b:1::1", "100::1",      "2001::1",          "2001:0:1234::1", "2001:db8::1",     "2002:7f00:1::1",
        "3fff:0:1::1",  "3fff:fff::1", "5f00::1",          "fc00::1",        "fd12:3456::1",    "fe80::1",
        "febf::1",      "fec0::1",     "ff02::1",          "[::1]",
    };
    static const char *const allowed[] = {
        "1.1.1.1",         "8.8.8.8",      "9.255.255.255", "11.0.0.0",         "100.63.255.255", "100.128.0.0",
        "126.255.255.255", "128.0.0.1",    "169.253.0.1",   "172.15.0.1",       "172.32.0.1",     "192.0.1.1",
        "192.167.0.1",     "192.169.0.1",  "198.17.0.1",    "198.20.0.1",       "223.255.255.1",  "2606:4700::1",
        "2a00:1450::1",    "2001:4860::1", "3fff:1000::1",  "64:ff9b::8.8.8.8", "2003::1",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(forbidden); i++) {
        if (!guard_forbids_text(forbidden[i])) {
            fail_msg("%s may be dialled", forbidden[i]);
        }
    }
    for (gsize i = 0; i < G_N_ELEMENTS(allowed); i++) {
        if (guard_forbids_text(allowed[i])) {
            fail_msg("%s may not be dialled: %s", allowed[i], guard_forbids_text(allowed[i]));
        }
    }
    const struct sockaddr local = {.sa_family = AF_UNIX};
    assert_non_null(guard_forbids(&local));
    assert_null(guard_forbids_text("roe.example"));
}

static void loopback_is_this_machine_and_nothing_else(void **state)
{
    (void)state;
    const struct {
        const char *text;
        gboolean loopback;
    } cases[] = {{"127.0.0.1", TRUE}, {"127.1.2.3", TRUE}, {"::1", TRUE}, {"10.0.0.1", FALSE}, {"8.8.8.8", FALSE}};
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct sockaddr_storage address;
        assert_true(guard_parse(cases[i].text, &address));
        assert_int_equal(guard_is_loopback((const struct sockaddr *)&address), cases[i].loopback);
        g_autofree char *text = guard_text((const struct sockaddr *)&address);
        assert_string_equal(text, cases[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_public_addresses_may_be_dialled),
        cmocka_unit_test(loopback_is_this_machine_and_nothing_else),
    };
    return cmocka_run_group_tests_name("guard", tests, NULL, NULL);
}
