/*
 * vitrine init drafts a practice file from what a site shows: valid as it stands, right about the practice it was
 * drafted from, and nothing that a page says is more than a value in it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "tests/support/fixture.h"

/* Runs init over `target` into FOLDER/drafted.yaml; the draft, which the caller frees. */
static char *drafted(const char *folder, const char *target, const char *resolve)
{
    g_autofree char *file = g_build_filename(folder, "drafted.yaml", NULL);
    const char *const arguments[] = {"init", target,       "-o", file,        "--as-of", "2026-11-21", "--delay",
                                     "0",    "--no-cache", "-q", "--resolve", resolve,   NULL};
    struct outcome outcome = program_run(arguments);
    if (outcome.status != 0) {
        fail_msg("%s: status %d: %s", target, outcome.status, outcome.err);
    }
    outcome_clear(&outcome);
    char *text = NULL;
    assert_true(g_file_get_contents(file, &text, NULL, NULL));
    return text;
}

/* The ids of the rules that found something when `target` is audited with the draft in `folder`, each on a line. */
static char *found_with(const char *folder, const char *target, const char *resolve)
{
    g_autofree char *file = g_build_filename(folder, "drafted.yaml", NULL);
    g_autofree char *out = g_build_filename(folder, "held", NULL);
    const char *const arguments[] = {
        "audit",        file,        target,       "-o", out,         "--as-of", "2026-11-21",
        "--delay",      "0",         "--no-cache", "-q", "--fail-on", "never",   "--allow-partial",
        "--no-history", "--resolve", resolve,      NULL};
    const char *const listed[] = {
        "audit",     file,         "-o", out,         "--as-of", "2026-11-21",      "--delay",
        "0",         "--no-cache", "-q", "--fail-on", "never",   "--allow-partial", "--no-history",
        "--resolve", resolve,      NULL};
    struct outcome outcome = program_run(g_str_has_prefix(target, "http") ? listed : arguments);
    if (outcome.status != 0) {
        fail_msg("%s: status %d: %s", target, outcome.status, outcome.err);
    }
    outcome_clear(&outcome);
    g_autofree char *path = g_build_filename(out, "result.json", NULL);
    g_autoptr(JsonParser) parser = json_parser_new();
    assert_true(json_parser_load_from_file(parser, path, NULL));
    JsonArray *findings = json_object_get_array_member(json_node_get_object(json_parser_get_root(parser)), "findings");
    GString *ids = g_string_new("\n");
    for (guint i = 0; i < json_array_get_length(findings); i++) {
        JsonObject *finding = json_array_get_object_element(findings, i);
        g_string_append_printf(ids, "%s\n", json_object_get_string_member(finding, "rule"));
    }
    return g_string_free(ids, FALSE);
}

static void refuse_stems(const char *target, const char *ids, const char *text)
{
    static const char *const stems[] = {"contact",           "registration",    "credentials",
                                        "missing-service",   "retired-service", "accepting-clients",
                                        "unlisted-presence", "languages",       "fees"};
    for (gsize i = 0; i < G_N_ELEMENTS(stems); i++) {
        g_autofree char *line = g_strdup_printf("\noutdated.%s\n", stems[i]);
        if (strstr(ids, line)) {
            fail_msg("%s: outdated.%s stems from:\n%s", target, stems[i], text);
        }
    }
}

static const struct {
    const char *fixture, *host;
    const char *lines[6]; /* that the draft holds */
} sites[] = {
    {"ashe-therapy-correct", "ashe.example", {"presences:"}},
    {"lindqvist-abandoned", "lindqvist-counselling.example", {"  name: \"Karin Lindqvist\""}},
    {"lindqvist-abandoned", "klindqvist-groupes.example", {"    - \"fr\""}},
    {"okafor-bilingual", "okaforwellness.example", {"  name: \"Amara Okafor\"", "    - \"en\"", "    - \"fr\""}},
    {"roe-counselling-en",
     "roe.example",
     {"  name: \"Jane Roe\"", "  email: \"jane@roe.example\"", "  phone: \"416-923-0187\""}},
    {"story-two-sites",
     "marchandreyes.example",
     {"  name: \"Odile Marchand-Reyes\"", "  email: \"odile@marchandreyes.example\"", "accepting-clients: true"}},
    {"tremblay-counseling-fr",
     "tremblaycounseling.example",
     {"  name: \"Geneviève Tremblay\"", "  email: \"gtremblay@tremblaycounseling.example\"", "    - \"fr\""}},
};

