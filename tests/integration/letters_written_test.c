/*
 * An audit leaves letters beside its report where a page of somebody else says what is not true today.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "tests/support/fixture.h"

static char *letter_of(const struct fixture *fixture, const char *out)
{
    g_autofree char *path = g_build_filename(fixture->own, out, "letters", "therapist-directory.example-1.txt", NULL);
    char *text = NULL;
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    return text;
}

static guint files_in(const struct fixture *fixture, const char *out, const char *folder)
{
    g_autofree char *path = g_build_filename(fixture->own, out, folder, NULL);
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    guint n = 0;
    while (dir && g_dir_read_name(dir)) {
        n++;
    }
    return n;
}

static void a_profile_with_an_old_telephone_gets_a_letter_to_send(void **state)
{
    (void)state;
    struct fixture fixture = {0};
    fixture_open(&fixture, "story-two-sites");
    g_autofree char *json = NULL, *html = NULL;
    fixture_audit(&fixture, "one", "2", &json, &html);
    assert_int_equal(files_in(&fixture, "one", "letters"), 1);
    g_autofree char *letter = letter_of(&fixture, "one");
    static const char *const words[] = {
        "Subject: please correct your page about Odile Marchand-Reyes",
        "/on/sudbury/odile-marchand-reyes/",
        "705-674-8850",
        "7.1.1",
        "For my file: on November 21, 2026",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
        if (!strstr(letter, words[i])) {
            fail_msg("“%s” is not in:\n%s", words[i], letter);
        }
    }
    assert_non_null(strstr(html, "href=\"letters/therapist-directory.example-1.txt\""));
    g_autofree char *json_again = NULL, *html_again = NULL;
    fixture_audit(&fixture, "two", "1", &json_again, &html_again);
    g_autofree char *again = letter_of(&fixture, "two");
    assert_string_equal(letter, again);
    fixture_close(&fixture);
}

/* Audits the story into `out` with the practice file's telephone as given, and the letters beside the report. */
static void audit_with_phone(const struct fixture *fixture, const char *out, const char *phone)
{
    g_autofree char *path = g_build_filename(fixture->own, "practice.yaml", NULL), *text = NULL;
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_auto(GStrv) parts = g_strsplit(text, "705-674-8850", -1);
    g_autofree char *changed = g_strjoinv(phone, parts);
    assert_true(g_file_set_contents(path, changed, -1, NULL));
    g_autofree char *json = NULL, *html = NULL;
    fixture_audit(fixture, out, "2", &json, &html);
    assert_true(g_file_set_contents(path, text, -1, NULL));
}

static void letters_of_an_earlier_run_are_kept_apart_and_never_written_over(void **state)
{
    (void)state;
    struct fixture fixture = {0};
    fixture_open(&fixture, "story-two-sites");
    audit_with_phone(&fixture, "one", "705-674-8850");
    assert_int_equal(files_in(&fixture, "one", "letters"), 1);
    audit_with_phone(&fixture, "one", "705-674-8850"); // the same letter again
    assert_int_equal(files_in(&fixture, "one", "letters"), 1);
    g_autofree char *letter =
        g_build_filename(fixture.own, "one", "letters", "therapist-directory.example-1.txt", NULL);
    g_autofree char *text = letter_of(&fixture, "one");
    g_autofree char *sent = g_strconcat(text, "Sent by e-mail.\n", NULL);
    assert_true(g_file_set_contents(letter, sent, -1, NULL));
    g_autofree char *mine = g_build_filename(fixture.own, "one", "letters", "notes.txt", NULL);
    assert_true(g_file_set_contents(mine, "mine", -1, NULL));
    audit_with_phone(&fixture, "one", "705-674-8850"); // its owner wrote into it
    assert_int_equal(files_in(&fixture, "one", "letters"), 3);
    assert_int_equal(files_in(&fixture, "one", "letters/earlier"), 1);
    audit_with_phone(&fixture, "one", "705-522-6093"); // the profile is right now
    assert_false(g_file_test(letter, G_FILE_TEST_EXISTS));
    assert_true(g_file_test(mine, G_FILE_TEST_EXISTS));
    assert_int_equal(files_in(&fixture, "one", "letters/earlier"), 2);
    fixture_close(&fixture);
}

static void a_practice_whose_profiles_are_right_gets_no_folder_of_letters(void **state)
{
    (void)state;
    struct fixture fixture = {0};
    fixture_open(&fixture, "ashe-therapy-correct");
    g_autofree char *json = NULL, *html = NULL;
    fixture_audit(&fixture, "one", "2", &json, &html);
    g_autofree char *folder = g_build_filename(fixture.own, "one", "letters", NULL);
    assert_false(g_file_test(folder, G_FILE_TEST_EXISTS));
    assert_null(strstr(html, "id=\"letters\""));
    fixture_close(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_profile_with_an_old_telephone_gets_a_letter_to_send),
        cmocka_unit_test(letters_of_an_earlier_run_are_kept_apart_and_never_written_over),
        cmocka_unit_test(a_practice_whose_profiles_are_right_gets_no_folder_of_letters),
    };
    return cmocka_run_group_tests_name("letters written", tests, NULL, NULL);
}
