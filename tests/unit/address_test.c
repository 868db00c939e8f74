#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "crawler/address.h"

static void one_page_has_one_address(void **state)
{
    (void)state;
    const struct {
        const char *text, *expected; // NULL: refused
    } cases[] = {
        {"https://roe.example", "https://roe.example/"},
        {"HTTPS://WWW.Roe.Example:443/", "https://www.roe.example/"},
        {"http://roe.example:80/a", "http://roe.example/a"},
        {"http://roe.example:8080", "http://roe.example:8080/"},
        {" https://roe.example/\n", "https://roe.example/"},
        {"https://roe.example/a/./b/../c", "https://roe.example/a/c"},
        {"https://roe.example/%7Ejane/%c3%a9", "https://roe.example/~jane/%C3%A9"},
        {"https://roe.example/équipe?q=é", "https://roe.example/%C3%A9quipe?q=%C3%A9"},
        {"https://roe.example/a b", "https://roe.example/a%20b"},
        {"https://roe.example/%2e%2e/a", "https://roe.example/a"},
        {"https://roe.example/#team", "https://roe.example/"},
        {"https://roe.example/?", "https://roe.example/"},
        {"https://roe.example\\a\\b", "https://roe.example/a/b"},
        {"https:///roe.example/a", "https://roe.example/a"},
        {"https://user:secret@roe.example/", "https://roe.example/"},
        {"https://roe.example./", "https://roe.example/"},
        {"https://Équipe.example/", "https://xn--quipe-9ra.example/"},
        {"https://roe.example/?utm_source=x&id=3&fbclid=y", "https://roe.example/?id=3"},
        {"https://roe.example/?PHPSESSID=abc", "https://roe.example/"},
        {"https://roe.example/a;jsessionid=1F?b", "https://roe.example/a?b"},
        {"https://roe.example/blog/?replytocom=12", "https://roe.example/blog/"},
        {"https://%C3%A9quipe.example:8443/", "https://xn--quipe-9ra.example:8443/"},
        {"http://roe%2eexample/", "http://roe.example/"},
        {"http://roe.example%2fa/", NULL},
        {"http://%31%32%37.1/", "http://127.0.0.1/"},
        {"http://0x7f000001/", "http://127.0.0.1/"},
        {"http://127.1/", "http://127.0.0.1/"},
        {"http://2130706433/", "http://127.0.0.1/"},
        {"http://[::FFFF:127.0.0.1]/", "http://[::ffff:127.0.0.1]/"},
        {"http://256.1.1.1/", NULL},
        {"http:///", NULL},
        {"http://roe example/", NULL},
        {"http://roe..example/", NULL},
        {"http://roe.example:99999/", NULL},
        {"roe.example", NULL},
        {"ftp://roe.example/", NULL},
        {"javascript:alert(1)", NULL},
        {"file:///etc/passwd", NULL},
        {"", NULL},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *address = address_normalise(cases[i].text, NULL);
        if (g_strcmp0(address, cases[i].expected) != 0) {
            fail_msg("%s -> %s, expected %s", cases[i].text, address, cases[i].expected);
        }
        g_autofree char *again = address ? address_normalise(address, NULL) : NULL;
        assert_true(g_strcmp0(again, address) == 0); // what is normal stays as it is
    }
}

static void a_refused_address_says_what_to_write(void **state)
{
    (void)state;
    const struct {
        const char *text, *words;
        int code;
    } cases[] = {
        {"roe.example", "write https://roe.example", ADDRESS_ERROR_SCHEME},
        {"//roe.example/a", "write https://roe.example/a", ADDRESS_ERROR_SCHEME},
        {"roe.example:8080", "write https://roe.example:8080", ADDRESS_ERROR_SCHEME},
        {"localhost:8080", "write https://localhost:8080", ADDRESS_ERROR_SCHEME},
        {"javascript:alert(1)", "not javascript:", ADDRESS_ERROR_SCHEME},
        {"file:///etc/passwd", "not file:", ADDRESS_ERROR_SCHEME},
        {"roe", "is not a web address", ADDRESS_ERROR_SYNTAX},
        {"https://roe example/", "names no host", ADDRESS_ERROR_HOST},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        assert_null(address_normalise(cases[i].text, &error));
        assert_int_equal(error->code, cases[i].code);
        if (!strstr(error->message, cases[i].words)) {
            fail_msg("%s: %s", cases[i].text, error->message);
        }
    }
    g_autofree char *long_path = g_strnfill(3000, 'a');
    g_autofree char *too_long = g_strconcat("https://roe.example/", long_path, NULL);
    assert_null(address_normalise(too_long, NULL));
}

