#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/page_from.h"

static void writes_a_selector_that_finds_it_again(void **state)
{
    (void)state;
    const struct {
        const char *html, *selector; // of the block that begins with "it"
    } cases[] = {
        {"<body><p>a</p><p>it</p></body>", "body > p:nth-of-type(2)"},
        {"<body><p>it</p></body>", "body > p"},
        {"<div id=contact><p>a</p><div><p>it</p></div></div>", "#contact > div:nth-of-type(1) > p"},
        {"<div id=contact>it</div>", "#contact"},
        {"<div id=x></div><div id=x>it</div>", "body > div:nth-of-type(2)"}, // not unique
        {"<div id='1a'>it</div>", "body > div"},                             // needs an escape
        {"<div id='a b'>it</div>", "body > div"},
        {"<my-card>it</my-card>", "body > my-card"},
        {"<x-a.b>it</x-a.b>", "body > x-a\\.b"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Page) page = page_from(cases[i].html);
        g_autofree char *selector = page_selector(page, block_with(page, "it")->element);
        assert_string_equal(selector, cases[i].selector);
    }
}

static void an_element_of_no_page_has_no_selector(void **state)
{
    (void)state;
    g_autoptr(Page) page = page_from("<p>x");
    g_autofree char *selector = page_selector(page, PAGE_NONE);
    assert_string_equal(selector, "");
}

static void climbs_the_tree(void **state)
{
    (void)state;
    g_autoptr(Page) page = page_from("<section id=s><div><p>it</p></div></section><p>out</p>");
    const guint32 element = block_with(page, "it")->element, section = page_token(page, "s", TRUE)->element;
    assert_int_equal(page_closest(page, element, "section"), section);
    assert_int_equal(page_closest(page, element, "p"), element);
    assert_int_equal(page_closest(page, element, "form"), PAGE_NONE);
    assert_true(page_is_within(page, element, section));
    assert_true(page_is_within(page, section, section));
    assert_false(page_is_within(page, section, element));
    assert_false(page_is_within(page, block_with(page, "out")->element, section));
    assert_false(page_is_within(page, PAGE_NONE, section));
}

static void answers_xpath_with_the_first_element(void **state)
{
    (void)state;
    g_autoptr(Page) page =
        page_from("<div id=a class='card big'>one</div><script type='text/template'><p id=inner>x</p>"
                  "</script><main><p id=b>two <b id=c>three</b></p></main>");
    const struct {
        const char *xpath, *id; // "" for the root, NULL for none
    } cases[] = {
        {"//p", "b"},         {"//main//b", "c"},     {"//*[contains(@class, 'card')]", "a"},
        {"//b | //div", "a"}, {"//p/@id", "b"},       {"//b/text()", "c"},
        {"//table", NULL},    {"count(//p) = 1", ""}, {"count(//table) > 0", NULL},
        {"count(//p)", ""},   {"string(//b)", ""},    {"//p[contains(., 'three')]", "b"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        PageQuery *query = page_query_new(cases[i].xpath, &error);
        assert_non_null(query);
        guint32 element = page_query(page, query);
        if (!cases[i].id) {
            assert_int_equal(element, PAGE_NONE);
        } else if (!*cases[i].id) {
            assert_int_equal(element, 0);
        } else {
            assert_int_equal(element, page_token(page, cases[i].id, TRUE)->element);
        }
        page_query_free(query);
    }
}

static void refuses_what_is_not_xpath(void **state)
{
    (void)state;
    const char *const cases[] = {"//p[", "", "div >", "//p[@class='a]"};
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        assert_null(page_query_new(cases[i], &error));
        assert_non_null(error);
    }
}

static void an_xpath_that_costs_too_much_selects_nothing(void **state)
{
    (void)state;
    g_autoptr(GString) html = g_string_new(NULL);
    for (guint i = 0; i < 3000; i++) {
        g_string_append(html, "<p>x</p>");
    }
    g_autoptr(Page) page = page_from(html->str);
    PageQuery *query = page_query_new("//p[count(//p[count(//p) > 1]) > 1]", NULL);
    assert_int_equal(page_query(page, query), PAGE_NONE);
    page_query_free(query);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_a_selector_that_finds_it_again),
        cmocka_unit_test(an_element_of_no_page_has_no_selector),
        cmocka_unit_test(climbs_the_tree),
        cmocka_unit_test(answers_xpath_with_the_first_element),
        cmocka_unit_test(refuses_what_is_not_xpath),
        cmocka_unit_test(an_xpath_that_costs_too_much_selects_nothing),
    };
    return cmocka_run_group_tests_name("page places", tests, NULL, NULL);
}
