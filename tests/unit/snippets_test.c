#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "rules/fact.h"
#include "rules/pack.h"
#include "rules/words.h"

// The facts that a snippet may name; others (platforms, refusals, contact details) are not its business.
static const enum fact_kind named[] = {
    FACT_CLIENT_STATEMENT, FACT_ENDORSEMENT,    FACT_TESTIMONIAL_SECTION, FACT_STAR_RATING,
    FACT_REVIEW_MARKUP,    FACT_REVIEW_WIDGET,  FACT_REVIEW_INVITATION,   FACT_RATING_LINK,
    FACT_COMMENT_FORM,     FACT_COMMENT_THREAD, FACT_DEAD_COMMENT_CODE,   FACT_SUBMISSION_FORM,
};

struct judged {
    struct pack_set packs;
    struct practice *practice;
    GDate as_of;
    guint n, n_negative, n_wrong;
};

static gboolean is_expected(char **expected, enum fact_kind kind)
{
    return g_strv_contains((const char *const *)expected, fact_kind_word(kind));
}

static gboolean is_seen(const Facts *facts, enum fact_kind kind)
{
    guint at = 0;
    for (const struct fact *fact; (fact = facts_next(facts, kind, &at));) {
        if (kind != FACT_REVIEW_MARKUP || fact_has_tag(fact, "practice")) {
            return TRUE;
        }
    }
    return FALSE;
}

// Stars stand beside statements too often to be worth naming there.
static gboolean is_incidental(char **expected, enum fact_kind kind)
{
    return kind == FACT_STAR_RATING && is_expected(expected, FACT_CLIENT_STATEMENT);
}

static char *page_of(const char *language, const char *body)
{
    g_autoptr(GString) page = g_string_new(NULL);
    g_string_append_printf(
        page, "<!doctype html><html lang=\"%s\"><head><meta charset=\"utf-8\"><title>Page</title></head><body><main>\n",
        language);
    g_string_append(page, body);
    g_string_append(page, "\n</main></body></html>\n");
    return g_string_free(g_steal_pointer(&page), FALSE);
}

// A word that names no fact would be held by every page.
static void check_names(const char *file, const char *what, char **expected)
{
    for (guint i = 0; expected[i]; i++) {
        gboolean known = strcmp(expected[i], "nothing") == 0;
        for (guint k = 0; k < G_N_ELEMENTS(named) && !known; k++) {
            known = strcmp(expected[i], fact_kind_word(named[k])) == 0;
        }
        if (!known) {
            fail_msg("%s: %s: “%s” is no fact that is looked for", file, what, expected[i]);
        }
    }
}

static void judge_snippet(struct judged *judged, const char *file, char **head, const char *body)
{
    g_auto(GStrv) expected = g_strsplit(g_strstrip(head[1]), " ", -1);
    check_names(file, head[2], expected);
    g_autofree char *html = page_of(g_strstrip(head[0]), body);
    g_autoptr(GBytes) bytes = g_bytes_new(html, strlen(html));
    g_autoptr(Page) page = page_read("http://x.example/page/", bytes, "utf-8");
    g_autoptr(Hits) hits = hits_read(judged->packs.matcher, page);
    const struct fact_context context = {page, hits, judged->practice, &judged->packs, &judged->as_of};
    g_autoptr(Facts) facts = facts_read(&context);
    g_autoptr(GString) wrong = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(named); i++) {
        gboolean seen = is_seen(facts, named[i]), wanted = is_expected(expected, named[i]);
        if (seen != wanted && !is_incidental(expected, named[i])) {
            g_string_append_printf(wrong, " %s%s", seen ? "+" : "-", fact_kind_word(named[i]));
        }
    }
    judged->n++;
    judged->n_negative += strcmp(expected[0], "nothing") == 0;
    if (wrong->len) {
        judged->n_wrong++;
        print_error("%s: %s:%s\n", file, g_strstrip(head[2]), wrong->str);
    }
}

static void judge_file(struct judged *judged, const char *file)
{
    g_autofree char *path = g_build_filename("fixtures/snippets", file, NULL);
    g_autofree char *text = NULL;
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_auto(GStrv) pieces = g_strsplit(text, "\n--- ", -1);
    for (guint i = 1; pieces[i]; i++) { // what stands before the first is a remark
        char *end = strchr(pieces[i], '\n');
        assert_non_null(end);
        *end = '\0';
        g_auto(GStrv) head = g_strsplit(pieces[i], "|", 3);
        assert_int_equal(g_strv_length(head), 3);
        judge_snippet(judged, file, head, end + 1);
    }
}

static void every_snippet_holds_what_it_says(void **state)
{
    (void)state;
    struct judged judged = {.practice = practice_new()};
    g_date_set_dmy(&judged.as_of, 21, G_DATE_NOVEMBER, 2026);
    judged.packs.matcher = matcher_new();
    judged.packs.word_marks = matcher_new();
    judged.packs.regulators = g_ptr_array_new();
    judged.packs.packs = g_ptr_array_new();
    g_autoptr(GError) error = NULL;
    if (!words_load(judged.packs.matcher, judged.packs.word_marks, "rules/words", &error)) {
        fail_msg("%s", error->message);
    }
    matcher_seal(judged.packs.matcher);
    matcher_seal(judged.packs.word_marks);
    g_autoptr(GDir) folder = g_dir_open("fixtures/snippets", 0, NULL);
    assert_non_null(folder);
    for (const char *name; (name = g_dir_read_name(folder));) {
        if (g_str_has_suffix(name, ".txt")) {
            judge_file(&judged, name);
        }
    }
    matcher_free(judged.packs.matcher);
    matcher_free(judged.packs.word_marks);
    g_ptr_array_unref(judged.packs.regulators);
    g_ptr_array_unref(judged.packs.packs);
    practice_free(judged.practice);
    print_message("%u snippets, %u of them with nothing to see, %u wrong\n", judged.n, judged.n_negative,
                  judged.n_wrong);
    assert_int_equal(judged.n_wrong, 0);
    assert_true(judged.n >= 300);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_snippet_holds_what_it_says),
    };
    return cmocka_run_group_tests_name("snippets", tests, NULL, NULL);
}
