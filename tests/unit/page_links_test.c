#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "crawler/mail_hiding.h"
#include "tests/support/page_from.h"

static void reads_links(void **state)
{
    (void)state;
    const struct {
        const char *html, *href, *address, *text, *rel, *title;
        gboolean nofollow;
    } cases[] = {
        {"<a href='/fees'>Our <b>fees</b></a>", "/fees", "https://roe.example/fees", "Our fees", NULL, NULL, FALSE},
        {"<a href='mailto:a@b.example'>mail</a>", "mailto:a@b.example", NULL, "mail", NULL, NULL, FALSE},
        {"<a href='tel:+14165550134'></a>", "tel:+14165550134", NULL, "", NULL, NULL, FALSE},
        {"<a href='javascript:void(0)'>x</a>", "javascript:void(0)", NULL, "x", NULL, NULL, FALSE},
        {"<a href='x' rel='NoFollow Noopener'>x</a>", "x", "https://roe.example/about/x", "x", "nofollow noopener",
         NULL, TRUE},
        {"<a href='x' title='Go there'><img alt='A sign'></a>", "x", "https://roe.example/about/x", "A sign", NULL,
         "Go there", FALSE},
        {"<a href='x' aria-label='Facebook'><i class=fa></i></a>", "x", "https://roe.example/about/x", "", NULL,
         "Facebook", FALSE},
        {"<a href='x'><h3>Title</h3><p>Text</p></a>", "x", "https://roe.example/about/x", "Title Text", NULL, NULL,
         FALSE},
        {"<area href='x' alt='Map'>", "x", "https://roe.example/about/x", "Map", NULL, NULL, FALSE},
        {"<a href='/cdn-cgi/l/email-protection#422821022a6c2d30'>[email&nbsp;protected]</a>", "mailto:jc@h.or", NULL,
         "[email protected]", NULL, NULL, FALSE},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Page) page = page_from(cases[i].html);
        assert_int_equal(page->n_links, 1);
        const struct page_link *link = &page->links[0];
        assert_string_equal(link->href, cases[i].href);
        assert_true(g_strcmp0(link->address, cases[i].address) == 0);
        assert_string_equal(link->text, cases[i].text);
        assert_true(g_strcmp0(link->rel, cases[i].rel) == 0);
        assert_true(g_strcmp0(link->title, cases[i].title) == 0);
        assert_int_equal(link->nofollow, cases[i].nofollow);
    }
}

static void knows_the_block_a_link_stands_in(void **state)
{
    (void)state;
    g_autoptr(Page) page =
        page_from("<p>First</p><a href=1><img></a><p>See <a href=2>this</a> and <a href=3>that</a></p>"
                  "<a href=4><h3>Card</h3></a>");
    assert_int_equal(page->n_links, 4);
    assert_int_equal(page->links[0].block, PAGE_NONE);
    assert_string_equal(page->blocks[page->links[1].block].text, "See this and that");
    assert_string_equal(page->blocks[page->links[2].block].text, "See this and that");
    assert_string_equal(page->blocks[page->links[3].block].text, "Card");
}

static gboolean names_host(const Page *page, const char *host, const char *where)
{
    for (guint32 i = 0; i < page->n_hosts; i++) {
        if (strcmp(page->hosts[i].host, host) == 0 && strcmp(page->hosts[i].where, where) == 0) {
            return TRUE;
        }
    }
    return FALSE;
}

