/*
 * What becomes of a former presence, of links to pages that are gone, and of one page with two addresses: each site
 * answers as a real one would.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "tests/support/program.h"
#include "tests/support/site_server.h"

#define HEAD "<!doctype html><html lang=en><title>Roe Counselling</title>"

/* What a host answers for each path; the last, without a path, for all others. */
struct answer_at {
    const char *path;
    struct site_answer answer;
};

static gboolean answer(const char *path, guint n_earlier, struct site_answer *answer, gpointer data)
{
    (void)n_earlier;
    const struct answer_at *at = data;
    while (at->path && strcmp(at->path, path) != 0) {
        at++;
    }
    *answer = at->answer;
    return TRUE;
}

/* Adds the server's port to each address. Caller frees. */
static char *with_port(const SiteServer *server, const char *text)
{
    g_autofree char *ported = g_strdup_printf(".example:%u/", site_server_port(server));
    g_auto(GStrv) parts = g_strsplit(text, ".example/", -1);
    return g_strjoinv(ported, parts);
}

/* Audits a practice of Jane Roe with these presences (YAML lines), asking so many links to others; its result, which
 * the caller unrefs. */
static JsonParser *audit_links(const SiteServer *server, const char *presences, const char *max_links)
{
    g_autofree char *folder = folder_new();
    g_autofree char *text = g_strconcat("practitioner: { name: Jane Roe }\npresences:\n", presences, NULL);
    g_autofree char *served = with_port(server, text);
    g_autofree char *practice = folder_write(folder, "practice.yaml", served);
    const char *const arguments[] = {"audit",
                                     practice,
                                     "-o",
                                     folder,
                                     "--as-of",
                                     "2026-11-21",
                                     "--delay",
                                     "0",
                                     "--jobs",
                                     "2",
                                     "--no-history",
                                     "--no-cache",
                                     "--lang",
                                     "en",
                                     "--resolve",
                                     site_server_resolve(server),
                                     "--fail-on",
                                     "never",
                                     "--allow-partial",
                                     "--max-links",
                                     max_links,
                                     NULL};
    struct outcome outcome = program_run(arguments);
    if (outcome.status != 0 && outcome.status != 3) { // 3: no presence could be read
        fail_msg("status %d: %s", outcome.status, outcome.err);
    }
    outcome_clear(&outcome);
    g_autofree char *file = g_build_filename(folder, "result.json", NULL);
    JsonParser *result = json_parser_new();
    assert_true(json_parser_load_from_file(result, file, NULL));
    folder_remove(folder);
    return result;
}

static JsonParser *audit(const SiteServer *server, const char *presences)
{
    return audit_links(server, presences, "0");
}

static JsonArray *list(JsonParser *result, const char *name)
{
    return json_object_get_array_member(json_node_get_object(json_parser_get_root(result)), name);
}

/* The outcome of the check of `rule`; "none" without one. */
static const char *outcome_of(JsonParser *result, const char *rule)
{
    JsonArray *checks = list(result, "checks");
    for (guint i = 0; i < json_array_get_length(checks); i++) {
        JsonObject *check = json_array_get_object_element(checks, i);
        if (strcmp(json_object_get_string_member(check, "rule"), rule) == 0) {
            return json_object_get_string_member(check, "outcome");
        }
    }
    return "none";
}

