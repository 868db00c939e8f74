#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <libxml/parser.h>

#include "reports/names.h"
#include "reports/phrases.h"

static Phrases *load(enum language language)
{
    g_autoptr(GError) error = NULL;
    Phrases *phrases = phrases_load(".", language, &error);
    assert_non_null(phrases);
    return phrases;
}

static xmlNode *child(xmlNode *node, const char *name)
{
    for (xmlNode *at = node->children; at; at = at->next) {
        if (at->type == XML_ELEMENT_NODE && strcmp((const char *)at->name, name) == 0) {
            return at;
        }
    }
    return NULL;
}

static gboolean has_words(xmlNode *node, gboolean counted)
{
    if (!counted) {
        g_autofree char *text = NULL;
        xmlChar *content = xmlNodeGetContent(node);
        text = g_strstrip(g_strdup((const char *)content));
        xmlFree(content);
        return *text != '\0';
    }
    return xmlHasProp(node, BAD_CAST "one") && xmlHasProp(node, BAD_CAST "other");
}

static void every_key_is_said_in_both_languages_and_in_both_numbers(void **state)
{
    (void)state;
    xmlDoc *document = xmlReadFile("reports/html/words.xml", NULL, XML_PARSE_NONET);
    assert_non_null(document);
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (xmlNode *word = xmlDocGetRootElement(document)->children; word; word = word->next) {
        if (word->type != XML_ELEMENT_NODE) {
            continue;
        }
        g_autofree char *key = g_strdup((const char *)word->properties->children->content);
        xmlNode *en = child(word, "en"), *fr = child(word, "fr");
        gboolean counted = en && xmlHasProp(en, BAD_CAST "other");
        if (!en || !fr || !has_words(en, counted) || !has_words(fr, counted)) {
            fail_msg("not said in both languages: %s", key);
        }
        if (!g_hash_table_add(seen, g_strdup(key))) {
            fail_msg("twice: %s", key);
        }
    }
    xmlFreeDoc(document);
}

static void french_words_have_the_spaces_of_quebec(void **state)
{
    (void)state;
    g_autofree char *text = NULL;
    assert_true(g_file_get_contents("reports/html/words.xml", &text, NULL, NULL));
    static const char *const WRONG[] = {" :<", " : ", "« ", " »", " ;", " !", " ?<", "\u00A0;", "'</fr>"};
    for (gsize i = 0; i < G_N_ELEMENTS(WRONG); i++) {
        const char *at = strstr(text, WRONG[i]);
        if (at) {
            fail_msg("“%s” in: %.60s", WRONG[i], MAX(at - 20, text));
        }
    }
}

static gboolean is_known(const Phrases *phrases, const char *key)
{
    return strcmp(phrase(phrases, key), "[?]") != 0;
}

/* Every key='...' or "..." that follows `before` in the file. */
static void check_keys(const Phrases *phrases, const char *file, const char *before, char end)
{
    g_autofree char *text = NULL;
    assert_true(g_file_get_contents(file, &text, NULL, NULL));
    for (const char *at = strstr(text, before); at; at = strstr(at, before)) {
        at += strlen(before);
        g_autofree char *key = g_strndup(at, strcspn(at, (char[]){end, '\0'}));
        if (!is_known(phrases, key)) {
            fail_msg("%s: words.xml has no “%s”", file, key);
        }
    }
}

static void every_word_that_is_asked_for_is_there(void **state)
{
    (void)state;
    g_autoptr(Phrases) phrases = load(FR);
    const char *name;
    g_autoptr(GDir) layout = g_dir_open("reports/html", 0, NULL);
    while ((name = g_dir_read_name(layout))) {
        if (g_str_has_suffix(name, ".xsl")) {
            g_autofree char *path = g_build_filename("reports", "html", name, NULL);
            check_keys(phrases, path, "key('w','", '\'');
            check_keys(phrases, path, "<xsl:with-param name=\"key\" select=\"'", '\'');
            check_keys(phrases, path, "<xsl:with-param name=\"to\" select=\"'", '\'');
        }
    }
    g_autoptr(GDir) dir = g_dir_open("reports", 0, NULL);
    while ((name = g_dir_read_name(dir))) {
        if (g_str_has_suffix(name, ".c")) {
            g_autofree char *path = g_build_filename("reports", name, NULL);
            check_keys(phrases, path, "phrase(phrases, \"", '"');
            check_keys(phrases, path, "phrase(digest->phrases, \"", '"');
            check_keys(phrases, path, "phrase_count(digest->phrases, \"", '"');
            check_keys(phrases, path, "phrase_fill(digest->phrases, \"", '"');
        }
    }
}

