#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <glib/gstdio.h>

#include "rules/words.h"

static const char *const names[] = {
#define X(name, text) text,
    WORD_LISTS(X)
#undef X
};

// A folder with one file that holds every list but `without`, then `more`.
static char *make_folder(const char *without, const char *more)
{
    char *folder = g_dir_make_tmp("words-XXXXXX", NULL);
    g_autoptr(GString) text = g_string_new(NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        if (g_strcmp0(names[i], without) != 0) {
            g_string_append_printf(text, "%s:\n  en: [list %s]\n  fr: liste %s\n", names[i], names[i], names[i]);
        }
    }
    g_string_append(text, more);
    g_autofree char *path = g_build_filename(folder, "a.yaml", NULL);
    assert_true(g_file_set_contents(path, text->str, text->len, NULL));
    return folder;
}

static void remove_folder(char *folder)
{
    static const char *const files[] = {"a.yaml", "b.yaml"};
    for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *path = g_build_filename(folder, files[i], NULL);
        g_remove(path);
    }
    g_rmdir(folder);
    g_free(folder);
}

static void gives_each_list_its_owner_and_language(void **state)
{
    (void)state;
    char *folder = make_folder(NULL, "");
    g_autoptr(Matcher) matcher = matcher_new();
    assert_true(words_load(matcher, NULL, folder, NULL));
    matcher_seal(matcher);
    for (guint i = 0; i < N_WORD_LISTS; i++) {
        g_autofree char *text = g_strdup_printf("list %s. liste %s.", names[i], names[i]);
        g_autoptr(GArray) matches = g_array_new(FALSE, FALSE, sizeof(struct match));
        matcher_find(matcher, text, strlen(text), MATCH_FR, matches);
        gboolean found = FALSE;
        for (guint j = 0; j < matches->len; j++) {
            const struct match *match = &g_array_index(matches, struct match, j);
            assert_true(match->start > 4);
            found |= match->owner == i;
        }
        assert_true(found);
    }
    remove_folder(folder);
}

static void refuses_lists_that_are_wrong_and_says_where(void **state)
{
    (void)state;
    const struct {
        const char *without, *more, *expected; // what follows the folder's name
    } cases[] = {
        {"crisis", "", ": error: no file here holds the word list “crisis”"},
        {"crisis", "crises: {en: x}\n", "unknown key “crises”; did you mean “crisis”?"},
        {"crisis", "crisis: {de: x}\n", "unknown key “de”; known here: en, fr, any"},
        {"crisis", "crisis: {en: [good, '(bad']}\n",
         ":21: error: missing closing parenthesis at character 5 of “(bad”"},
        {"crisis", "crisis: {en: [[x]]}\n", ": error: this must be a text"},
        {"crisis", "crisis: {en: }\n", "“crisis” holds no words"},
        {"crisis", "crisis: [x]\n", "“crisis” must be keys with values"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        char *folder = make_folder(cases[i].without, cases[i].more);
        g_autoptr(Matcher) matcher = matcher_new();
        g_autoptr(GError) error = NULL;
        assert_false(words_load(matcher, NULL, folder, &error));
        assert_true(g_str_has_prefix(error->message, folder));
        if (!g_str_has_suffix(error->message, cases[i].expected)) {
            fail_msg("%s, not %s", error->message, cases[i].expected);
        }
        remove_folder(folder);
    }
}

static void refuses_a_list_that_stands_in_two_files(void **state)
{
    (void)state;
    char *folder = make_folder(NULL, "");
    g_autofree char *second = g_build_filename(folder, "b.yaml", NULL);
    assert_true(g_file_set_contents(second, "# again\ncrisis: {any: x}\n", -1, NULL));
    g_autoptr(Matcher) matcher = matcher_new();
    g_autoptr(GError) error = NULL;
    assert_false(words_load(matcher, NULL, folder, &error));
    g_autofree char *expected =
        g_strdup_printf("%s:2:1: error: “crisis” is in an earlier file too; a list stands in one file", second);
    assert_string_equal(error->message, expected);
    remove_folder(folder);
}

static void loads_the_lists_that_are_shipped(void **state)
{
    (void)state;
    g_autoptr(Matcher) matcher = matcher_new();
    g_autoptr(GError) error = NULL;
    if (!words_load(matcher, NULL, "rules/words", &error)) {
        fail_msg("%s", error->message);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_each_list_its_owner_and_language),
        cmocka_unit_test(refuses_lists_that_are_wrong_and_says_where),
        cmocka_unit_test(refuses_a_list_that_stands_in_two_files),
        cmocka_unit_test(loads_the_lists_that_are_shipped),
    };
    return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
