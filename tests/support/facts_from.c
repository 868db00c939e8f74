#include "tests/support/facts_from.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static struct pack_set *rules;

const struct pack_set *facts_from_rules(void)
{
    if (!rules) {
        g_autoptr(GError) error = NULL;
        rules = pack_set_load("rules", NULL, &error);
        g_assert_no_error(error);
    }
    return rules;
}

int facts_from_end(void **state)
{
    (void)state;
    g_clear_pointer(&rules, pack_set_free);
    return 0;
}

char *facts_from(const char *html, const struct practice *practice, enum fact_kind kind, const char *tag)
{
    g_autofree char *whole = g_strdup_printf("<html><head><title>Example</title></head><body>%s</body></html>", html);
    g_autoptr(GBytes) body = g_bytes_new(whole, strlen(whole));
    g_autoptr(Page) page = page_read("https://practice.example/page", body, "utf-8");
    g_autoptr(Hits) hits = hits_read(facts_from_rules()->matcher, page);
    struct practice *nobody = practice_new();
    GDate as_of;
    g_date_clear(&as_of, 1);
    g_date_set_dmy(&as_of, 21, G_DATE_NOVEMBER, 2026);
    const struct fact_context context = {page, hits, practice ? practice : nobody, facts_from_rules(), &as_of};
    g_autoptr(Facts) facts = facts_read(&context);
    GString *values = g_string_new(NULL);
    guint index = 0;
    for (const struct fact *fact; (fact = facts_next(facts, kind, &index));) {
        if (!tag || fact_has_tag(fact, tag)) {
            g_string_append_printf(values, "%s%s", values->len ? " | " : "", fact->value);
        }
    }
    practice_free(nobody);
    return g_string_free(values, FALSE);
}

void facts_from_check(const struct facts_expected *cases, gsize n, const struct practice *practice)
{
    for (gsize i = 0; i < n; i++) {
        g_autofree char *found = facts_from(cases[i].html, practice, cases[i].kind, cases[i].tag);
        if (strcmp(found, cases[i].values) != 0) {
            fail_msg("in “%s” %s “%s”, not “%s”", cases[i].html, fact_kind_word(cases[i].kind), found, cases[i].values);
        }
    }
}
