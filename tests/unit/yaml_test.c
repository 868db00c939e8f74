#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>
#include <glib/gstdio.h>

#include "rules/nearest.h"
#include "rules/yaml_flat.h"

static Yaml *parse(const char *text)
{
    g_autoptr(GError) error = NULL;
    Yaml *yaml = yaml_parse("f.yaml", text, strlen(text), &error);
    if (!yaml) {
        fail_msg("%s", error->message);
    }
    return yaml;
}

static void says_what_is_wrong_with_a_file_and_where(void **state)
{
    (void)state;
    const struct {
        const char *text, *expected;
    } cases[] = {
        {"", "f.yaml:1:1: error: the file is empty"},
        {"# nothing but words\n", "f.yaml:1:1: error: the file is empty"},
        {"a: 1\n\tb: 2\n", "f.yaml:2:1: error: indented with a tab; YAML wants spaces"},
        {"a:\n\tb: 2\n", "f.yaml:2:1: error: indented with a tab; YAML wants spaces"},
        {"a:\n  - x\n\t- y\n", "f.yaml:3:1: error: indented with a tab; YAML wants spaces"},
        {"a: caf\xE9\n", "f.yaml:1:7: error: this is not UTF-8 text; save the file as UTF-8"},
        {"é: \xFF\n", "f.yaml:1:4: error: this is not UTF-8 text; save the file as UTF-8"},
        {"GIF89a\x01\x02", "f.yaml:1:7: error: this is not a text file"},
        {"a: 1\nb: 2\na: 3\n", "f.yaml:3:1: error: “a” stands here a second time; the first is on line 1"},
        {"a: {b: 1, b: 2}\n", "f.yaml:1:11: error: “b” stands here a second time; the first is on line 1"},
        {"class: *testimonial*\n", "f.yaml:1:8: error: a value that begins with * must be in quotes"},
        {"class: &testimonial x\n", "f.yaml:1:8: error: a value that begins with & must be in quotes"},
        {"a: !ruby/object x\n", "f.yaml:1:4: error: a value that begins with ! must be in quotes"},
        {"a: 1\n---\nb: 2\n", "f.yaml:2:1: error: a second document begins here; one file holds one"},
        {"[a]: 1\n", "f.yaml:1:1: error: a key must be a plain word; put it in quotes"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(Yaml) yaml = yaml_parse("f.yaml", cases[i].text, strlen(cases[i].text), &error);
        assert_null(yaml);
        assert_string_equal(error->message, cases[i].expected);
    }
}

static void refuses_broken_syntax_in_one_line_with_its_place(void **state)
{
    (void)state;
    const char *const cases[] = {
        "a: [1, 2\n",    "a: 'open\n",    "a: \"open\n",   "- a\nb: 1\n",   "a: b: c\n", "{a: 1\n",
        "a: 1\n b: 2\n", "%YAML 9.9.9\n", "a: |\n x\ny\n", "\"a\\q\": 1\n", "@a: 1\n",   "? [a\n",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(Yaml) yaml = yaml_parse("f.yaml", cases[i], strlen(cases[i]), &error);
        assert_null(yaml);
        assert_true(g_regex_match_simple("^f\\.yaml:[1-3]:[0-9]+: error: [^\\n]+$", error->message, 0, 0));
    }
}

static void apostrophes_are_read_or_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text, *value; // NULL: refused
    } cases[] = {
        {"a: 'it''s'\n", "it's"},         {"a: '''tis'\n", "'tis"},
        {"a: 'its'''\n", "its'"},         {"a: ''''\n", "'"},
        {"a: 'b''c''d'\n", "b'c'd"},      {"a: \"b '' c\"\n", "b '' c"},
        {"# ''''\na: 'b' # ''''\n", "b"}, {"a: b''''c\n", "b''''c"},
        {"a: 'b '''' c'\n", NULL},        {"a: ''''''\n", NULL},
        {"a: ['x', 'b''''c']\n", NULL},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(Yaml) yaml = yaml_parse("f.yaml", cases[i].text, strlen(cases[i].text), &error);
        const struct yaml_node *value = yaml ? yaml_get(yaml_root(yaml), "a") : NULL;
        if (g_strcmp0(value ? value->text : NULL, cases[i].value) != 0) {
            fail_msg("%s is read as “%s”", cases[i].text, value ? value->text : error->message);
        }
        assert_true(value || strstr(error->message, "put this value in double quotes"));
    }
}

