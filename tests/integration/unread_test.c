/*
 * What could not be read is not held against anyone: a page that answers 403, and a policy that is only a PDF.
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

#define HOST "roe.example"
#define HEAD "<!DOCTYPE html><html lang=\"en\"><head><title>Roe Counselling</title></head><body>"

/* A small site: one path is refused, and what its other pages hold is the test's. */
struct site {
    const char *start;   /* body of / */
    const char *other;   /* of /contact, or NULL: 404 */
    const char *refused; /* path that answers 403, or NULL */
};

/* One audit of it. */
struct audited {
    char *folder, *json;
    SiteServer *server;
    JsonParser *parser;
    JsonObject *result;
};

static gboolean answer(const char *path, guint n_earlier, struct site_answer *answer, gpointer data)
{
    const struct site *site = data;
    (void)n_earlier;
    answer->type = "text/html; charset=utf-8";
    if (g_strcmp0(path, site->refused) == 0) {
        answer->status = 403;
        answer->body = "Forbidden";
    } else if (strcmp(path, "/") == 0) {
        answer->body = site->start;
    } else if (strcmp(path, "/contact") == 0 && site->other) {
        answer->body = site->other;
    } else if (g_str_has_suffix(path, ".pdf")) {
        answer->type = "application/pdf";
        answer->body = "%PDF-1.7\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n";
    } else {
        answer->status = 404;
        answer->body = "Not found";
    }
    return TRUE;
}

static void audit_open(struct audited *audited, struct site *site)
{
    g_autoptr(GError) error = NULL;
    audited->server = site_server_new(NULL, 0, &error);
    assert_non_null(audited->server);
    site_server_answer(audited->server, HOST, answer, site);
    audited->folder = folder_new();
    g_autofree char *text = g_strdup_printf("practice: { name: Roe Counselling, languages: [en] }\n"
                                            "presences:\n  - http://" HOST ":%u/\n",
                                            site_server_port(audited->server));
    g_autofree char *practice = folder_write(audited->folder, "practice.yaml", text);
    const char *const arguments[] = {"audit",
                                     practice,
                                     "-o",
                                     audited->folder,
                                     "--as-of",
                                     "2026-11-21",
                                     "--delay",
                                     "0",
                                     "--resolve",
                                     site_server_resolve(audited->server),
                                     "--no-history",
                                     "--no-cache",
                                     "--fail-on",
                                     "never",
                                     "--allow-partial",
                                     NULL};
    struct outcome outcome = program_run(arguments);
    if (outcome.status != 0) {
        fail_msg("status %d: %s", outcome.status, outcome.err);
    }
    outcome_clear(&outcome);
    g_autofree char *file = g_build_filename(audited->folder, "result.json", NULL);
    assert_true(g_file_get_contents(file, &audited->json, NULL, NULL));
    audited->parser = json_parser_new();
    assert_true(json_parser_load_from_data(audited->parser, audited->json, -1, NULL));
    audited->result = json_node_get_object(json_parser_get_root(audited->parser));
}

static void audit_close(struct audited *audited)
{
    site_server_free(audited->server);
    folder_remove(audited->folder);
    g_object_unref(audited->parser);
    g_free(audited->folder);
    g_free(audited->json);
}

static const char *reason_of(JsonObject *check)
{
    JsonObject *reason =
        json_object_has_member(check, "reason") ? json_object_get_object_member(check, "reason") : NULL;
    return reason ? json_object_get_string_member(reason, "en") : "";
}

static JsonObject *check_of(const struct audited *audited, const char *rule)
{
    JsonArray *checks = json_object_get_array_member(audited->result, "checks");
    for (guint i = 0; i < json_array_get_length(checks); i++) {
        JsonObject *check = json_array_get_object_element(checks, i);
        if (strcmp(json_object_get_string_member(check, "rule"), rule) == 0) {
            return check;
        }
    }
    fail_msg("no check of %s", rule);
    return NULL;
}

static void expect(const struct audited *audited, const char *rule, const char *outcome, const char *reason)
{
    JsonObject *check = check_of(audited, rule);
    if (strcmp(json_object_get_string_member(check, "outcome"), outcome) != 0 || !strstr(reason_of(check), reason)) {
        fail_msg("%s is %s (%s), not %s with “%s”", rule, json_object_get_string_member(check, "outcome"),
                 reason_of(check), outcome, reason);
    }
}

/* The rules that ask for something to be shown, by id: those that have words for its absence. */
static gboolean is_required(const struct audited *audited, const char *id)
{
    JsonArray *rules = json_object_get_array_member(audited->result, "rules");
    for (guint i = 0; i < json_array_get_length(rules); i++) {
        JsonObject *rule = json_array_get_object_element(rules, i);
        if (strcmp(json_object_get_string_member(rule, "id"), id) == 0) {
            return json_object_has_member(rule, "missing");
        }
    }
    return FALSE;
}

