#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <glib/gstdio.h>

#include "reports/letters.h"

static struct rule_info *add_rule(struct result *result, const char *id, enum rule_level level)
{
    struct rule_info *rule = g_new0(struct rule_info, 1);
    rule->id = g_strdup(id);
    rule->level = level;
    rule->citations = g_new0(struct citation, 1);
    rule->n_citations = 1;
    rule->citations[0] = (struct citation){g_strdup("ocswssw-2"), g_strdup("7.3.3")};
    g_ptr_array_add(result->rules, rule);
    return rule;
}

static void add_finding(struct result *result, const struct rule_info *rule, const char *subject, const char *shown,
                        const char *value)
{
    struct finding *finding = g_new0(struct finding, 1);
    finding->id = g_strdup("0123456789abcdef");
    finding->rule = rule;
    finding->level = rule->level;
    finding->subject = g_strdup(subject);
    finding->values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_hash_table_insert(finding->values, g_strdup("shown"), g_strdup(shown));
    g_hash_table_insert(finding->values, g_strdup("value"), g_strdup(value));
    finding->evidence = g_ptr_array_new();
    g_ptr_array_add(result->findings, finding);
}

static void add_presence(struct result *result, const char *address, enum presence_kind kind, const char *language)
{
    struct result_presence *presence = result_presence_new();
    presence->address = g_strdup(address);
    presence->kind = kind;
    struct result_page page = {.address = result_presence_text(presence, address)};
    g_strlcpy(page.language, language, sizeof page.language);
    g_array_append_val(presence->pages, page);
    g_ptr_array_add(result->presences, presence);
}

static struct result *story(const char *language)
{
    struct result *result = result_new();
    result->as_of = g_strdup("2026-11-21");
    result->practitioner = g_strdup("Odile Marchand-Reyes");
    add_presence(result, "https://marchandreyes.ca/", PRESENCE_WEBSITE, "en");
    add_presence(result, "https://directory.ca/odile", PRESENCE_PROFILE, language);
    const struct rule_info *contact = add_rule(result, "outdated.contact", LEVEL_ERROR);
    const struct rule_info *retired = add_rule(result, "outdated.retired-service", LEVEL_ERROR);
    const struct rule_info *year = add_rule(result, "outdated.copyright-year", LEVEL_NOTE);
    add_finding(result, contact, "https://directory.ca/odile", "705-522-6093", "705-674-8850");
    add_finding(result, retired, "https://directory.ca/odile", "Play Therapy", "Play therapy");
    add_finding(result, year, "https://directory.ca/odile", "2019", "2019");
    add_finding(result, contact, "https://marchandreyes.ca/", "705-522-1111", "705-674-8850");
    return result;
}

static void a_profile_with_wrong_facts_gets_one_letter_in_its_language(void **state)
{
    (void)state;
    const struct {
        const char *language, *words[6];
    } cases[] = {
        {"en",
         {"Odile Marchand-Reyes", "https://directory.ca/odile", "It shows “705-522-6093”. Correct is: 705-674-8850.",
          "It offers “Play Therapy”", "7.3.3", "For my file: on November 21, 2026"}},
        {"fr",
         {"Odile Marchand-Reyes", "https://directory.ca/odile", "705-674-8850", "veuillez le retirer", "7.3.3",
          "21 novembre 2026"}},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Result) result = story(cases[i].language);
        g_autoptr(GPtrArray) letters = letters_make(result, ".", NULL);
        assert_non_null(letters);
        assert_int_equal(letters->len, 1);
        const struct letter *letter = letters->pdata[0];
        assert_string_equal(letter->address, "https://directory.ca/odile");
        assert_string_equal(letter->file, "directory.ca-1.txt");
        for (gsize k = 0; k < G_N_ELEMENTS(cases[i].words); k++) {
            if (!strstr(letter->text, cases[i].words[k])) {
                fail_msg("no “%s” in:\n%s", cases[i].words[k], letter->text);
            }
        }
        assert_null(strstr(letter->text, "705-522-1111"));
        assert_null(strstr(letter->text, "2019"));
    }
}

static void add_document(struct result *result, const char *id, const char *title, const char *until)
{
    struct document *document = g_new0(struct document, 1);
    document->id = g_strdup(id);
    document->title.in[EN] = g_strdup(title);
    document->until = g_strdup(until);
    g_ptr_array_add(result->documents, document);
}

static void a_stranger_is_told_of_numbered_clauses_in_force(void **state)
{
    (void)state;
    g_autoptr(Result) result = story("en");
    struct rule_info *rule = result->rules->pdata[0];
    const struct citation cited[] = {{(char *)"code", (char *)"7.1.1"},
                                     {(char *)"old-code", (char *)"7.3"},
                                     {(char *)"notes", (char *)"checklist-10"}};
    add_document(result, "code", "The Code", NULL);
    add_document(result, "old-code", "The Former Code", "2023-09-07");
    add_document(result, "notes", "The Notes", NULL);
    for (guint i = 0; i < rule->n_citations; i++) {
        g_free(rule->citations[i].document);
        g_free(rule->citations[i].clause);
    }
    rule->citations = g_renew(struct citation, rule->citations, G_N_ELEMENTS(cited));
    for (guint i = 0; i < G_N_ELEMENTS(cited); i++) {
        rule->citations[i] = (struct citation){g_strdup(cited[i].document), g_strdup(cited[i].clause)};
    }
    rule->n_citations = G_N_ELEMENTS(cited);
    g_autoptr(GPtrArray) letters = letters_make(result, ".", NULL);
    const struct letter *letter = letters->pdata[0];
    assert_non_null(strstr(letter->text, "The Code, 7.1.1"));
    assert_null(strstr(letter->text, "The Former Code"));
    assert_null(strstr(letter->text, "checklist"));
}

static void letters_are_written_and_none_makes_no_folder(void **state)
{
    (void)state;
    g_autofree char *own = g_dir_make_tmp("letters-XXXXXX", NULL);
    g_autofree char *folder = g_build_filename(own, "letters", NULL);
    g_autoptr(Result) nothing = result_new();
    g_autoptr(GPtrArray) none = letters_make(nothing, ".", NULL);
    assert_int_equal(none->len, 0);
    assert_true(letters_write(none, folder, NULL));
    assert_false(g_file_test(folder, G_FILE_TEST_EXISTS));
    g_autoptr(Result) result = story("en");
    g_autoptr(GPtrArray) letters = letters_make(result, ".", NULL);
    assert_true(letters_write(letters, folder, NULL));
    g_autofree char *path = g_build_filename(folder, "directory.ca-1.txt", NULL);
    assert_true(g_file_test(path, G_FILE_TEST_IS_REGULAR));
    g_unlink(path);
    g_rmdir(folder);
    g_rmdir(own);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_profile_with_wrong_facts_gets_one_letter_in_its_language),
        cmocka_unit_test(a_stranger_is_told_of_numbered_clauses_in_force),
        cmocka_unit_test(letters_are_written_and_none_makes_no_folder),
    };
    return cmocka_run_group_tests_name("letters", tests, NULL, NULL);
}
