#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <libxml/parser.h>

#include "reports/baseline.h"
#include "reports/digest.h"
#include "reports/letters.h"
#include "reports/report.h"
#include "reports/summary.h"
#include "tests/support/sample_result.h"

static char *written(const struct result *result, report_writer write, struct report_options options)
{
    g_autofree char *folder = g_dir_make_tmp("vitrine-formats-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "out", NULL);
    g_autoptr(GError) error = NULL;
    options.data_folder = ".";
    assert_true(write(result, &options, path, &error));
    char *text = NULL;
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    assert_true(g_utf8_validate(text, -1, NULL));
    g_unlink(path);
    g_rmdir(folder);
    return text;
}

static JsonParser *parsed_json(const char *text)
{
    JsonParser *parser = json_parser_new();
    g_autoptr(GError) error = NULL;
    if (!json_parser_load_from_data(parser, text, -1, &error)) {
        fail_msg("%s", error->message);
    }
    return parser;
}

static JsonObject *run_of(JsonParser *parser)
{
    JsonObject *root = json_node_get_object(json_parser_get_root(parser));
    return json_array_get_object_element(json_object_get_array_member(root, "runs"), 0);
}

static void sarif_says_what_the_result_says(void **state)
{
    (void)state;
    g_autoptr(Result) result = sample_result(EN);
    g_autofree char *text = written(result, report_sarif_write, (struct report_options){.language = EN});
    g_autoptr(JsonParser) parser = parsed_json(text);
    JsonObject *run = run_of(parser);
    JsonArray *results = json_object_get_array_member(run, "results");
    assert_int_equal(json_array_get_length(results), result->findings->len);
    JsonObject *first = json_array_get_object_element(results, 0);
    assert_string_equal(json_object_get_string_member(first, "ruleId"), "testimonials.display");
    assert_string_equal(json_object_get_string_member(first, "level"), "error");
    assert_string_equal(json_object_get_string_member(first, "baselineState"), "new");
    assert_int_equal(json_array_get_length(json_object_get_array_member(first, "relatedLocations")), 2);
    JsonObject *accepted = json_array_get_object_element(results, result->findings->len - 1);
    assert_int_equal(json_array_get_length(json_object_get_array_member(accepted, "suppressions")), 1);
    assert_int_equal(json_array_get_length(json_object_get_array_member(first, "suppressions")), 0);
}

static void junit_fails_where_the_gate_does(void **state)
{
    (void)state;
    g_autoptr(Result) result = sample_result(EN);
    g_autofree char *text = written(result, report_junit_write, (struct report_options){.language = EN});
    xmlDoc *document = xmlReadMemory(text, (int)strlen(text), NULL, NULL, XML_PARSE_NONET);
    assert_non_null(document);
    xmlFreeDoc(document);
    assert_non_null(strstr(text, "failures=\"3\""));
    assert_non_null(strstr(text, "<skipped>warning: agency page, until 2027-01-31\n"));
}

/* A reader as RFC 4180 has it; rows of cells. */
static GPtrArray *parsed_csv(const char *text)
{
    GPtrArray *rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
    GPtrArray *row = g_ptr_array_new_with_free_func(g_free);
    GString *cell = g_string_new(NULL);
    gboolean quoted = FALSE;
    for (const char *at = text; *at; at++) {
        if (quoted && *at == '"' && at[1] == '"') {
            g_string_append_c(cell, *at++);
        } else if (*at == '"') {
            quoted = !quoted;
        } else if (!quoted && (*at == ',' || *at == '\r')) {
            g_ptr_array_add(row, g_strdup(cell->str));
            g_string_truncate(cell, 0);
            if (*at == '\r') {
                g_ptr_array_add(rows, row);
                row = g_ptr_array_new_with_free_func(g_free);
                at++;
            }
        } else {
            g_string_append_c(cell, *at);
        }
    }
    g_ptr_array_unref(row);
    g_string_free(cell, TRUE);
    return rows;
}

static void csv_has_a_row_for_each_place_and_reads_back(void **state)
{
    (void)state;
    struct result *samples[] = {sample_result(EN), sample_hostile()};
    for (gsize i = 0; i < G_N_ELEMENTS(samples); i++) {
        g_autofree char *text = written(samples[i], report_csv_write, (struct report_options){.language = EN});
        g_autoptr(GPtrArray) rows = parsed_csv(text);
        assert_int_equal(rows->len, 1 + 3 + 1 + 2 + 1 + 1); // head; places of each finding
        for (guint j = 0; j < rows->len; j++) {
            const GPtrArray *row = rows->pdata[j];
            assert_int_equal(row->len, 17);
            for (guint k = 0; k < row->len; k++) {
                assert_null(strchr("=+-@\t\r", *(const char *)row->pdata[k] ? *(const char *)row->pdata[k] : 'x'));
            }
        }
        result_free(samples[i]);
    }
}

static void csv_begins_with_a_byte_order_mark_only_when_asked(void **state)
{
    (void)state;
    g_autoptr(Result) result = sample_clean(EN);
    g_autofree char *plain = written(result, report_csv_write, (struct report_options){.language = EN});
    g_autofree char *marked =
        written(result, report_csv_write, (struct report_options){.language = EN, .csv_bom = TRUE});
    assert_true(g_str_has_prefix(plain, "finding,rule,"));
    assert_true(g_str_has_prefix(marked, "\xEF\xBB\xBF"
                                         "finding,rule,"));
}

static void markdown_fits_and_says_what_was_folded(void **state)
{
    (void)state;
    g_autoptr(Result) result = sample_long(10000);
    for (guint i = 0; i < 400; i++) { // many rules as well
        struct rule_info *rule = g_new0(struct rule_info, 1);
        rule->id = g_strdup_printf("outdated.rule-%u", i);
        rule->message.in[EN] = g_strnfill(900, 'm');
        g_ptr_array_add(result->rules, rule);
        struct finding *finding = g_new0(struct finding, 1);
        finding->rule = rule;
        finding->id = g_strdup_printf("%u", i);
        finding->subject = g_strdup("practice");
        g_ptr_array_add(result->findings, finding);
    }
    g_autofree char *text = written(result, report_markdown_write, (struct report_options){.language = EN});
    assert_in_range(strlen(text), 10000, 60 * 1024);
    assert_non_null(strstr(text, "findings were folded to keep this text short"));
}

static void markdown_keeps_hostile_text_from_being_markup(void **state)
{
    (void)state;
    g_autoptr(Result) result = sample_hostile();
    g_autofree char *text = written(result, report_markdown_write, (struct report_options){.language = EN});
    assert_null(strstr(text, "<script"));
    assert_null(strstr(text, "<svg"));
    assert_null(strstr(text, "](javascript"));
    assert_null(strstr(text, "\x1b"));
}

/* Controls that move a cursor, and marks that turn the direction of what follows. */
static gboolean holds_commands(const char *text)
{
    for (const char *at = text; *at; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if ((c < 0x20 && !strchr("\t\r\n", (int)c)) || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) ||
            (c >= 0x2066 && c <= 0x2069)) {
            return TRUE;
        }
    }
    return FALSE;
}