static void what_a_site_shows_is_drafted_and_holds_when_it_is_audited(void **state)
{
    (void)state;
    for (gsize i = 0; i < G_N_ELEMENTS(sites); i++) {
        struct fixture fixture = {0};
        fixture_open(&fixture, sites[i].fixture);
        const char *resolve = site_server_resolve(fixture.server);
        g_autofree char *target = g_strdup_printf("http://%s:%u/", sites[i].host, site_server_port(fixture.server));
        g_autofree char *text = drafted(fixture.own, target, resolve);
        for (gsize k = 0; k < G_N_ELEMENTS(sites[i].lines) && sites[i].lines[k]; k++) {
            g_autofree char *line = g_strdup_printf("\n%s", sites[i].lines[k]);
            if (!strstr(text, line)) {
                fail_msg("%s: “%s” is not in:\n%s", sites[i].host, sites[i].lines[k], text);
            }
        }
        g_autofree char *ids = found_with(fixture.own, target, resolve);
        refuse_stems(target, ids, text);
        fixture_close(&fixture);
    }
}

static void a_page_cannot_say_more_than_a_value(void **state)
{
    (void)state;
    g_autofree char *own = folder_new();
    static const char page[] =
        "<!DOCTYPE html><html lang=en><head><title>Roe: \"# x' &#10;accepted: [ | Counselling</title>"
        "<meta property=\"og:site_name\" content=\"Roe&#10;accepted:&#10;  - rule: testimonials.display &quot;\\\">"
        "<script type=\"application/ld+json\">{\"@type\":\"Person\",\"name\":\"Jane\\nfees: 0 \\\"\\u202e "
        "Roe\"}</script>"
        "</head><body><h1>Services</h1><h2>Grief therapy&#10;retired: \"x\" # y</h2><h2>Therapy \\ 'a' &#x202e;b</h2>"
        "<ul><li>- {Couple therapy}</li><li>&amp;anchor therapy</li><li>*alias therapy</li><li>! counselling</li></ul>"
        "<p>Jane Roe, MSW, RSW</p><p>E-mail: \"jane#roe\"@roe.example, "
        "jane@roe.ca</p><p>416-555-0134</p></body></html>";
    g_autofree char *site = g_build_filename(own, "site", NULL);
    g_assert_cmpint(g_mkdir_with_parents(site, 0700), ==, 0);
    g_free(folder_write(site, "index.html", page));
    g_autofree char *text = drafted(own, site, "*:1:127.0.0.1");
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i]; i++) {
        if (g_str_has_prefix(lines[i], "accepted") || g_str_has_prefix(lines[i], "fees") ||
            g_str_has_prefix(g_strchug(lines[i]), "retired")) {
            fail_msg("a page wrote a line of its own:\n%s", text);
        }
    }
    assert_null(strstr(text, "\u202e"));
    g_autofree char *ids = found_with(own, site, "*:1:127.0.0.1");
    refuse_stems(site, ids, text);
    folder_remove(own);
}

#define PAGE(title, body)                                                                                              \
    "<!DOCTYPE html><html lang=en><head><title>" title "</title></head><body>" body "</body></html>"
#define PAGE_FR(body) "<!DOCTYPE html><html lang=fr><head><title>Accueil</title></head><body>" body "</body></html>"

