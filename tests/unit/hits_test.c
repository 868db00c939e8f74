#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "rules/hits.h"
#include "rules/words.h"

enum { RULE = N_WORD_LISTS }; // the first owner that is no word list

static struct page_block block_of(const char *text, enum page_language language)
{
    return (struct page_block){.text = text, .length = strlen(text), .language = language};
}

static void keeps_matches_by_block_and_in_its_language(void **state)
{
    (void)state;
    g_autoptr(Matcher) matcher = matcher_new();
    assert_true(matcher_add(matcher, "comment", MATCH_EN, RULE, NULL));
    assert_true(matcher_add(matcher, "comment", MATCH_FR, RULE + 1, NULL));
    assert_true(matcher_add(matcher, "écrivez", MATCH_ANY, RULE + 2, NULL));
    matcher_seal(matcher);
    struct page_block blocks[] = {
        block_of("Comment us, comment", LANGUAGE_EN),    block_of("nothing", LANGUAGE_EN),
        block_of("Comment ? Écrivez.", LANGUAGE_FR),     block_of("comment", LANGUAGE_UNKNOWN),
        block_of("comment, escríbanos", LANGUAGE_OTHER),
    };
    const struct {
        guint32 block;
        guint n, first_owner;
    } cases[] = {{0, 2, RULE}, {1, 0, 0}, {2, 2, RULE + 1}, {3, 2, RULE}, {4, 0, 0}, {5, 0, 0}, {PAGE_NONE, 0, 0}};
    Page page = {.blocks = blocks, .n_blocks = G_N_ELEMENTS(blocks)};
    g_autoptr(Hits) hits = hits_read(matcher, &page);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        guint n = 99;
        const struct match *matches = hits_in(hits, cases[i].block, &n);
        assert_int_equal(n, cases[i].n);
        assert_true(n == 0 || matches->owner == cases[i].first_owner);
    }
    const struct match *found = hits_first(hits, 2, RULE + 2);
    assert_non_null(found);
    assert_int_equal(found->start, 10);
    assert_memory_equal(blocks[2].text + found->start, "Écrivez", found->end - found->start);
    assert_null(hits_first(hits, 0, RULE + 2));
}

static void finds_the_words_of_a_list_when_they_are_asked_for(void **state)
{
    (void)state;
    g_autoptr(Matcher) matcher = matcher_new();
    assert_true(matcher_add(matcher, "\\bcalls?\\b", MATCH_ANY, WORDS_PHONE_CUE, NULL));
    assert_true(matcher_add(matcher, "\\bfax\\b", MATCH_EN, WORDS_FAX_CUE, NULL));
    assert_true(matcher_add(matcher, "\\bMSW\\b", MATCH_ANY, WORDS_DEGREE, NULL));
    assert_true(matcher_add(matcher, "\\bcall\\b", MATCH_ANY, RULE, NULL));
    matcher_seal(matcher);
    struct page_block blocks[] = {
        block_of("Écrivez: call, calls, Anna Roe MSW, fax", LANGUAGE_FR),
        block_of("fax", LANGUAGE_EN),
    };
    const struct {
        guint32 block, owner;
        guint n, first_at;
    } cases[] = {
        {0, WORDS_PHONE_CUE, 2, 10},
        {0, WORDS_PHONE_CUE, 2, 10},
        {0, WORDS_FAX_CUE, 0, 0},
        {1, WORDS_FAX_CUE, 1, 0},
        {1, WORDS_PHONE_CUE, 0, 0},
        {0, WORDS_DEGREE, 1, 32},
        {0, RULE, 1, 10},
        {9, WORDS_FAX_CUE, 0, 0},
        {PAGE_NONE, WORDS_DEGREE, 0, 0},
    };
    Page page = {.blocks = blocks, .n_blocks = G_N_ELEMENTS(blocks)};
    g_autoptr(Hits) hits = hits_read(matcher, &page);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        guint n = 99;
        const struct match *matches = hits_of(hits, cases[i].block, cases[i].owner, &n);
        const struct match *first = hits_first(hits, cases[i].block, cases[i].owner);
        assert_int_equal(n, cases[i].n);
        assert_true(n ? matches->start == cases[i].first_at && matches->owner == cases[i].owner : !matches);
        assert_true(n ? first && first->start == cases[i].first_at : !first);
    }
    guint n;
    const struct match *row = hits_in(hits, 0, &n); // a rule's, and a degree: no other list
    assert_int_equal(n, 2);
    assert_true(row[0].owner == RULE && row[1].owner == WORDS_DEGREE);
}

