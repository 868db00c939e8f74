#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/audits.h"
#include "tests/support/packs.h"

#define INVITE "testimonials.invite"
#define PRIVACY "policies.privacy"
#define FORBIDS "when: { signals: [{ weight: 1, text: { any: \"rate us\" } }] }"
#define ASKS "requires: { signals: [{ weight: 1, text: { any: \"privacy policy\" } }] }"
#define SITE "http://roe.example/"

static struct audit *audit_of(const char *id, const char *keys)
{
    g_autofree char *rules = packs_rule(id, keys);
    return audit_new(rules);
}

static const struct finding *finding_at(const struct audit *audit, guint index)
{
    assert_true(index < audit->findings->len);
    return audit->findings->pdata[index];
}

static void what_a_template_repeats_is_one_finding_with_many_places(void **state)
{
    (void)state;
    struct audit *audit = audit_of(INVITE, FORBIDS);
    for (guint i = 0; i < 40; i++) {
        g_autofree char *address = g_strdup_printf(SITE "%u", i);
        audit_page(audit, 0, address, "<p>Text.</p><footer><p>RATE us  on Google</p></footer>");
    }
    audit_end(audit);
    assert_int_equal(audit->findings->len, 1);
    const struct finding *finding = finding_at(audit, 0);
    assert_int_equal(finding->n_places, 40);
    assert_int_equal(finding->evidence->len, 40);
    assert_string_equal(finding->page, SITE "0");
    assert_string_equal(finding->subject, SITE);
    assert_int_equal(audit_check(audit, INVITE, SITE)->outcome, OUTCOME_FAILED);
    audit_free(audit);
}

static void different_words_on_two_pages_are_two_findings_in_page_order(void **state)
{
    (void)state;
    struct audit *audit = audit_of(INVITE, FORBIDS);
    audit_page(audit, 0, SITE "b", "<p>Please rate us.</p>");
    audit_page(audit, 0, SITE "a", "<p>Do rate us now.</p>");
    audit_end(audit);
    assert_int_equal(audit->findings->len, 2);
    assert_string_equal(finding_at(audit, 0)->page, SITE "b");
    assert_string_equal(finding_at(audit, 1)->page, SITE "a");
    assert_string_not_equal(finding_at(audit, 0)->id, finding_at(audit, 1)->id);
    audit_free(audit);
}

static void what_a_page_adds_to_a_template_is_a_finding_of_its_own(void **state)
{
    (void)state;
    const struct {
        const char *shared; // around what every page repeats
    } cases[] = {{"<footer><p>Rate us on Google.</p></footer>"}, {"<div><p>Rate us on Google.</p></div>"}};
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct audit *audit = audit_of(INVITE, FORBIDS);
        g_autofree char *more = g_strconcat("<p>After your visit, rate us here.</p>", cases[i].shared, NULL);
        audit_page(audit, 0, SITE "a", more);
        audit_page(audit, 0, SITE "b", cases[i].shared);
        audit_page(audit, 0, SITE "c", cases[i].shared);
        audit_end(audit);
        assert_int_equal(audit->findings->len, 2);
        const struct finding *shared = finding_at(audit, 0), *own = finding_at(audit, 1);
        if (shared->n_places == 1) {
            const struct finding *swap = shared;
            shared = own;
            own = swap;
        }
        assert_int_equal(shared->n_places, 3);
        assert_string_equal(shared->page, SITE "a");
        assert_string_equal(((const struct evidence *)shared->evidence->pdata[0])->page, SITE "a");
        assert_int_equal(own->n_places, 1);
        g_autofree char *quotes = audit_quotes(own);
        assert_string_equal(quotes, "After your visit, rate us here.");
        assert_string_not_equal(shared->id, own->id);
        audit_free(audit);
    }
}

static void a_finding_keeps_its_id_when_its_words_line_and_scheme_change(void **state)
{
    (void)state;
    const struct {
        const char *address, *body;
        gboolean same;
    } cases[] = {
        {SITE "about/", "<p>Please rate us.</p>", TRUE},
        {SITE "about/", "<h2>New</h2>\n<p>x</p>\n<p>Do rate us, thanks.</p>", TRUE},
        {"https://www.roe.example/about", "<p>Please rate us.</p>", TRUE},
        {SITE "contact/", "<p>Please rate us.</p>", FALSE},
    };
    g_autofree char *first = NULL;
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct audit *audit = audit_of(INVITE, FORBIDS);
        audit_page(audit, 0, cases[i].address, cases[i].body);
        audit_end(audit);
        const char *id = finding_at(audit, 0)->id;
        assert_int_equal(strlen(id), 16);
        first = first ? first : g_strdup(id);
        assert_true((strcmp(id, first) == 0) == cases[i].same);
        audit_free(audit);
    }
}

