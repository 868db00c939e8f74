#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/hostile_pages.h"
#include "tests/support/page_from.h"

static GString *repeated(const char *before, const char *piece, guint n, const char *after)
{
    GString *html = g_string_new(before);
    for (guint i = 0; i < n; i++) {
        g_string_append(html, piece);
    }
    g_string_append(html, after);
    return html;
}

static void reads_hostile_pages_to_their_end(void **state)
{
    (void)state;
    for (gsize i = 0; i < n_hostile_pages; i++) {
        GString *html = hostile_page_html(&hostile_pages[i]);
        g_autoptr(Page) page = page_from_bytes(html->str, html->len, "utf-8");
        gboolean ended = FALSE;
        for (guint32 j = 0; j < page->n_blocks; j++) {
            ended |= strstr(page->blocks[j].text, "the end") != NULL;
            assert_true(page->blocks[j].length > 0 && page->blocks[j].length <= PAGE_MAX_BLOCK_BYTES);
        }
        if (!ended && !page->truncated) {
            fail_msg("%s: its end is lost", hostile_pages[i].what);
        }
        g_string_free(html, TRUE);
    }
}

static void a_chain_of_open_elements_and_stray_ends_stops_early(void **state)
{
    (void)state;
    // Each stray end makes libxml2 look through all that is open.
    g_autoptr(GString) html = repeated("<p>first</p>", "<b>", 200000, "");
    for (guint i = 0; i < 200000; i++) {
        g_string_append(html, "</x>");
    }
    g_autoptr(Page) page = page_from_bytes(html->str, html->len, "utf-8");
    assert_true(page->truncated);
    assert_string_equal(page->blocks[0].text, "first");
}

static void text_below_the_deepest_element_is_kept(void **state)
{
    (void)state;
    g_autoptr(GString) html = repeated("", "<div>", 1000, "<script>no words</script><a href='/deep'>deep words</a>");
    for (guint i = 0; i < 1000; i++) {
        g_string_append(html, "</div>");
    }
    g_string_append(html, "<p>shallow words");
    g_autoptr(Page) page = page_from(html->str);
    guint depth = 0;
    for (guint32 at = block_with(page, "deep words")->element; at != PAGE_NONE; at = page->elements[at].parent) {
        depth++;
    }
    assert_int_equal(depth, PAGE_MAX_DEPTH - 1);
    assert_string_equal(page->links[0].href, "/deep");
    assert_string_equal(page->blocks[0].text, "deep words");
    assert_int_equal(page->elements[block_with(page, "shallow")->element].parent, 1); // right below body
}

static void lines_go_on_past_what_libxml2_counts(void **state)
{
    (void)state;
    GString *html = repeated("", "\n", 70000, "<p>late</p>");
    g_autoptr(Page) page = page_from(html->str);
    assert_int_equal(page->elements[block_with(page, "late")->element].line, 70001);
    g_string_free(html, TRUE);
}

static void broken_bodies_are_read_as_far_as_they_go(void **state)
{
    (void)state;
    const struct {
        const char *body;
        gsize length;
        const char *charset, *text; // of the first block, NULL: none
    } cases[] = {
        {"", 0, NULL, NULL},
        {"\0\0\0", 3, NULL, NULL},
        {"<p>a\0b</p>", 10, NULL, "a b"},
        {"<p>caf\xe9</p>", 11, "utf-8", "caf\xef\xbf\xbd"},
        {"<p>caf\xc3\xa9</p>", 12, "utf-16", NULL},
        {"<p", 2, NULL, NULL},
        {"<p>text</p", 10, NULL, "text"},
        {"<html><head></head></html>", 26, NULL, NULL},
        {"\x89PNG\r\n\x1a\n\0\0", 10, NULL, "\xe2\x80\xb0PNG"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Page) page = page_from_bytes(cases[i].body, cases[i].length, cases[i].charset);
        if (!cases[i].text) {
            continue; // it is enough to have come back
        }
        assert_true(page->n_blocks > 0);
        assert_true(g_str_has_prefix(page->blocks[0].text, cases[i].text));
    }
    g_autoptr(Page) none = page_read("https://roe.example/", NULL, NULL);
    assert_int_equal(none->n_blocks, 0);
    assert_string_equal(none->title, "");
}