static void asks_a_literal_of_two_languages_for_the_lists_of_one(void **state)
{
    (void)state;
    g_autoptr(Matcher) matcher = matcher_new();
    assert_true(matcher_add(matcher, "\\bcomment\\b", MATCH_EN, WORDS_FAX_CUE, NULL));
    assert_true(matcher_add(matcher, "\\bcomment\\b", MATCH_FR, WORDS_PHONE_CUE, NULL));
    assert_true(matcher_add(matcher, "\\bcomment\\b", MATCH_ANY, WORDS_STREET, NULL));
    matcher_seal(matcher);
    struct page_block blocks[] = {block_of("comment", LANGUAGE_EN), block_of("comment", LANGUAGE_FR),
                                  block_of("comment", LANGUAGE_UNKNOWN), block_of("comment", LANGUAGE_OTHER)};
    const gboolean english[] = {TRUE, FALSE, TRUE, FALSE}, french[] = {FALSE, TRUE, TRUE, FALSE};
    Page page = {.blocks = blocks, .n_blocks = G_N_ELEMENTS(blocks)};
    g_autoptr(Hits) hits = hits_read(matcher, &page);
    for (guint32 i = 0; i < page.n_blocks; i++) {
        assert_int_equal(hits_first(hits, i, WORDS_FAX_CUE) != NULL, english[i]);
        assert_int_equal(hits_first(hits, i, WORDS_PHONE_CUE) != NULL, french[i]);
        assert_non_null(hits_first(hits, i, WORDS_STREET));
    }
}

static void knows_what_matches_anywhere_and_where_figures_stand(void **state)
{
    (void)state;
    g_autoptr(Matcher) matcher = matcher_new();
    assert_true(matcher_add(matcher, "fax", MATCH_ANY, RULE, NULL));
    assert_true(matcher_add(matcher, "telex", MATCH_ANY, RULE + 1, NULL));
    matcher_seal(matcher);
    struct page_block blocks[] = {block_of("no figure", LANGUAGE_EN), block_of("fax 4", LANGUAGE_EN),
                                  block_of("été", LANGUAGE_FR), block_of("１２ rue", LANGUAGE_FR)};
    const gboolean figures[] = {FALSE, TRUE, FALSE, TRUE};
    Page page = {.blocks = blocks, .n_blocks = G_N_ELEMENTS(blocks)};
    g_autoptr(Hits) hits = hits_read(matcher, &page);
    for (guint32 i = 0; i < page.n_blocks; i++) {
        assert_int_equal(hits_has_figure(hits, i), figures[i]);
    }
    assert_false(hits_has_figure(hits, page.n_blocks));
    assert_true(hits_anywhere(hits, RULE));
    assert_false(hits_anywhere(hits, RULE + 1));
}

static void reads_a_page_without_text(void **state)
{
    (void)state;
    g_autoptr(Matcher) matcher = matcher_new();
    matcher_seal(matcher);
    Page page = {0};
    g_autoptr(Hits) hits = hits_read(matcher, &page);
    guint n;
    assert_null(hits_in(hits, 0, &n));
    assert_int_equal(n, 0);
    hits_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_matches_by_block_and_in_its_language),
        cmocka_unit_test(finds_the_words_of_a_list_when_they_are_asked_for),
        cmocka_unit_test(asks_a_literal_of_two_languages_for_the_lists_of_one),
        cmocka_unit_test(knows_what_matches_anywhere_and_where_figures_stand),
        cmocka_unit_test(reads_a_page_without_text),
    };
    return cmocka_run_group_tests_name("hits", tests, NULL, NULL);
}
