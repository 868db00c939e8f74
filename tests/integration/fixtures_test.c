/*
 * Every practice of fixtures/ is audited over HTTP, and yields the findings that its expected.txt lists: none
 * missing, none more. BLESS=1 rewrites the lists.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "tests/support/fixture.h"

enum { SHOWN_BYTES = 80 };

static const char *member(JsonObject *object, const char *name)
{
    JsonNode *node = json_object_get_member(object, name);
    return node && JSON_NODE_HOLDS_VALUE(node) ? json_node_get_string(node) : NULL;
}

/* The text, short enough for a line and without line breaks; "-" for none. */
static char *shown(const char *text)
{
    if (!text || !*text) {
        return g_strdup("-");
    }
    gsize length = strlen(text);
    if (length > SHOWN_BYTES) {
        length = (gsize)(g_utf8_find_prev_char(text, text + SHOWN_BYTES) - text);
    }
    return g_strdelimit(g_strndup(text, length), "\t\n\r", ' ');
}

static char *finding_line(JsonObject *finding)
{
    JsonArray *evidence = json_object_get_array_member(finding, "evidence");
    const char *text = NULL;
    if (evidence && json_array_get_length(evidence) > 0) {
        text = member(json_array_get_object_element(evidence, 0), "text");
    }
    const char *page = member(finding, "page");
    g_autofree char *words = shown(text);
    return g_strdup_printf("%s\t%s\t%s\t%s", member(finding, "level"), member(finding, "rule"),
                           page ? page : member(finding, "subject"), words);
}

static int by_text(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void append_lines(GString *all, GPtrArray *lines)
{
    g_ptr_array_sort(lines, by_text);
    for (guint i = 0; i < lines->len; i++) {
        g_string_append_printf(all, "%s\n", (char *)g_ptr_array_index(lines, i));
    }
}

/* What expected.txt would say of this result. */
static char *summary(const char *json)
{
    g_autoptr(JsonParser) parser = json_parser_new();
    assert_true(json_parser_load_from_data(parser, json, -1, NULL));
    JsonObject *result = json_node_get_object(json_parser_get_root(parser));
    g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);
    JsonArray *findings = json_object_get_array_member(result, "findings");
    for (guint i = 0; i < json_array_get_length(findings); i++) {
        g_ptr_array_add(found, finding_line(json_array_get_object_element(findings, i)));
    }
    g_autoptr(GPtrArray) unsure = g_ptr_array_new_with_free_func(g_free);
    JsonArray *checks = json_object_get_array_member(result, "checks");
    for (guint i = 0; i < json_array_get_length(checks); i++) {
        JsonObject *check = json_array_get_object_element(checks, i);
        if (g_strcmp0(member(check, "outcome"), "cantTell") == 0) {
            g_ptr_array_add(unsure,
                            g_strdup_printf("cantTell\t%s\t%s", member(check, "rule"), member(check, "subject")));
        }
    }
    GString *all = g_string_new("# level, rule, first page, first words of the evidence\n");
    append_lines(all, found);
    g_string_append(all, "# cannot tell\n");
    append_lines(all, unsure);
    return g_string_free(all, FALSE);
}

static gboolean holds_line(const char *text, const char *line)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    return g_strv_contains((const char *const *)lines, line);
}

/* The lines of `a` that `b` has not, each with `mark`. */
static void append_missing(GString *difference, const char *a, const char *b, const char *mark)
{
    g_auto(GStrv) lines = g_strsplit(a, "\n", -1);
    for (guint i = 0; lines[i]; i++) {
        if (*lines[i] && lines[i][0] != '#' && !holds_line(b, lines[i])) {
            g_string_append_printf(difference, "%s %s\n", mark, lines[i]);
        }
    }
}

static void compare(const struct fixture *fixture, const char *json)
{
    g_autofree char *found = summary(json);
    g_autofree char *now = without_port(found, site_server_port(fixture->server));
    g_autofree char *file = g_build_filename(fixture->folder, "expected.txt", NULL);
    if (g_getenv("BLESS")) {
        assert_true(g_file_set_contents(file, now, -1, NULL));
        return;
    }
    g_autofree char *expected = NULL;
    assert_true(g_file_get_contents(file, &expected, NULL, NULL));
    g_autoptr(GString) difference = g_string_new(NULL);
    append_missing(difference, expected, now, "missing:");
    append_missing(difference, now, expected, "more:");
    if (difference->len) {
        fail_msg("%s\n%s", file, difference->str);
    }
}

typedef void (*fixture_test)(const struct fixture *fixture);

static void for_each_fixture(fixture_test test)
{
    g_autoptr(GDir) dir = g_dir_open("fixtures", 0, NULL);
    assert_non_null(dir);
    guint n = 0;
    for (const char *name = g_dir_read_name(dir); name; name = g_dir_read_name(dir)) {
        g_autofree char *practice = g_build_filename("fixtures", name, "practice.yaml", NULL);
        if (g_file_test(practice, G_FILE_TEST_EXISTS)) {
            struct fixture fixture = {0};
            fixture_open(&fixture, name);
            test(&fixture);
            fixture_close(&fixture);
            n++;
        }
    }
    assert_true(n >= 5);
}

static void check_findings(const struct fixture *fixture)
{
    g_autofree char *json = NULL, *html = NULL;
    fixture_audit(fixture, "report", "2", &json, &html);
    compare(fixture, json);
}

static void each_practice_has_the_findings_expected_of_it(void **state)
{
    (void)state;
    for_each_fixture(check_findings);
}

static void check_sameness(const struct fixture *fixture)
{
    g_autofree char *json1 = NULL, *html1 = NULL, *json8 = NULL, *html8 = NULL;
    fixture_audit(fixture, "one", "1", &json1, &html1);
    fixture_audit(fixture, "eight", "8", &json8, &html8);
    assert_string_equal(json1, json8);
    assert_string_equal(html1, html8);
}

static void the_same_practice_gives_the_same_bytes_whatever_the_jobs(void **state)
{
    (void)state;
    for_each_fixture(check_sameness);
}

static void the_correct_practice_has_no_finding_at_warning_or_above(void **state)
{
    (void)state;
    g_autofree char *expected = NULL;
    assert_true(g_file_get_contents("fixtures/ashe-therapy-correct/expected.txt", &expected, NULL, NULL));
    assert_null(strstr(expected, "\nerror\t"));
    assert_null(strstr(expected, "\nwarning\t"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_practice_has_the_findings_expected_of_it),
        cmocka_unit_test(the_same_practice_gives_the_same_bytes_whatever_the_jobs),
        cmocka_unit_test(the_correct_practice_has_no_finding_at_warning_or_above),
    };
    return cmocka_run_group_tests_name("fixtures", tests, NULL, NULL);
}