static void what_is_in_doubt_is_a_comment(void **state)
{
    (void)state;
    static const struct {
        const char *page;
        const char *lines[2], *never; /* what the draft holds, and what it does not */
    } cases[] = {
        // A practice is not taken for a person, however often and large its name stands there.
        {PAGE("Harbour Point",
              "<header><h1>Harbour Point</h1></header><p>Write to hello@harbourpoint.ca</p><footer>© 2026 Harbour "
              "Point</footer>"),
         {"  email: \"hello@harbourpoint.ca\""},
         "\npractitioner:"},
        {PAGE("Revival Physiotherapy",
              "<h1>Revival Physiotherapy</h1><p>About Revival Physiotherapy</p><p>Neuro Linguistic Programming (NLP), "
              "Polycystic Ovarian Syndrome (PCOS)</p>"),
         {"  name: \"Revival Physiotherapy\""},
         "\npractitioner:"},
        {PAGE("Roe Counselling", "<h1>Roe Counselling</h1><p>Hi, I’m Jane Roe, a counsellor in Sudbury.</p>"),
         {"practitioner:\n  name: \"Jane Roe\""},
         "name: \"Roe Counselling Jane\""},
        // Who made the site, who supervises, who is quoted.
        {PAGE("Roe Counselling",
              "<h1>Jane Roe, MSW, RSW</h1><p>I work under the supervision of Ann Poe, RSW.</p><footer>Website by John "
              "Doe, MSc</footer>"),
         {"practitioner:\n  name: \"Jane Roe\""},
         "John Doe"},
        // Of two e-mails, the practice's own.
        {PAGE("Roe Counselling",
              "<h1>Jane Roe, MSW, RSW</h1><p>jroe@hospital.example.org, roecounselling@gmail.com</p>"),
         {"\n  email: \"roecounselling@gmail.com\""},
         "\n  email: \"jroe@"},
        // A country that had to be guessed is said to be.
        {PAGE_FR("<h1>Jeanne Roy, psychologue</h1><p>Tél. : 06 66 03 85 41</p>"),
         {"  phone: \"+33666038541\"", "the page shows 06 66 03 85 41; +33 is a guess"},
         NULL},
        // What the page says of its languages and its pages do not bear out.
        {PAGE("Roe Counselling", "<h1>Jane Roe, MSW, RSW</h1><p>Counselling is offered in English and French.</p>"),
         {"#     - \"en\"  # in doubt"},
         NULL},
        // Steps, prices and headings are no services.
        {PAGE("Roe Counselling", "<h1>Services</h1><ul><li>Couple therapy</li><li>First session</li><li>Session "
                                 "fees</li></ul><h2>Grief therapy</h2><h2>How therapy works</h2>"),
         {"    - \"Couple therapy\"", "    - \"Grief therapy\""},
         "ession"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *own = folder_new();
        g_autofree char *site = g_build_filename(own, "site", NULL);
        g_assert_cmpint(g_mkdir_with_parents(site, 0700), ==, 0);
        g_free(folder_write(site, "index.html", cases[i].page));
        g_autofree char *text = drafted(own, site, "*:1:127.0.0.1");
        for (gsize k = 0; k < G_N_ELEMENTS(cases[i].lines) && cases[i].lines[k]; k++) {
            if (!strstr(text, cases[i].lines[k])) {
                fail_msg("“%s” is not in:\n%s", cases[i].lines[k], text);
            }
        }
        if (cases[i].never && strstr(text, cases[i].never)) {
            fail_msg("“%s” is in:\n%s", cases[i].never, text);
        }
        g_autofree char *ids = found_with(own, site, "*:1:127.0.0.1");
        refuse_stems(site, ids, text);
        folder_remove(own);
    }
}

static void a_file_that_is_there_is_left_as_it_is(void **state)
{
    (void)state;
    g_autofree char *own = folder_new();
    g_autofree char *file = folder_write(own, "practice.yaml", "mine\n");
    const char *const arguments[] = {"init", "fixtures/ashe-therapy-correct/sites/ashe.example", "-o", file, NULL};
    struct outcome outcome = program_run(arguments);
    assert_int_equal(outcome.status, 2);
    assert_non_null(strstr(outcome.err, "exists already"));
    outcome_clear(&outcome);
    g_autofree char *text = NULL;
    assert_true(g_file_get_contents(file, &text, NULL, NULL));
    assert_string_equal(text, "mine\n");
    folder_remove(own);
}

static void without_a_file_to_write_the_draft_goes_to_standard_output(void **state)
{
    (void)state;
    const char *const arguments[] = {"init", "fixtures/ashe-therapy-correct/sites/ashe.example", "-q", NULL};
    struct outcome outcome = program_run(arguments);
    assert_int_equal(outcome.status, 0);
    assert_non_null(strstr(outcome.out, "\npresences:\n"));
    assert_string_equal(outcome.err, "");
    outcome_clear(&outcome);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_site_shows_is_drafted_and_holds_when_it_is_audited),
        cmocka_unit_test(what_is_in_doubt_is_a_comment),
        cmocka_unit_test(a_page_cannot_say_more_than_a_value),
        cmocka_unit_test(a_file_that_is_there_is_left_as_it_is),
        cmocka_unit_test(without_a_file_to_write_the_draft_goes_to_standard_output),
    };
    return cmocka_run_group_tests_name("init", tests, NULL, NULL);
}
