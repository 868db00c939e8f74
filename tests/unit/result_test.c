#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <glib/gstdio.h>

#include "reports/remedy.h"
#include "tests/support/sample_result.h"

static char *folder;

static char *in_folder(const char *name)
{
    return g_build_filename(folder, name, NULL);
}

static char *written(const struct result *result, const char *name)
{
    g_autofree char *path = in_folder(name);
    g_autoptr(GError) error = NULL;
    assert_true(result_write(result, path, &error));
    char *text = NULL;
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    return text;
}

static struct result *read_back(const char *name)
{
    g_autofree char *path = in_folder(name);
    g_autoptr(GError) error = NULL;
    struct result *result = result_read(path, &error);
    assert_non_null(result);
    return result;
}

static void the_same_result_gives_the_same_bytes(void **state)
{
    (void)state;
    g_autoptr(Result) one = sample_result(FR);
    g_autoptr(Result) other = sample_result(FR);
    g_autofree char *first = written(one, "a.json");
    g_autofree char *second = written(other, "b.json");
    assert_string_equal(first, second);
}

static void what_is_read_back_is_what_was_written(void **state)
{
    (void)state;
    struct result *samples[] = {sample_result(EN), sample_result(FR), sample_clean(EN), sample_hostile(),
                                sample_long(50)};
    for (gsize i = 0; i < G_N_ELEMENTS(samples); i++) {
        g_autofree char *first = written(samples[i], "first.json");
        g_autoptr(Result) back = read_back("first.json");
        g_autofree char *second = written(back, "second.json");
        assert_string_equal(first, second);
        result_free(samples[i]);
    }
}

static void every_field_survives(void **state)
{
    (void)state;
    g_autoptr(Result) sample = sample_result(FR);
    g_autofree char *text = written(sample, "fields.json");
    g_autoptr(Result) back = read_back("fields.json");
    assert_int_equal(back->language, FR);
    assert_string_equal(back->practitioner, "Jane Roe");
    assert_string_equal(g_hash_table_lookup(back->values, "phone"), "416-555-0134");
    assert_int_equal(back->rules->len, sample->rules->len);
    assert_true(back->partial);
    const struct finding *finding = back->findings->pdata[0];
    const struct evidence *evidence = finding->evidence->pdata[0];
    assert_ptr_equal(finding->rule, result_rule(back, "testimonials.display"));
    assert_string_equal(evidence->after, "— S., Toronto");
    assert_int_equal(evidence->line, 214);
    assert_int_equal(finding->rule->n_steps, 3);
    assert_string_equal(finding->rule->steps[1].platform, "wordpress");
    assert_true(finding->counts);
    const struct finding *accepted = back->findings->pdata[back->findings->len - 1];
    assert_int_equal(accepted->state, STATE_ACCEPTED);
    const struct result_presence *site = back->presences->pdata[0];
    const struct result_page *blocked = &g_array_index(site->pages, struct result_page, 3);
    assert_int_equal(blocked->outcome, FETCH_BLOCKED);
    assert_int_equal(blocked->status, 403);
    assert_false(((struct result_presence *)back->presences->pdata[1])->read);
    const struct document *document = result_document(back, "ocswssw-2");
    assert_false(document->clauses[0].verified);
    assert_string_equal(document->until, "2023-09-07");
    const struct check *seen = back->checks->pdata[1];
    assert_int_equal(seen->proof->len, 1);
    assert_null(((struct check *)back->checks->pdata[2])->proof);
}

static void remedies_are_for_the_platform_seen_and_filled_from_the_practice(void **state)
{
    (void)state;
    g_autoptr(Result) sample = sample_result(EN);
    g_autofree char *text = written(sample, "remedy.json");
    g_autoptr(GPtrArray) steps = finding_steps(sample, sample->findings->pdata[0], EN);
    assert_int_equal(steps->len, 2); // general, then WordPress; not Wix
    assert_non_null(strstr(steps->pdata[1], "In WordPress"));
    assert_non_null(strstr(text, "\"snippet\":\"Jane Roe, RSW, Ontario College of Social Workers"));
    assert_non_null(strstr(text, "[website]")); // a value that is not known stays visible
}

static void drafts_come_in_each_language_of_the_practice(void **state)
{
    (void)state;
    g_autoptr(Result) sample = sample_result(EN);
    g_autofree char *one = written(sample, "one.json");
    assert_non_null(strstr(one, "\"otherLanguages\":[]"));
    sample->languages[EN] = sample->languages[FR] = TRUE;
    g_autofree char *two = written(sample, "two.json");
    assert_non_null(strstr(two, "\"otherLanguages\":[{\"language\":\"fr\",\"snippet\":\"Inscrite"));
    assert_non_null(strstr(two, "<div lang=\\\"fr\\\">"));
    g_autoptr(Result) back = read_back("two.json");
    assert_true(back->languages[EN] && back->languages[FR]);
}

