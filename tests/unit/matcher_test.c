#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "rules/matcher.h"

static Matcher *matcher_of(const char *const *patterns)
{
    Matcher *matcher = matcher_new();
    for (guint i = 0; patterns[i]; i++) {
        g_autoptr(GError) error = NULL;
        if (!matcher_add(matcher, patterns[i], MATCH_ANY, i, &error)) {
            fail_msg("%s", error->message);
        }
    }
    matcher_seal(matcher);
    return matcher;
}

static GArray *find(const Matcher *matcher, const char *text, guint languages)
{
    GArray *matches = g_array_new(FALSE, FALSE, sizeof(struct match));
    matcher_find(matcher, text, strlen(text), languages, matches);
    return matches;
}

// "0:word|1:other" for the matches in `text`.
static char *shown(const GArray *matches, const char *text)
{
    GString *all = g_string_new(NULL);
    for (guint i = 0; i < matches->len; i++) {
        const struct match *match = &g_array_index(matches, struct match, i);
        g_string_append_printf(all, "%s%u:%.*s", i ? "|" : "", match->owner, (int)(match->end - match->start),
                               text + match->start);
    }
    return g_string_free(all, FALSE);
}

static void finds_every_match_as_it_stands_in_the_text(void **state)
{
    (void)state;
    const struct {
        const char *patterns[4], *text, *expected;
    } cases[] = {
        {{"reviews?"}, "Review our REVIEWS.", "0:Review|0:REVIEWS"},
        {{"témoignages?"}, "Un TEMOIGNAGE, des témoignages", "0:TEMOIGNAGE|0:témoignages"},
        {{"temoignage"}, "te\u0301moi\u00ADgnage", "0:te\u0301moi\u00ADgnage"},
        {{"don't ask"}, "we don’t ask", "0:don’t ask"},
        {{"9-8-8"}, "call 9–8–8 now", "0:9–8–8"},
        {{"avis :"}, "Avis\u00A0: oui", "0:Avis\u00A0:"},
        {{"œuvre", "oe"}, "Son œuvre, ses oeuvres", "0:œuvre|1:œ|0:oeuvre|1:oe"},
        {{"s[œé]ur"}, "ma soeur, ma sœur, seur", "0:soeur|0:sœur|0:seur"},
        {{"œ?uf"}, "œuf uf", "0:œuf|0:uf"},
        {{"[a–c]x"}, "bx –x -x ax", "0:–x|0:-x|0:ax"},
        {{"c\\x{e9}dille"}, "cédille", "0:cédille"},
        {{"(?-i:RSW)\\b"}, "RSW rsw", "0:RSW"},
        {{"b", "a.?b", "ab"}, "xab", "1:ab|2:ab|0:b"},
        {{"« ?avis"}, "«\u00A0avis »", "0:«\u00A0avis"},
        {{"\\d{3}-\\d{4}"}, "416-555-0134", "0:555-0134"},
        {{"отзыв"}, "Ваш ОТЗЫВ", "0:ОТЗЫВ"},
        {{"review"}, "", ""},
        {{NULL}, "text", ""},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Matcher) matcher = matcher_of(cases[i].patterns);
        g_autoptr(GArray) matches = find(matcher, cases[i].text, MATCH_ANY);
        g_autofree char *all = shown(matches, cases[i].text);
        assert_string_equal(all, cases[i].expected);
    }
}

static void runs_only_the_patterns_of_the_texts_language(void **state)
{
    (void)state;
    g_autoptr(Matcher) matcher = matcher_new();
    assert_true(matcher_add(matcher, "comment", MATCH_EN, 0, NULL));
    assert_true(matcher_add(matcher, "comment", MATCH_FR, 1, NULL));
    assert_true(matcher_add(matcher, "comment", MATCH_ANY, 2, NULL));
    matcher_seal(matcher);
    const struct {
        guint languages;
        const char *expected;
    } cases[] = {
        {MATCH_EN, "0:Comment|2:Comment"},
        {MATCH_FR, "1:Comment|2:Comment"},
        {MATCH_OTHER, "2:Comment"},
        {MATCH_ANY, "0:Comment|1:Comment|2:Comment"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GArray) matches = find(matcher, "Comment", cases[i].languages);
        g_autofree char *all = shown(matches, "Comment");
        assert_string_equal(all, cases[i].expected);
    }
}