static void knows_where_everything_stands(void **state)
{
    (void)state;
    g_autoptr(Yaml) yaml = parse("\xEF\xBB\xBF# é\npractice:\n  nom: 'Éva'\n  none:\nlist: [a, {k: v}]\n");
    const struct yaml_node *root = yaml_root(yaml), *name = yaml_get(yaml_get(root, "practice"), "nom");
    assert_string_equal(name->text, "Éva");
    assert_false(name->plain);
    assert_int_equal(name->line, 3);
    assert_int_equal(name->column, 8);
    assert_int_equal(name->key_column, 3);
    assert_int_equal(name->next->line, 4);
    assert_true(yaml_is_null(name->next));
    assert_null(yaml_get(yaml_get(root, "practice"), "none"));
    const struct yaml_node *list = yaml_get(root, "list");
    assert_int_equal(list->kind, YAML_SEQUENCE);
    assert_int_equal(list->first->column, 8);
    assert_int_equal(yaml_get(list->first->next, "k")->column, 15);
}

static void names_the_nearest_known_key(void **state)
{
    (void)state;
    static const char *const known[] = {"title", "message", "standards", NULL};
    const struct {
        const char *text, *expected; // NULL: all known
    } cases[] = {
        {"title: x\nmessage: y\n", NULL},
        {"titel: x\n", "f.yaml:1:1: error: unknown key “titel”; did you mean “title”?"},
        {"title: x\nStandard: y\n", "f.yaml:2:1: error: unknown key “Standard”; did you mean “standards”?"},
        {"colour: x\n", "f.yaml:1:1: error: unknown key “colour”; known here: title, message, standards"},
        {"- title\n", "f.yaml:1:1: error: this must be keys with values"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Yaml) yaml = parse(cases[i].text);
        g_autoptr(GError) error = NULL;
        gboolean good = yaml_check_keys(yaml_root(yaml), known, &error);
        assert_true(good == (cases[i].expected == NULL));
        if (!good) {
            assert_string_equal(error->message, cases[i].expected);
        }
    }
}