static void hostile_text_commands_no_screen(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        report_writer write;
    } FORMATS[] = {{"html", report_html_write},
                   {"sarif", report_sarif_write},
                   {"junit", report_junit_write},
                   {"csv", report_csv_write},
                   {"md", report_markdown_write}};
    g_autoptr(Result) hostile = sample_hostile();
    for (gsize i = 0; i < G_N_ELEMENTS(FORMATS); i++) {
        for (int language = EN; language < N_LANGUAGES; language++) {
            struct report_options options = {.language = (enum language)language};
            g_autofree char *text = written(hostile, FORMATS[i].write, options);
            if (holds_commands(text)) {
                fail_msg("%s: a control or an override is in it", FORMATS[i].name);
            }
        }
    }
    struct report_options options = {.language = EN, .data_folder = "."};
    g_autofree char *annotations = report_annotations(hostile, &options);
    g_autofree char *summary = report_summary(hostile, &options, "out/report.html", NULL);
    assert_false(holds_commands(annotations));
    assert_false(holds_commands(summary));
    g_autoptr(GPtrArray) letters = letters_make(hostile, ".", NULL);
    assert_int_not_equal(letters->len, 0);
    for (guint i = 0; i < letters->len; i++) {
        assert_false(holds_commands(((const struct letter *)letters->pdata[i])->text));
    }
}

static void hostile_text_stays_within_its_element(void **state)
{
    (void)state;
    g_autoptr(Result) hostile = sample_hostile();
    g_autofree char *sarif = written(hostile, report_sarif_write, (struct report_options){.language = EN});
    g_autoptr(JsonParser) parser = parsed_json(sarif);
    assert_int_equal(json_array_get_length(json_object_get_array_member(run_of(parser), "results")),
                     hostile->findings->len);
    g_autofree char *junit = written(hostile, report_junit_write, (struct report_options){.language = EN});
    xmlDoc *document = xmlReadMemory(junit, (int)strlen(junit), NULL, NULL, XML_PARSE_NONET);
    assert_non_null(document);
    for (xmlNode *suite = xmlDocGetRootElement(document)->children; suite; suite = suite->next) {
        for (xmlNode *at = suite->children; at; at = at->next) {
            assert_true(at->type == XML_TEXT_NODE || xmlStrEqual(at->name, BAD_CAST "testcase"));
        }
    }
    xmlFreeDoc(document);
}