static void sees_hosts_wherever_they_hide(void **state)
{
    (void)state;
    const struct {
        const char *html, *host, *where, *address;
    } cases[] = {
        {"<img src='https://CDN.example/a.png'>", "cdn.example", "src", "https://CDN.example/a.png"},
        {"<script src='//apps.example/w.js'></script>", "apps.example", "src", "//apps.example/w.js"},
        {"<iframe data-lazy-src='https://w.example/x'></iframe>", "w.example", "data-lazy-src", "https://w.example/x"},
        {"<div data-rocket-src='https://w.example/x'></div>", "w.example", "data-rocket-src", "https://w.example/x"},
        {"<img srcset='/a.png 1x, https://w.example/b.png 2x'>", "w.example", "srcset", "https://w.example/b.png"},
        {"<div style='background:url(https://w.example/c.png)'>", "w.example", "style", "https://w.example/c.png"},
        {"<div data-set='{\"u\":\"https:\\/\\/w.example\\/p\"}'>", "w.example", "data-set", "https://w.example/p"},
        {"<script>load('https://w.example/d.js?x=1')</script>", "w.example", "script", "https://w.example/d.js?x=1"},
        {"<script>{\"a\":\"https:\\/\\/w.example\\/e\"}</script>", "w.example", "script", "https://w.example/e"},
        {"<script>x = '//w.example/f.js';</script>", "w.example", "script", "//w.example/f.js"},
        {"<style>@import url(//w.example/g.css);</style>", "w.example", "style", "//w.example/g.css"},
        {"<noscript><img src='https://w.example/n'></noscript>", "w.example", "src", "https://w.example/n"},
        {"<template><script src='https://w.example/t'></script></template>", "w.example", "src", "https://w.example/t"},
        {"<script type='text/template'><iframe src='https://w.example/u'></iframe></script>", "w.example", "src",
         "https://w.example/u"},
        {"<hyvor-talk data-host='talk.example'></hyvor-talk>", "talk.example", "data-host", "talk.example"},
        {"<a href='https://user@w.example:8080/p'>", "w.example", "href", "https://user@w.example:8080/p"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Page) page = page_from(cases[i].html);
        if (page->n_hosts != 1 || !names_host(page, cases[i].host, cases[i].where)) {
            fail_msg("%s: %u hosts", cases[i].html, page->n_hosts);
        }
        assert_string_equal(page->hosts[0].address, cases[i].address);
    }
}

static void takes_no_path_or_comment_for_a_host(void **state)
{
    (void)state;
    const char *const cases[] = {
        "<script>a(); // see the manual\n b //c</script>",
        "<a href='/a//b.html'>",
        "<img src='a//b.png'>",
        "<script>x = 'a//b.example';</script>",
        "<svg xmlns='http://www.w3.org/2000/svg'></svg>",
        "<a href='https:///x'>",
        "<img src='data:image/png;base64,AA//BB.CC/'>",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Page) page = page_from(cases[i]);
        if (page->n_hosts > 0) {
            fail_msg("%s names %s", cases[i], page->hosts[0].host);
        }
    }
}

static void reads_frames_and_images_with_lazy_sources(void **state)
{
    (void)state;
    g_autoptr(Page) page =
        page_from("<iframe src='about:blank' data-src='https://maps.example/e' title=Map></iframe>"
                  "<iframe data-lazy-src='//w.example/x'></iframe><embed src='/f.swf'><object data='/o.swf'></object>"
                  "<img src='data:image/gif;base64,R0' data-src='/face.jpg' alt='Jane'><img src='/b.jpg'>");
    assert_int_equal(page->n_frames, 4);
    assert_string_equal(page->frames[0].source, "https://maps.example/e");
    assert_string_equal(page->frames[0].title, "Map");
    assert_string_equal(page->frames[1].source, "https://w.example/x");
    assert_string_equal(page->frames[2].source, "https://roe.example/f.swf");
    assert_string_equal(page->frames[3].source, "https://roe.example/o.swf");
    assert_int_equal(page->n_images, 2);
    assert_string_equal(page->images[0].source, "/face.jpg");
    assert_string_equal(page->images[0].alt, "Jane");
    assert_null(page->images[1].alt);
}