static void a_page_that_was_not_read_leaves_nothing_certain(void **state)
{
    (void)state;
    const struct {
        enum fetch_outcome outcome;
        guint status;
        const char *address;
        enum rule_outcome forbidden, required;
    } cases[] = {
        {FETCH_BLOCKED, 403, SITE "x", OUTCOME_CANT_TELL, OUTCOME_CANT_TELL},
        {FETCH_ROBOTS, 0, SITE "x", OUTCOME_CANT_TELL, OUTCOME_CANT_TELL},
        {FETCH_TIMEOUT, 0, SITE "x", OUTCOME_CANT_TELL, OUTCOME_CANT_TELL},
        {FETCH_TOO_LARGE, 200, SITE "x", OUTCOME_CANT_TELL, OUTCOME_CANT_TELL},
        {FETCH_LIMIT, 0, SITE "x", OUTCOME_CANT_TELL, OUTCOME_CANT_TELL},
        {FETCH_NEEDS_RENDERING, 200, SITE "x", OUTCOME_CANT_TELL, OUTCOME_CANT_TELL},
        {FETCH_ERROR, 500, SITE "x", OUTCOME_CANT_TELL, OUTCOME_CANT_TELL},
        {FETCH_ERROR, 0, SITE "x", OUTCOME_CANT_TELL, OUTCOME_CANT_TELL},
        {FETCH_ERROR, 404, SITE "x", OUTCOME_PASSED, OUTCOME_FAILED},
        {FETCH_ERROR, 410, SITE "x", OUTCOME_PASSED, OUTCOME_FAILED},
        {FETCH_UNSUPPORTED, 200, SITE "Privacy.PDF?v=2", OUTCOME_PASSED, OUTCOME_CANT_TELL},
        {FETCH_UNSUPPORTED, 200, SITE "photo.jpg", OUTCOME_PASSED, OUTCOME_FAILED},
    };
    g_autofree char *forbids = packs_rule(INVITE, FORBIDS), *asks = packs_rule(PRIVACY, ASKS);
    g_autofree char *rules = g_strconcat(forbids, asks, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct audit *audit = audit_new(rules);
        audit_page(audit, 0, SITE, "<p>Welcome.</p>");
        audit_unread(audit, 0, cases[i].address, cases[i].outcome, cases[i].status);
        audit_end(audit);
        assert_int_equal(audit_check(audit, INVITE, SITE)->outcome, cases[i].forbidden);
        const struct check *required = audit_check(audit, PRIVACY, SITE);
        assert_int_equal(required->outcome, cases[i].required);
        assert_int_equal(audit->findings->len, cases[i].required == OUTCOME_FAILED ? 1 : 0);
        if (required->outcome == OUTCOME_CANT_TELL) {
            assert_non_null(strstr(required->reason.in[EN], cases[i].address));
            assert_non_null(strstr(required->reason.in[FR], cases[i].address));
        }
        audit_free(audit);
    }
}

// Of a rule that is looked for everywhere, forty times over.
static char *costly_rule(void)
{
    g_autoptr(GString) patterns = g_string_new("\"rate us\"");
    for (guint i = 0; i < 40; i++) {
        g_string_append_printf(patterns, ", \"[0-8]{%u}[xyz]\"", i + 5);
    }
    g_autofree char *when = g_strdup_printf("when: { signals: [{ weight: 1, text: { any: [%s] } }] }", patterns->str);
    return packs_rule(INVITE, when);
}

