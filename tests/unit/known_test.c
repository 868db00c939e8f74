#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "rules/known_make.h"
#include "rules/matcher_parts.h"
#include "rules/pack.h"

enum { CODES_APART = 5 }; // compiling each of the shipped patterns once more would take its time

static const struct known_head *head_of(GBytes *bytes)
{
    return g_bytes_get_data(bytes, NULL);
}

static const char *const no_files[] = {NULL};

static void compare_literals(const struct known *known, const char *folded)
{
    struct literals read, told;
    gboolean found = literals_find(folded, &read);
    assert_int_equal(known_literals(known, &told), found);
    assert_int_equal(told.tail, read.tail);
    assert_int_equal(told.runs, read.runs);
    assert_int_equal(told.sound, read.sound);
    if (found) {
        assert_int_equal(told.reach, read.reach);
        assert_int_equal(told.n, read.n);
        assert_memory_equal(told.all, read.all, read.n * sizeof read.all[0]);
    }
}

static guint32 info(const pcre2_code *code, guint32 what)
{
    gsize answer = 0; // room for the largest
    assert_int_equal(pcre2_pattern_info(code, what, &answer), 0);
    return (guint32)answer;
}

static void compare_code(const struct known *known, const char *folded)
{
    static const guint32 asked[] = {PCRE2_INFO_SIZE,         PCRE2_INFO_ALLOPTIONS,    PCRE2_INFO_CAPTURECOUNT,
                                    PCRE2_INFO_MINLENGTH,    PCRE2_INFO_FIRSTCODETYPE, PCRE2_INFO_LASTCODETYPE,
                                    PCRE2_INFO_LASTCODEUNIT, PCRE2_INFO_MAXLOOKBEHIND};
    int reason;
    gsize offset;
    pcre2_code *compiled = matcher_compile(folded, &reason, &offset), *told = known_code(known);
    assert_non_null(told);
    for (guint i = 0; i < G_N_ELEMENTS(asked); i++) {
        assert_int_equal(info(told, asked[i]), info(compiled, asked[i]));
    }
    pcre2_code_free(compiled);
    pcre2_code_free(told);
}

static void tells_of_the_shipped_patterns_what_reading_them_tells(void **state)
{
    (void)state;
    g_autoptr(GError) error = NULL;
    struct pack_set *packs = pack_set_load("rules", NULL, &error);
    if (!packs) {
        fail_msg("%s", error->message);
    }
    const Matcher *const matchers[] = {packs->matcher, packs->link_matcher, packs->mark_matcher, packs->word_marks};
    g_autoptr(GBytes) bytes = known_make(matchers, G_N_ELEMENTS(matchers), no_files, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(matchers); i++) {
        for (guint j = 0; j < matchers[i]->patterns->len; j++) {
            const struct pattern *pattern = matcher_pattern(matchers[i], j);
            const struct known *known = known_find_in(head_of(bytes), pattern->source);
            assert_non_null(known);
            assert_string_equal(known_source(known), pattern->source);
            assert_string_equal(known_folded(known), pattern->folded);
            compare_literals(known, pattern->folded);
            if (j % CODES_APART == 0) {
                compare_code(known, pattern->folded);
            }
        }
    }
    pack_set_free(packs);
}

static Matcher *sealed(const char *pattern)
{
    Matcher *matcher = matcher_new();
    assert_true(matcher_add(matcher, pattern, MATCH_EN, 1, NULL));
    matcher_seal(matcher);
    return matcher;
}

static void gives_code_that_searches(void **state)
{
    (void)state;
    g_autoptr(Matcher) matcher = sealed("\\bmy (therapist|counsell?or)\\b");
    const Matcher *const matchers[] = {matcher};
    g_autoptr(GBytes) bytes = known_make(matchers, 1, no_files, NULL);
    pcre2_code *code = known_code(known_find_in(head_of(bytes), "\\bmy (therapist|counsell?or)\\b"));
    pcre2_match_data *found = pcre2_match_data_create(2, NULL);
    assert_int_equal(pcre2_match(code, (PCRE2_SPTR) "I saw MY COUNSELOR.", 19, 0, 0, found, NULL), 2);
    assert_int_equal(pcre2_get_ovector_pointer(found)[0], 6);
    assert_int_equal(pcre2_get_ovector_pointer(found)[1], 18);
    assert_int_equal(pcre2_match(code, (PCRE2_SPTR) "my counsellors", 14, 0, 0, found, NULL), PCRE2_ERROR_NOMATCH);
    pcre2_match_data_free(found);
    pcre2_code_free(code);
}

static void leaves_code_of_another_release_alone(void **state)
{
    (void)state;
    g_autoptr(Matcher) matcher = sealed("\\bkind words\\b");
    const Matcher *const matchers[] = {matcher};
    g_autoptr(GBytes) bytes = known_make(matchers, 1, no_files, NULL);
    const struct known *known = known_find_in(head_of(bytes), "\\bkind words\\b");
    guint32 *code =
        (guint32 *)(known->literals + known->n_literals); // a magic number, then the release: pcre2serialize(3)
    code[1]++;
    assert_null(known_code(known));
    code[1]--;
    pcre2_code *same = known_code(known);
    assert_non_null(same);
    pcre2_code_free(same);
}

