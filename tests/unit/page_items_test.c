#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/page_from.h"

/* "Types(name=value ...)" of every item, a nested one with "as<parent:" before it. */
static char *describe(const Page *page)
{
    GString *text = g_string_new(NULL);
    for (guint32 i = 0; i < page->n_items; i++) {
        const struct page_item *item = &page->items[i];
        if (item->parent != PAGE_NONE) {
            g_string_append_printf(text, "%s<%u:", item->as ? item->as : "", item->parent);
        }
        g_string_append_printf(text, "%s(", item->types);
        for (guint32 j = 0; j < item->n_properties; j++) {
            const struct page_property *property = &page->properties[item->first_property + j];
            g_string_append_printf(text, "%s%s=%s", j ? " " : "", property->name, property->value);
        }
        g_string_append(text, item->broken ? ")!" : ")");
    }
    return g_string_free(text, FALSE);
}

static void check(const char *html, const char *expected)
{
    g_autoptr(Page) page = page_from(html);
    g_autofree char *items = describe(page);
    assert_string_equal(items, expected);
}

#define LD(json) "<script type=\"application/ld+json\">" json "</script>"

static void reads_json_ld(void **state)
{
    (void)state;
    const struct {
        const char *html, *items;
    } cases[] = {
        {LD("{\"@context\":\"https://schema.org\",\"@type\":\"Person\",\"name\":\"Jane\"}"), "Person(name=Jane)"},
        {LD("{\"@type\":[\"LocalBusiness\",\"https://schema.org/Physician\"],\"n\":1.5,\"b\":true}"),
         "LocalBusiness Physician(n=1.5 b=true)"},
        {LD("[{\"@type\":\"A\"},{\"@type\":\"B\"}]"), "A()B()"},
        {LD("{\"@graph\":[{\"@type\":\"A\",\"x\":[\"1\",\"2\"]},{\"@type\":\"B\"}]}"), "A(x=1 x=2)B()"},
        {LD("{\"@type\":\"A\",\"aggregateRating\":{\"@type\":\"AggregateRating\",\"ratingValue\":4.9}}"),
         "A()aggregateRating<0:AggregateRating(ratingValue=4.9)"},
        {LD("{\"@type\":\"A\",\"review\":[{\"@type\":\"Review\",\"author\":{\"name\":\"J\"}}]}"),
         "A()review<0:Review()author<1:(name=J)"},
        {LD("{\"@type\":\"A\",\"name\":{\"@value\":\"Jane\",\"@language\":\"en\"}}"), "A(name=Jane)"},
        {LD("{\"@type\":\"schema:Person\",\"schema:name\":\"J\"}"), "Person(name=J)"},
        // Mended.
        {LD("{\"@type\":\"A\",\"x\":\"1\",}"), "A(x=1)"},
        {LD("/* made by */ {\"@type\":\"A\", // note\n \"x\":[1,2,],}"), "A(x=1 x=2)"},
        {LD("<!-- {\"@type\":\"A\"} -->"), "A()"},
        {LD("//<![CDATA[\n{\"@type\":\"A\"}\n//]]>"), "A()"},
        {LD("{&quot;@type&quot;:&quot;A&quot;,&quot;x&quot;:&quot;a &amp; b&quot;}"), "A(x=a & b)"},
        {LD("{\"@type\":\"A\",\"x\":\"two\nlines\"}"), "A(x=two lines)"},
        {LD("{\"@type\" = \"A\", \"x\" = \"1\"};"), "A(x=1)"},
        {LD("{\"@type\":\"A\",\"u\":\"https://x.example/a\",}"), "A(u=https://x.example/a)"},
        // Read by pattern.
        {LD("{\"@type\":\"Review\" \"reviewBody\":\"Great\" \"ratingValue\": 5 oops"),
         "Review(reviewBody=Great ratingValue=5)!"},
        {LD("{\"@type\":\"A\",\"x\":{\"@type\":\"B\",\"y\":\"1\""), "A()!B(y=1)!"},
        {LD("not json"), ""},
        {LD(""), ""},
        {"<script>{\"@type\":\"A\"}</script>", ""},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        check(cases[i].html, cases[i].items);
    }
}