static void a_file_that_is_no_result_is_refused_with_its_name(void **state)
{
    (void)state;
    g_autofree char *deep = g_strnfill(100000, '[');
    const struct {
        const char *text, *expected;
    } cases[] = {
        {"", "not a result.json"},
        {"{\"vitrine\": ", "not JSON"},
        {"[1, 2]", "not a result.json"},
        {"{\"findings\": []}", "not a result.json"},
        {"\xff\xfe", "not JSON"},
        {deep, "nested too deeply"},
        {"{\"vitrine\": 1}", "not a result.json"},
    };
    g_autofree char *path = in_folder("bad.json");
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        assert_true(g_file_set_contents(path, cases[i].text, -1, NULL));
        g_autoptr(GError) error = NULL;
        assert_null(result_read(path, &error));
        assert_non_null(strstr(error->message, cases[i].expected));
        assert_non_null(strstr(error->message, "bad.json"));
    }
    g_autofree char *absent = in_folder("absent.json");
    g_autoptr(GError) error = NULL;
    assert_null(result_read(absent, &error));
    assert_non_null(strstr(error->message, "absent.json"));
}

static void members_of_another_type_are_as_if_absent(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {
        "{\"vitrine\":\"0.1\"}",
        "{\"vitrine\":\"1\",\"findings\":{},\"rules\":[1,null,\"x\",[]],\"presences\":[{\"pages\":[7],\"notes\":[1,{}]}"
        "],\"facts\":[],\"gate\":3}",
        "{\"vitrine\":\"1\",\"findings\":[{\"rule\":9,\"level\":\"worst\",\"evidence\":[null],\"places\":-4,\"values\":"
        "{\"a\":1}}, null],"
        "\"checks\":[{\"outcome\":\"maybe\",\"proof\":[[]]}],\"language\":\"zz\",\"facts\":{\"email\":[1],\"nose\":[{}]"
        "},\"documents\":[{\"clauses\":[0]}]}",
    };
    g_autofree char *path = in_folder("odd.json");
    for (gsize i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
        assert_true(g_file_set_contents(path, TEXTS[i], -1, NULL));
        g_autoptr(Result) result = result_read(path, NULL);
        assert_non_null(result);
        g_autofree char *text = written(result, "odd-again.json");
        assert_true(strlen(text) > 100);
    }
}

static void a_file_that_cannot_be_written_leaves_nothing_behind(void **state)
{
    (void)state;
    g_autoptr(Result) sample = sample_clean(EN);
    g_autofree char *path = g_build_filename(folder, "no-such-folder", "result.json", NULL);
    g_autoptr(GError) error = NULL;
    assert_false(result_write(sample, path, &error));
    assert_non_null(strstr(error->message, "result.json: cannot be written"));
}

static int run_schema_check(const char *name)
{
    g_autofree char *path = in_folder(name);
    const char *script = "import json, sys\n"
                         "from jsonschema import Draft202012Validator as V\n"
                         "schema = json.load(open('reports/result.schema.json', encoding='utf-8'))\n"
                         "V.check_schema(schema)\n"
                         "errors = list(V(schema).iter_errors(json.load(open(sys.argv[1], encoding='utf-8'))))\n"
                         "[print(list(e.absolute_path), e.message[:200]) for e in errors[:5]]\n"
                         "sys.exit(1 if errors else 0)\n";
    const char *const argv[] = {"python3", "-c", script, path, NULL};
    int status = 0;
    g_autofree char *output = NULL;
    if (!g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, &status, NULL)) {
        return -1;
    }
    if (*output) {
        print_message("%s", output);
    }
    return status;
}

static void what_is_written_fits_the_schema(void **state)
{
    (void)state;
    const char *const probe[] = {"python3", "-c", "import jsonschema", NULL};
    int missing = 1;
    gboolean ran = g_spawn_sync(NULL, (char **)probe, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                                NULL, NULL, NULL, &missing, NULL);
    if (!ran || missing) {
        skip(); // Debian: python3-jsonschema
    }
    struct result *samples[] = {sample_result(EN), sample_result(FR), sample_clean(EN), sample_hostile(),
                                sample_long(20)};
    for (gsize i = 0; i < G_N_ELEMENTS(samples); i++) {
        g_autofree char *text = written(samples[i], "schema.json");
        assert_int_equal(run_schema_check("schema.json"), 0);
        result_free(samples[i]);
    }
}

int main(void)
{
    folder = g_dir_make_tmp("vitrine-result-XXXXXX", NULL);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_result_gives_the_same_bytes),
        cmocka_unit_test(what_is_read_back_is_what_was_written),
        cmocka_unit_test(every_field_survives),
        cmocka_unit_test(remedies_are_for_the_platform_seen_and_filled_from_the_practice),
        cmocka_unit_test(drafts_come_in_each_language_of_the_practice),
        cmocka_unit_test(a_file_that_is_no_result_is_refused_with_its_name),
        cmocka_unit_test(members_of_another_type_are_as_if_absent),
        cmocka_unit_test(a_file_that_cannot_be_written_leaves_nothing_behind),
        cmocka_unit_test(what_is_written_fits_the_schema),
    };
    int failed = cmocka_run_group_tests_name("result", tests, NULL, NULL);
    const char *name;
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    while ((name = g_dir_read_name(dir))) {
        g_autofree char *path = in_folder(name);
        g_unlink(path);
    }
    g_rmdir(folder);
    g_free(folder);
    return failed;
}