static void knows_nothing_of_a_pattern_that_was_changed(void **state)
{
    (void)state;
    g_autoptr(Matcher) matcher = sealed("\\bkind words?\\b");
    const Matcher *const matchers[] = {matcher};
    g_autoptr(GBytes) bytes = known_make(matchers, 1, no_files, NULL);
    assert_non_null(known_find_in(head_of(bytes), "\\bkind words?\\b"));
    static const char *const others[] = {"", "\\bkind words?", "\\bkind words\\b", "\\bkind words?\\b ",
                                         "\\bKind words?\\b"};
    for (guint i = 0; i < G_N_ELEMENTS(others); i++) {
        assert_null(known_find_in(head_of(bytes), others[i]));
    }
}

static void knows_the_automaton_of_the_same_entries_alone(void **state)
{
    (void)state;
    g_autoptr(Matcher) matcher = sealed("\\btestimonial\\b");
    const Matcher *const matchers[] = {matcher};
    g_autoptr(GBytes) bytes = known_make(matchers, 1, no_files, NULL);
    const struct automaton_entry entry = {"testimonial", 11, BOUND_BEFORE | BOUND_AFTER, MATCH_EN};
    const Automaton *automaton = known_automaton_in(head_of(bytes), &entry, 1);
    assert_non_null(automaton);
    g_autoptr(GArray) hits = g_array_new(FALSE, FALSE, sizeof(struct automaton_hit));
    static const char text[] = "testimonials, and one Testimonial";
    assert_true(automaton_scan(automaton, text, strlen(text), MATCH_EN, G_MAXUINT, hits));
    assert_int_equal(hits->len, 1);
    assert_int_equal(g_array_index(hits, struct automaton_hit, 0).at, 22);
    const struct automaton_entry others[] = {
        {"testimonies", 11, BOUND_BEFORE | BOUND_AFTER, MATCH_EN},
        {"testimonia", 10, BOUND_BEFORE | BOUND_AFTER, MATCH_EN},
        {"testimonial", 11, BOUND_BEFORE, MATCH_EN},
        {"testimonial", 11, BOUND_BEFORE | BOUND_AFTER, MATCH_ANY},
    };
    for (guint i = 0; i < G_N_ELEMENTS(others); i++) {
        assert_null(known_automaton_in(head_of(bytes), &others[i], 1));
    }
    const struct automaton_entry twice[] = {entry, entry};
    assert_null(known_automaton_in(head_of(bytes), twice, 2));
    assert_null(known_automaton_in(head_of(bytes), &entry, 0));
}

static void finds_a_pattern_as_it_is_written(void **state)
{
    (void)state;
    g_autoptr(Matcher) matcher = sealed("\\btémoignages?\\b");
    const Matcher *const matchers[] = {matcher};
    g_autoptr(GBytes) bytes = known_make(matchers, 1, no_files, NULL);
    const struct known *known = known_find_in(head_of(bytes), "\\btémoignages?\\b");
    assert_non_null(known);
    assert_string_equal(known_folded(known), "\\btemoignages?\\b");
    assert_null(known_find_in(head_of(bytes), "\\btemoignages?\\b"));
}

static void knows_a_file_of_which_every_byte_is_as_it_was(void **state)
{
    (void)state;
    static const char path[] = "rules/words/people.yaml", other[] = "rules/words/contacts.yaml";
    const char *const files[] = {path, other, NULL};
    g_autoptr(Matcher) matcher = sealed("\\bkind words\\b");
    const Matcher *const matchers[] = {matcher};
    g_autoptr(GBytes) bytes = known_make(matchers, 1, files, NULL);
    assert_non_null(bytes);
    g_autofree char *text = NULL;
    gsize length;
    assert_true(g_file_get_contents(path, &text, &length, NULL));
    const struct yaml_flat *flat = known_tree_in(head_of(bytes), text, length);
    assert_non_null(flat);
    assert_true(yaml_flat_is_of(flat, text, length));
    assert_null(known_tree_in(head_of(bytes), text, length - 1));
    text[length / 2] ^= 1;
    assert_null(known_tree_in(head_of(bytes), text, length));
    assert_null(known_tree_in(head_of(bytes), "", 0));
}

static void a_file_that_cannot_be_read_is_an_error(void **state)
{
    (void)state;
    const char *const files[] = {"rules/words/nowhere.yaml", NULL};
    g_autoptr(Matcher) matcher = sealed("\\bkind words\\b");
    const Matcher *const matchers[] = {matcher};
    g_autoptr(GError) error = NULL;
    assert_null(known_make(matchers, 1, files, &error));
    assert_non_null(error);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_of_the_shipped_patterns_what_reading_them_tells),
        cmocka_unit_test(gives_code_that_searches),
        cmocka_unit_test(leaves_code_of_another_release_alone),
        cmocka_unit_test(knows_nothing_of_a_pattern_that_was_changed),
        cmocka_unit_test(finds_a_pattern_as_it_is_written),
        cmocka_unit_test(knows_a_file_of_which_every_byte_is_as_it_was),
        cmocka_unit_test(a_file_that_cannot_be_read_is_an_error),
        cmocka_unit_test(knows_the_automaton_of_the_same_entries_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
