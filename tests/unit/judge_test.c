#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/audits.h"
#include "tests/support/packs.h"

#define INVITE "testimonials.invite"

// What one rule made of one page: its quotes, or NULL where it found nothing.
static char *judged(const char *when, const char *body)
{
    g_autofree char *rules = packs_rule(INVITE, when);
    struct audit *audit = audit_new(rules);
    audit_page(audit, 0, "http://roe.example/a", body);
    audit_end(audit);
    char *quotes = audit->findings->len ? audit_quotes(audit->findings->pdata[0]) : NULL;
    audit_free(audit);
    return quotes;
}

struct judged_case {
    const char *when, *body, *quotes; // quotes NULL: the rule must not fire
};

static void check_cases(const struct judged_case *cases, gsize n)
{
    for (gsize i = 0; i < n; i++) {
        g_autofree char *quotes = judged(cases[i].when, cases[i].body);
        if (g_strcmp0(quotes, cases[i].quotes) != 0) {
            print_error("%s\n%s\n-> %s, not %s\n", cases[i].when, cases[i].body, quotes, cases[i].quotes);
        }
        assert_true(g_strcmp0(quotes, cases[i].quotes) == 0);
    }
}

static void signals_add_up_to_the_threshold_each_once(void **state)
{
    (void)state;
    const char *two = "when: { threshold: 3, signals: [{ weight: 2, text: { any: \"review\" } }, "
                      "{ weight: 1, text: { any: \"google\" } }] }";
    const struct judged_case cases[] = {
        {two, "<p>Leave a review.</p><p>Or on Google.</p>", "Leave a review. | Or on Google."},
        {two, "<p>A review. Another review.</p><p>A third review.</p>", NULL},
        {two, "<p>Nothing here.</p>", NULL},
    };
    check_cases(cases, G_N_ELEMENTS(cases));
}

static void evidence_adds_up_within_a_section_only_where_the_rule_says_so(void **state)
{
    (void)state;
    const char *section =
        "when: { threshold: 3, within: section, signals: [{ weight: 2, text: { any: \"helped me\" } }, "
        "{ weight: 1, heading: { any: \"clients say\" } }] }";
    const char *block = "when: { threshold: 3, within: block, signals: [{ weight: 2, text: { any: \"helped\" } }, "
                        "{ weight: 1, text: { any: \"thank you\" } }] }";
    const struct judged_case cases[] = {
        {section, "<h2>What clients say</h2><p>She helped me.</p><h2>Fees</h2><p>None.</p>",
         "What clients say | She helped me."},
        {section, "<h2>What clients say</h2><p>Nothing.</p><h2>Fees</h2><p>It helped me.</p>", NULL},
        {section, "<h2>What clients say</h2><h3>Anna</h3><p>She helped me.</p><h2>Fees</h2><p>x</p>",
         "What clients say | She helped me."},
        {block, "<p>It helped. Thank you.</p><p>Other.</p>", "It helped."},
        {block, "<p>It helped.</p><p>Thank you.</p>", NULL},
    };
    check_cases(cases, G_N_ELEMENTS(cases));
}

static void what_stands_in_the_same_sentence_stops_a_signal_and_nothing_further_away(void **state)
{
    (void)state;
    const char *sentence = "when: { signals: [{ weight: 1, text: { any: \"reviews?\" } }], "
                           "unless: [{ text: { any: \"do not\" } }] }";
    const char *section = "when: { signals: [{ weight: 1, text: { any: \"reviews?\" } }], "
                          "unless: [{ text: { any: \"do not\" }, scope: section }] }";
    const char *heading = "when: { signals: [{ weight: 1, heading: { any: \"reviews?\" } }], "
                          "unless: [{ text: { any: \"do not\" } }] }";
    const char *inside =
        "when: { signals: [{ weight: 1, text: { any: \"reviews?\" } }], unless: [{ class: \"book-*\" }] }";
    const struct judged_case cases[] = {
        {sentence, "<p>We do not ask for reviews.</p>", NULL},
        {sentence, "<p>We do not charge. Write reviews.</p>", "Write reviews."},
        {sentence, "<p>We do not ask for reviews. Write reviews.</p>", "Write reviews."},
        {section, "<h2>A</h2><p>We do not ask.</p><p>Reviews.</p>", NULL},
        {section, "<h2>A</h2><p>We do not ask.</p><h2>B</h2><p>Reviews.</p>", "Reviews."},
        {heading, "<h2>Reviews</h2><p>We do not ask for any.</p>", NULL},
        {heading, "<h2>Reviews</h2><p>x</p><h2>Fees</h2><p>We do not.</p>", "Reviews"},
        {inside, "<div class=\"book-list\"><p>Reviews of it.</p></div>", NULL},
        {inside, "<div class=\"book-list\"><p>It.</p></div><p>Reviews.</p>", "Reviews."},
    };
    check_cases(cases, G_N_ELEMENTS(cases));
}

