/*
 * The practice notes' own story, told by fixtures/story-two-sites (its README says what a person would list): what
 * each presence shows, side by side, and what the report says of it in both languages.
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

enum { WEBSITE, PROFILE, FORMER };

struct story {
    char *folder;
    JsonParser *result;
};

static void run(const char *const *arguments)
{
    struct outcome outcome = program_run(arguments);
    if (outcome.status != 0) {
        fail_msg("%s: status %d: %s", arguments[0], outcome.status, outcome.err);
    }
    outcome_clear(&outcome);
}

static int set_up(void **state)
{
    struct story *story = g_new0(struct story, 1);
    story->folder = folder_new();
    g_autoptr(SiteServer) server = site_server_new("fixtures/story-two-sites/sites", 0, NULL);
    assert_non_null(server);
    g_autofree char *text = NULL;
    assert_true(g_file_get_contents("fixtures/story-two-sites/practice.yaml", &text, NULL, NULL));
    g_autofree char *served = site_server_add_port(server, text);
    g_autofree char *practice = folder_write(story->folder, "practice.yaml", served);
    g_autofree char *french = g_build_filename(story->folder, "fr", NULL);
    g_autofree char *file = g_build_filename(story->folder, "result.json", NULL);
    const char *const first[] = {"audit",
                                 practice,
                                 "-o",
                                 story->folder,
                                 "--as-of",
                                 "2026-11-21",
                                 "--delay",
                                 "0",
                                 "--no-history",
                                 "--no-cache",
                                 "--lang",
                                 "en",
                                 "--fail-on",
                                 "never",
                                 "--allow-partial",
                                 "--resolve",
                                 site_server_resolve(server),
                                 NULL};
    const char *const again[] = {"report", file, "-o", french, "--lang", "fr", NULL};
    run(first);
    run(again);
    story->result = json_parser_new();
    assert_true(json_parser_load_from_file(story->result, file, NULL));
    *state = story;
    return 0;
}

static int tear_down(void **state)
{
    struct story *story = *state;
    folder_remove(story->folder);
    g_object_unref(story->result);
    g_free(story->folder);
    g_free(story);
    return 0;
}

/* The values of one kind of fact at one presence, as written there, joined by " | ". Caller frees. */
static char *shown_at(const struct story *story, const char *kind, gint64 presence)
{
    JsonObject *root = json_node_get_object(json_parser_get_root(story->result));
    JsonObject *facts = json_object_get_object_member(root, "facts");
    JsonArray *all = json_object_has_member(facts, kind) ? json_object_get_array_member(facts, kind) : NULL;
    GString *values = g_string_new(NULL);
    for (guint i = 0; all && i < json_array_get_length(all); i++) {
        JsonObject *fact = json_array_get_object_element(all, i);
        if (json_object_get_int_member(fact, "presence") == presence) {
            g_string_append_printf(values, "%s%s", values->len ? " | " : "",
                                   json_object_get_string_member(fact, "value"));
        }
    }
    return g_string_free(values, FALSE);
}

static void each_presence_shows_what_it_shows(void **state)
{
    const struct {
        const char *kind;
        gint64 presence;
        const char *values;
    } cases[] = {
        {"phone", WEBSITE, "+17056748850"},
        {"phone", PROFILE, "+17055226093"},
        {"phone", FORMER, "+17055226093"},
        {"email", WEBSITE, "odile@marchandreyes.example"},
        {"email", PROFILE, "odile@marchandreyes.example"},
        {"registrationNumber", WEBSITE, "731946"},
        {"registrationNumber", PROFILE, "731946"},
        {"registrationNumber", FORMER, ""},
        {"openingHours", WEBSITE, "Mo-Th 09:00-17:00"}, // in both languages
        {"openingHours", PROFILE, "Mo-Th 09:00-17:00"},
        {"openingHours", FORMER, ""},
        {"services", WEBSITE, "Trauma therapy for adults | EMDR therapy | Clinical supervision"},
        {"services", PROFILE, "Trauma therapy for adults | EMDR therapy | Clinical supervision"},
        {"services", FORMER, ""},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *values = shown_at(*state, cases[i].kind, cases[i].presence);
        if (strcmp(values, cases[i].values) != 0) {
            fail_msg("%s of presence %d: “%s”", cases[i].kind, (int)cases[i].presence, values);
        }
    }
}

static void the_matrix_says_where_they_differ(void **state)
{
    const struct story *story = *state;
    const struct {
        const char *file, *fact, *verdict;
    } cases[] = {
        {"report.html", "Telephone", ">differs<"},
        {"report.html", "E-mail", ">agrees<"},
        {"report.html", "Registration number", ">agrees<"},
        {"report.html", "Opening hours", ">agrees<"},
        {"fr/report.html", "Téléphone", ">diffère<"},
        {"fr/report.html", "Numéro d’inscription", ">concorde<"},
        {"fr/report.html", "Heures d’ouverture", ">concorde<"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *file = g_build_filename(story->folder, cases[i].file, NULL);
        g_autofree char *html = NULL;
        assert_true(g_file_get_contents(file, &html, NULL, NULL));
        g_autofree char *heading = g_strdup_printf("<th scope=\"row\">%s", cases[i].fact);
        const char *matrix = strstr(html, "<section id=\"matrix\"");
        const char *row = matrix ? strstr(matrix, heading) : NULL;
        const char *end = row ? strstr(row, "</th>") : NULL;
        if (!end || !g_strstr_len(row, end - row, cases[i].verdict)) {
            fail_msg("%s: %s is not %s", cases[i].file, cases[i].fact, cases[i].verdict);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_presence_shows_what_it_shows),
        cmocka_unit_test(the_matrix_says_where_they_differ),
    };
    return cmocka_run_group_tests_name("story", tests, set_up, tear_down);
}