static void annotations_are_for_files_alone_and_cannot_be_broken_out_of(void **state)
{
    (void)state;
    g_autoptr(Result) sites = sample_result(EN);
    struct report_options options = {.language = EN, .data_folder = "."};
    g_autofree char *none = report_annotations(sites, &options);
    assert_string_equal(none, "");
    g_autoptr(Result) hostile = sample_hostile(); // its pages are no addresses
    g_autofree char *text = report_annotations(hostile, &options);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    assert_true(g_strv_length(lines) > 2);
    for (guint i = 0; lines[i] && *lines[i]; i++) {
        assert_true(g_str_has_prefix(lines[i], "::error file=") || g_str_has_prefix(lines[i], "::warning file=") ||
                    g_str_has_prefix(lines[i], "::notice file="));
    }
}

static void annotations_name_file_line_and_title(void **state)
{
    (void)state;
    g_autoptr(Result) result = sample_result(EN);
    g_ptr_array_set_size(result->findings, 1);
    struct finding *finding = result->findings->pdata[0];
    struct evidence *evidence = finding->evidence->pdata[0];
    g_free(evidence->page);
    evidence->page = g_strdup("public/kind, words.html");
    struct report_options options = {.language = EN, .data_folder = "."};
    g_autofree char *text = report_annotations(result, &options);
    assert_true(g_str_has_prefix(text, "::error file=public/kind%2C words.html,line=214,title=Client testimonials are "
                                       "shown::This page shows words of a client about the service.%0AJane listened"));
}

/* One case: findings by level and state, and what every format must say of them. */
struct gate_case {
    const char *name;
    enum rule_level fail_on;
    gboolean fail_never, partial, allow_partial, unread;
    gboolean with_baseline, with_decision;
    enum gate_status expected;
    guint n_counting;
};

static struct result *gate_result(const struct gate_case *given)
{
    struct result *result = sample_result(EN);
    for (guint i = 0; i < result->findings->len; i++) {
        struct finding *finding = result->findings->pdata[i];
        finding->state = STATE_NEW;
        g_clear_pointer(&finding->decision, g_free);
    }
    g_ptr_array_set_size(result->decisions, 0);
    g_clear_pointer(&result->baseline, g_free);
    result->fail_on = given->fail_on;
    result->fail_never = given->fail_never;
    result->partial = given->partial;
    result->allow_partial = given->allow_partial;
    for (guint i = 0; i < result->presences->len && given->unread; i++) {
        ((struct result_presence *)result->presences->pdata[i])->read = FALSE;
    }
    if (given->with_baseline) {
        g_autoptr(Result) baseline = sample_result(EN);
        g_ptr_array_remove_range(baseline->findings, 0, 1); // the testimonials were not there yet
        baseline_apply(result, baseline);
    }
    if (given->with_decision) {
        struct decision display = {(char *)"testimonials.display", NULL, NULL, (char *)"agency",
                                   (char *)"2027-01-31",           3};
        struct decision expired = {(char *)"licence.number", NULL, NULL, (char *)"waiting", (char *)"2026-01-31", 4};
        g_autoptr(GPtrArray) decisions = g_ptr_array_new();
        g_ptr_array_add(decisions, &display);
        g_ptr_array_add(decisions, &expired);
        decisions_apply(result, decisions);
    }
    gate_mark(result);
    return result;
}

static guint count_text(const char *text, const char *wanted)
{
    guint n = 0;
    for (const char *at = strstr(text, wanted); at; at = strstr(at + 1, wanted)) {
        n++;
    }
    return n;
}

