#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/page_from.h"

/* All blocks' texts, each in [ ]. */
static char *all_text(const Page *page)
{
    GString *text = g_string_new(NULL);
    for (guint32 i = 0; i < page->n_blocks; i++) {
        g_string_append_printf(text, "[%s]", page->blocks[i].text);
    }
    return g_string_free(text, FALSE);
}

static void joins_what_is_inline_and_parts_what_is_not(void **state)
{
    (void)state;
    const struct {
        const char *html, *blocks;
    } cases[] = {
        {"<p>One <b>bold</b> and <i>slan</i>ted.</p><p>Two</p>", "[One bold and slanted.][Two]"},
        {"<div>a<br>b<br><br>c</div>", "[a b][c]"},
        {"<p>  much \n\t white&nbsp;&nbsp;space\xe2\x80\xaf! </p>", "[much white space !]"},
        {"<ul><li>x<li>y</ul>", "[x][y]"},
        {"<table><tr><td>1<td>2<tr><th>3</table>", "[1][2][3]"},
        {"<p>before<div>inside</div>after", "[before][inside][after]"},
        {"text <main>in <section>sections</section> of HTML5</main>", "[text][in][sections][of HTML5]"},
        {"<a href=a>Home</a><a href=b>About</a>", "[Home About]"},
        {"<label>Name <input></label><button>Send</button>", "[Name][Send]"},
        {"<select><option>Mon<option>Tue</select>", "[Mon][Tue]"},
        {"<figure><img src=a alt='A face'><figcaption>Jane</figcaption></figure>", "[A face][Jane]"},
        {"<my-card>one</my-card><my-card>two</my-card>", "[one][two]"},
        {"<p>a<x-icon></x-icon>b</p>", "[ab]"},
        {"<script>var a = '<p>no</p>';</script><style>p{}</style><p>yes", "[yes]"},
        {"<script>if (a < b && c </* x */ d) {}</script>yes", "[yes]"},
        {"<textarea>typed</textarea>", ""},
        {"<p>&eacute;t&#233; &#x1F600; &amp;amp; &bogus;</p>", "[été 😀 &amp; &bogus;]"},
        {"<p>5 < 6 and 7 > 2</p>", "[5 < 6 and 7 > 2]"},
        {"<svg><title>Star</title><path d=''/></svg><p>x", "[Star][x]"},
        {"", ""},
        {"just words", "[just words]"},
        {"<h3>\xe2\x80\x8b</h3><p>a\xe2\x80\x8b"
         "b</p>",
         "[ab]"},
        {"<span style='display:block'>a</span><span style='display:block'>b</span>", "[a][b]"},
        {"<p>a</p></div></div></p><p>b</p>", "[a][b]"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Page) page = page_from(cases[i].html);
        g_autofree char *text = all_text(page);
        assert_string_equal(text, cases[i].blocks);
    }
}

static void says_what_kind_of_text_a_block_is(void **state)
{
    (void)state;
    g_autoptr(Page) page =
        page_from("<blockquote>She helped me.</blockquote>"
                  "<div class='pull-quote'>Kind words</div>"
                  "<a class='get-a-quote'>Get a price</a>"
                  "<p><em>Wholly slanted</em></p><p>Partly <em>slanted</em></p>"
                  "<div hidden>Hidden one</div><div style='DISPLAY:none;display: none'>Hidden two</div>"
                  "<template><p>In a template</p></template><noscript>No script</noscript>"
                  "<p><a href=x>link</a> and more</p>"
                  "<label>Label</label>"
                  "<i aria-label='5 out of 5 stars'></i>");
    assert_true(block_with(page, "She helped")->quoted);
    assert_true(block_with(page, "Kind words")->quoted);
    assert_false(block_with(page, "Get a price")->quoted);
    assert_true(block_with(page, "Wholly")->emphasised);
    assert_false(block_with(page, "Partly")->emphasised);
    assert_true(block_with(page, "Hidden one")->hidden);
    assert_true(block_with(page, "Hidden two")->hidden);
    assert_true(block_with(page, "In a template")->hidden);
    assert_true(block_with(page, "No script")->hidden);
    assert_false(block_with(page, "link and")->hidden);
    assert_int_equal(block_with(page, "link and")->n_link_bytes, 4);
    assert_true(block_with(page, "Label")->in_form);
    assert_true(block_with(page, "5 out of 5")->is_alt);
}

