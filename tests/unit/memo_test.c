#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "rules/memo.h"

static struct memo_key key_of(const char *text, guint32 languages, guint32 owner)
{
    return (struct memo_key){text, strlen(text), languages, owner};
}

enum { COST = 5 };

static gboolean recall(Memo *memo, const struct memo_key *key, GArray *items)
{
    gint64 cost = -1;
    gboolean known = memo_recall(memo, key, COST + 1, items, &cost);
    assert_int_equal(cost, known ? COST : -1);
    return known;
}

static void a_text_is_known_only_as_it_was_asked_for(void **state)
{
    (void)state;
    Memo *memo = memo_new(sizeof(guint32));
    g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(guint32));
    guint32 values[] = {9, 4, 5};
    g_array_append_vals(items, values, 3);
    const struct memo_key kept = key_of("Read our reviews", 1, 7);
    memo_keep(memo, &kept, COST, items, 1);

    const struct {
        const char *text;
        guint32 languages, owner;
        gboolean known;
    } cases[] = {
        {"Read our reviews", 1, 7, TRUE},  {"Read our reviews", 2, 7, FALSE}, {"Read our reviews", 1, 8, FALSE},
        {"Read our reviewS", 1, 7, FALSE}, {"Read our review", 1, 7, FALSE},  {"Read our reviews ", 1, 7, FALSE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        const struct memo_key key = key_of(cases[i].text, cases[i].languages, cases[i].owner);
        g_array_set_size(items, 1);
        assert_int_equal(recall(memo, &key, items), cases[i].known);
        assert_int_equal(items->len, cases[i].known ? 3 : 1);
        if (cases[i].known) {
            assert_memory_equal(items->data, values, sizeof values);
        }
    }
    memo_free(memo);
}

static void nothing_found_is_remembered_and_long_texts_are_not(void **state)
{
    (void)state;
    Memo *memo = memo_new(sizeof(guint32));
    g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(guint32));
    g_autofree char *text = g_strnfill(MEMO_MAX_TEXT_BYTES + 1, 'a');
    struct memo_key key = {text, MEMO_MAX_TEXT_BYTES + 1, 1, 1};
    memo_keep(memo, &key, COST, items, 0);
    assert_false(recall(memo, &key, items));
    key.length--;
    memo_keep(memo, &key, COST, items, 0);
    assert_true(recall(memo, &key, items));
    assert_int_equal(items->len, 0);
    memo_free(memo);
}

static void what_took_more_than_is_left_is_not_recalled(void **state)
{
    (void)state;
    Memo *memo = memo_new(sizeof(guint32));
    g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(guint32));
    const struct memo_key key = key_of("Read our reviews", 1, 7);
    memo_keep(memo, &key, COST, items, 0);
    gint64 cost = 0;
    assert_false(memo_recall(memo, &key, COST, items, &cost));
    assert_true(memo_recall(memo, &key, COST + 1, items, &cost));
    memo_free(memo);
}

// Each number is kept under its own text; what has been forgotten is not mistaken for another.
static void many_texts_never_answer_for_each_other(void **state)
{
    (void)state;
    Memo *memo = memo_new(sizeof(guint32));
    g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(guint32));
    char text[20];
    guint known = 0;
    for (guint32 i = 0; i < 10000; i++) {
        g_snprintf(text, sizeof text, "Page %u", i);
        const struct memo_key key = key_of(text, 7, 0);
        g_array_set_size(items, 0);
        g_array_append_val(items, i);
        memo_keep(memo, &key, COST, items, 0);
    }
    for (guint32 i = 0; i < 10000; i++) {
        g_snprintf(text, sizeof text, "Page %u", i);
        const struct memo_key key = key_of(text, 7, 0);
        g_array_set_size(items, 0);
        if (recall(memo, &key, items)) {
            assert_int_equal(items->len, 1);
            assert_int_equal(g_array_index(items, guint32, 0), i);
            known++;
        }
    }
    assert_in_range(known, 1000, 2048);
    memo_free(memo);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_is_known_only_as_it_was_asked_for),
        cmocka_unit_test(nothing_found_is_remembered_and_long_texts_are_not),
        cmocka_unit_test(what_took_more_than_is_left_is_not_recalled),
        cmocka_unit_test(many_texts_never_answer_for_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