static void a_former_presence_must_be_gone_or_lead_home(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        struct answer_at answers[1];
        const char *present, *parked; /* outcomes of former-presence and former-parked */
    } cases[] = {
        {"gone", {{NULL, {.status = 404, .type = "text/html", .body = "Not found"}}}, "passed", "passed"},
        {"gone for good", {{NULL, {.status = 410, .type = "text/html", .body = "Gone"}}}, "passed", "passed"},
        {"leads home", {{NULL, {.status = 301, .headers = "Location: http://roe.example/\n"}}}, "passed", "passed"},
        {"leads to another of its own",
         {{NULL, {.status = 302, .headers = "Location: http://roe.example/services\n"}}},
         "passed",
         "passed"},
        {"leads home by its other name",
         {{NULL, {.status = 301, .headers = "Location: http://www.old.example/\n"}}},
         "passed",
         "passed"},
        {"leads home where the host has no redirects",
         {{NULL,
           {.type = "text/html",
            .body = HEAD "<meta http-equiv=refresh content=\"0; url=http://roe.example/\"><h1>Jane Roe, counsellor</h1>"
                         "<p>Call to book."}}},
         "passed",
         "passed"},
        {"leads to itself, to show its news",
         {{NULL,
           {.type = "text/html",
            .body =
                HEAD "<meta http-equiv=refresh content=\"60; url=/\"><h1>Jane Roe, counsellor</h1><p>Call to book."}}},
         "failed",
         "passed"},
        {"leads to a stranger",
         {{NULL, {.status = 301, .headers = "Location: http://stranger.example/\n"}}},
         "cantTell",
         "cantTell"},
        {"still up",
         {{NULL, {.type = "text/html", .body = HEAD "<h1>Jane Roe, counsellor</h1><p>Call to book."}}},
         "failed",
         "passed"},
        {"parked",
         {{NULL, {.type = "text/html", .body = HEAD "<h1>old.example</h1><p>This domain is for sale."}}},
         "passed",
         "failed"},
        {"a login wall", {{NULL, {.status = 403, .type = "text/html", .body = "Forbidden"}}}, "cantTell", "cantTell"},
        {"a bad day", {{NULL, {.status = 500, .type = "text/html", .body = "Error"}}}, "cantTell", "cantTell"},
    };
    static const struct answer_at home[] = {
        {NULL, {.type = "text/html", .body = HEAD "<h1>Roe Counselling</h1><p>Jane Roe, counsellor."}}};
    static const struct answer_at stranger[] = {
        {NULL, {.type = "text/html", .body = "<!doctype html><title>Bakery</title><p>Bread every morning."}}};
    g_autoptr(SiteServer) server = site_server_new(NULL, 0, NULL);
    assert_non_null(server);
    site_server_answer(server, "roe.example", answer, (gpointer)home);
    site_server_answer(server, "stranger.example", answer, (gpointer)stranger);
    g_autofree char *home_location = with_port(server, "Location: http://roe.example/\n");
    struct answer_at leads_on[1] = {{NULL, {.status = 301, .headers = home_location}}};
    site_server_answer(server, "www.old.example", answer, leads_on);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct answer_at answers[1] = {cases[i].answers[0]};
        g_autofree char *headers = answers[0].answer.headers ? with_port(server, answers[0].answer.headers) : NULL;
        g_autofree char *body = answers[0].answer.body ? with_port(server, answers[0].answer.body) : NULL;
        answers[0].answer.headers = headers;
        answers[0].answer.body = body;
        site_server_answer(server, "old.example", answer, answers);
        g_autoptr(JsonParser) result =
            audit(server, "  - http://roe.example/\n  - { url: http://old.example/, kind: former }\n");
        const char *present = outcome_of(result, "outdated.former-presence");
        const char *parked = outcome_of(result, "outdated.former-parked");
        if (strcmp(present, cases[i].present) != 0 || strcmp(parked, cases[i].parked) != 0) {
            fail_msg("%s: still up: %s, parked: %s", cases[i].name, present, parked);
        }
    }
}

static void a_former_presence_that_no_longer_resolves_is_gone(void **state)
{
    (void)state;
    static const struct answer_at home[] = {
        {NULL, {.type = "text/html", .body = HEAD "<h1>Roe Counselling</h1><p>Jane Roe, counsellor."}}};
    g_autoptr(SiteServer) server = site_server_new(NULL, 0, NULL);
    assert_non_null(server);
    site_server_answer(server, "roe.example", answer, (gpointer)home);
    const struct {
        const char *home, *outcome;
    } cases[] = {
        {"http://roe.example/", "passed"},
        {"http://neither.invalid/", "cantTell"}, // no name leads anywhere: it may be us who cannot ask
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *presences =
            g_strdup_printf("  - %s\n  - { url: \"http://nowhere.invalid/\", kind: former }\n", cases[i].home);
        g_autoptr(JsonParser) result = audit(server, presences);
        assert_string_equal(outcome_of(result, "outdated.former-presence"), cases[i].outcome);
    }
}

/* The one finding of `rule`; the test fails where there are none or several. */
static JsonObject *only_finding(JsonParser *result, const char *rule)
{
    JsonArray *findings = list(result, "findings");
    JsonObject *found = NULL;
    for (guint i = 0; i < json_array_get_length(findings); i++) {
        JsonObject *finding = json_array_get_object_element(findings, i);
        if (strcmp(json_object_get_string_member(finding, "rule"), rule) == 0) {
            assert_null(found);
            found = finding;
        }
    }
    assert_non_null(found);
    return found;
}