static void check_formats_agree(const struct result *result, const struct gate_case *given)
{
    struct report_options options = {.language = EN, .data_folder = "."};
    g_autofree char *json = written(result, report_json_write, options);
    g_autofree char *sarif = written(result, report_sarif_write, options);
    g_autofree char *junit = written(result, report_junit_write, options);
    g_autofree char *csv = written(result, report_csv_write, options);
    g_autofree char *markdown = written(result, report_markdown_write, options);
    g_autofree char *html = written(result, report_html_write, options);
    g_autofree char *exit_status =
        g_strdup_printf("\"exitStatus\":%d,\"counting\":%u", (int)given->expected, given->n_counting);
    g_autofree char *exit_code = g_strdup_printf("\"exitCode\":%d", (int)given->expected);
    g_autofree char *failures = g_strdup_printf("failures=\"%u\"", given->n_counting);
    assert_non_null(strstr(json, exit_status));
    assert_non_null(strstr(sarif, exit_code));
    assert_int_equal(count_text(sarif, "\"counts\":true"), given->n_counting);
    assert_non_null(strstr(junit, failures));
    assert_int_equal(count_text(junit, "<failure "), given->n_counting);
    assert_int_equal(count_text(junit, "<error "), given->expected == GATE_UNREAD || given->expected == GATE_PARTIAL);
    g_autoptr(GPtrArray) rows = parsed_csv(csv);
    g_autoptr(GHashTable) counting = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 1; i < rows->len; i++) {
        GPtrArray *row = rows->pdata[i];
        if (g_str_equal(row->pdata[6], "yes")) {
            g_hash_table_add(counting, row->pdata[0]);
        }
    }
    assert_int_equal(g_hash_table_size(counting), given->n_counting);
    g_autoptr(Phrases) phrases = phrases_load(".", EN, NULL);
    g_autoptr(Outline) outline = outline_new(result);
    struct digest digest = {result, outline, phrases, EN, gate_judge(result)};
    g_autofree char *line = digest_gate(&digest);
    assert_non_null(strstr(markdown, line));
    assert_non_null(strstr(html, line));
}

static void every_format_agrees_with_the_exit_status(void **state)
{
    (void)state;
    static const struct gate_case CASES[] = {
        {"all count", LEVEL_WARNING, .expected = GATE_FAILED, .n_counting = 5},
        {"errors alone", LEVEL_ERROR, .expected = GATE_FAILED, .n_counting = 1},
        {"notes too", LEVEL_NOTE, .expected = GATE_FAILED, .n_counting = 6},
        {"never", LEVEL_WARNING, .fail_never = TRUE, .expected = GATE_PASSED},
        {"never, but partial", LEVEL_WARNING, .fail_never = TRUE, .partial = TRUE, .expected = GATE_PARTIAL},
        {"partial allowed", LEVEL_WARNING, .fail_never = TRUE, .partial = TRUE, .allow_partial = TRUE,
         .expected = GATE_PASSED},
        {"partial and failing", LEVEL_WARNING, .partial = TRUE, .expected = GATE_FAILED, .n_counting = 5},
        {"nothing read", LEVEL_WARNING, .fail_never = TRUE, .unread = TRUE, .expected = GATE_UNREAD},
        {"baseline", LEVEL_WARNING, .with_baseline = TRUE, .expected = GATE_FAILED, .n_counting = 1},
        {"decision, and one that expired", LEVEL_WARNING, .with_decision = TRUE, .expected = GATE_FAILED,
         .n_counting = 4},
        {"decision on errors", LEVEL_ERROR, .with_decision = TRUE, .expected = GATE_PASSED},
        {"baseline and decision", LEVEL_WARNING, .with_baseline = TRUE, .with_decision = TRUE, .expected = GATE_PASSED},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autoptr(Result) result = gate_result(&CASES[i]);
        struct gate gate = gate_judge(result);
        if (gate.status != CASES[i].expected || gate.n_counting != CASES[i].n_counting) {
            fail_msg("%s: status %d, counting %u", CASES[i].name, (int)gate.status, gate.n_counting);
        }
        check_formats_agree(result, &CASES[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sarif_says_what_the_result_says),
        cmocka_unit_test(junit_fails_where_the_gate_does),
        cmocka_unit_test(csv_has_a_row_for_each_place_and_reads_back),
        cmocka_unit_test(csv_begins_with_a_byte_order_mark_only_when_asked),
        cmocka_unit_test(markdown_fits_and_says_what_was_folded),
        cmocka_unit_test(markdown_keeps_hostile_text_from_being_markup),
        cmocka_unit_test(hostile_text_commands_no_screen),
        cmocka_unit_test(hostile_text_stays_within_its_element),
        cmocka_unit_test(annotations_are_for_files_alone_and_cannot_be_broken_out_of),
        cmocka_unit_test(annotations_name_file_line_and_title),
        cmocka_unit_test(every_format_agrees_with_the_exit_status),
    };
    return cmocka_run_group_tests_name("report formats", tests, NULL, NULL);
}