static void a_link_leads_where_a_browser_would_go(void **state)
{
    (void)state;
    const struct {
        const char *base, *reference, *expected;
    } cases[] = {
        {"https://roe.example/a/b", "c", "https://roe.example/a/c"},
        {"https://roe.example/a/b", "../c", "https://roe.example/c"},
        {"https://roe.example/a/b", "../../../c", "https://roe.example/c"},
        {"https://roe.example/a/b", "/c?x=1#y", "https://roe.example/c?x=1"},
        {"https://roe.example/a/b?x=1", "?y=2", "https://roe.example/a/b?y=2"},
        {"https://roe.example/a/b?x=1", "#top", "https://roe.example/a/b?x=1"},
        {"https://roe.example/a/b?x=/1/2", "c", "https://roe.example/a/c"},
        {"https://roe.example/a/", "", NULL},
        {"https://roe.example/a/", "  \n", NULL},
        {"https://roe.example/a/", "./", "https://roe.example/a/"},
        {"https://roe.example/", "//other.example/x", "https://other.example/x"},
        {"https://roe.example/", "\\\\other.example\\x", "https://other.example/x"},
        {"http://roe.example/", "https:other", "https://other/"},
        {"https://roe.example/a/", "https:other", "https://roe.example/a/other"},
        {"https://roe.example/", "HTTP://Roe.Example/A", "http://roe.example/A"},
        {"https://roe.example/", " a\n\tb ", "https://roe.example/ab"},
        {"https://roe.example/", "mailto:jane@roe.example", NULL},
        {"https://roe.example/", "tel:+14165550134", NULL},
        {"https://roe.example/", "javascript:void(0)", NULL},
        {"https://roe.example/", "java\nscript:void(0)", NULL},
        {"https://roe.example/", "data:text/html,x", NULL},
        {"https://roe.example/", "file:///etc/passwd", NULL},
        {"https://roe.example/", "http://", NULL},
        {"https://roe.example:8443/a", "/b", "https://roe.example:8443/b"},
        {"file:///about/index.html", "../style/a.html", "file:///style/a.html"},
        {"file:///about/index.html", "/b.html?v=2#x", "file:///b.html"},
        {"file:///index.html", "../../etc/passwd", "file:///etc/passwd"},
        {"file:///index.html", "https://roe.example", "https://roe.example/"},
        {"file:///index.html", "file:///etc/passwd", NULL},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *address = address_resolve(cases[i].base, cases[i].reference);
        if (g_strcmp0(address, cases[i].expected) != 0) {
            fail_msg("%s + %s -> %s, expected %s", cases[i].base, cases[i].reference, address, cases[i].expected);
        }
    }
}

static void it_parts_from_the_url_standard_only_on_purpose(void **state)
{
    (void)state;
    const struct {
        const char *why, *base, *reference, *ours; // in a comment: what the standard says
    } cases[] = {
        {"an unreserved character has one spelling", "https://a/", "/foo%41", "https://a/fooA"},      // /foo%41
        {"and hexadecimal one case", "https://a/", "/%3a", "https://a/%3A"},                          // /%3a
        {"dots count as dots however encoded", "https://a/", "/x/%2e%2", "https://a/x/.%252"},        // /x/%2e%2
        {"a session is no page", "https://a/", "/x;jsessionid=1", "https://a/x"},                     // kept
        {"nor is an advertisement", "https://a/", "/x?utm_source=y", "https://a/x"},                  // kept
        {"nothing asked is no question", "https://a/", "/x?", "https://a/x"},                         // /x?
        {"a place on a page is that page", "https://a/", "/x#y", "https://a/x"},                      // /x#y
        {"no password is ever sent", "https://a/", "https://u:p@b/", "https://b/"},                   // kept
        {"the root's dot adds nothing", "https://a/", "https://b./", "https://b/"},                   // kept
        {"an empty link leads nowhere", "https://a/", "", NULL},                                      // the page itself
        {"a host has letters, digits, hyphens, dots", "https://a/", "https://a!b/", NULL},            // allowed
        {"a host is more than a dot", "https://a/", "https://./", NULL},                              // allowed
        {"an encoded percent sign is not decoded twice", "https://a/", "https://%ef%bc%8541/", NULL}, // refused too
        {"nor is a bracket made of what was encoded", "https://a/", "https://%5B::1]/", NULL},        // refused too
        {"numbers are numbers also before a dot", "https://a/", "http://192.168.257./", "http://192.168.1.1/"}, // same
        {"a scheme alone is the page itself", "https://a/b", "https:", "https://a/b"},                          // same
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *address = address_resolve(cases[i].base, cases[i].reference);
        if (g_strcmp0(address, cases[i].ours) != 0) {
            fail_msg("%s: %s", cases[i].why, address);
        }
    }
}