static void every_word_of_result_json_can_be_said(void **state)
{
    (void)state;
    g_autoptr(Phrases) phrases = load(EN);
    for (int i = LEVEL_NOTE; i <= LEVEL_ERROR; i++) {
        assert_string_not_equal(phrase_of(phrases, "level", level_word((enum rule_level)i)), "[?]");
    }
    for (int i = BASIS_GOOD_PRACTICE; i <= BASIS_BINDING; i++) {
        assert_string_not_equal(phrase_of(phrases, "basis", basis_word((enum rule_basis)i)), "[?]");
    }
    for (int i = FETCH_OK; i <= FETCH_LIMIT; i++) {
        assert_string_not_equal(phrase_of(phrases, "fetch", fetch_outcome_word((enum fetch_outcome)i)), "[?]");
    }
    for (int i = 0; *presence_kind_name((enum presence_kind)i); i++) {
        assert_string_not_equal(phrase_of(phrases, "kind", presence_kind_name((enum presence_kind)i)), "[?]");
    }
    for (int i = 0; *decision_state_name((enum decision_state)i); i++) {
        assert_string_not_equal(phrase_of(phrases, "decision", decision_state_name((enum decision_state)i)), "[?]");
    }
    for (int i = 0; *change_kind_name((enum change_kind)i); i++) {
        assert_string_not_equal(phrase_of(phrases, "change", change_kind_name((enum change_kind)i)), "[?]");
    }
    for (int i = 0; *point_state_name((enum point_state)i); i++) {
        assert_string_not_equal(phrase_of(phrases, "point", point_state_name((enum point_state)i)), "[?]");
    }
}

static void counts_numbers_and_dates_are_canadian(void **state)
{
    (void)state;
    g_autoptr(Phrases) en = load(EN);
    g_autoptr(Phrases) fr = load(FR);
    const struct {
        char *got;
        const char *expected;
    } cases[] = {
        {phrase_count(en, "finding.places", 0), "0 places"},
        {phrase_count(en, "finding.places", 1), "1 place"},
        {phrase_count(en, "finding.places", 2), "2 places"},
        {phrase_count(fr, "finding.places", 0), "0 endroit"},
        {phrase_count(fr, "finding.places", 1), "1 endroit"},
        {phrase_count(fr, "finding.places", 12345), "12\u00A0345 endroits"},
        {phrase_number(en, 1234567), "1,234,567"},
        {phrase_number(fr, 1234567), "1\u00A0234\u00A0567"},
        {phrase_number(fr, 1500), "1500"},
        {phrase_date(en, "2026-11-21"), "November 21, 2026"},
        {phrase_date(fr, "2026-11-21"), "21 novembre 2026"},
        {phrase_date(fr, "2027-01-01"), "1er janvier 2027"},
        {phrase_date(en, "2015"), "2015"},
        {phrase_date(en, "2026-13-40"), "2026-13-40"},
        {phrase_date(en, NULL), ""},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        assert_string_equal(cases[i].got, cases[i].expected);
        g_free(cases[i].got);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key_is_said_in_both_languages_and_in_both_numbers),
        cmocka_unit_test(french_words_have_the_spaces_of_quebec),
        cmocka_unit_test(every_word_that_is_asked_for_is_there),
        cmocka_unit_test(every_word_of_result_json_can_be_said),
        cmocka_unit_test(counts_numbers_and_dates_are_canadian),
    };
    return cmocka_run_group_tests_name("phrases", tests, NULL, NULL);
}