static void reads_values_of_the_kind_that_is_asked_for(void **state)
{
    (void)state;
    static const char *const words[] = {"error", "warning", "note", NULL};
    const struct {
        const char *value;
        char kind;            // s(tring) b(oolean) i(nteger) n(umber) d(ate) w(ord) l(ist)
        const char *expected; // NULL: it is one
    } cases[] = {
        {"hello", 's', NULL},
        {"''", 's', "f.yaml:1:4: error: nothing stands here; it must be a text"},
        {"", 's', "f.yaml:1:1: error: nothing stands here; it must be a text"},
        {"[x]", 's', "f.yaml:1:4: error: “k” must be a text"},
        {"true", 'b', NULL},
        {"false", 'b', NULL},
        {"'true'", 'b', "f.yaml:1:4: error: “true” must be true or false"},
        {"yes", 'b', "f.yaml:1:4: error: “yes” must be true or false"},
        {"7", 'i', NULL},
        {"11", 'i', "f.yaml:1:4: error: “11” must be a whole number from 0 to 10"},
        {"1.5", 'i', "f.yaml:1:4: error: “1.5” must be a whole number from 0 to 10"},
        {"-1.5", 'n', NULL},
        {"1e400", 'n', "f.yaml:1:4: error: “1e400” must be a number"},
        {"nan", 'n', "f.yaml:1:4: error: “nan” must be a number"},
        {"2024-02-29", 'd', NULL},
        {"2023-02-29", 'd', "f.yaml:1:4: error: “2023-02-29” must be a date such as 2026-01-31"},
        {"2023-2-9", 'd', "f.yaml:1:4: error: “2023-2-9” must be a date such as 2026-01-31"},
        {"warning", 'w', NULL},
        {"warnign", 'w', "f.yaml:1:4: error: “warnign” is not known; did you mean “warning”?"},
        {"grave", 'w', "f.yaml:1:4: error: “grave” is not known; it can be: error, warning, note"},
        {"one", 'l', NULL},
        {"[one, two]", 'l', NULL},
        {"[]", 'l', "f.yaml:1:4: error: “k” must be a text or a list of texts"},
        {"[one, [two]]", 'l', "f.yaml:1:10: error: this must be a text"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = g_strdup_printf("k: %s\n", cases[i].value);
        g_autoptr(Yaml) yaml = parse(text);
        const struct yaml_node *node = yaml_root(yaml)->first;
        g_autoptr(GError) error = NULL;
        const char *string;
        gboolean boolean;
        gint64 integer;
        double number;
        GDate date;
        guint word;
        g_auto(GStrv) list = NULL;
        switch (cases[i].kind) {
        case 's':
            assert_true(yaml_string(node, &string, &error) == !cases[i].expected);
            break;
        case 'b':
            assert_true(yaml_boolean(node, &boolean, &error) == !cases[i].expected);
            break;
        case 'i':
            assert_true(yaml_integer(node, 0, 10, &integer, &error) == !cases[i].expected);
            break;
        case 'n':
            assert_true(yaml_number(node, &number, &error) == !cases[i].expected);
            break;
        case 'd':
            assert_true(yaml_date(node, &date, &error) == !cases[i].expected);
            break;
        case 'w':
            assert_true(yaml_word(node, words, &word, &error) == !cases[i].expected);
            break;
        default:
            list = yaml_strings(node, &error);
            assert_true((list != NULL) == !cases[i].expected);
        }
        if (cases[i].expected) {
            assert_string_equal(error->message, cases[i].expected);
        }
    }
}

static void reads_only_regular_files(void **state)
{
    (void)state;
    g_autofree char *directory = g_dir_make_tmp("yaml-XXXXXX", NULL);
    g_autofree char *missing = g_build_filename(directory, "missing.yaml", NULL);
    g_autofree char *pipe = g_build_filename(directory, "pipe.yaml", NULL);
    g_autofree char *good = g_build_filename(directory, "good.yaml", NULL);
    assert_int_equal(mkfifo(pipe, 0600), 0);
    assert_true(g_file_set_contents(good, "a: 1\n", -1, NULL));
    const struct {
        const char *path, *expected;
    } cases[] = {
        {directory, "this is a folder, not a file"},
        {missing, "No such file or directory"},
        {pipe, "this is not a regular file"},
        {good, NULL},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(Yaml) yaml = yaml_load(cases[i].path, &error);
        assert_true((yaml != NULL) == !cases[i].expected);
        if (!yaml) {
            g_autofree char *expected = g_strdup_printf("%s: error: %s", cases[i].path, cases[i].expected);
            assert_string_equal(error->message, expected);
        }
    }
    g_remove(pipe);
    g_remove(good);
    g_rmdir(directory);
}

static void bounds_depth_and_finds_repeated_keys_among_many(void **state)
{
    (void)state;
    g_autoptr(GString) deep = g_string_new(NULL), wide = g_string_new(NULL);
    for (guint i = 0; i < 5000; i++) {
        g_string_append_c(deep, '[');
        g_string_append_printf(wide, "k%u: v\n", i);
    }
    g_autoptr(GError) error = NULL;
    g_autoptr(Yaml) nested = yaml_parse("f.yaml", deep->str, deep->len, &error);
    assert_null(nested);
    assert_non_null(strstr(error->message, "nested more than 32 deep"));
    g_clear_error(&error);
    g_autoptr(Yaml) broad = yaml_parse("f.yaml", wide->str, wide->len, &error);
    assert_non_null(broad);
    g_string_append(wide, "k17: again\n");
    g_autoptr(Yaml) twice = yaml_parse("f.yaml", wide->str, wide->len, &error);
    assert_null(twice);
    assert_string_equal(error->message,
                        "f.yaml:5001:1: error: “k17” stands here a second time; the first is on line 18");
}

static void finds_the_nearest_word(void **state)
{
    (void)state;
    static const char *const known[] = {"audit", "roster", "init", "history", "--max-pages", NULL};
    const struct {
        const char *word, *expected;
    } cases[] = {
        {"audti", "audit"}, {"AUDIT", "audit"}, {"rooster", "roster"}, {"--max-page", "--max-pages"}, {"int", "init"},
        {"xyz", NULL},      {"", NULL},         {"hist", NULL},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        assert_true(g_strcmp0(nearest_word(cases[i].word, known), cases[i].expected) == 0);
    }
}

static gboolean same_tree(const struct yaml_node *a, const struct yaml_node *b)
{
    if (a->kind != b->kind || a->plain != b->plain || a->line != b->line || a->column != b->column ||
        a->key_line != b->key_line || a->key_column != b->key_column || g_strcmp0(a->key, b->key) != 0 ||
        strcmp(a->text, b->text) != 0) {
        print_error("line %u, column %u: “%s”, not line %u, column %u: “%s”\n", a->line, a->column, a->text, b->line,
                    b->column, b->text);
        return FALSE;
    }
    const struct yaml_node *x = a->first, *y = b->first;
    for (; x && y && same_tree(x, y); x = x->next, y = y->next) {
    }
    return !x && !y;
}

// Makes a run of bytes of what `text` says, and a tree of it again.
static void come_back(const char *path, const char *text)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Yaml) yaml = yaml_parse(path, text, strlen(text), &error);
    if (!yaml) {
        fail_msg("%s", error->message);
        return;
    }
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    yaml_flatten(yaml, text, strlen(text), bytes);
    const struct yaml_flat *flat = (const void *)bytes->data;
    assert_true(yaml_flat_is_of(flat, text, strlen(text)));
    assert_false(yaml_flat_is_of(flat, text, strlen(text) - 1));
    g_autoptr(Yaml) again = yaml_unflatten(path, flat);
    if (!same_tree(yaml_root(yaml), yaml_root(again))) {
        fail_msg("%s comes back otherwise", path);
    }
    assert_string_equal(yaml_root(again)->file, path);
}