static void an_address_comes_apart(void **state)
{
    (void)state;
    const struct {
        const char *address, *host, *path;
    } cases[] = {
        {"https://roe.example/", "roe.example", "/"},
        {"https://roe.example:8443/a/b?c=/d", "roe.example", "/a/b"},
        {"http://[::1]:80/x", "[::1]", "/x"},
        {"file:///a/b.html", NULL, "/a/b.html"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *host = address_host(cases[i].address);
        g_autofree char *path = address_path(cases[i].address);
        assert_true(g_strcmp0(host, cases[i].host) == 0);
        assert_string_equal(path, cases[i].path);
    }
}

static void the_registrable_domain_is_what_its_owner_bought(void **state)
{
    (void)state;
    const struct {
        const char *host, *expected;
    } cases[] = {
        {"www.roe.example", "roe.example"}, {"roe.example", "roe.example"},
        {"a.b.roe.on.ca", "roe.on.ca"},     {"roe.wixsite.com", "roe.wixsite.com"},
        {"roe.github.io", "roe.github.io"}, {"www.roe.qc.ca", "roe.qc.ca"},
        {"127.0.0.1", "127.0.0.1"},         {"[::1]", "[::1]"},
        {"localhost", "localhost"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *domain = address_registrable(cases[i].host);
        assert_string_equal(domain, cases[i].expected);
    }
}

static void a_site_ends_where_other_peoples_pages_begin(void **state)
{
    (void)state;
    const struct {
        const char *address, *root;
        gboolean within;
    } cases[] = {
        {"https://roe.example/a", "https://roe.example/", TRUE},
        {"http://roe.example/a", "https://roe.example/", TRUE},
        {"https://www.roe.example/a", "https://roe.example/", TRUE},
        {"https://roe.example/a", "https://www.roe.example/", TRUE},
        {"https://blog.roe.example/", "https://www.roe.example/", TRUE},
        {"https://roe.example.evil.example/", "https://roe.example/", FALSE},
        {"https://evilroe.example/", "https://roe.example/", FALSE},
        {"https://doe.platform.example/", "https://roe.platform.example/", FALSE},
        {"https://platform.example/", "https://roe.platform.example/", FALSE},
        {"https://platform.example/view/roe", "https://platform.example/view/roe", TRUE},
        {"https://platform.example/view/roe/team", "https://platform.example/view/roe", TRUE},
        {"https://platform.example/view/roe?p=2", "https://platform.example/view/roe", TRUE},
        {"https://platform.example/view/roebuck", "https://platform.example/view/roe", FALSE},
        {"https://platform.example/view/doe", "https://platform.example/view/roe", FALSE},
        {"https://blog.platform.example/view/roe/", "https://platform.example/view/roe", FALSE},
        {"https://roe.example/en/team", "https://roe.example/en/index.html", TRUE},
        {"https://roe.example/fr/", "https://roe.example/en/index.html", FALSE},
        {"https://roe.example:8443/", "https://roe.example/", FALSE},
        {"http://127.0.0.1:81/", "http://127.0.0.1:80/", FALSE},
        {"http://1.127.0.0.1/", "http://127.0.0.1/", FALSE},
        {"file:///a.html", "file:///", TRUE},
        {"file:///a.html", "https://roe.example/", FALSE},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        if (address_within(cases[i].address, cases[i].root) != cases[i].within) {
            fail_msg("%s in %s", cases[i].address, cases[i].root);
        }
    }
    assert_true(host_is_within("WWW.Roe.Example", "roe.example"));
    assert_true(host_is_within("roe.example", "roe.example"));
    assert_false(host_is_within("buckroe.example", "roe.example"));
    assert_false(host_is_within("roe.example", ""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_page_has_one_address),
        cmocka_unit_test(a_refused_address_says_what_to_write),
        cmocka_unit_test(a_link_leads_where_a_browser_would_go),
        cmocka_unit_test(it_parts_from_the_url_standard_only_on_purpose),
        cmocka_unit_test(an_address_comes_apart),
        cmocka_unit_test(the_registrable_domain_is_what_its_owner_bought),
        cmocka_unit_test(a_site_ends_where_other_peoples_pages_begin),
    };
    return cmocka_run_group_tests_name("address", tests, NULL, NULL);
}