static void reads_microdata(void **state)
{
    (void)state;
    check("<div itemscope itemtype='https://schema.org/LocalBusiness'><h1 itemprop=name>Roe <b>Ltd</b></h1>"
          "<div itemprop=review itemscope itemtype='http://schema.org/Review'><p itemprop='reviewBody "
          "description'>Good</p>"
          "<meta itemprop=ratingValue content=5></div><a itemprop=url href='/x'>x</a>"
          "<time itemprop=datePublished datetime='2024-01-02'>Jan</time><span itemprop=telephone>1</span></div>",
          "LocalBusiness(name=Roe Ltd url=/x datePublished=2024-01-02 telephone=1)"
          "review<0:Review(reviewBody=Good description=Good ratingValue=5)");
    check(
        "<div itemscope itemref='more'><b itemprop=a>1</b></div><p id=more><i itemprop=b>2</i></p><i itemprop=c>3</i>",
        "(a=1 b=2)");
}

static void reads_rdfa_lite(void **state)
{
    (void)state;
    check("<div vocab='https://schema.org/' typeof='Person'><span property=name>Jane</span>"
          "<div property=address typeof=PostalAddress><span property=postalCode>M5V 2T6</span></div>"
          "<meta property='schema:email' content='j@roe.example'></div>",
          "Person(name=Jane)address<0:PostalAddress(postalCode=M5V 2T6)");
    check("<meta property='og:title' content='x'><p property=name>stray</p>", "");
    check("<div typeof='v:Review-aggregate'><span property='v:average'>4.8</span></div>",
          "Review-aggregate(average=4.8)");
}

static void reads_microformats(void **state)
{
    (void)state;
    check("<div class='hreview'><span class='rating'>5</span><p class='description'>Very kind</p>"
          "<span class='reviewer vcard'><span class='fn'>J.</span></span></div>",
          "hreview(rating=5 description=Very kind)reviewer<0:vcard(fn=J.)");
    check("<div class='h-review'><data class='p-rating' value='5'>stars</data><div class='e-content'>Good</div>"
          "<a class='p-author h-card' href='/j'>J</a></div>",
          "h-review(rating=5 content=Good)author<0:h-card()");
    check("<div class='vcard'><span class='fn org'>Roe</span><a class='email' href='mailto:j@roe.example'>mail</a>"
          "<div class='adr'><span class='postal-code'>M5V</span></div></div>",
          "vcard(fn=Roe org=Roe email=mailto:j@roe.example)adr<0:adr(postal-code=M5V)");
    check("<div class='review title description'>x</div>", "");
}

static void a_long_value_is_cut_and_the_page_is_whole_all_the_same(void **state)
{
    (void)state;
    g_autoptr(GString) html = g_string_new("<article itemscope itemtype='https://schema.org/CreativeWork'>"
                                           "<div itemprop='text'>");
    for (guint i = 0; i < 400; i++) {
        g_string_append(html, "<p>A paragraph of a long post.</p>");
    }
    g_string_append(html, "<p>the end</p></div></article>");
    g_autoptr(Page) page = page_from(html->str);
    assert_int_equal(page->n_properties, 1);
    assert_true(strlen(page->properties[0].value) < 400 * strlen("A paragraph"));
    assert_string_equal(page->blocks[page->n_blocks - 1].text, "the end");
    assert_false(page->truncated);
}

static void bounds_what_a_page_can_hold(void **state)
{
    (void)state;
    g_autoptr(GString) html = g_string_new("<script type='application/ld+json'>[");
    for (guint i = 0; i < PAGE_MAX_ITEMS + 10; i++) {
        g_string_append(html, "{\"@type\":\"A\"},");
    }
    g_string_append(html, "{}]</script>");
    g_autoptr(Page) page = page_from(html->str);
    assert_int_equal(page->n_items, PAGE_MAX_ITEMS);
    assert_true(page->truncated);

    g_autoptr(GString) deep = g_string_new("<script type='application/ld+json'>");
    for (guint i = 0; i < 40000; i++) {
        g_string_append(deep, "{\"@type\":\"A\",\"x\":[");
    }
    g_autoptr(Page) nested = page_from(deep->str);
    assert_true(nested->n_items > 0); // by pattern
    assert_true(nested->items[0].broken);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_json_ld),
        cmocka_unit_test(reads_microdata),
        cmocka_unit_test(reads_rdfa_lite),
        cmocka_unit_test(reads_microformats),
        cmocka_unit_test(a_long_value_is_cut_and_the_page_is_whole_all_the_same),
        cmocka_unit_test(bounds_what_a_page_can_hold),
    };
    return cmocka_run_group_tests_name("page items", tests, NULL, NULL);
}
