#include "rules/ending.h"

#include <string.h>

#include "rules/reasons.h"

static gboolean may_be_document(const char *shown)
{
    static const char *const ends[] = {".pdf", ".doc", ".docx", ".odt", ".rtf"};
    gsize length = strcspn(shown, "?#");
    g_autofree char *path = g_ascii_strdown(shown, (gssize)length);
    for (gsize i = 0; i < G_N_ELEMENTS(ends); i++) {
        if (g_str_has_suffix(path, ends[i])) {
            return TRUE;
        }
    }
    return FALSE;
}

// Whether what `rule` looks for could stand on that page all the same.
static gboolean hides(const struct rule *rule, const struct unread *unread)
{
    switch (unread->outcome) {
    case FETCH_OK:
    case FETCH_REDIRECT:
        return FALSE;
    case FETCH_ERROR:
        return unread->status != 404 && unread->status != 410;
    case FETCH_UNSUPPORTED:
        return rule->required && rule->in_documents && may_be_document(unread->shown);
    default:
        return TRUE;
    }
}

void ending_hiding(const struct rule *rule, const struct tally_presence *p, GPtrArray *hiding)
{
    for (guint i = 0; i < p->unread->len; i++) {
        if (hides(rule, p->unread->pdata[i])) {
            g_ptr_array_add(hiding, p->unread->pdata[i]);
        }
    }
}

struct check *ending_check(struct ending *end, const struct rule *rule, const char *subject, enum rule_outcome outcome)
{
    struct check *check = g_new0(struct check, 1);
    *check = (struct check){.rule = &rule->info, .subject = g_strdup(subject), .outcome = outcome};
    g_ptr_array_add(end->checks, check);
    return check;
}

struct finding *ending_finding(struct ending *end, const struct rule *rule, const char *subject, const char *page,
                               guint presence, guint order)
{
    struct finding *finding = g_new0(struct finding, 1);
    *finding = (struct finding){.rule = &rule->info,
                                .level = rule->info.level,
                                .subject = g_strdup(subject),
                                .page = g_strdup(page),
                                .values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
                                .evidence = g_ptr_array_new_with_free_func((GDestroyNotify)evidence_free)};
    struct draft draft = {finding, rule, presence, order};
    g_array_append_val(end->drafts, draft);
    return finding;
}

void ending_value(struct finding *finding, const char *name, const char *value)
{
    if (value) {
        g_hash_table_replace(finding->values, g_strdup(name), g_strdup(value));
    }
}

gboolean ending_holds(const struct rule *rule, const struct tally_presence *p)
{
    return p->shown && (rule->presences & 1u << p->kind) != 0;
}