static void a_page_too_costly_to_search_is_not_cleared(void **state)
{
    (void)state;
    const struct {
        guint n_words;
        const char *last;
        enum rule_outcome outcome;
    } cases[] = {
        {100, "Thanks.", OUTCOME_PASSED},
        {100, "Please rate us.", OUTCOME_FAILED},
        {100000, "Thanks.", OUTCOME_CANT_TELL},
        {100000, "Please rate us.", OUTCOME_CANT_TELL},
    };
    g_autofree char *rule = costly_rule();
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) body = g_string_new(NULL);
        for (guint n = 0; n < cases[i].n_words; n++) {
            g_string_append(body, n % 100 ? "calmly " : "<p>");
        }
        g_string_append_printf(body, "<p>%s", cases[i].last);
        struct audit *audit = audit_new(rule);
        audit_page(audit, 0, SITE "long", body->str);
        audit_end(audit);
        const struct check *check = audit_check(audit, INVITE, SITE);
        assert_int_equal(check->outcome, cases[i].outcome);
        assert_true(check->outcome != OUTCOME_CANT_TELL || strstr(check->reason.in[EN], SITE "long"));
        audit_free(audit);
    }
}

static void what_was_seen_holds_whatever_was_not_read(void **state)
{
    (void)state;
    g_autofree char *forbids = packs_rule(INVITE, FORBIDS), *asks = packs_rule(PRIVACY, ASKS);
    g_autofree char *rules = g_strconcat(forbids, asks, NULL);
    struct audit *audit = audit_new(rules);
    audit_page(audit, 0, SITE, "<p>Rate us.</p>");
    audit_page(audit, 0, SITE "p", "<p>Our privacy policy.</p>");
    audit_page(audit, 0, SITE "q", "<p>The privacy policy again.</p>");
    audit_unread(audit, 0, SITE "x", FETCH_BLOCKED, 403);
    audit_end(audit);
    assert_int_equal(audit_check(audit, INVITE, SITE)->outcome, OUTCOME_FAILED);
    const struct check *check = audit_check(audit, PRIVACY, SITE);
    assert_int_equal(check->outcome, OUTCOME_PASSED);
    assert_int_equal(check->proof->len, 1);
    assert_string_equal(((const struct evidence *)check->proof->pdata[0])->page, SITE "p");
    assert_non_null(strstr(check->reason.in[FR], SITE "p"));
    audit_free(audit);
}

static void a_reason_names_three_pages_and_counts_the_rest(void **state)
{
    (void)state;
    struct audit *audit = audit_of(PRIVACY, ASKS);
    audit_page(audit, 0, SITE, "<p>Welcome.</p>");
    for (guint i = 0; i < 5; i++) {
        g_autofree char *address = g_strdup_printf(SITE "x%u", i);
        audit_unread(audit, 0, address, FETCH_ROBOTS, 0);
        audit_unread(audit, 0, address, FETCH_ROBOTS, 0);
    }
    audit_end(audit);
    const char *reason = audit_check(audit, PRIVACY, SITE)->reason.in[EN];
    assert_non_null(strstr(reason, "5 pages"));
    assert_non_null(strstr(reason, SITE "x2"));
    assert_null(strstr(reason, SITE "x3"));
    assert_non_null(strstr(reason, "and 2 more"));
    audit_free(audit);
}

static void a_missing_thing_is_one_finding_about_the_presence_and_its_start_page(void **state)
{
    (void)state;
    struct audit *audit = audit_of(PRIVACY, ASKS);
    audit_page(audit, 0, SITE, "<p>Welcome.</p>");
    audit_page(audit, 0, SITE "b", "<p>More.</p>");
    audit_end(audit);
    const struct finding *finding = finding_at(audit, 0);
    assert_string_equal(finding->subject, SITE);
    assert_string_equal(finding->page, SITE);
    assert_int_equal(finding->n_places, 2);
    assert_int_equal(finding->evidence->len, 0);
    audit_free(audit);
}

static void a_missing_thing_keeps_its_id_when_the_site_grows(void **state)
{
    (void)state;
    const char *const keys[] = {ASKS, "subject: presence\n  " ASKS, "subject: practice\n  " ASKS};
    for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
        g_autofree char *first = NULL;
        for (guint n_pages = 1; n_pages <= 3; n_pages++) {
            struct audit *audit = audit_of(PRIVACY, keys[i]);
            for (guint page = 0; page < n_pages; page++) {
                audit_page(audit, 0, SITE, "<p>Welcome.</p>");
            }
            audit_end(audit);
            first = first ? first : g_strdup(finding_at(audit, 0)->id);
            assert_string_equal(finding_at(audit, 0)->id, first);
            audit_free(audit);
        }
    }
}