static void a_refusal_and_a_carousel_on_one_page_is_reported(void **state)
{
    (void)state;
    const char *rule = "when: { threshold: 3, signals: [{ weight: 2, text: { any: \"testimonials?\" } }, "
                       "{ weight: 3, class: \"*testimonial*\" }], unless: [{ text: { any: \"do not\" } }] }";
    g_autofree char *quotes = judged(rule, "<p>We do not publish testimonials.</p>"
                                           "<div class=\"a testimonial-slider\"><p>She is great.</p></div>");
    assert_string_equal(quotes, "<div class=\"testimonial-slider\">");
}

static void navigation_is_no_statement_unless_a_rule_says_so(void **state)
{
    (void)state;
    const char *anywhere = "when: { signals: [{ weight: 1, text: { any: \"testimonials\" } }] }";
    const char *nav = "when: { signals: [{ weight: 1, text: { any: \"testimonials\" }, zones: [nav] }] }";
    const char *footer = "when: { signals: [{ weight: 1, text: { any: \"testimonials\" }, zones: [footer] }] }";
    const char *menu = "<nav><ul><li><a href=\"/t\">Testimonials</a></li></ul></nav><p>x</p>";
    const struct judged_case cases[] = {
        {anywhere, menu, NULL},
        {nav, menu, "Testimonials"},
        {footer, "<p>Testimonials</p>", NULL},
        {footer, "<footer><p>Testimonials</p></footer>", "Testimonials"},
    };
    check_cases(cases, G_N_ELEMENTS(cases));
}

static void a_pattern_counts_in_the_language_it_is_meant_for(void **state)
{
    (void)state;
    const char *french = "when: { signals: [{ weight: 1, text: { fr: \"avis\" } }] }";
    const struct judged_case cases[] = {
        {french, "<p lang=\"fr\">Laissez-nous un avis sur la page de notre cabinet, et merci pour votre aide.</p>",
         "Laissez-nous un avis sur la page de notre cabinet, et merci pour votre aide."},
        {french, "<p lang=\"en\">The Avis car rental office is just across the street from our building.</p>", NULL},
    };
    check_cases(cases, G_N_ELEMENTS(cases));
}

static void every_kind_of_signal_sees_what_it_looks_for(void **state)
{
    (void)state;
    const struct judged_case cases[] = {
        {"when: { signals: [{ weight: 1, link: { any: \"rate us\" } }] }", "<p>Please <a href=\"/x\">rate us</a></p>",
         "rate us"},
        {"when: { signals: [{ weight: 1, link: { any: \"g\\\\.page/r/\" } }] }",
         "<p><a href=\"https://g.page/r/abc\">here</a></p>", "here"},
        {"when: { signals: [{ weight: 1, class: [\"wpac-*\", \"*review*\"] }] }", "<div class=\"my-Reviews\">x</div>",
         "<div class=\"my-Reviews\">"},
        {"when: { signals: [{ weight: 1, class: \"review\" }] }", "<div class=\"reviews\">x</div>", NULL},
        {"when: { signals: [{ weight: 1, id: \"disqus_thread\" }] }", "<div id=\"disqus_thread\"></div>",
         "<div id=\"disqus_thread\">"},
        {"when: { signals: [{ weight: 1, id: \"a\" }] }", "<div class=\"a\"></div>", NULL},
        {"when: { signals: [{ weight: 1, host: \"elfsight.com\" }] }",
         "<script src=\"https://apps.elfsight.com/p/platform.js\"></script>",
         "https://apps.elfsight.com/p/platform.js"},
        {"when: { signals: [{ weight: 1, host: \"fsight.com\" }] }",
         "<script src=\"https://apps.elfsight.com/p/platform.js\"></script>", NULL},
        {"when: { signals: [{ weight: 1, host: \"search.google.com/local/writereview*\" }] }",
         "<a href=\"https://search.google.com/local/writereview?placeid=1\">x</a>",
         "https://search.google.com/local/writereview?placeid=1"},
        {"when: { signals: [{ weight: 1, host: \"search.google.com/local/writereview*\" }] }",
         "<a href=\"https://search.google.com/local/other\">x</a>", NULL},
        {"when: { signals: [{ weight: 1, form: { any: \"wp-comments-post\" } }] }",
         "<form action=\"/wp-comments-post.php\" method=\"post\"><textarea name=\"comment\"></textarea></form>",
         "<form action=\"http://roe.example/wp-comments-post.php\">"},
        {"when: { signals: [{ weight: 1, form: { any: \"^your review$\" } }] }",
         "<form action=\"/x\"><label for=\"r\">Your review</label><textarea id=\"r\"></textarea></form>",
         "<form action=\"http://roe.example/x\">"},
        {"when: { signals: [{ weight: 1, schema: \"Review\" }] }",
         "<script type=\"application/ld+json\">{\"@type\":\"Review\",\"reviewBody\":\"Good\"}</script>",
         "schema.org Review"},
        {"when: { signals: [{ weight: 1, schema: \"Review.reviewBody\" }] }",
         "<script type=\"application/ld+json\">{\"@type\":\"Review\",\"author\":\"A\"}</script>", NULL},
        {"when: { signals: [{ weight: 1, xpath: \"//iframe[@title='map']\" }] }", "<iframe title=\"map\"></iframe>",
         "<iframe>"},
        {"when: { signals: [{ weight: 1, heading: { any: \"^kind words$\" } }] }", "<h3>Kind words</h3><p>x</p>",
         "Kind words"},
        {"when: { signals: [{ weight: 1, heading: { any: \"kind words\" } }] }", "<p>Kind words</p><p>and more</p>",
         NULL},
        {"when: { signals: [{ weight: 1, heading: { any: \"roe counselling\" } }] }", "<p>x</p>", "Roe Counselling"},
    };
    check_cases(cases, G_N_ELEMENTS(cases));
}

