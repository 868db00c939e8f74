#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "rules/hits.h"

static struct page_block block_of(const char *text, enum page_language language)
{
    return (struct page_block){.text = text, .length = strlen(text), .language = language};
}

static void keeps_matches_by_block_and_in_its_language(void **state)
{
    (void)state;
    g_autoptr(Matcher) matcher = matcher_new();
    assert_true(matcher_add(matcher, "comment", MATCH_EN, 1, NULL));
    assert_true(matcher_add(matcher, "comment", MATCH_FR, 2, NULL));
    assert_true(matcher_add(matcher, "écrivez", MATCH_ANY, 3, NULL));
    matcher_seal(matcher);
    struct page_block blocks[] = {
        block_of("Comment us, comment", LANGUAGE_EN),    block_of("nothing", LANGUAGE_EN),
        block_of("Comment ? Écrivez.", LANGUAGE_FR),     block_of("comment", LANGUAGE_UNKNOWN),
        block_of("comment, escríbanos", LANGUAGE_OTHER),
    };
    const struct {
        guint32 block;
        guint n, first_owner;
    } cases[] = {{0, 2, 1}, {1, 0, 0}, {2, 2, 2}, {3, 2, 1}, {4, 0, 0}, {5, 0, 0}, {PAGE_NONE, 0, 0}};
    Page page = {.blocks = blocks, .n_blocks = G_N_ELEMENTS(blocks)};
    g_autoptr(Hits) hits = hits_read(matcher, &page);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        guint n = 99;
        const struct match *matches = hits_in(hits, cases[i].block, &n);
        assert_int_equal(n, cases[i].n);
        assert_true(n == 0 || matches->owner == cases[i].first_owner);
    }
    const struct match *found = hits_first(hits, 2, 3);
    assert_non_null(found);
    assert_int_equal(found->start, 10);
    assert_memory_equal(blocks[2].text + found->start, "Écrivez", found->end - found->start);
    assert_null(hits_first(hits, 0, 3));
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
        cmocka_unit_test(reads_a_page_without_text),
    };
    return cmocka_run_group_tests_name("hits", tests, NULL, NULL);
}
