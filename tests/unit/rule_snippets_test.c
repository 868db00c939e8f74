/* fixtures/snippets/rules.tsv: one sentence or a few lines of a page, and what a rule must say of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "rules/judge.h"

enum { RULE, OUTCOME, LANGUAGE, BODY, N_COLUMNS };

static struct practice *practice_of(const char *outcome)
{
    struct practice *practice = practice_new();
    const char *regulator = strchr(outcome, '@');
    if (regulator) {
        practice->practitioner = g_strdup("Jane Roe");
        practice->regulator = g_strdup(regulator + 1);
    }
    return practice;
}

static enum rule_outcome outcome_of(const struct pack_set *set, char *const *columns)
{
    struct practice *practice = practice_of(columns[OUTCOME]);
    GDate as_of;
    g_date_clear(&as_of, 1);
    g_date_set_dmy(&as_of, 21, G_DATE_NOVEMBER, 2026);
    const char *open = columns[BODY][0] == '<' ? "" : "<p>", *close = *open ? "</p>" : "";
    g_autofree char *html =
        g_strdup_printf("<html lang=\"%s\"><head><title>Example</title></head><body>%s%s%s</body></html>",
                        columns[LANGUAGE], open, columns[BODY], close);
    g_autoptr(GBytes) body = g_bytes_new(html, strlen(html));
    g_autoptr(Page) page = page_read("https://practice.example/page", body, "utf-8");
    g_autoptr(Judge) judge = judge_new(set, practice, &as_of);
    g_autoptr(Tally) tally = tally_new(judge);
    tally_presence(tally, 0, "site", PRESENCE_WEBSITE);
    tally_page(tally, 0, judge_page(judge, page, "site", PRESENCE_WEBSITE));
    g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func((GDestroyNotify)finding_free);
    g_autoptr(GPtrArray) checks = g_ptr_array_new_with_free_func((GDestroyNotify)check_free);
    g_autoptr(GPtrArray) facts = g_ptr_array_new_with_free_func((GDestroyNotify)kept_fact_free);
    tally_finish(tally, findings, checks, facts);
    enum rule_outcome outcome = OUTCOME_INAPPLICABLE;
    for (guint i = 0; i < checks->len; i++) {
        const struct check *check = g_ptr_array_index(checks, i);
        outcome = strcmp(check->rule->id, columns[RULE]) == 0 ? check->outcome : outcome;
    }
    practice_free(practice);
    return outcome;
}

static void every_snippet_comes_to_its_outcome(void **state)
{
    (void)state;
    struct pack_set *set = pack_set_load("rules", NULL, NULL);
    assert_non_null(set);
    g_autofree char *text = NULL;
    assert_true(g_file_get_contents("fixtures/snippets/rules.tsv", &text, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_autoptr(GString) wrong = g_string_new(NULL);
    guint n = 0;
    for (guint i = 0; lines[i]; i++) {
        g_auto(GStrv) columns = g_strsplit(lines[i], "\t", N_COLUMNS);
        if (lines[i][0] == '#' || !*lines[i]) {
            continue;
        }
        assert_int_equal(g_strv_length(columns), N_COLUMNS);
        const char *outcome = outcome_word(outcome_of(set, columns));
        if (strncmp(columns[OUTCOME], outcome, strcspn(columns[OUTCOME], "@")) != 0) {
            g_string_append_printf(wrong, "line %u: %s %s: %s\n", i + 1, columns[RULE], outcome, columns[BODY]);
        }
        n++;
    }
    pack_set_free(set);
    assert_true(n > 200);
    if (wrong->len) {
        fail_msg("%s", wrong->str);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_snippet_comes_to_its_outcome)};
    return cmocka_run_group_tests_name("rule snippets", tests, NULL, NULL);
}
