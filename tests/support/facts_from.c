#include "tests/support/facts_from.h"

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

void facts_from_end(void)
{
    g_clear_pointer(&rules, pack_set_free);
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