/* Counts the outcomes of what is required; those that cannot be told must name `page`. */
static void count_required(const struct audited *audited, const char *page, guint *n_failed, guint *n_unsure)
{
    JsonArray *checks = json_object_get_array_member(audited->result, "checks");
    *n_failed = *n_unsure = 0;
    for (guint i = 0; i < json_array_get_length(checks); i++) {
        JsonObject *check = json_array_get_object_element(checks, i);
        const char *rule = json_object_get_string_member(check, "rule");
        const char *outcome = json_object_get_string_member(check, "outcome");
        if (!is_required(audited, rule)) {
            continue;
        }
        if (strcmp(outcome, "failed") == 0) {
            ++*n_failed;
        } else if (strcmp(outcome, "cantTell") == 0) {
            ++*n_unsure;
            if (!strstr(reason_of(check), page)) {
                fail_msg("%s does not name %s: %s", rule, page, reason_of(check));
            }
        }
    }
}

static void a_page_that_is_refused_may_hold_everything_that_is_required(void **state)
{
    (void)state;
    struct site site = {
        .start = HEAD "<p>Jane Roe, MSW, RSW</p><p>Call 416-923-0187.</p>"
                      "<a href=\"/contact\">Contact</a><a href=\"/policies\">Policies</a></body></html>",
        .other = HEAD "<p>Write to <a href=\"mailto:jane@" HOST "\">jane@" HOST "</a>.</p></body></html>",
        .refused = "/policies"};
    struct audited audited = {0};
    audit_open(&audited, &site);
    guint n_failed, n_unsure;
    count_required(&audited, "/policies", &n_failed, &n_unsure);
    assert_int_equal(n_failed, 0);
    assert_true(n_unsure >= 12);
    expect(&audited, "licence.title", "passed", "");
    expect(&audited, "profile.phone", "passed", "");
    expect(&audited, "profile.email", "passed", "/contact");
    expect(&audited, "profile.address", "cantTell", "/policies");
    expect(&audited, "licence.number", "cantTell", "/policies");
    expect(&audited, "policies.crisis", "cantTell", "/policies");
    audit_close(&audited);
}

static void the_same_site_read_whole_is_told_what_is_missing(void **state)
{
    (void)state;
    struct site site = {.start = HEAD "<p>Jane Roe, MSW, RSW</p><a href=\"/contact\">Contact</a></body></html>",
                        .other = HEAD "<p>Call 416-923-0187.</p></body></html>"};
    struct audited audited = {0};
    audit_open(&audited, &site);
    guint n_failed, n_unsure;
    count_required(&audited, "", &n_failed, &n_unsure);
    assert_int_equal(n_unsure, 0);
    assert_true(n_failed >= 12);
    expect(&audited, "profile.phone", "passed", "/contact");
    expect(&audited, "profile.address", "failed", "");
    audit_close(&audited);
}

static void a_policy_that_is_only_a_document_cannot_be_told(void **state)
{
    (void)state;
    struct site site = {.start = HEAD "<p>Jane Roe, MSW, RSW</p>"
                                      "<a href=\"/forms/privacy-policy.pdf\">Privacy policy (PDF)</a></body></html>"};
    struct audited audited = {0};
    audit_open(&audited, &site);
    expect(&audited, "policies.privacy", "cantTell", "/forms/privacy-policy.pdf");
    expect(&audited, "policies.consent", "cantTell", "/forms/privacy-policy.pdf");
    expect(&audited, "profile.phone", "failed", ""); // such a thing is shown on a page, or not at all
    audit_close(&audited);
}

static void a_policy_that_the_page_says_itself_is_seen_beside_a_document(void **state)
{
    (void)state;
    struct site site = {.start = HEAD "<h1>Privacy policy</h1><p>What personal information I collect, and why.</p>"
                                      "<a href=\"/forms/privacy-policy.pdf\">Print it (PDF)</a></body></html>"};
    struct audited audited = {0};
    audit_open(&audited, &site);
    expect(&audited, "policies.privacy", "passed", "");
    expect(&audited, "policies.consent", "cantTell", "/forms/privacy-policy.pdf");
    audit_close(&audited);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_that_is_refused_may_hold_everything_that_is_required),
        cmocka_unit_test(the_same_site_read_whole_is_told_what_is_missing),
        cmocka_unit_test(a_policy_that_is_only_a_document_cannot_be_told),
        cmocka_unit_test(a_policy_that_the_page_says_itself_is_seen_beside_a_document),
    };
    return cmocka_run_group_tests_name("unread", tests, NULL, NULL);
}