static void tells_each_place_once_for_an_owner(void **state)
{
    (void)state;
    g_autoptr(Matcher) matcher = matcher_new();
    assert_true(matcher_add(matcher, "reviews?", MATCH_ANY, 7, NULL));
    assert_true(matcher_add(matcher, "review|avis", MATCH_ANY, 7, NULL));
    matcher_seal(matcher);
    g_autoptr(GArray) matches = find(matcher, "a review of reviews", MATCH_ANY);
    g_autofree char *all = shown(matches, "a review of reviews");
    assert_string_equal(all, "7:review|7:review|7:reviews");
}

static void adds_to_matches_that_are_there(void **state)
{
    (void)state;
    const char *const patterns[] = {"b", "a", NULL};
    g_autoptr(Matcher) matcher = matcher_of(patterns);
    g_autoptr(GArray) matches = find(matcher, "b", MATCH_ANY);
    matcher_find(matcher, "ab", 2, MATCH_ANY, matches);
    assert_int_equal(matches->len, 3);
    assert_int_equal(g_array_index(matches, struct match, 0).owner, 0);
    assert_int_equal(g_array_index(matches, struct match, 1).owner, 1);
}

static void points_at_the_mistake_in_a_bad_pattern(void **state)
{
    (void)state;
    const struct {
        const char *pattern, *expected;
    } cases[] = {
        {"good (bad", "missing closing parenthesis at character 10 of “good (bad”"},
        {"œuvre)", "unmatched closing parenthesis at character 6 of “œuvre)”"},
        {"[b-a]", "range out of order in character class at character 4 of “[b-a]”"},
        {"[z-é]", "range out of order in character class, without accents, in “[z-é]”"},
        {"(review)?", "everything in it is optional, so it would match nowhere and everywhere: “(review)?”"},
        {"", "everything in it is optional, so it would match nowhere and everywhere: “”"},
        {"a{3,2}", "numbers out of order in {} quantifier at character 6 of “a{3,2}”"},
        {"(?<=my +)site", "lookbehind assertion is not fixed length at character 1 of “(?<=my +)site”"},
        {"in [:alpha:] alone",
         "POSIX named classes are supported only within a class at character 4 of “in [:alpha:] alone”"},
        {"\\p{Latinn}+", "unknown property after \\P or \\p at character 11 of “\\p{Latinn}+”"},
        {"opinion|+", "quantifier does not follow a repeatable item at character 9 of “opinion|+”"},
        {"a*(?=bc)", "everything in it is optional, so it would match nowhere and everywhere: “a*(?=bc)”"},
        {"a\\C", "using \\C is disabled by the application at character 4 of “a\\C”"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Matcher) matcher = matcher_new();
        g_autoptr(GError) error = NULL;
        assert_false(matcher_add(matcher, cases[i].pattern, MATCH_ANY, 0, &error));
        assert_string_equal(error->message, cases[i].expected);
    }
    g_autoptr(Matcher) matcher = matcher_new();
    g_autoptr(GError) error = NULL;
    assert_false(matcher_add(matcher, "caf\xE9", MATCH_ANY, 0, &error));
    assert_true(g_utf8_validate(error->message, -1, NULL));
}