static void a_broken_link_names_the_pages_to_mend(void **state)
{
    (void)state;
    static const struct answer_at site[] = {
        {"/", {.type = "text/html", .body = HEAD "<a href=/about>About</a> <a href=/consent>Consent</a>"}},
        {"/about", {.type = "text/html", .body = HEAD "<p>Please read <a href='/consent#end'>this</a>.</p>"}},
        {NULL, {.status = 404, .type = "text/html", .body = "Not found"}},
    };
    g_autoptr(SiteServer) server = site_server_new(NULL, 0, NULL);
    assert_non_null(server);
    site_server_answer(server, "roe.example", answer, (gpointer)site);
    g_autoptr(JsonParser) result = audit(server, "  - http://roe.example/\n");
    JsonObject *finding = only_finding(result, "outdated.broken-link");
    JsonArray *evidence = json_object_get_array_member(finding, "evidence");
    const char *const pages[] = {"http://roe.example/", "http://roe.example/about"};
    assert_int_equal(json_array_get_length(evidence), G_N_ELEMENTS(pages));
    for (guint i = 0; i < G_N_ELEMENTS(pages); i++) {
        g_autofree char *page = with_port(server, pages[i]);
        JsonObject *place = json_array_get_object_element(evidence, i);
        assert_string_equal(json_object_get_string_member(place, "page"), page);
        assert_non_null(strstr(json_object_get_string_member(place, "text"), "/consent"));
    }
}

static void a_link_to_another_site_is_broken_only_where_that_site_says_so(void **state)
{
    (void)state;
    static const struct answer_at other[] = {
        {"/", {.type = "text/html", .body = "Welcome"}},
        {"/gone", {.status = 404, .type = "text/html", .body = "Not found"}},
        {"/refused", {.status = 403, .type = "text/html", .body = "Forbidden"}},
        {"/bad-day", {.status = 500, .type = "text/html", .body = "Error"}},
        {NULL, {.status = 404, .type = "text/html", .body = ""}},
    };
    static const struct {
        const char *links, *max_links, *outcome;
    } cases[] = {
        {"<a href=http://other.example/>1</a> <a href=http://other.example/refused>2</a>", "20", "passed"},
        {"<a href=http://other.example/>1</a> <a href=http://other.example/gone>2</a>", "20", "failed"},
        {"<a href=http://other.example/>1</a> <a href=http://other.example/gone>2</a>", "0", "passed"},
        {"<a href=http://other.example/bad-day>1</a>", "20", "cantTell"},
        {"<a href=http://other.example/bad-day>1</a> <a href=http://other.example/gone>2</a>", "20", "failed"},
        {"<a href=http://nowhere.invalid/>1</a>", "20", "failed"},
        // What shares a page leads to none, and one's own profile is read as a presence.
        {"<a href=http://facebook.com/sharer/sharer.php?u=x>1</a>", "20", "passed"},
    };
    g_autoptr(SiteServer) server = site_server_new(NULL, 0, NULL);
    assert_non_null(server);
    site_server_answer(server, "other.example", answer, (gpointer)other);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *body = g_strconcat(HEAD "<p>Jane Roe</p>", cases[i].links, NULL);
        g_autofree char *ported = with_port(server, body);
        const struct answer_at home[] = {{NULL, {.type = "text/html", .body = ported}}};
        site_server_answer(server, "roe.example", answer, (gpointer)home);
        g_autoptr(JsonParser) result = audit_links(server, "  - http://roe.example/\n", cases[i].max_links);
        const char *outcome = outcome_of(result, "outdated.broken-link");
        if (strcmp(outcome, cases[i].outcome) != 0) {
            fail_msg("%s: %s", cases[i].links, outcome);
        }
        if (strcmp(outcome, "failed") == 0) {
            JsonObject *finding = only_finding(result, "outdated.broken-link");
            JsonArray *evidence = json_object_get_array_member(finding, "evidence");
            JsonObject *place = json_array_get_object_element(evidence, 0);
            g_autofree char *page = with_port(server, "http://roe.example/");
            assert_string_equal(json_object_get_string_member(place, "page"), page);
        }
        site_server_answer(server, "roe.example", NULL, NULL);
    }
}