static void keeps_short_comments_of_the_source_with_what_follows_them(void **state)
{
    (void)state;
    g_autofree char *filler = g_strnfill(201, 'x');
    g_autofree char *html =
        g_strdup_printf("<p>a</p><!--  Google\n reviews --><script src='x'></script><div></div><!----><!-- %s -->"
                        "<script><!-- not one --></script><!-- end -->",
                        filler);
    g_autoptr(Page) page = page_from(html);
    assert_int_equal(page->n_remarks, 2);
    assert_string_equal(page->remarks[0].text, "Google reviews");
    assert_string_equal(page->elements[page->remarks[0].next].tag, "script");
    assert_string_equal(page->remarks[1].text, "end");
    assert_int_equal(page->remarks[1].next, page->n_elements);
}

static void decodes_hidden_mail(void **state)
{
    (void)state;
    const struct {
        const char *html, *text;
    } cases[] = {
        {"<p>Write <a href='/cdn-cgi/l/email-protection' class='__cf_email__' data-cfemail='422821022a6c2d30'>"
         "[email&#160;protected]</a> now</p>",
         "Write jc@h.or now"},
        {"<span class='__cf_email__' data-cfemail='422821022a6c2d30'>[email protected]</span>", "jc@h.or"},
        {"<span id='__cf_email__' class='422821022a6c2d30'>[emailprotected]</span>", "jc@h.or"},
        {"<span data-cfemail='zz'>[email protected]</span>", "[email protected]"},
        {"<joomla-hidden-mail is-link='1' is-email='1' first='amFuZQ==' last='cm9lLmV4YW1wbGU=' text='x'>Protected"
         "</joomla-hidden-mail>",
         "jane@roe.example"},
        {"<p><span id=c>Protected.</span><script>var prefix = '&#109;a' + 'ilto:';\nvar addy12 = 'j&#97;ne' + "
         "'&#64;';\n"
         "addy12 = addy12 + 'r&#111;e' + '&#46;' + 'example';\nvar addy_text12 = 'x';</script></p>",
         "Protected. jane@roe.example"},
        {"<p>x<script>var addy = 'no address';</script></p>", "x"},
        {"<p>&#106;&#97;ne&#64;roe.example</p>", "jane@roe.example"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Page) page = page_from(cases[i].html);
        assert_int_equal(page->n_blocks, 1);
        assert_string_equal(page->blocks[0].text, cases[i].text);
    }
}

static void refuses_what_is_no_hidden_mail(void **state)
{
    (void)state;
    const char *const cases[] = {"", "4", "42", "4228zz", "422", "0041414141004141"};
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *mail = mail_from_cloudflare(cases[i]);
        assert_null(mail);
    }
    assert_null(mail_from_joomla("!!!", "cm9l"));
    assert_null(mail_from_joomla(NULL, "cm9l"));
    assert_null(mail_from_cloudflare_link("/contact"));
}

static void counts_tokens(void **state)
{
    (void)state;
    g_autoptr(Page) page = page_from("<div id=one class='a  b'></div><div class=\"b\n c\"></div>");
    assert_int_equal(page->n_tokens, 4);
    assert_int_equal(page_token(page, "b", FALSE)->n, 2);
    assert_int_equal(page_token(page, "one", TRUE)->n, 1);
    assert_null(page_token(page, "one", FALSE));
    const guint32 second = page_token(page, "c", FALSE)->element;
    assert_true(page_has_class(page, second, "b"));
    assert_false(page_has_class(page, second, "a"));
    assert_false(page_has_class(page, second, ""));
    assert_string_equal(page->elements[second].classes, "b c");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_links),
        cmocka_unit_test(knows_the_block_a_link_stands_in),
        cmocka_unit_test(sees_hosts_wherever_they_hide),
        cmocka_unit_test(takes_no_path_or_comment_for_a_host),
        cmocka_unit_test(reads_frames_and_images_with_lazy_sources),
        cmocka_unit_test(keeps_short_comments_of_the_source_with_what_follows_them),
        cmocka_unit_test(decodes_hidden_mail),
        cmocka_unit_test(refuses_what_is_no_hidden_mail),
        cmocka_unit_test(counts_tokens),
    };
    return cmocka_run_group_tests_name("page links", tests, NULL, NULL);
}
