#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <glib/gstdio.h>
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/xpath.h>

#include "reports/report.h"
#include "reports/summary.h"
#include "tests/support/program.h"
#include "tests/support/sample_result.h"

static char *rendered(const struct result *result, enum language language)
{
    g_autofree char *folder = g_dir_make_tmp("vitrine-html-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "report.html", NULL);
    struct report_options options = {.language = language, .data_folder = "."};
    g_autoptr(GError) error = NULL;
    assert_true(report_html_write(result, &options, path, &error));
    char *text = NULL;
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_unlink(path);
    g_rmdir(folder);
    return text;
}

static xmlDoc *parsed(const char *html)
{
    xmlDoc *document = htmlReadMemory(html, (int)strlen(html), NULL, "UTF-8",
                                      HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
    assert_non_null(document);
    return document;
}

static guint count(xmlDoc *document, const char *xpath)
{
    xmlXPathContext *context = xmlXPathNewContext(document);
    xmlXPathObject *found = xmlXPathEvalExpression(BAD_CAST xpath, context);
    assert_non_null(found);
    guint n = found->nodesetval ? (guint)found->nodesetval->nodeNr : 0;
    xmlXPathFreeObject(found);
    xmlXPathFreeContext(context);
    return n;
}

static void every_section_is_there_in_both_languages(void **state)
{
    (void)state;
    static const char *const SECTIONS[] = {"tasks",  "coverage",   "changes", "findings",     "eyes",      "hand",
                                           "matrix", "letters",    "passed",  "inapplicable", "decisions", "checklist",
                                           "advice", "structured", "pages",   "method"};
    g_autoptr(Result) result = sample_result(EN);
    for (int language = EN; language < N_LANGUAGES; language++) {
        g_autofree char *html = rendered(result, (enum language)language);
        xmlDoc *document = parsed(html);
        for (gsize i = 0; i < G_N_ELEMENTS(SECTIONS); i++) {
            g_autofree char *xpath = g_strdup_printf("//section[@id='%s'][h2]", SECTIONS[i]);
            assert_int_equal(count(document, xpath), 1);
        }
        assert_int_equal(count(document, "//h1"), 1);
        assert_int_equal(count(document, language == EN ? "/html[@lang='en-CA']" : "/html[@lang='fr-CA']"), 1);
        assert_null(strstr(html, "[?]")); // a word that words.xml lacks
        xmlFreeDoc(document);
    }
}

static void the_words_are_those_of_the_language_asked_for(void **state)
{
    (void)state;
    g_autoptr(Result) result = sample_result(EN); // run in English, told in French
    g_autofree char *html = rendered(result, FR);
    static const char *const EXPECTED[] = {"Des témoignages de clients sont affichés",
                                           "Retirez les mots cités",
                                           "21 novembre 2026",
                                           "3 points à corriger",
                                           "l’Ordre des travailleurs sociaux",
                                           "troisième édition",
                                           "en vigueur depuis le 8 septembre 2023",
                                           "Dans WordPress\u00A0:",
                                           "«\u00A0Play therapy\u00A0»",
                                           "13\u00A0481"};
    for (gsize i = 0; i < G_N_ELEMENTS(EXPECTED); i++) {
        if (!strstr(html, EXPECTED[i])) {
            fail_msg("not in the French report: %s", EXPECTED[i]);
        }
    }
    assert_null(strstr(html, "Client testimonials are shown"));
}

static void a_quote_has_its_context_its_language_and_a_link_to_the_sentence(void **state)
{
    (void)state;
    g_autoptr(Result) result = sample_result(EN);
    g_autofree char *html = rendered(result, FR);
    xmlDoc *document = parsed(html);
    assert_int_equal(count(document, "//blockquote[@lang='en']//mark[.='Mediation']"), 1);
    assert_int_equal(
        count(document,
              "//blockquote[contains(., 'We are pleased to offer') and contains(., 'for families in Toronto')]"),
        2);
    assert_int_equal(count(document, "//a[@href='https://listing.example/jane-roe#:~:text=Mediation']"), 1);
    xmlFreeDoc(document);
}

/* The quotation of one finding in the report of a page whose words stand between `before` and `after`. */
static char *quotation(const char *before, const char *after, const char *language)
{
    g_autoptr(Result) result = sample_result(EN);
    struct finding *finding = result->findings->pdata[3];
    struct evidence *evidence = finding->evidence->pdata[0];
    g_free(evidence->before);
    g_free(evidence->after);
    g_free(evidence->language);
    evidence->before = g_strdup(before);
    evidence->after = g_strdup(after);
    evidence->language = g_strdup(language);
    g_autofree char *html = rendered(result, EN);
    xmlDoc *document = parsed(html);
    xmlXPathContext *context = xmlXPathNewContext(document);
    xmlXPathObject *found = xmlXPathEvalExpression(BAD_CAST "string(//blockquote[.//mark='Mediation'])", context);
    char *text = g_strdup((const char *)found->stringval);
    xmlXPathFreeObject(found);
    xmlXPathFreeContext(context);
    xmlFreeDoc(document);
    return g_strstrip(text);
}

static void a_quotation_reads_as_the_page_does(void **state)
{
    (void)state;
    const struct {
        const char *before, *after, *language, *expected;
    } cases[] = {
        {"we offer", "for families", "en", "… we offer Mediation for families …"},
        {"we offer", ", and more", "en", "… we offer Mediation, and more …"},
        {"(", ") and more", "en", "… (Mediation) and more …"},
        {"the “", "” of old", "en", "… the “Mediation” of old …"},
        {"offered", ": see below", "en", "… offered Mediation: see below …"},
        {"offerte", ": voir plus bas", "fr", "… offerte Mediation : voir plus bas …"},
        {"is", "; not more", "fr", "… is Mediation; not more …"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = quotation(cases[i].before, cases[i].after, cases[i].language);
        assert_string_equal(text, cases[i].expected);
    }
}

static void what_was_not_seen_is_headed_so(void **state)
{
    (void)state;
    static const char *const HEADINGS[] = {"Not seen: Registration number", "Non vu\u00A0: Numéro d’inscription"};
    g_autoptr(Result) result = sample_result(EN);
    for (int language = EN; language < N_LANGUAGES; language++) {
        g_autofree char *html = rendered(result, (enum language)language);
        xmlDoc *document = parsed(html);
        g_autofree char *task = g_strdup_printf("//section[@id='tasks']//h3[.='%s']", HEADINGS[language]);
        g_autofree char *finding =
            g_strdup_printf("//article[@id='rule-licence.number']/h3[.='%s']", HEADINGS[language]);
        assert_int_equal(count(document, task), 1);
        assert_int_equal(count(document, finding), 1);
        xmlFreeDoc(document);
    }
}

static void a_rule_that_found_something_elsewhere_is_not_simply_in_order(void **state)
{
    (void)state;
    g_autoptr(Result) result = sample_result(EN);
    struct check *check = g_new0(struct check, 1);
    check->rule = result_rule(result, "testimonials.display"); // it has findings at roe.example
    check->subject = g_strdup("https://janeroe-old.example/");
    check->outcome = OUTCOME_PASSED;
    g_ptr_array_add(result->checks, check);
    g_autofree char *html = rendered(result, EN);
    xmlDoc *document = parsed(html);
    assert_int_equal(count(document, "//ul[@class='clear']/li[contains(., 'Nobody is asked for a review')]"), 1);
    assert_int_equal(count(document, "//ul[@class='clear']/li[contains(., 'Client testimonials')]"), 0);
    assert_int_equal(count(document, "//ul[@class='mixed']/li[contains(., 'Client testimonials') and "
                                     "contains(., 'not found at https://janeroe-old.example/')]"),
                     1);
    xmlFreeDoc(document);
}

static void a_draft_that_reads_the_same_in_two_languages_is_given_once(void **state)
{
    (void)state;
    g_autoptr(Result) result = sample_result(EN);
    struct rule_info *rule = result_rule(result, "licence.number");
    xmlDoc *documents[2];
    for (guint i = 0; i < G_N_ELEMENTS(documents); i++) {
        g_autofree char *html = rendered(result, FR);
        documents[i] = parsed(html);
        for (int language = EN; language < N_LANGUAGES; language++) {
            g_free(rule->snippet.in[language]);
            rule->snippet.in[language] = g_strdup("{practitioner}, {title}");
        }
    }
    assert_int_equal(count(documents[0], "//textarea[starts-with(@id, 'rule-licence.number-t-en')]"), 2);
    assert_int_equal(count(documents[1], "//textarea[starts-with(@id, 'rule-licence.number-t-en')]"), 0);
    assert_int_equal(count(documents[1], "//textarea[starts-with(@id, 'rule-licence.number-t-fr')]"), 2);
    xmlFreeDoc(documents[0]);
    xmlFreeDoc(documents[1]);
}

static void an_entry_for_the_practice_file_is_no_web_page(void **state)
{
    (void)state;
    g_autoptr(Result) result = sample_result(EN);
    struct rule_info *rule = result_rule(result, "licence.number");
    for (int language = EN; language < N_LANGUAGES; language++) {
        g_free(rule->snippet.in[language]);
        rule->snippet.in[language] = g_strdup("  - { url: https://roe.example/, kind: profile }");
    }
    g_autofree char *html = rendered(result, EN);
    xmlDoc *document = parsed(html);
    assert_int_equal(count(document, "//label[@for='rule-licence.number-t-en'][.='For your practice file']"), 1);
    assert_int_equal(count(document, "//textarea[starts-with(@id, 'rule-licence.number-t-')]"), 1);
    xmlFreeDoc(document);
}

static void a_letter_stands_in_the_report_and_beside_it(void **state)
{
    (void)state;
    g_autoptr(Result) result = sample_result(EN);
    g_autofree char *html = rendered(result, FR);
    xmlDoc *document = parsed(html);
    assert_int_equal(count(document, "//section[@id='letters']//a[@href='letters/listing.example-1.txt']"), 1);
    assert_int_equal(
        count(document, "//section[@id='letters']//textarea[@lang='en' and contains(., 'It offers “Mediation”')]"), 1);
    xmlFreeDoc(document);
}

static void places_agree_agree_in_part_or_differ(void **state)
{
    (void)state;
    g_autoptr(Result) result = sample_result(EN);
    struct kept_fact *more = g_new0(struct kept_fact, 1);
    *more =
        (struct kept_fact){.kind = FACT_EMAIL, .value = g_strdup("office@roe.example"), .presence = 0, .n_pages = 2};
    const char *const rows[][2] = {{"E-mail", "agrees"}, {"Telephone", "differs"}, {"E-mail", "agrees in part"}};
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (i == 2) {
            g_ptr_array_add(result->facts, more);
        }
        g_autofree char *html = rendered(result, EN);
        xmlDoc *document = parsed(html);
        g_autofree char *row =
            g_strdup_printf("//section[@id='matrix']//th[starts-with(., '%s')]/span[.='%s']", rows[i][0], rows[i][1]);
        assert_int_equal(count(document, row), 1);
        xmlFreeDoc(document);
    }
}

static void the_same_words_on_two_pages_are_one_group(void **state)
{
    (void)state;
    g_autoptr(Result) result = sample_result(EN);
    g_autofree char *html = rendered(result, EN);
    xmlDoc *document = parsed(html);
    assert_int_equal(count(document, "//article[@id='rule-testimonials.display']//blockquote"), 2);
    assert_int_equal(count(document, "//article[@id='rule-testimonials.display']//ul[@class='places']/li"), 3);
    xmlFreeDoc(document);
}

static void nothing_is_fetched_and_only_the_own_style_and_script_may_run(void **state)
{
    (void)state;
    struct result *samples[] = {sample_result(EN), sample_hostile(), sample_clean(FR)};
    for (gsize i = 0; i < G_N_ELEMENTS(samples); i++) {
        g_autofree char *html = rendered(samples[i], EN);
        xmlDoc *document = parsed(html);
        assert_int_equal(count(document, "//meta[@http-equiv='Content-Security-Policy'][starts-with(@content, "
                                         "\"default-src 'none'; style-src 'sha256-\")]"),
                         1);
        assert_int_equal(count(document, "//style"), 1);
        assert_int_equal(count(document, "//script"), 1);
        assert_int_equal(count(document, "//@src | //link | //iframe | //img | //object | //embed | //@style | //base"),
                         0);
        assert_int_equal(count(document, "//@*[starts-with(name(), 'on')]"), 0);
        assert_int_equal(count(document, "//a[not(starts-with(@href, '#') or starts-with(@href, 'letters/') or "
                                         "starts-with(@href, 'http://') or starts-with(@href, 'https://'))]"),
                         0);
        assert_int_equal(
            count(document, "//a[starts-with(@href, 'http')][@rel != 'noreferrer noopener nofollow' or not(@rel)]"), 0);
        xmlFreeDoc(document);
        result_free(samples[i]);
    }
}

static void the_policy_hashes_are_those_of_what_stands_in_the_page(void **state)
{
    (void)state;
    g_autoptr(Result) result = sample_clean(EN);
    g_autofree char *html = rendered(result, EN);
    static const char *const ENDS[][2] = {{"<style>", "</style>"}, {"<script>", "</script>"}};
    for (gsize i = 0; i < G_N_ELEMENTS(ENDS); i++) {
        const char *start = strstr(html, ENDS[i][0]) + strlen(ENDS[i][0]);
        const char *end = strstr(start, ENDS[i][1]);
        g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
        g_checksum_update(checksum, (const guchar *)start, end - start);
        guint8 digest[32];
        gsize n_digest = sizeof digest;
        g_checksum_get_digest(checksum, digest, &n_digest);
        g_autofree char *base64 = g_base64_encode(digest, n_digest);
        g_autofree char *expected = g_strconcat("'sha256-", base64, "'", NULL);
        assert_non_null(strstr(html, expected));
    }
}

static void hostile_text_stays_text(void **state)
{
    (void)state;
    g_autoptr(Result) result = sample_hostile();
    g_autofree char *html = rendered(result, FR);
    assert_null(strstr(html, "<script>alert"));
    assert_null(strstr(html, "<svg onload"));
    assert_null(strstr(html, "\x1b"));
    assert_null(strstr(html, "\xE2\x80\xAE")); // the override is shown, not obeyed
    assert_non_null(strstr(html, "[U+202E]"));
    assert_true(g_utf8_validate(html, -1, NULL));
}

static void a_long_result_is_cut_and_says_so(void **state)
{
    (void)state;
    g_autoptr(Result) result = sample_long(10000);
    g_autofree char *html = rendered(result, EN);
    assert_in_range(strlen(html), 50000, 5 * 1024 * 1024);
    assert_non_null(strstr(html, "other wordings are not shown; all are in result.json."));
    assert_non_null(strstr(html, "9,709 more pages are not listed here"));
    assert_non_null(strstr(html, "more places are not listed; all are in result.json."));
}

static void a_clean_result_says_that_nothing_was_found_in_what_was_read(void **state)
{
    (void)state;
    g_autoptr(Result) result = sample_clean(EN);
    g_autofree char *html = rendered(result, EN);
    assert_non_null(strstr(html, "Nothing to fix was found in what could be read"));
    assert_non_null(strstr(html, "every page that was reached was read"));
}

static void the_summary_tells_what_matters_and_moves_no_cursor(void **state)
{
    (void)state;
    struct report_options options = {.language = EN, .data_folder = "."};
    g_autoptr(Result) result = sample_result(EN);
    g_autofree char *text = report_summary(result, &options, "out/report.html", NULL);
    static const char *const EXPECTED[] = {"Audited: Jane Roe, November 21, 2026",
                                           "3 things to fix",
                                           "6 pages read, 3 not read.",
                                           "1 must change, 3 should change, 1 worth doing",
                                           "1. Client testimonials are shown (Must change)",
                                           "the run fails. 3 findings",
                                           "already in the baseline of October 1, 2026",
                                           ". Not seen: Registration number (Should change)",
                                           "Report: out/report.html"};
    for (gsize i = 0; i < G_N_ELEMENTS(EXPECTED); i++) {
        if (!strstr(text, EXPECTED[i])) {
            fail_msg("not in the summary: %s\n%s", EXPECTED[i], text);
        }
    }
    g_autoptr(Result) hostile = sample_hostile();
    g_autofree char *harmless = report_summary(hostile, &options, HOSTILE, NULL);
    for (const char *at = harmless; *at; at++) {
        assert_true((guchar)*at >= 0x20 || *at == '\n');
    }
}

static void a_data_folder_without_the_stylesheet_is_an_error_that_names_it(void **state)
{
    (void)state;
    g_autoptr(Result) result = sample_clean(EN);
    struct report_options options = {.language = EN, .data_folder = "/nowhere"};
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = folder_new();
    g_autofree char *path = g_build_filename(folder, "report.html", NULL);
    assert_false(report_html_write(result, &options, path, &error));
    assert_non_null(strstr(error->message, "/nowhere/reports/html/words.xml"));
    assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
    folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_section_is_there_in_both_languages),
        cmocka_unit_test(the_words_are_those_of_the_language_asked_for),
        cmocka_unit_test(a_quote_has_its_context_its_language_and_a_link_to_the_sentence),
        cmocka_unit_test(a_quotation_reads_as_the_page_does),
        cmocka_unit_test(what_was_not_seen_is_headed_so),
        cmocka_unit_test(a_rule_that_found_something_elsewhere_is_not_simply_in_order),
        cmocka_unit_test(a_draft_that_reads_the_same_in_two_languages_is_given_once),
        cmocka_unit_test(an_entry_for_the_practice_file_is_no_web_page),
        cmocka_unit_test(a_letter_stands_in_the_report_and_beside_it),
        cmocka_unit_test(places_agree_agree_in_part_or_differ),
        cmocka_unit_test(the_same_words_on_two_pages_are_one_group),
        cmocka_unit_test(nothing_is_fetched_and_only_the_own_style_and_script_may_run),
        cmocka_unit_test(the_policy_hashes_are_those_of_what_stands_in_the_page),
        cmocka_unit_test(hostile_text_stays_text),
        cmocka_unit_test(a_long_result_is_cut_and_says_so),
        cmocka_unit_test(a_clean_result_says_that_nothing_was_found_in_what_was_read),
        cmocka_unit_test(the_summary_tells_what_matters_and_moves_no_cursor),
        cmocka_unit_test(a_data_folder_without_the_stylesheet_is_an_error_that_names_it),
    };
    return cmocka_run_group_tests_name("report.html", tests, NULL, NULL);
}