static void a_presence_that_could_not_be_read_at_all_cannot_be_judged(void **state)
{
    (void)state;
    g_autofree char *forbids = packs_rule(INVITE, FORBIDS), *asks = packs_rule(PRIVACY, ASKS);
    g_autofree char *rules = g_strconcat(forbids, asks, NULL);
    struct audit *audit = audit_new(rules);
    audit_unread(audit, 0, SITE, FETCH_ERROR, 404);
    audit_end(audit);
    assert_int_equal(audit_check(audit, INVITE, SITE)->outcome, OUTCOME_CANT_TELL);
    assert_int_equal(audit_check(audit, PRIVACY, SITE)->outcome, OUTCOME_CANT_TELL);
    assert_int_equal(audit->findings->len, 0);
    audit_free(audit);
}

static void a_rule_whose_needs_are_not_met_says_what_to_add(void **state)
{
    (void)state;
    struct audit *audit = audit_of(INVITE, "needs: [contact.email]\n  " FORBIDS);
    audit_page(audit, 0, SITE, "<p>Rate us.</p>");
    audit_end(audit);
    const struct check *check = audit_check(audit, INVITE, SITE);
    assert_int_equal(check->outcome, OUTCOME_INAPPLICABLE);
    assert_non_null(strstr(check->reason.in[EN], "contact.email"));
    assert_non_null(strstr(check->reason.in[FR], "contact.email"));
    assert_int_equal(audit->findings->len, 0);
    audit_free(audit);
}

static void a_presence_of_another_kind_is_not_checked(void **state)
{
    (void)state;
    struct audit *audit = audit_of(INVITE, "presences: [profile]\n  " FORBIDS);
    audit_page(audit, 0, SITE, "<p>Rate us.</p>");
    audit_end(audit);
    assert_int_equal(audit->checks->len, 0);
    assert_int_equal(audit->findings->len, 0);
    audit_free(audit);
}

static void a_rule_about_the_practice_asks_all_presences_together(void **state)
{
    (void)state;
    const struct {
        const char *second;
        enum rule_outcome outcome;
    } cases[] = {{"<p>Our privacy policy.</p>", OUTCOME_PASSED}, {"<p>Nothing.</p>", OUTCOME_FAILED}};
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct audit *audit = audit_of(PRIVACY, "subject: practice\n  " ASKS);
        audit_presence(audit, 1, "http://other.example/", PRESENCE_WEBSITE);
        audit_page(audit, 0, SITE, "<p>Welcome.</p>");
        audit_page(audit, 1, "http://other.example/", cases[i].second);
        audit_end(audit);
        assert_int_equal(audit->checks->len, 1);
        assert_int_equal(audit_check(audit, PRIVACY, "practice")->outcome, cases[i].outcome);
        audit_free(audit);
    }
}

static void a_rule_that_follows_another_is_asked_only_where_that_one_passed(void **state)
{
    (void)state;
    const struct {
        const char *body;
        enum rule_outcome outcome;
    } cases[] = {
        {"<p>Nothing.</p>", OUTCOME_INAPPLICABLE},
        {"<p>Our privacy policy.</p>", OUTCOME_FAILED},
        {"<p>Our privacy policy.</p><p>Our terms.</p>", OUTCOME_PASSED},
    };
    g_autofree char *first = packs_rule(PRIVACY, ASKS);
    g_autofree char *second =
        packs_rule("policies.terms", "follows: policies.privacy\n"
                                     "  requires: { signals: [{ weight: 1, text: { any: \"our terms\" } }] }");
    g_autofree char *rules = g_strconcat(first, second, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct audit *audit = audit_new(rules);
        audit_page(audit, 0, SITE, cases[i].body);
        audit_end(audit);
        assert_int_equal(audit_check(audit, "policies.terms", SITE)->outcome, cases[i].outcome);
        audit_free(audit);
    }
}

static void findings_stand_by_level_rule_and_page(void **state)
{
    (void)state;
    g_autofree char *warning =
        packs_rule("testimonials.link", "when: { signals: [{ weight: 1, text: { any: \"a\" } }] }");
    g_autofree char *error = packs_rule(INVITE, "when: { signals: [{ weight: 1, text: { any: \"b\" } }] }");
    memcpy(strstr(error, "level: warning"), "level: error  ", strlen("level: warning"));
    g_autofree char *rules = g_strconcat(error, warning, NULL);
    struct audit *audit = audit_new(rules);
    audit_page(audit, 0, SITE, "<p>a</p>");
    audit_page(audit, 0, SITE "b", "<p>b</p>");
    audit_end(audit);
    assert_string_equal(finding_at(audit, 0)->rule->id, INVITE);
    assert_string_equal(finding_at(audit, 1)->rule->id, "testimonials.link");
    assert_string_equal(((const struct check *)audit->checks->pdata[0])->rule->id, INVITE);
    audit_free(audit);
}