static void finds_the_heading_above_text(void **state)
{
    (void)state;
    const struct {
        const char *html, *text, *heading;
    } cases[] = {
        {"<h2>Fees</h2><p>It costs</p>", "It costs", "Fees"},
        {"<h1>Top</h1><section><h2>Fees</h2><p>a</p></section><p>After</p>", "After", "Fees"},
        {"<h1>Top</h1><section><p>First</p></section>", "First", "Top"},
        // A heading in a wrapper of its own heads what follows.
        {"<div class=head><div><h2>Reviews</h2></div></div><div class=row><p>Great</p></div>", "Great", "Reviews"},
        {"<section><h2>Reviews</h2></section><section><p>Great</p></section>", "Great", "Reviews"},
        {"<div class=intro><h2>Reviews</h2><p>They say</p></div><div class=cards><p>Great</p></div>", "Great",
         "Reviews"},
        // A card that has closed says nothing about the next one.
        {"<h2>Team</h2><div class='card'><h3>Ann</h3><p>a</p></div><div class='card'><p>Bob</p></div>", "Bob", "Team"},
        {"<h2>Team</h2><ul><li><h3>Ann</h3><p>a</p></li><li><p>Bob</p></li></ul>", "Bob", "Team"},
        {"<article><h2>One</h2><p>a</p></article><article><p>Two</p></article>", "Two", ""},
        // What only looks like a heading.
        {"<p><strong>What clients say</strong></p><p>Text</p>", "Text", "What clients say"},
        {"<div class='widget-title'>Hours</div><div>Mon</div>", "Mon", "Hours"},
        {"<p><strong>I was told to call.</strong></p><p>Text</p>", "Text", ""},
        {"<p><b>Bold</b> start of text</p><p>Text</p>", "Text", ""},
        {"<div role=heading aria-level=2>Aria</div><p>Text</p>", "Text", "Aria"},
        // Page furniture stands apart.
        {"<h2>Reviews</h2><p>x</p><footer><p>Copyright</p></footer>", "Copyright", ""},
        {"<nav><h2>Menu</h2></nav><p>Text</p>", "Text", ""},
        {"<header><h1>Reviews</h1></header><p>Text</p>", "Text", "Reviews"},
        {"<h2><a href=x>Linked</a></h2><p>Text</p>", "Text", "Linked"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Page) page = page_from(cases[i].html);
        assert_string_equal(heading_above(page, cases[i].text), cases[i].heading);
    }
}

static void gives_headings_their_level(void **state)
{
    (void)state;
    g_autoptr(Page) page = page_from("<h1>a</h1><h6>b</h6><div role=heading aria-level=3>c</div><p><b>d</b></p>"
                                     "<h2></h2><h3><img alt='e'></h3>");
    assert_int_equal(page->n_headings, 4);
    const guint8 levels[] = {1, 6, 3, 0};
    for (gsize i = 0; i < G_N_ELEMENTS(levels); i++) {
        assert_int_equal(page->headings[i].level, levels[i]);
        assert_true(page->blocks[page->headings[i].block].is_heading);
        assert_string_equal(page->blocks[page->headings[i].block].text, page->headings[i].text);
    }
}

static void reads_the_head(void **state)
{
    (void)state;
    g_autoptr(Page) page =
        page_from("<html lang='en-CA'><head><title> Jane &amp; co </title><meta name=Description content='Kind help'>"
                  "<meta property='og:description' content='Kind help'><meta name=generator content='WordPress 6.4'>"
                  "<meta name='twitter:description' content='More'><link rel=canonical href='/home/'>"
                  "<meta name=robots content='noindex, follow'><meta http-equiv=refresh content=\"5; URL='/new'\">"
                  "<base href='https://roe.example/fr/'></head><body><svg><title>Icon</title></svg>"
                  "<a href='x'>x</a></body></html>");
    assert_string_equal(page->title, "Jane & co");
    assert_string_equal(page->lang, "en-ca");
    assert_string_equal(page->generator, "WordPress 6.4");
    assert_string_equal(page->canonical, "https://roe.example/home/");
    assert_string_equal(page->refresh, "https://roe.example/new");
    assert_string_equal(page->base, "https://roe.example/fr/");
    assert_string_equal(page->links[0].address, "https://roe.example/fr/x");
    assert_true(page->noindex);
    assert_false(page->nofollow);
    assert_int_equal(page->blocks[0].zone, ZONE_HEAD);
    assert_string_equal(page->blocks[1].text, "Kind help");
    assert_int_equal(page->blocks[1].zone, ZONE_HEAD);
    assert_string_equal(page->blocks[2].text, "More");
}

static void counts_the_words_people_see(void **state)
{
    (void)state;
    g_autoptr(Page) page = page_from("<title>not this</title><p>one two</p><p hidden>no no</p><img alt='nor this'>"
                                     "<p>three</p><noscript>nor that</noscript>");
    assert_int_equal(page->n_words, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(joins_what_is_inline_and_parts_what_is_not),
        cmocka_unit_test(says_what_kind_of_text_a_block_is),
        cmocka_unit_test(finds_the_heading_above_text),
        cmocka_unit_test(gives_headings_their_level),
        cmocka_unit_test(reads_the_head),
        cmocka_unit_test(counts_the_words_people_see),
    };
    return cmocka_run_group_tests_name("page text", tests, NULL, NULL);
}
