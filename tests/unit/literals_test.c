#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <cmocka.h>
#include <pcre2.h>

#include "rules/automaton.h"
#include "rules/fold.h"
#include "rules/literals.h"
#include "rules/matcher.h"
#include "rules/pattern.h"

static int by_text(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static char *shown(const struct literals *literals)
{
    g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < literals->n; i++) {
        g_ptr_array_add(all, g_strndup(literals->all[i].bytes, literals->all[i].length));
    }
    g_ptr_array_sort(all, by_text);
    g_ptr_array_add(all, NULL);
    return g_strjoinv("|", (char **)all->pdata);
}

static void finds_what_must_stand_in_every_match(void **state)
{
    (void)state;
    const struct {
        const char *pattern, *expected; // NULL: nothing can be proven
    } cases[] = {
        {"privacy", "privacy"},
        {"PRIVacy", "privacy"},
        {"reviews?", "review"},
        {"\\b(leave|write) (us )?a review\\b", "leave a revi|leave us a revi|write a revi|write us a revi"},
        {"(abc|def)", "abc|def"},
        {"licen[cs]ed", "licenced|licensed"},
        {"abc.*defgh", "defgh"},
        {"abc|d", NULL},
        {"(abc)?", NULL},
        {"(abc)+x?", "abc"},
        {"(abc){2}", "abcabc"},
        {"abz+ky", "zky"},
        {"(abc){0,3}xyz", "xyz"},
        {"(abc){0}xyz", "xyz"},
        {"(?=abc)xyz", "xyz"},
        {"(?<!abc)xyz(?!def)uvw", "xyzuvw"},
        {"a\\.bc", "a.bc"},
        {"a\\x{62}c", "abc"},
        {"[[:alpha:]]abc", NULL}, // not read that far
        {"[^]x]abc", "abc"},
        {"(?x) a b c", NULL},
        {"(?-i:RSW)", "rsw"},
        {"(abc)(?1)", NULL},
        {"(*ACCEPT)abc", NULL},
        {"abc{,3}", NULL}, // releases of PCRE2 differ
        {"abc{x}", "abc{x}"},
        {"« avis", "« avis"},
        {"отзыв", NULL}, // letters of other alphabets have cases of their own
        {"\\d{4}", NULL},
        {"(?:(?:a|b)(?:c|d)){3}", "acacac|acacad|acacbc|acacbd|acadac|acadad|acadbc|acadbd|acbcac|acbcad|acbcbc|acbcbd|"
                                  "acbdac|acbdad|acbdbc|acbdbd|adacac|adacad|adacbc|adacbd|adadac|adadad|adadbc|adadbd|"
                                  "adbcac|adbcad|adbcbc|adbcbd|adbdac|adbdad|adbdbc|adbdbd|bcacac|bcacad|bcacbc|bcacbd|"
                                  "bcadac|bcadad|bcadbc|bcadbd|bcbcac|bcbcad|bcbcbc|bcbcbd|bcbdac|bcbdad|bcbdbc|bcbdbd|"
                                  "bdacac|bdacad|bdacbc|bdacbd|bdadac|bdadad|bdadbc|bdadbd|bdbcac|bdbcad|bdbcbc|bdbcbd|"
                                  "bdbdac|bdbdad|bdbdbc|bdbdbd"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct literals literals;
        gboolean found = literals_find(cases[i].pattern, &literals);
        g_autofree char *all = found ? shown(&literals) : NULL;
        if (g_strcmp0(all, cases[i].expected) != 0) {
            fail_msg("%s: %s, not %s", cases[i].pattern, all, cases[i].expected);
        }
    }
}

static void folds_what_is_text_in_a_pattern_and_nothing_else(void **state)
{
    (void)state;
    const struct {
        const char *pattern, *expected;
    } cases[] = {
        {"t[ée]moignages?", "t[ee]moignages?"},
        {"œuvres?", "(?:oe)uvres?"},
        {"œ?", "(?:oe)?"},
        {"[œu]x", "(?:[u]|oe)x"},
        {"[œæ]+", "(?:oe|ae)+"},
        {"[^œ]", "(?s:.)"},
        {"[^œu]", "[^u]"},
        {"[]é]", "[]e]"},
        {"[a–z’]", "[a\\-z']"},
        {"[[:alpha:]é]", "[[:alpha:]e]"},
        {"l’avis – oui", "l'avis - oui"},
        {"\\é\\’\\[\\\\é", "e'\\[\\\\e"},
        {"\\x{e9}\\xe9\\x41\\N{U+E9}", "ee\\x41e"},
        {"\\Qé[œ\\E[é]", "\\Qe[oe\\E[e]"},
        {"«\u00A0?avis", "« ?avis"},
        {"[é", "[e"},
        {"é\\", "e\\"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *folded = pattern_fold(cases[i].pattern);
        assert_string_equal(folded, cases[i].expected);
    }
}

static const char *pick(GRand *random, const char *const *from, guint n)
{
    return from[g_rand_int_range(random, 0, n)];
}

// A pattern over few letters, so that it matches often, with every construct that could lead a reader astray.
static void grow(GRand *random, GString *out, guint depth)
{
    static const char *const atoms[] = {
        "a",    "b",    "c",      "ab",      "abc",   "cab",    "bca",     "A",           "B",      ".",
        "[ab]", "[^a]", "[a-c]",  "[]a]",    "[^]b]", "[\\]a]", "[a\\-b]", "[[:alpha:]]", "[b\\d]", "\\w",
        "\\d",  "\\s",  "\\b",    "^",       "$",     "\\x61",  "\\x{62}", "\\Qab\\E",    "\\.",    "-",
        " ",    "é",    "œ",      "[œb]",    "«",     "\\1",    "\\K",     "(?i)",        "(?-i)",  "(?#ab)",
        "(?1)", "(?R)", "\\p{L}", "\\N",     "\\R",   "\\E",    "{",       "a{,2}",       "a{2",    "(*ACCEPT)",
        "(?x)", "\\cA", "\\07",   "\\o{61}", "\\g1",  "ж",      "(?C1)",   "[\\x61b]",    "[a-]",
    };
    static const char *const openings[] = {"(",      "(?:",  "(?i:",   "(?-i:", "(?|",    "(?>",     "(?<n>",
                                           "(?'m'",  "(?=",  "(?!",    "(?<=",  "(?<!",   "(",       "(?:",
                                           "(?s-i:", "(?^:", "(?P<p>", "(?(1)", "(*pla:", "(?(?=a)", "(?x:"};
    static const char *const quantifiers[] = {"",    "",      "",       "",       "?",    "*",    "+",
                                              "{2}", "{0,2}", "{1,3}",  "{0}",    "{2,}", "{0,}", "??",
                                              "+?",  "*+",    "{1,2}+", "{3}{2}", "{1}"};
    guint n = g_rand_int_range(random, 1, 4);
    for (guint i = 0; i < n; i++) {
        if (i && g_rand_int_range(random, 0, 5) == 0) {
            g_string_append_c(out, '|');
        }
        if (depth && g_rand_int_range(random, 0, 3) == 0) {
            g_string_append(out, pick(random, openings, G_N_ELEMENTS(openings)));
            grow(random, out, depth - 1);
            g_string_append_c(out, ')');
        } else {
            // The first ones more often: what is exotic mostly ends the proof.
            guint most = g_rand_int_range(random, 0, 4) ? 17 : G_N_ELEMENTS(atoms);
            g_string_append(out, pick(random, atoms, most));
        }
        g_string_append(out, pick(random, quantifiers, G_N_ELEMENTS(quantifiers)));
    }
}

static char *grow_text(GRand *random)
{
    static const char *const pieces[] = {"a", "b", "c", "ab", "abc", "A", "B",      "C", "bca", " ",
                                         "-", "0", "é", "œ",  "oe",  "«", "\u00AD", ".", "ж",   "{"};
    GString *text = g_string_new(NULL);
    for (guint n = g_rand_int_range(random, 0, 25); n; n--) {
        g_string_append(text, pick(random, pieces, g_rand_boolean(random) ? 9 : G_N_ELEMENTS(pieces)));
    }
    return g_string_free(text, FALSE);
}

// How many matches PCRE2 alone finds in folded text, no two overlapping; -1 where it gave up.
static int count_alone(const char *pattern, const char *text)
{
    g_autofree char *folded_pattern = pattern_fold(pattern), *folded = fold(text);
    int code, n = 0;
    gsize offset, from = 0;
    pcre2_code *compiled = pcre2_compile((PCRE2_SPTR)folded_pattern, PCRE2_ZERO_TERMINATED,
                                         PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS, &code, &offset, NULL);
    assert_non_null(compiled);
    pcre2_jit_compile(compiled, PCRE2_JIT_COMPLETE); // its odder corners differ from those of the interpreter
    pcre2_match_data *found = pcre2_match_data_create(1, NULL);
    pcre2_match_context *limits = pcre2_match_context_create(NULL);
    pcre2_set_match_limit(limits, 20000);
    pcre2_set_depth_limit(limits, 1000);
    const gsize *span = pcre2_get_ovector_pointer(found);
    int result = 0;
    while ((result = pcre2_match(compiled, (PCRE2_SPTR)folded, strlen(folded), from, PCRE2_NOTEMPTY, found, limits)) >=
               0 &&
           span[1] > from && span[0] < span[1]) {
        n++;
        from = span[1];
    }
    pcre2_match_data_free(found);
    pcre2_match_context_free(limits);
    pcre2_code_free(compiled);
    return result >= 0 || result == PCRE2_ERROR_NOMATCH ? n : -1;
}

static void never_misses_what_pcre2_finds_alone(void **state)
{
    (void)state;
    enum { PATTERNS = 20000, TEXTS = 6 };
    const char *seed = g_getenv("SEED");
    g_autoptr(GRand) random = g_rand_new_with_seed(seed ? atoi(seed) : 7);
    guint n_accepted = 0, n_anchored = 0, n_matched = 0;
    for (guint i = 0; i < PATTERNS; i++) {
        g_autoptr(GString) pattern = g_string_new(NULL);
        grow(random, pattern, 3);
        g_autoptr(Matcher) matcher = matcher_new();
        if (!matcher_add(matcher, pattern->str, MATCH_ANY, 0, NULL)) {
            continue;
        }
        matcher_seal(matcher);
        n_accepted++;
        n_anchored += !matcher_n_unanchored(matcher);
        for (guint j = 0; j < TEXTS; j++) {
            g_autofree char *text = grow_text(random);
            g_autoptr(GArray) matches = g_array_new(FALSE, FALSE, sizeof(struct match));
            matcher_find(matcher, text, strlen(text), MATCH_ANY, matches);
            int alone = matcher_n_given_up(matcher) ? -1 : count_alone(pattern->str, text);
            n_matched += !matcher_n_unanchored(matcher) && alone > 0;
            // Half a ligature counts as the whole, so that two matches may become one.
            if (alone >= 0 && ((guint)alone < matches->len || (alone && !matches->len))) {
                fail_msg("“%s” in “%s”: %u, not %d", pattern->str, text, matches->len, alone);
            }
        }
    }
    print_message("%u patterns, %u of them with literals, which matched %u times\n", n_accepted, n_anchored, n_matched);
    assert_true(n_accepted > PATTERNS / 3 && n_anchored > PATTERNS / 15 && n_matched > PATTERNS / 50);
}

static void finds_every_literal_that_a_plain_search_finds(void **state)
{
    (void)state;
    g_autoptr(GRand) random = g_rand_new_with_seed(3);
    for (guint round = 0; round < 200; round++) {
        guint n = g_rand_int_range(random, 1, 200);
        g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
        g_autofree struct automaton_entry *entries = g_new(struct automaton_entry, n);
        for (guint i = 0; i < n; i++) {
            GString *word = g_string_new(NULL);
            for (guint length = g_rand_int_range(random, 3, 16); length; length--) {
                g_string_append_c(word, "abc -'é1"[g_rand_int_range(random, 0, 6)]);
            }
            g_ptr_array_add(words, g_string_free(word, FALSE));
            const char *bytes = g_ptr_array_index(words, i);
            entries[i] = (struct automaton_entry){bytes, strlen(bytes), i};
        }
        Automaton *automaton = automaton_new(entries, n);
        g_autoptr(GString) text = g_string_new(NULL);
        for (guint i = 0; i < 50; i++) {
            g_string_append(text, g_ptr_array_index(words, g_rand_int_range(random, 0, n)));
            g_string_truncate(text, text->len - g_rand_int_range(random, 0, 3));
        }
        g_autofree char *upper = g_ascii_strup(text->str, -1);
        g_autofree guint64 *values = g_new0(guint64, bits_words(n));
        g_autofree guint64 *seen = g_new0(guint64, bits_words(automaton_n_ends(automaton)));
        automaton_scan(automaton, upper, text->len, values, seen);
        for (guint i = 0; i < n; i++) {
            gboolean there = strstr(text->str, g_ptr_array_index(words, i)) != NULL;
            assert_true(!there || bits_has(values, i));
        }
        automaton_free(automaton);
    }
}

static void stays_small_however_many_literals_there_are(void **state)
{
    (void)state;
    enum { MANY = 40000 };
    g_autoptr(GRand) random = g_rand_new_with_seed(5);
    g_autofree struct automaton_entry *entries = g_new(struct automaton_entry, MANY);
    g_autofree char *bytes = g_malloc(MANY * LITERAL_MAX_BYTES);
    for (guint i = 0; i < MANY; i++) {
        char *word = bytes + (gsize)i * LITERAL_MAX_BYTES;
        for (guint j = 0; j < LITERAL_MAX_BYTES; j++) {
            word[j] = "abcdefghijklmnopqrstuvwxyz -'.0\xC3"[g_rand_int_range(random, 0, 32)];
        }
        entries[i] = (struct automaton_entry){word, LITERAL_MAX_BYTES, i};
    }
    Automaton *automaton = automaton_new(entries, MANY);
    assert_true(automaton_bytes(automaton) < 3 << 20);
    g_autofree guint64 *values = g_new0(guint64, bits_words(MANY));
    g_autofree guint64 *seen = g_new0(guint64, bits_words(automaton_n_ends(automaton)));
    automaton_scan(automaton, bytes, (gsize)MANY * LITERAL_MAX_BYTES, values, seen);
    for (guint i = 0; i < MANY; i++) {
        assert_true(bits_has(values, i));
    }
    automaton_free(automaton);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_must_stand_in_every_match),
        cmocka_unit_test(folds_what_is_text_in_a_pattern_and_nothing_else),
        cmocka_unit_test(never_misses_what_pcre2_finds_alone),
        cmocka_unit_test(finds_every_literal_that_a_plain_search_finds),
        cmocka_unit_test(stays_small_however_many_literals_there_are),
    };
    return cmocka_run_group_tests_name("literals", tests, NULL, NULL);
}