// The e-mail addresses, telephones and postal addresses that an audit keeps of one page, joined by " | ".
static char *contacts_kept(const char *body)
{
    g_autoptr(GError) error = NULL;
    struct audit *audit = audit_of(INVITE, FORBIDS);
    pack_set_free(audit->set);
    audit->set = pack_set_load("rules", NULL, &error); // with the words that a client's statement is told by
    assert_null(error);
    audit_page(audit, 0, SITE, body);
    audit_end(audit);
    GString *values = g_string_new(NULL);
    for (guint i = 0; i < audit->facts->len; i++) {
        const struct kept_fact *fact = audit->facts->pdata[i];
        if (fact->kind == FACT_EMAIL || fact->kind == FACT_PHONE || fact->kind == FACT_ADDRESS) {
            g_string_append_printf(values, "%s%s", values->len ? " | " : "", fact->value);
        }
    }
    audit_free(audit);
    return g_string_free(values, FALSE);
}

static void what_a_client_says_of_themselves_is_not_kept_as_the_practices(void **state)
{
    (void)state;
    static const struct {
        const char *body, *kept;
    } cases[] = {
        {"<p>Write to office@roe.example.</p>", "office@roe.example"},
        {"<h2>What clients say</h2><blockquote>“She helped me sleep again. Write to m.b@post.example or call "
         "647-588-0142.”</blockquote><p>M. B.</p>",
         ""},
        {"<h2>What clients say</h2><blockquote>“She helped me sleep again.”</blockquote><p>— M. B., "
         "<a href='mailto:m.b@post.example'>m.b@post.example</a></p>",
         ""},
        {"<h2>Kind words from clients</h2><blockquote><p>“She helped me sleep again.</p><p>Come to 12 Main Street, "
         "Toronto ON M5V 2T6 and see.”</p></blockquote><p>M. B.</p>",
         ""},
        {"<h2>What clients say</h2><blockquote>“She helped me sleep again.”</blockquote><p>M. B.</p>"
         "<h2>Contact</h2><p>Call 416-923-0187.</p>",
         "+14169230187"},
        {"<h2 lang='fr'>Témoignages</h2><blockquote lang='fr'>« Elle m'a aidée à retrouver le sommeil. Écrivez-moi : "
         "m.b@post.example »</blockquote><p>M. B.</p>",
         ""},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *kept = contacts_kept(cases[i].body);
        if (strcmp(kept, cases[i].kept) != 0) {
            fail_msg("of “%s” is kept “%s”, not “%s”", cases[i].body, kept, cases[i].kept);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_client_says_of_themselves_is_not_kept_as_the_practices),
        cmocka_unit_test(what_a_template_repeats_is_one_finding_with_many_places),
        cmocka_unit_test(different_words_on_two_pages_are_two_findings_in_page_order),
        cmocka_unit_test(what_a_page_adds_to_a_template_is_a_finding_of_its_own),
        cmocka_unit_test(a_finding_keeps_its_id_when_its_words_line_and_scheme_change),
        cmocka_unit_test(a_page_that_was_not_read_leaves_nothing_certain),
        cmocka_unit_test(a_page_too_costly_to_search_is_not_cleared),
        cmocka_unit_test(what_was_seen_holds_whatever_was_not_read),
        cmocka_unit_test(a_reason_names_three_pages_and_counts_the_rest),
        cmocka_unit_test(a_missing_thing_is_one_finding_about_the_presence_and_its_start_page),
        cmocka_unit_test(a_missing_thing_keeps_its_id_when_the_site_grows),
        cmocka_unit_test(a_presence_that_could_not_be_read_at_all_cannot_be_judged),
        cmocka_unit_test(a_rule_whose_needs_are_not_met_says_what_to_add),
        cmocka_unit_test(a_presence_of_another_kind_is_not_checked),
        cmocka_unit_test(a_rule_about_the_practice_asks_all_presences_together),
        cmocka_unit_test(a_rule_that_follows_another_is_asked_only_where_that_one_passed),
        cmocka_unit_test(findings_stand_by_level_rule_and_page),
    };
    return cmocka_run_group_tests_name("tally", tests, NULL, NULL);
}