static void a_tree_comes_back_from_its_bytes_as_it_was(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "a",
        "a: 1\n",
        "- a\n- - x\n  - y\n- {}\n- []\n-\n",
        "'': ''\na: {'': x, b: ''}\n",
        "a: ~\nb: '~'\nc: null\n",
        "a: >-\n  b\n  c\n\n  d\ne: |\n  f\n    g\n",
        "a: {b: [c, {d: é}], f: -g}\nb: {b: [c, {d: é}], f: -g}\n",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        come_back("f.yaml", texts[i]);
    }
}

static void the_shipped_files_come_back_from_their_bytes(void **state)
{
    (void)state;
    static const char *const folders[] = {"rules/words", "rules/dated", "rules/regulators", "rules/standards"};
    guint n_files = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(folders); i++) {
        g_autoptr(GDir) folder = g_dir_open(folders[i], 0, NULL);
        assert_non_null(folder);
        for (const char *name; (name = g_dir_read_name(folder)); n_files++) {
            g_autofree char *path = g_build_filename(folders[i], name, NULL), *text = NULL;
            assert_true(g_file_get_contents(path, &text, NULL, NULL));
            come_back(path, text);
        }
    }
    assert_true(n_files > 40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_what_is_wrong_with_a_file_and_where),
        cmocka_unit_test(refuses_broken_syntax_in_one_line_with_its_place),
        cmocka_unit_test(apostrophes_are_read_or_refused),
        cmocka_unit_test(knows_where_everything_stands),
        cmocka_unit_test(names_the_nearest_known_key),
        cmocka_unit_test(reads_values_of_the_kind_that_is_asked_for),
        cmocka_unit_test(reads_only_regular_files),
        cmocka_unit_test(bounds_depth_and_finds_repeated_keys_among_many),
        cmocka_unit_test(finds_the_nearest_word),
        cmocka_unit_test(a_tree_comes_back_from_its_bytes_as_it_was),
        cmocka_unit_test(the_shipped_files_come_back_from_their_bytes),
    };
    return cmocka_run_group_tests_name("yaml", tests, NULL, NULL);
}