static void evidence_says_where_it_stands_and_what_is_around_it(void **state)
{
    (void)state;
    g_autofree char *rules = packs_rule(INVITE, "when: { signals: [{ weight: 1, text: { any: \"rate us\" } }] }");
    struct audit *audit = audit_new(rules);
    audit_page(audit, 0, "http://roe.example/a",
               "<main><h2>Contact</h2>\n<p id=\"ask\">We are here. Please rate us today. Thank you all.</p></main>");
    audit_end(audit);
    assert_int_equal(audit->findings->len, 1);
    const struct finding *finding = audit->findings->pdata[0];
    const struct evidence *evidence = finding->evidence->pdata[0];
    assert_string_equal(evidence->page, "http://roe.example/a");
    assert_string_equal(evidence->text, "Please rate us today.");
    assert_string_equal(evidence->before, "We are here.");
    assert_string_equal(evidence->after, "Thank you all.");
    assert_string_equal(evidence->heading, "Contact");
    assert_string_equal(evidence->selector, "#ask");
    assert_int_equal(evidence->line, 2);
    assert_string_equal(g_hash_table_lookup(finding->values, "value"), "rate us");
    audit_free(audit);
}

static void a_hostile_page_is_quoted_no_more_than_its_share(void **state)
{
    (void)state;
    GString *body = g_string_new(NULL);
    for (guint i = 0; i < 20000; i++) {
        g_string_append_printf(body, "<div class=\"c%u\"><p>reviews, do not, reviews</p></div>", i % 7);
    }
    const char *when = "when: { within: block, threshold: 3, signals: [{ weight: 2, text: { any: \"reviews\" } }, "
                       "{ weight: 1, class: \"c*\" }], unless: [{ text: { any: \"never\" } }, { class: \"z*\" }] }";
    g_autofree char *quotes = judged(when, body->str);
    assert_non_null(quotes);
    g_auto(GStrv) all = g_strsplit(quotes, " | ", -1);
    assert_in_range(g_strv_length(all), 1, 100); // of 20,000: to say it a hundred times is to say it
    g_string_free(body, TRUE);
}

static void explain_shows_what_was_seen_and_what_stopped_it(void **state)
{
    (void)state;
    g_autofree char *rules = packs_rule(
        INVITE,
        "when: { threshold: 3, signals: [{ weight: 2, text: { any: \"reviews\" } }, "
        "{ weight: 1, text: { any: \"google\" }, zones: [footer] }], unless: [{ text: { any: \"do not\" } }] }");
    struct audit *audit = audit_new(rules);
    audit_presence(audit, 0, "http://roe.example/", PRESENCE_WEBSITE);
    const char *html = "<p>We do not ask for reviews.</p><p>Google reviews.</p>";
    g_autoptr(GBytes) bytes = g_bytes_new_static(html, strlen(html));
    g_autoptr(Page) page = page_read("http://roe.example/", bytes, "utf-8");
    g_autofree char *text = judge_explain(audit->judge, page, INVITE);
    const char *const parts[] = {
        "“We do not ask for reviews.”",
        "stopped by unless text “do not”",
        "weight 2",
        "does not count in this zone (main)",
        "2 of 3: not enough",
        "does not fire",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(parts); i++) {
        if (!strstr(text, parts[i])) {
            print_error("“%s” is not in:\n%s\n", parts[i], text);
        }
        assert_non_null(strstr(text, parts[i]));
    }
    audit_free(audit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signals_add_up_to_the_threshold_each_once),
        cmocka_unit_test(evidence_adds_up_within_a_section_only_where_the_rule_says_so),
        cmocka_unit_test(what_stands_in_the_same_sentence_stops_a_signal_and_nothing_further_away),
        cmocka_unit_test(a_refusal_and_a_carousel_on_one_page_is_reported),
        cmocka_unit_test(navigation_is_no_statement_unless_a_rule_says_so),
        cmocka_unit_test(a_pattern_counts_in_the_language_it_is_meant_for),
        cmocka_unit_test(every_kind_of_signal_sees_what_it_looks_for),
        cmocka_unit_test(evidence_says_where_it_stands_and_what_is_around_it),
        cmocka_unit_test(a_hostile_page_is_quoted_no_more_than_its_share),
        cmocka_unit_test(explain_shows_what_was_seen_and_what_stopped_it),
    };
    return cmocka_run_group_tests_name("judge", tests, NULL, NULL);
}