static void only_an_empty_shell_needs_rendering(void **state)
{
    (void)state;
    const struct {
        const char *html;
        gboolean shell;
    } cases[] = {
        {"<div id=root></div><script src=/app.js></script>", TRUE},
        {"<div id='__next'></div><script>x()</script>", TRUE},
        {"<noscript>You need to enable JavaScript to run this app.</noscript><div></div><script src=a.js></script>",
         TRUE},
        {"<noscript>Veuillez activer JavaScript.</noscript><script src=a.js></script>", TRUE},
        {"<app-root></app-root><script src=main.js></script>", TRUE},
        {"<p>We have moved.</p><script src=a.js></script>", FALSE},
        {"<div id=root><p>Jane Roe helps people who are in need of someone to talk to, in Toronto.</p></div>"
         "<script src=a.js></script>",
         FALSE},
        {"<div id=root></div>", FALSE}, // nothing would fill it
        {"<frameset><frame src=a.html><frame src=b.html></frameset><script>x()</script>", FALSE},
        {"<meta http-equiv=refresh content='0; url=/en/'><div id=root></div><script>x()</script>", FALSE},
        {"<noscript>Please enable JavaScript.</noscript><p>Jane Roe helps people who are in need of someone to talk "
         "to, in "
         "Toronto.</p><script src=a.js></script>",
         FALSE},
        {"", FALSE},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Page) page = page_from(cases[i].html);
        if ((page->outcome == FETCH_NEEDS_RENDERING) != cases[i].shell) {
            fail_msg("%s", cases[i].html);
        }
    }
}

static void knows_scripts_that_write_the_year(void **state)
{
    (void)state;
    const struct {
        const char *html;
        gboolean writes;
    } cases[] = {
        {"<footer>© <script>document.write(new Date().getFullYear())</script> Roe</footer>", TRUE},
        {"<script>document.getElementById('y').textContent = new Date().getFullYear();</script>", TRUE},
        {"<script>$('#year').text((new Date).getFullYear());</script>", TRUE},
        {"<script>var t = new Date(); track(t.getTime());</script>", FALSE},
        {"<p>new Date().getFullYear() document.write</p>", FALSE},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Page) page = page_from(cases[i].html);
        assert_int_equal(page->writes_year, cases[i].writes);
    }
}

static void long_scripts_and_styles_are_read_whole_and_their_lines_count(void **state)
{
    (void)state;
#define LONG                                                                                                           \
    "/* 0123456789 0123456789 0123456789 0123456789\n 0123456789 0123456789 0123456789 0123456789\n"                   \
    " 0123456789 0123456789 0123456789 0123456789 */"
#define YEAR "document.write(new Date().getFullYear());"
#define MARK "\xef\xb7\x90"
    static const struct {
        const char *html;
        const char *hosts;
        guint line; /* of the paragraph */
        gboolean writes;
    } cases[] = {
        {"<script>" LONG YEAR "'//a.example/'</script><p>x", "a.example", 3, TRUE},
        {"<style>" LONG "a{b:url(//a.example/)}</style><SCRIPT>" LONG "'//b.example/'</SCRIPT\n><p>x",
         "a.example b.example", 6, FALSE},
        {"<!--<script>" LONG "'//a.example/'</script>--><script>" LONG "'//b.example/'</script>\n<p>x", "b.example", 6,
         FALSE},
        {"<i title='<script>" LONG " //a.example/ </script>'></i><script>" LONG "'//b.example/'</script><p>x",
         "a.example b.example", 5, FALSE},
        {"<script>" LONG "</p>'//a.example/'</script><p>x", "a.example", 3, FALSE},
        {"<script>" LONG "\x01'//a.example/'</script><p>x", "a.example", 3, FALSE},
        {"<script>" MARK "1</script><p>x<script>" LONG YEAR "</script>" MARK "7", "", 1, TRUE},
        {"<p>x<script>" LONG "'//a.example/'", "a.example", 1, FALSE},
        {"<p>y<script></p><p>" LONG "'//a.example/'</script><p>x", "", 3, FALSE},
        {"<i =\"><script>" LONG "'//a.example/'</script>\"></i><script>" LONG YEAR "</script><p>x", "a.example", 5,
         TRUE},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Page) page = page_from(cases[i].html);
        g_autoptr(GString) hosts = g_string_new(NULL);
        for (guint32 k = 0; k < page->n_hosts; k++) {
            g_string_append_printf(hosts, "%s%s", k > 0 ? " " : "", page->hosts[k].host);
        }
        assert_string_equal(hosts->str, cases[i].hosts);
        assert_int_equal(page->elements[block_with(page, "x")->element].line, cases[i].line);
        assert_int_equal(page->writes_year, cases[i].writes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_hostile_pages_to_their_end),
        cmocka_unit_test(a_chain_of_open_elements_and_stray_ends_stops_early),
        cmocka_unit_test(text_below_the_deepest_element_is_kept),
        cmocka_unit_test(lines_go_on_past_what_libxml2_counts),
        cmocka_unit_test(broken_bodies_are_read_as_far_as_they_go),
        cmocka_unit_test(only_an_empty_shell_needs_rendering),
        cmocka_unit_test(knows_scripts_that_write_the_year),
        cmocka_unit_test(long_scripts_and_styles_are_read_whole_and_their_lines_count),
    };
    return cmocka_run_group_tests_name("page limits", tests, NULL, NULL);
}
