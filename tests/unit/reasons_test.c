#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "reports/reasons.h"

static void a_reason_is_said_in_the_readers_language(void **state)
{
    (void)state;
    g_autoptr(Reasons) reasons = reasons_load(".", NULL);
    assert_non_null(reasons);
    const struct {
        const char *english, *french;
    } cases[] = {
        {"it redirects in a circle", "elle redirige en rond"},
        {"it is image/png, not HTML", "c’est du contenu image/png, et non du HTML"},
        {"it is a PDF document, which has to be read by hand", "c’est un document PDF, à lire à la main"},
        {"robots.txt of roe.example refuses it, line 3: Disallow: /private",
         "le robots.txt de roe.example la refuse, ligne 3 : Disallow: /private"},
        {"not asked for, since page after page was refused: the site refuses automated readers (403)",
         "non demandée, parce que page après page a été refusée : le site refuse les lecteurs automatiques (403)"},
        {"a sentence that nobody knows", "a sentence that nobody knows"},
        {"", ""},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *french = reason_in(reasons, cases[i].english, FR);
        g_autofree char *english = reason_in(reasons, cases[i].english, EN);
        assert_string_equal(french, cases[i].french);
        assert_string_equal(english, cases[i].english);
    }
    assert_null(reason_in(reasons, NULL, FR));
}

/* The string that begins at `*at` (a quotation mark), with those that follow it directly; `*at` moves past them. */
static char *literal_at(const char **at)
{
    GString *literal = g_string_new(NULL);
    while (**at == '"') {
        for ((*at)++; **at && **at != '"'; (*at)++) {
            if (**at == '\\' && (*at)[1]) {
                (*at)++;
            }
            g_string_append_c(literal, **at);
        }
        *at += **at == '"';
        *at += strspn(*at, " \n");
    }
    return g_string_free(literal, FALSE);
}

/* The sentence that a format makes. */
static char *filled(const char *format)
{
    GString *text = g_string_new(NULL);
    for (const char *at = format; *at; at++) {
        if (*at == '%' && at[1]) {
            at++;
            g_string_append(text, *at == 's' ? "x" : "7");
        } else {
            g_string_append_c(text, *at);
        }
    }
    return g_string_free(text, FALSE);
}

static gboolean is_a_reason(const char *literal, guint n_words)
{
    g_auto(GStrv) words = g_strsplit(literal, " ", -1);
    gboolean address = strspn(literal, "0123456789abcdef.:") == strlen(literal);
    return !address && (g_ascii_isalpha(*literal) || *literal == '%' || g_str_has_prefix(literal, "“")) &&
           g_strv_length(words) >= n_words && !strpbrk(literal, "|<=\\");
}

static void check_file(const Reasons *reasons, const char *name, guint n_words, guint *n_found)
{
    g_autofree char *path = g_build_filename("crawler", name, NULL);
    g_autofree char *source = NULL;
    assert_true(g_file_get_contents(path, &source, NULL, NULL));
    for (const char *at = strstr(source, "\n\n"); at && (at = strchr(at, '"'));) {
        g_autofree char *literal = literal_at(&at);
        g_autofree char *english = filled(literal);
        if (is_a_reason(literal, n_words)) {
            g_autofree char *french = reason_in(reasons, english, FR);
            if (strcmp(french, english) == 0) {
                fail_msg("%s: reasons.xml has no “%s”", path, literal);
            }
            (*n_found)++;
        }
    }
}

static void every_reason_of_the_crawl_has_its_french(void **state)
{
    (void)state;
    static const struct {
        const char *file;
        guint n_words; /* fewer make no sentence there */
    } FILES[] = {{"answer.c", 4},       {"crawl_admit.c", 3}, {"crawl_turn.c", 3},  {"crawl_state.c", 3},
                 {"crawl_errand.c", 3}, {"crawl_links.c", 3}, {"crawl_queue.c", 3}, {"crawl_visit.c", 3},
                 {"guard.c", 1},        {"trap.c", 3}};
    g_autoptr(Reasons) reasons = reasons_load(".", NULL);
    guint n_found = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(FILES); i++) {
        check_file(reasons, FILES[i].file, FILES[i].n_words, &n_found);
    }
    assert_in_range(n_found, 40, 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reason_is_said_in_the_readers_language),
        cmocka_unit_test(every_reason_of_the_crawl_has_its_french),
    };
    return cmocka_run_group_tests_name("reasons", tests, NULL, NULL);
}
