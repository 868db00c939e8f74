/*
 * The regulator's checklist as a practitioner gets it: in result.json, and in the report in both languages.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "tests/support/program.h"

static const char page[] =
    "<!doctype html><html lang=en><title>Jane Roe, RSW</title><h1>Policies</h1>"
    "<p>I do not look up clients on the Internet or search for them on social media without their consent.</p>"
    "<p>I return calls within two business days.</p>";

static void run(const char *const *arguments)
{
    struct outcome outcome = program_run(arguments);
    if (outcome.status != 0) {
        fail_msg("%s: status %d: %s", arguments[0], outcome.status, outcome.err);
    }
    outcome_clear(&outcome);
}

/* Audits a site of one page, and makes the report in French besides: report.html and fr/report.html in `folder`. */
static void audit(const char *folder)
{
    g_autofree char *home = folder_write(folder, "site/index.html", page);
    g_autofree char *site = g_path_get_dirname(home);
    g_autofree char *french = g_build_filename(folder, "fr", NULL);
    g_autofree char *result = g_build_filename(folder, "result.json", NULL);
    const char *const first[] = {"audit",        site,        "-o",    folder,   "--as-of", "2026-11-21",
                                 "--no-history", "--fail-on", "never", "--lang", "en",      NULL};
    const char *const again[] = {"report", result, "-o", french, "--lang", "fr", NULL};
    run(first);
    run(again);
}

static void each_point_is_seen_or_not_or_left_to_attest(void **state)
{
    const char *folder = *state;
    const struct {
        guint point; /* from 1, as the practice notes have them */
        const char *state, *rule;
    } cases[] = {
        {1, "attest", NULL},
        {5, "seen", "policies.searches"},
        {7, "seen", "policies.between-sessions"},
        {11, "seen", "testimonials.display"},
        {12, "not-seen", "policies.social-media"},
        {15, "attest", NULL},
    };
    g_autofree char *file = g_build_filename(folder, "result.json", NULL);
    g_autoptr(JsonParser) parser = json_parser_new();
    assert_true(json_parser_load_from_file(parser, file, NULL));
    JsonArray *points = json_object_get_array_member(json_node_get_object(json_parser_get_root(parser)), "checklist");
    assert_int_equal(json_array_get_length(points), 16);
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        JsonObject *point = json_array_get_object_element(points, cases[i].point - 1);
        const char *seen = json_object_get_string_member(point, "state");
        const char *rule = json_object_get_string_member_with_default(point, "rule", NULL);
        if (strcmp(seen, cases[i].state) != 0 || g_strcmp0(rule, cases[i].rule) != 0) {
            fail_msg("point %u: %s by %s", cases[i].point, seen, rule ? rule : "no rule");
        }
    }
}

static void the_report_lists_them_in_both_languages(void **state)
{
    const struct {
        const char *file, *point, *words;
    } cases[] = {
        {"report.html", "Have a policy on looking clients up online", "seen online"},
        {"report.html", "Have made sure that none of", "nothing against it seen online"},
        {"report.html", "Have a clear policy on clients", "not seen online"},
        {"report.html", "Have discussed with each client how identity", "for you to attest"},
        {"fr/report.html", "Avoir une politique sur la recherche en ligne", "vu en ligne"},
        {"fr/report.html", "aucune de ses plateformes en ligne", "rien de contraire vu en ligne"},
        {"fr/report.html", "Avoir une politique claire sur les demandes", "non vu en ligne"},
        {"fr/report.html", "Avoir exploré avec chaque cliente ou client comment", "à attester par vous"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *file = g_build_filename(*state, cases[i].file, NULL);
        g_autofree char *html = NULL;
        assert_true(g_file_get_contents(file, &html, NULL, NULL));
        const char *list = strstr(html, "<ol class=\"points\">");
        const char *point = list ? strstr(list, cases[i].point) : NULL;
        const char *end = point ? strstr(point, "</li>") : NULL;
        g_autofree char *words = g_strdup_printf(">%s<", cases[i].words);
        if (!end || !g_strstr_len(point, end - point, words)) {
            fail_msg("%s: “%s” is not “%s”", cases[i].file, cases[i].point, cases[i].words);
        }
    }
}

static int set_up(void **state)
{
    *state = folder_new();
    audit(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_point_is_seen_or_not_or_left_to_attest),
        cmocka_unit_test(the_report_lists_them_in_both_languages),
    };
    return cmocka_run_group_tests_name("checklist of a result", tests, set_up, folder_tear_down);
}