static void presences_that_plainly_show_other_hours_disagree(void **state)
{
    (void)state;
    static const struct {
        const char *website, *profile, *outcome;
    } cases[] = {
        {"<p>Office hours: Mon-Fri 9-5</p>", "<p>Hours: Monday to Friday, 10 a.m. to 6 p.m.</p>", "failed"},
        {"<p>Office hours: Mon-Fri 9-5</p>", "<p lang=fr>Horaires : du lundi au vendredi de 9 h à 17 h</p>", "passed"},
        {"<p>Office hours: Mon-Fri 9-5</p>", "<p>Hours: Monday to Friday, 1-6</p>", "passed"}, // of day or night?
        {"<p>Office hours: Mon-Fri 9-5</p>", "<p>Our phone hours: Monday to Friday 10-2</p>", "passed"},
        {"<p>Office hours: Mon-Thu 9-5</p>", "<p>Hours: Fri 10-2</p>", "passed"}, // of no day in common
    };
    g_autoptr(SiteServer) server = site_server_new(NULL, 0, NULL);
    assert_non_null(server);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *own = g_strconcat(HEAD "<h1>Jane Roe, counsellor</h1>", cases[i].website, NULL);
        g_autofree char *theirs = g_strconcat(HEAD "<h1>Jane Roe, counsellor</h1>", cases[i].profile, NULL);
        const struct answer_at home[] = {{NULL, {.type = "text/html; charset=utf-8", .body = own}}};
        const struct answer_at profile[] = {{NULL, {.type = "text/html; charset=utf-8", .body = theirs}}};
        site_server_answer(server, "roe.example", answer, (gpointer)home);
        site_server_answer(server, "directory.example", answer, (gpointer)profile);
        g_autoptr(JsonParser) result =
            audit(server, "  - http://roe.example/\n  - { url: http://directory.example/roe, kind: profile }\n");
        const char *outcome = outcome_of(result, "outdated.inconsistent");
        if (strcmp(outcome, cases[i].outcome) != 0) {
            fail_msg("%s and %s: %s", cases[i].website, cases[i].profile, outcome);
        }
        site_server_answer(server, "roe.example", NULL, NULL);
        site_server_answer(server, "directory.example", NULL, NULL);
    }
}

static void one_page_with_two_addresses_is_one_finding(void **state)
{
    (void)state;
    static const char body[] =
        HEAD "<a href=/index.html>Home</a><p>Lorem ipsum dolor sit amet, consectetur.</p>"
             "<p>Jane Roe meets adults and couples in Toronto, in person and online, by day and "
             "in the evening. A first talk on the telephone costs nothing, takes a quarter of an "
             "hour and helps both of us to see whether we can work together well. Sessions last "
             "fifty minutes, and most people come every week at first, then less often.</p>"
             "<footer>© 2014 Roe Counselling</footer>";
    static const struct answer_at site[] = {
        {"/", {.type = "text/html", .body = body}},
        {"/index.html", {.type = "text/html", .body = body}},
        {NULL, {.status = 404, .type = "text/html", .body = "Not found"}},
    };
    g_autoptr(SiteServer) server = site_server_new(NULL, 0, NULL);
    assert_non_null(server);
    site_server_answer(server, "roe.example", answer, (gpointer)site);
    g_autoptr(JsonParser) result = audit(server, "  - http://roe.example/\n");
    only_finding(result, "outdated.placeholder");
    JsonObject *finding = only_finding(result, "outdated.copyright-year");
    assert_int_equal(json_object_get_int_member(finding, "places"), 2);

    JsonObject *counts =
        json_object_get_object_member(json_node_get_object(json_parser_get_root(result)), "statistics");
    assert_int_equal(json_object_get_int_member(counts, "pagesRead"), 1);
    JsonObject *presence = json_array_get_object_element(list(result, "presences"), 0);
    JsonArray *pages = json_object_get_array_member(presence, "pages");
    g_autofree char *first = with_port(server, "http://roe.example/");
    assert_int_equal(json_array_get_length(pages), 2); // both are told all the same
    assert_false(json_object_has_member(json_array_get_object_element(pages, 0), "sameAs"));
    assert_string_equal(json_object_get_string_member(json_array_get_object_element(pages, 1), "sameAs"), first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_former_presence_must_be_gone_or_lead_home),
        cmocka_unit_test(a_former_presence_that_no_longer_resolves_is_gone),
        cmocka_unit_test(a_broken_link_names_the_pages_to_mend),
        cmocka_unit_test(a_link_to_another_site_is_broken_only_where_that_site_says_so),
        cmocka_unit_test(presences_that_plainly_show_other_hours_disagree),
        cmocka_unit_test(one_page_with_two_addresses_is_one_finding),
    };
    return cmocka_run_group_tests_name("presences", tests, NULL, NULL);
}
