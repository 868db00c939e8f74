#include "tests/support/audits.h"

#include <string.h>

#include "tests/support/packs.h"

static void make_judge(struct audit *audit)
{
    if (!audit->judge) {
        GDate as_of;
        g_date_clear(&as_of, 1);
        g_date_set_dmy(&as_of, 21, G_DATE_NOVEMBER, 2026);
        audit->judge = judge_new(audit->set, audit->practice, &as_of);
        audit->tally = tally_new(audit->judge);
        tally_presence(audit->tally, 0, "http://roe.example/", PRESENCE_WEBSITE);
    }
}

struct audit *audit_new(const char *rules)
{
    struct audit *audit = g_new0(struct audit, 1);
    audit->set = packs_of(rules);
    audit->practice = practice_new();
    audit->findings = g_ptr_array_new_with_free_func((GDestroyNotify)finding_free);
    audit->checks = g_ptr_array_new_with_free_func((GDestroyNotify)check_free);
    audit->facts = g_ptr_array_new_with_free_func((GDestroyNotify)kept_fact_free);
    return audit;
}

void audit_free(struct audit *audit)
{
    g_ptr_array_unref(audit->findings);
    g_ptr_array_unref(audit->checks);
    g_ptr_array_unref(audit->facts);
    tally_free(audit->tally);
    judge_free(audit->judge);
    practice_free(audit->practice);
    pack_set_free(audit->set);
    g_free(audit);
}

void audit_presence(struct audit *audit, guint presence, const char *address, enum presence_kind kind)
{
    make_judge(audit);
    tally_presence(audit->tally, presence, address, kind);
}

void audit_page(struct audit *audit, guint presence, const char *address, const char *body)
{
    make_judge(audit);
    g_autofree char *html = g_strdup_printf("<!DOCTYPE html><html><head><title>Roe Counselling</title></head>"
                                            "<body>%s</body></html>",
                                            body);
    g_autoptr(GBytes) bytes = g_bytes_new(html, strlen(html));
    g_autoptr(Page) page = page_read(address, bytes, "utf-8");
    tally_page(audit->tally, presence, judge_page(audit->judge, page, address, PRESENCE_WEBSITE));
}

void audit_unread(struct audit *audit, guint presence, const char *address, enum fetch_outcome outcome, guint status)
{
    make_judge(audit);
    tally_unread(audit->tally, presence, address, outcome, status, FALSE);
}

void audit_end(struct audit *audit)
{
    make_judge(audit);
    tally_finish(audit->tally, audit->findings, audit->checks, audit->facts);
}

const struct check *audit_check(const struct audit *audit, const char *rule, const char *subject)
{
    for (guint i = 0; i < audit->checks->len; i++) {
        const struct check *check = audit->checks->pdata[i];
        if (strcmp(check->rule->id, rule) == 0 && (!subject || strcmp(check->subject, subject) == 0)) {
            return check;
        }
    }
    return NULL;
}

char *audit_quotes(const struct finding *finding)
{
    GString *quotes = g_string_new(NULL);
    for (guint i = 0; i < finding->evidence->len; i++) {
        const struct evidence *evidence = finding->evidence->pdata[i];
        g_string_append_printf(quotes, "%s%s", i ? " | " : "", evidence->text);
    }
    return g_string_free(quotes, FALSE);
}
