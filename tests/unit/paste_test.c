/* Words to paste: the HTML made from a plain draft, and the practice as structured data. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <json-glib/json-glib.h>
#include <libxml/parser.h>

#include "reports/paste.h"
#include "reports/remedy.h"
#include "tests/support/sample_result.h"

static void assert_holds(const char *text, const char *part)
{
    if (!strstr(text, part)) {
        fail_msg("“%s” is not in: %s", part, text);
    }
}

static void assert_lacks(const char *text, const char *part)
{
    if (strstr(text, part)) {
        fail_msg("“%s” is in: %s", part, text);
    }
}

static void set(struct result *result, const char *name, const char *value)
{
    g_hash_table_insert(result->values, g_strdup(name), g_strdup(value));
}

/* Well formed as XML too, so every element is closed and every sign escaped. */
static void assert_well_formed(const char *html)
{
    xmlDoc *document = NULL;
    g_autofree char *root = g_strdup_printf("<root>%s</root>", html);
    g_auto(GStrv) parts = g_strsplit(root, "<br>", -1);
    g_autofree char *closed = g_strjoinv("<br/>", parts);
    document = xmlReadMemory(closed, (int)strlen(closed), NULL, "utf-8", XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    if (!document) {
        fail_msg("not well formed: %s", html);
    }
    xmlFreeDoc(document);
}

static void a_draft_becomes_paragraphs_lists_and_links(void **state)
{
    (void)state;
    const struct {
        const char *plain, *html;
    } cases[] = {
        {"One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"},
        {"One.\nTwo.", "<p>One.<br>\nTwo.</p>"},
        {"Before:\n- one\n- two\n\nAfter.", "<p>Before:</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n<p>After.</p>"},
        {"E-mail: jane@roe.example.", "<a href=\"mailto:jane@roe.example\">jane@roe.example</a>."},
        {"jane.o'neil+web@roe.example",
         "<a href=\"mailto:jane.o%27neil%2Bweb@roe.example\">jane.o&apos;neil+web@roe.example</a>"},
        {"Call 416-972-9882, or", "Call <a href=\"tel:+14169729882\">416-972-9882</a>, or"},
        {"1-877-828-9380", "<a href=\"tel:+18778289380\">1-877-828-9380</a>"},
        {"(416) 972-9882", "<a href=\"tel:+14169729882\">(416) 972-9882</a>"},
        {"+33 6 12 34 56 78", "<a href=\"tel:+33612345678\">+33 6 12 34 56 78</a>"},
        {"text 9-8-8, at any hour", "text <a href=\"tel:988\">9-8-8</a>, at any hour"},
        {"See https://www.ocswssw.org/.", "See <a href=\"https://www.ocswssw.org/\">https://www.ocswssw.org/</a>."},
        {"(www.roe.example)", "(<a href=\"https://www.roe.example\">www.roe.example</a>)"},
        {"no. 831204", "<p>no. 831204</p>"},
        {"javascript:alert(1)", "<p>javascript:alert(1)</p>"},
        {"Your title: [title]", "Your title: <mark>[title]</mark>"},
        {"https://a.example/?a=1&b=\"2",
         "<a href=\"https://a.example/?a=1&amp;b=\">https://a.example/?a=1&amp;b=</a>&quot;2"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *html = paste_html(cases[i].plain, EN);
        assert_holds(html, cases[i].html);
        assert_well_formed(html);
    }
}

static void every_draft_is_marked_and_says_its_language(void **state)
{
    (void)state;
    g_autofree char *en = paste_html("One.", EN), *fr = paste_html("Un.", FR);
    assert_true(g_str_has_prefix(en, "<!-- Draft to adapt"));
    assert_true(g_str_has_prefix(fr, "<!-- Ébauche à adapter"));
    assert_holds(en, "<div lang=\"en\">");
    assert_holds(fr, "<div lang=\"fr\">");
}

static void a_hostile_name_stays_text(void **state)
{
    (void)state;
    static const char *const names[] = {
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "</script><script>alert(1)//",
        "<!-- -->",
        "https://a.example/\"onclick=x",
        "\xff\xfe\x01",
        "www.a.example/<svg/onload=x>",
        "]]>",
        "a@b.example\"><b>",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autoptr(Result) result = sample_result(EN);
        set(result, "practitioner", names[i]);
        set(result, "practice", names[i]);
        set(result, "address", names[i]);
        const struct finding *finding = result->findings->pdata[0];
        g_autofree char *plain = finding_snippet(result, finding, EN);
        g_autofree char *html = paste_html(plain, EN);
        assert_well_formed(html);
        assert_lacks(html, "<script");
        assert_lacks(html, "<img");
        assert_lacks(html, "<b>");
        assert_lacks(html, "<svg");
        g_autofree char *script = paste_structured_data(result, EN);
        const char *json = strstr(script, "json\">\n") + strlen("json\">\n");
        assert_ptr_equal(strchr(json, '<'), strstr(json, "</script>\n"));
        assert_true(g_str_has_suffix(json, "\n</script>\n"));
    }
}

static JsonObject *structured(const struct result *result, enum language language, JsonParser *parser)
{
    g_autofree char *script = paste_structured_data(result, language);
    char *json = strchr(script, '{'), *end = strstr(script, "</script>");
    assert_true(json_parser_load_from_data(parser, json, end - json, NULL));
    return json_node_get_object(json_parser_get_root(parser));
}

static void the_practice_is_told_as_structured_data(void **state)
{
    (void)state;
    g_autoptr(Result) result = sample_result(EN);
    set(result, "practice", "Roe & Daughters <Counselling>");
    g_autoptr(JsonParser) parser = json_parser_new();
    JsonObject *practice = structured(result, EN, parser);
    assert_string_equal(json_object_get_string_member(practice, "@type"), "ProfessionalService");
    assert_string_equal(json_object_get_string_member(practice, "name"), "Roe & Daughters <Counselling>");
    assert_string_equal(json_object_get_string_member(practice, "url"), "https://roe.example/");
    assert_string_equal(json_object_get_string_member(practice, "telephone"), "416-555-0134");
    assert_string_equal(json_object_get_string_member(practice, "address"), "[address]");
    JsonObject *person = json_object_get_object_member(practice, "employee");
    assert_string_equal(json_object_get_string_member(person, "name"), "Jane Roe");
    JsonObject *identifier = json_object_get_object_member(person, "identifier");
    assert_string_equal(json_object_get_string_member(identifier, "value"), "123456");
    JsonObject *credential = json_object_get_object_member(person, "hasCredential");
    assert_string_equal(json_object_get_string_member(credential, "name"), "RSW");
}

static void a_regulator_is_named_in_the_language_asked(void **state)
{
    (void)state;
    g_autoptr(Result) result = sample_result(EN);
    g_autofree char *en = paste_structured_data(result, EN), *fr = paste_structured_data(result, FR);
    assert_holds(en, "Ontario College of Social Workers");
    assert_holds(fr, "Ordre des travailleurs sociaux");
    assert_holds(fr, "[adresse]");
    assert_holds(fr, "Ébauche à adapter");
}

static void a_practice_that_is_not_known_has_no_structured_data(void **state)
{
    (void)state;
    g_autoptr(Result) result = result_new();
    assert_null(paste_structured_data(result, EN));
}

static void what_is_not_known_stays_a_visible_hint(void **state)
{
    (void)state;
    g_autoptr(Result) result = sample_result(EN);
    g_hash_table_remove(result->values, "number");
    const struct finding *finding = result->findings->pdata[0]; // its snippet asks for number and website
    g_autofree char *en = finding_snippet(result, finding, EN), *fr = finding_snippet(result, finding, FR);
    assert_holds(en, "no. [number], [website]");
    assert_holds(fr, "[numéro], [site web]");
    g_autofree char *html = paste_html(fr, FR);
    assert_holds(html, "<mark>[numéro]</mark>");
}

static void drafts_are_offered_in_the_languages_of_the_practice(void **state)
{
    (void)state;
    g_autoptr(Result) result = sample_result(EN);
    result->languages[EN] = result->languages[FR] = FALSE;
    assert_true(paste_offered(result, EN, EN));
    assert_false(paste_offered(result, EN, FR));
    result->languages[FR] = TRUE;
    assert_true(paste_offered(result, EN, FR));
}

static void a_draft_without_end_is_read_in_time(void **state)
{
    (void)state;
    static const char *const parts[] = {"a", "a.", "1", "[", "www.", "- \n", "416-", "+1 ", "a@a."};
    for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) {
        g_autoptr(GString) plain = g_string_new(NULL);
        while (plain->len < 200000) {
            g_string_append(plain, parts[i]);
        }
        g_autofree char *html = paste_html(plain->str, EN);
        assert_true(strlen(html) >= plain->len / 3);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_draft_becomes_paragraphs_lists_and_links),
        cmocka_unit_test(every_draft_is_marked_and_says_its_language),
        cmocka_unit_test(a_hostile_name_stays_text),
        cmocka_unit_test(the_practice_is_told_as_structured_data),
        cmocka_unit_test(a_regulator_is_named_in_the_language_asked),
        cmocka_unit_test(a_practice_that_is_not_known_has_no_structured_data),
        cmocka_unit_test(what_is_not_known_stays_a_visible_hint),
        cmocka_unit_test(drafts_are_offered_in_the_languages_of_the_practice),
        cmocka_unit_test(a_draft_without_end_is_read_in_time),
    };
    return cmocka_run_group_tests_name("paste", tests, NULL, NULL);
}