static void gives_up_on_catastrophic_backtracking_and_counts_it(void **state)
{
    (void)state;
    const char *const patterns[] = {"(a+)+$", "(a|aa)+$", "aaa", NULL};
    g_autoptr(Matcher) matcher = matcher_of(patterns);
    g_autoptr(GString) text = g_string_new("aaaa");
    for (guint i = 0; i < 5000; i++) {
        g_string_append(text, "ax");
    }
    g_string_append(text, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!");
    g_autoptr(GArray) matches = find(matcher, text->str, MATCH_ANY);
    assert_int_equal(matcher_n_given_up(matcher), 2);
    assert_true(matches->len > 1);
    assert_int_equal(g_array_index(matches, struct match, 0).owner, 2);
}

// What `text` holds of a pattern under a budget, and whether it was searched whole.
static guint find_within(const Matcher *matcher, const char *text, gint64 places, gboolean *whole)
{
    matcher_budget_begin(places);
    g_autoptr(GArray) matches = find(matcher, text, MATCH_ANY);
    *whole = matcher_budget_end();
    return matches->len;
}

static void a_budget_bounds_the_search_and_says_so(void **state)
{
    (void)state;
    const char *const patterns[] = {"reviews?", "ratings?", NULL};
    const char *text = "reviews and ratings, a review, a rating, and more reviews";
    const gint64 budgets[] = {G_MAXINT64, 1000000, 1, 20, 60, 1000000, 20};
    g_autoptr(Matcher) matcher = matcher_of(patterns);
    for (gsize i = 0; i < G_N_ELEMENTS(budgets); i++) {
        g_autoptr(Matcher) fresh = matcher_of(patterns); // which has not seen the text before
        gboolean whole, fresh_whole;
        guint n = find_within(matcher, text, budgets[i], &whole);
        assert_int_equal(n, find_within(fresh, text, budgets[i], &fresh_whole));
        assert_int_equal(whole, fresh_whole);
        assert_int_equal(whole, budgets[i] >= 1000000);
        assert_true(whole ? n == 5 : n < 5);
    }
    g_autoptr(GArray) matches = find(matcher, text, MATCH_ANY); // the bound is gone with the budget
    assert_int_equal(matches->len, 5);
}

static void a_search_that_was_given_up_is_not_whole(void **state)
{
    (void)state;
    const char *const patterns[] = {"(a+)+$", NULL};
    g_autoptr(Matcher) matcher = matcher_of(patterns);
    gboolean whole = TRUE;
    find_within(matcher, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", G_MAXINT64, &whole);
    assert_false(whole);
    find_within(matcher, "aaaa", G_MAXINT64, &whole);
    assert_true(whole);
}

static void reports_a_bounded_number_of_matches(void **state)
{
    (void)state;
    const char *const patterns[] = {"review", NULL};
    g_autoptr(Matcher) matcher = matcher_of(patterns);
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < 1000; i++) {
        g_string_append(text, "review ");
    }
    g_autoptr(GArray) matches = find(matcher, text->str, MATCH_ANY);
    assert_int_equal(matches->len, MATCHER_MAX_MATCHES);
}

static void survives_text_that_is_not_utf8(void **state)
{
    (void)state;
    const char *const patterns[] = {"ok.", "caf", NULL};
    g_autoptr(Matcher) matcher = matcher_of(patterns);
    const char *text = "\xFF\xC3ok\xE9 caf\xE2\x80";
    g_autoptr(GArray) matches = find(matcher, text, MATCH_ANY);
    g_autofree char *all = shown(matches, text);
    assert_string_equal(all, "0:ok\xE9|1:caf");
}

static gpointer find_many_times(gpointer data)
{
    const Matcher *matcher = data;
    GString *all = g_string_new(NULL);
    for (guint i = 0; i < 200; i++) {
        g_autofree char *text = g_strdup_printf("Laissez un avis n° %u: leave a review, écrivez-nous", i);
        g_autoptr(GArray) matches = find(matcher, text, MATCH_ANY);
        g_autofree char *one = shown(matches, text);
        g_string_append(all, one);
    }
    return g_string_free(all, FALSE);
}

static void finds_the_same_on_every_thread(void **state)
{
    (void)state;
    const char *const patterns[] = {"leave a review", "laissez (un|votre) avis", "\\d+", "écri(vez|re)", NULL};
    g_autoptr(Matcher) matcher = matcher_of(patterns);
    GThread *threads[4];
    for (guint i = 0; i < G_N_ELEMENTS(threads); i++) {
        threads[i] = g_thread_new("find", find_many_times, matcher);
    }
    g_autofree char *expected = find_many_times(matcher);
    for (guint i = 0; i < G_N_ELEMENTS(threads); i++) {
        g_autofree char *found = g_thread_join(threads[i]);
        assert_string_equal(found, expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_every_match_as_it_stands_in_the_text),
        cmocka_unit_test(runs_only_the_patterns_of_the_texts_language),
        cmocka_unit_test(tells_each_place_once_for_an_owner),
        cmocka_unit_test(adds_to_matches_that_are_there),
        cmocka_unit_test(points_at_the_mistake_in_a_bad_pattern),
        cmocka_unit_test(gives_up_on_catastrophic_backtracking_and_counts_it),
        cmocka_unit_test(a_budget_bounds_the_search_and_says_so),
        cmocka_unit_test(a_search_that_was_given_up_is_not_whole),
        cmocka_unit_test(reports_a_bounded_number_of_matches),
        cmocka_unit_test(survives_text_that_is_not_utf8),
        cmocka_unit_test(finds_the_same_on_every_thread),
    };
    return cmocka_run_group_tests_name("matcher", tests, NULL, NULL);
}
