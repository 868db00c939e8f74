#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "crawler/page.h"

static enum page_zone zone_of(const char *html, const char *words)
{
    g_autoptr(GBytes) body = g_bytes_new(html, strlen(html));
    g_autoptr(Page) page = page_read("https://roe.example/", body, NULL);
    for (guint32 i = 0; i < page->n_blocks; i++) {
        if (strstr(page->blocks[i].text, words)) {
            return page->blocks[i].zone;
        }
    }
    fail_msg("“%s” is not in %s", words, html);
    return 0;
}

static void a_section_ends_where_its_end_tag_stands(void **state)
{
    (void)state;
    static const struct {
        const char *html;
        enum page_zone zone;
    } cases[] = {
        {"<nav><div><div>Menu</div></nav><p>Words below.</p>", ZONE_MAIN},
        {"<NAV><DIV>Menu</NAV ><p>Words below.</p>", ZONE_MAIN},
        {"<div><nav><div><a href='/a'>Menu</a></nav></div><footer>Foot</footer><p>Words below.</p>", ZONE_MAIN},
        {"<aside><section><div>Aside</aside><p>Words below.</p>", ZONE_MAIN},
        {"<nav><div>Menu</div><p>Words below.</p></nav>", ZONE_NAV},
        {"<nav><!-- </nav> --><div>Menu<p>Words below.</p></div></nav>", ZONE_NAV},
        {"<nav><a title='</nav>'>Menu</a><p>Words below.</p></nav>", ZONE_NAV},
        {"<nav><script>var end = '</nav>';</script><p>Words below.</p></nav>", ZONE_NAV},
        {"<nav><table><tr><td></nav><div>Words below.</div></td></tr></table></nav>", ZONE_NAV},
        {"<nav><navigation-bar></navigation-bar><p>Words below.</p></nav>", ZONE_NAV},
        {"</nav></div><p>Words below.</p>", ZONE_MAIN},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        if (zone_of(cases[i].html, "Words below") != cases[i].zone) {
            fail_msg("%s: zone %d", cases[i].html, (int)zone_of(cases[i].html, "Words below"));
        }
    }
}

static void what_is_nested_too_deep_is_left_as_it_is(void **state)
{
    (void)state;
    g_autoptr(GString) html = g_string_new("<nav>");
    for (guint i = 0; i < 5000; i++) {
        g_string_append(html, "<div>");
    }
    g_string_append(html, "Menu</nav><p>Words below.</p>");
    assert_int_equal(zone_of(html->str, "Words below"), ZONE_NAV);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_section_ends_where_its_end_tag_stands),
        cmocka_unit_test(what_is_nested_too_deep_is_left_as_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
