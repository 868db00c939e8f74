#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "tests/support/program.h"

/* A folder of the test's own, with a good practice file and a site in it. */
static int set_up(void **state)
{
    char *folder = folder_new();
    g_free(folder_write(folder, "site/index.html",
                        "<!doctype html><html lang=en><title>Roe</title><p>Individual therapy in Toronto."));
    g_free(folder_write(folder, "empty/notes.txt", "no page here"));
    *state = folder;
    return 0;
}

static void a_wrong_command_is_status_2_and_names_the_nearest(void **state)
{
    (void)state;
    const struct {
        const char *arguments[5];
        const char *said;
    } cases[] = {
        {{"audti", "x"}, "did you mean “audit”"},
        {{"audit", "--fromat", "json", "x"}, "did you mean --format"},
        {{"audit", "--format", "jsn", "x"}, "there are html, json"},
        {{"audit", "--as-of", "2026-02-30", "x"}, "a day that does not exist"},
        {{"audit", "--fail-on", "serious", "x"}, "error, warning, note, never"},
        {{"audit", "--lang", "de", "x"}, "neither en nor fr"},
        {{"audit", "--max-pages", "0x", "x"}, "max-pages"},
        {{"audit", "--jobs", "-3", "x"}, "out of bounds"},
        {{"audit", "--resolve", "roe.example", "x"}, "HOST:PORT:ADDRESS"},
        {{"audit"}, "what shall be audited"},
        {{"rules", "shwo", "x"}, "did you mean “show”"},
        {{"rules", "show", "testimonials.dispaly"}, "did you mean “testimonials.display”"},
        {{"explain", "x.html", "--rule", "licence.number"}, "x.html: there is no such file"},
        {{"explain", "README.md", "--rule", "licence.numbr"}, "did you mean “licence.number”"},
        {{"explain", "fixtures"}, "is a folder: name one page"},
        {{NULL}, "see vitrine help"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct outcome outcome = program_run(cases[i].arguments);
        if (outcome.status != 2 || !strstr(outcome.err, cases[i].said) || *outcome.out) {
            fail_msg("case %zu: status %d, stderr %s", i, outcome.status, outcome.err);
        }
        outcome_clear(&outcome);
    }
}

static void help_for_a_command_tells_of_its_own_options(void **state)
{
    (void)state;
    const struct {
        const char *command, *option;
        gboolean told;
    } cases[] = {
        {"audit", "--fail-on", TRUE},   {"audit", "--rule", FALSE}, {"explain", "--rule", TRUE},
        {"explain", "--output", FALSE}, {"report", "--lang", TRUE}, {"report", "--max-pages", FALSE},
        {"rules", "--standards", TRUE}, {"init", "--output", TRUE}, {"init", "--fail-on", FALSE},
        {NULL, "--rule", TRUE},         {NULL, "--fail-on", TRUE},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        const char *const arguments[] = {"help", cases[i].command, NULL};
        struct outcome outcome = program_run(arguments);
        g_autofree char *line = g_strconcat(cases[i].option, " ", NULL);
        const char *options = strstr(outcome.out, "\nOptions:\n"), *end = strstr(outcome.out, "\nExit status");
        assert_non_null(options);
        assert_non_null(end);
        g_autofree char *listed = g_strndup(options, (gsize)(end - options));
        if (outcome.status != 0 || (strstr(listed, line) != NULL) != cases[i].told) {
            fail_msg("help %s: %s", cases[i].command ? cases[i].command : "", cases[i].option);
        }
        outcome_clear(&outcome);
    }
}

static void a_wrong_target_is_status_2_and_nothing_is_written(void **state)
{
    const char *folder = *state;
    g_autofree char *empty = g_build_filename(folder, "empty", NULL);
    const struct {
        const char *target, *said;
    } cases[] = {
        {"roe.example", "begins with https:// or http://"},
        {"javascript:alert(1)", "address"},
        {"file:///etc/passwd", "http"},
        {"ftp://roe.example/", "http"},
        {"http://", "http://"},
        {"http://roe example/", "roe example"},
        {empty, "HTML"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *out = g_build_filename(folder, "report", NULL);
        const char *const arguments[] = {"audit", cases[i].target, "-o", out, NULL};
        struct outcome outcome = program_run(arguments);
        if (outcome.status != 2 || !strstr(outcome.err, cases[i].said) || g_file_test(out, G_FILE_TEST_EXISTS)) {
            fail_msg("%s: status %d, stderr %s", cases[i].target, outcome.status, outcome.err);
        }
        assert_string_equal(outcome.out, "");
        outcome_clear(&outcome);
    }
}

static void a_wrong_practice_file_is_status_2_with_its_place(void **state)
{
    const char *folder = *state;
    const struct {
        const char *text;
        const char *place, *said;
    } cases[] = {
        {"practise: { name: Roe }\npresences: [https://roe.example/]\n", ":1:1: error: ", "practice"},
        {"practice: { name: [Roe] }\npresences: [https://roe.example/]\n", ":1:19: error: ", ""},
        {"practice: { languages: [en, de] }\npresences: [https://roe.example/]\n", ":1:29: error: ", "en"},
        {"practitioner: { registration: { regulator: ocswsw } }\npresences: [https://roe.example/]\n",
         ":1:44: error: ", "ocswssw"},
        {"contact: { phone: 416-555 }\npresences: [https://roe.example/]\n",
         ":1:19: error: ", "not a telephone number"},
        {"contact: { email: jane at roe }\npresences: [https://roe.example/]\n", ":1:19: error: ", "name@domain.ca"},
        {"contact: { address: \"12 Main St, Toronto ON D5V 2T6\" }\npresences: [https://roe.example/]\n",
         ":1:21: error: ", "postal code"},
        {"presences:\n  - https://roe.example/\n  - https://ROE.example\n", ":3:5: error: ", "twice"},
        {"presences:\n  - roe.example\n", ":2:5: error: ", ""},
        {"presences:\n  - javascript:alert(1)\n", ":2:5: error: ", ""},
        {"presences:\n  - { url: \"https://roe.example/\", kind: profil }\n", ":2:42: error: ", "profile"},
        {"practice:\n\tname: Roe\n", ":2:1: error: ", "tab"},
        {"accepted:\n  - { rule: testimonials.link, url: https://roe.example/, reason: x, until: 2027-02-31 }\n"
         "presences: [https://roe.example/]\n",
         ":2:77: error: ", ""},
        {"audit: { max-pages: many }\npresences: [https://roe.example/]\n", ":1:21: error: ", ""},
        {"practice: { name: Roe }\n", ":1:1: error: ", "presences"},
        {"", ":1:1: error: ", "empty"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *file = folder_write(folder, "practice.yaml", cases[i].text);
        g_autofree char *out = g_build_filename(folder, "report", NULL);
        g_autofree char *place = g_strconcat("practice.yaml", cases[i].place, NULL);
        const char *const arguments[] = {"audit", file, "-o", out, NULL};
        struct outcome outcome = program_run(arguments);
        char *line_end = strchr(outcome.err, '\n');
        if (outcome.status != 2 || !strstr(outcome.err, place) || !strstr(outcome.err, cases[i].said) || !line_end ||
            line_end[1] || g_file_test(out, G_FILE_TEST_EXISTS)) {
            fail_msg("case %zu (%s): status %d, stderr %s", i, place, outcome.status, outcome.err);
        }
        outcome_clear(&outcome);
    }
}

static void a_binary_practice_file_is_refused_in_one_line(void **state)
{
    g_autofree char *file = g_build_filename(*state, "binary.yaml", NULL);
    assert_true(g_file_set_contents(file, "\x7f\x45\x4c\x46\x00\x01\xff\xfe", 8, NULL));
    const char *const arguments[] = {"audit", file, NULL};
    struct outcome outcome = program_run(arguments);
    assert_int_equal(outcome.status, 2);
    assert_non_null(strstr(outcome.err, "binary.yaml"));
    outcome_clear(&outcome);
}

static void an_output_that_cannot_be_written_is_status_5(void **state)
{
    g_autofree char *site = g_build_filename(*state, "site", NULL);
    const char *const arguments[] = {"audit", site, "-o", "/proc/vitrine-report", NULL};
    struct outcome outcome = program_run(arguments);
    assert_int_equal(outcome.status, 5);
    assert_non_null(strstr(outcome.err, "/proc/vitrine-report"));
    outcome_clear(&outcome);
}

static void a_wrong_pack_is_status_2_with_its_place(void **state)
{
    static const char *const head = "id: test-pack\nversion: 1.0.0\ntitle: { en: Test, fr: Essai }\n"
                                    "regulator: ocswssw\njurisdictions: [CA-ON]\nlanguages: [en, fr]\n";
    static const char *const rule = "- id: testimonials.invite\n"
                                    "  revision: 1\n"
                                    "  level: error\n"
                                    "  basis: binding\n"
                                    "  standards: [{ document: %s, clause: \"7.1.2\" }]\n"
                                    "  when: { threshold: 1, signals: [ { weight: 1, %s } ] }\n"
                                    "  title: { en: T, fr: T }\n"
                                    "  message: { en: M, fr: M }\n"
                                    "  why: { en: W, fr: W }\n"
                                    "  fix: [ { en: F, fr: F } ]\n"
                                    "  examples: { fails: [ \"please leave a review\" ]%s }\n";
    const struct {
        const char *document, *signal, *passes;
        const char *said;
    } cases[] = {
        {"ocswssw-3", "text: { en: \"leave a review\" }", ", passes: [ \"nothing\" ]", NULL},
        {"ocswssw-3", "txt: { en: \"leave a review\" }", ", passes: [ \"nothing\" ]", "rules.yaml:6:"},
        {"ocswssw-3", "text: { en: \"leave (a review\" }", ", passes: [ \"nothing\" ]", "rules.yaml:6:"},
        {"ocswssw-9", "text: { en: \"leave a review\" }", ", passes: [ \"nothing\" ]", "rules.yaml:5:"},
        {"ocswssw-3", "text: { en: \"leave a review\" }", "", "rules.yaml:"},
        {"ocswssw-3", "fact: client-statment", ", passes: [ \"nothing\" ]", "client-statement"},
        {"ocswssw-3", "text: { en: \"leave a review\" }", ", passes: [ \"leave a review\" ]", "rules.yaml:11:"},
        {"ocswssw-3", "text: { en: \"something else\" }", ", passes: [ \"nothing\" ]", "rules.yaml:11:"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *pack = g_strdup_printf("%s/pack", (const char *)*state);
        g_autofree char *text = g_strdup_printf(rule, cases[i].document, cases[i].signal, cases[i].passes);
        g_free(folder_write(pack, "pack.yaml", head));
        g_free(folder_write(pack, "rules.yaml", text));
        const char *const arguments[] = {"rules", "check", pack, NULL};
        struct outcome outcome = program_run(arguments);
        if (outcome.status != (cases[i].said ? 2 : 0) || (cases[i].said && !strstr(outcome.err, cases[i].said))) {
            fail_msg("case %zu: status %d, stderr %s", i, outcome.status, outcome.err);
        }
        outcome_clear(&outcome);
    }
}

static void a_folder_is_audited_and_its_report_written(void **state)
{
    g_autofree char *site = g_build_filename(*state, "site", NULL);
    g_autofree char *out = g_build_filename(*state, "report", NULL);
    g_autofree char *html = g_build_filename(out, "report.html", NULL);
    g_autofree char *json = g_build_filename(out, "result.json", NULL);
    const char *const arguments[] = {"audit", site, "-o", out, "--as-of", "2026-11-21", NULL};
    struct outcome outcome = program_run(arguments);
    assert_int_equal(outcome.status, 1); // a page without a licence, a telephone ...
    assert_non_null(strstr(outcome.out, html));
    assert_true(g_file_test(html, G_FILE_TEST_EXISTS));
    assert_true(g_file_test(json, G_FILE_TEST_EXISTS));
    outcome_clear(&outcome);
    const char *const never[] = {"audit", site, "-o", out, "--fail-on", "never", "--quiet", NULL};
    outcome = program_run(never);
    assert_int_equal(outcome.status, 0);
    assert_string_equal(outcome.out, "");
    outcome_clear(&outcome);
}

static gboolean file_holds(const char *folder, const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *content = NULL;
    return g_file_get_contents(path, &content, NULL, NULL) && strstr(content, text);
}

static void a_practice_of_two_languages_gets_a_report_in_each(void **state)
{
    static const char practice[] =
        "practice: { name: Roe Counselling, languages: [fr, en] }\npresences: [ \"https://roe.example/\" ]\n";
    g_autofree char *file = folder_write(*state, "practice.yaml", practice);
    g_autofree char *site = g_build_filename(*state, "site", NULL);
    g_autofree char *out = g_build_filename(*state, "two", NULL);
    g_autofree char *json = g_build_filename(out, "result.json", NULL);
    const char *const audit[] = {"audit",           file,         site,           "-o",        out,
                                 "--offline",       "--no-cache", "--no-history", "--fail-on", "never",
                                 "--allow-partial", NULL};
    struct outcome outcome = program_run(audit);
    assert_int_equal(outcome.status, 0);
    outcome_clear(&outcome);
    assert_true(file_holds(out, "report.html", "<html lang=\"fr-CA\">"));
    assert_true(file_holds(out, "report.html", "href=\"report.en.html\""));
    assert_true(file_holds(out, "report.en.html", "<html lang=\"en-CA\">"));
    assert_true(file_holds(out, "report.en.html", "href=\"report.html\""));
    const char *const again[] = {"report", json, "-o", out, "--lang", "en", NULL};
    outcome = program_run(again);
    assert_int_equal(outcome.status, 0);
    assert_non_null(strstr(outcome.out, "two/report.html"));
    outcome_clear(&outcome);
    assert_true(file_holds(out, "report.html", "<html lang=\"en-CA\">"));
    assert_true(file_holds(out, "report.fr.html", "<html lang=\"fr-CA\">"));
}

static void a_folder_is_the_same_however_it_is_typed(void **state)
{
    static const char folder[] = "fixtures/lindqvist-abandoned/sites";
    g_autofree char *dotted = g_strconcat("./", folder, NULL), *slashed = g_strconcat(folder, "/", NULL);
    g_autofree char *out = g_build_filename(*state, "typed", NULL);
    g_autofree char *baseline = g_build_filename(out, "result.json", NULL);
    const char *const first[] = {"audit", dotted, "-o", out, "--no-history", NULL};
    const char *const again[] = {"audit",      slashed,  "-o",         out,      "--no-history",
                                 "--baseline", baseline, "--annotate", "github", NULL};
    struct outcome outcome = program_run(first);
    assert_int_equal(outcome.status, 1);
    outcome_clear(&outcome);
    outcome = program_run(again);
    assert_int_equal(outcome.status, 0); // nothing is new
    outcome_clear(&outcome);
    const char *const annotated[] = {"audit", dotted, "-o", out, "--no-history", "--annotate", "github", NULL};
    outcome = program_run(annotated);
    assert_non_null(strstr(outcome.out, " file=fixtures/lindqvist-abandoned/sites/"));
    assert_null(strstr(outcome.out, "file=./"));
    outcome_clear(&outcome);
}

static void the_report_that_is_named_is_one_that_was_written(void **state)
{
    g_autofree char *site = g_build_filename(*state, "site", NULL);
    g_autofree char *out = g_build_filename(*state, "machines", NULL);
    const char *const arguments[] = {"audit", site, "-o", out, "--format", "sarif,junit", "--no-history", NULL};
    struct outcome outcome = program_run(arguments);
    assert_int_equal(outcome.status, 1);
    assert_non_null(strstr(outcome.out, "machines/result.sarif"));
    assert_null(strstr(outcome.out, "report.html"));
    outcome_clear(&outcome);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wrong_command_is_status_2_and_names_the_nearest),
        cmocka_unit_test(help_for_a_command_tells_of_its_own_options),
        cmocka_unit_test(a_wrong_target_is_status_2_and_nothing_is_written),
        cmocka_unit_test(a_wrong_practice_file_is_status_2_with_its_place),
        cmocka_unit_test(a_binary_practice_file_is_refused_in_one_line),
        cmocka_unit_test(an_output_that_cannot_be_written_is_status_5),
        cmocka_unit_test(a_wrong_pack_is_status_2_with_its_place),
        cmocka_unit_test(a_folder_is_audited_and_its_report_written),
        cmocka_unit_test(a_practice_of_two_languages_gets_a_report_in_each),
        cmocka_unit_test(a_folder_is_the_same_however_it_is_typed),
        cmocka_unit_test(the_report_that_is_named_is_one_that_was_written),
    };
    return cmocka_run_group_tests_name("command", tests, set_up, folder_tear_down);
}
