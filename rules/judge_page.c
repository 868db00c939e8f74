#include <string.h>

#include "rules/evidence.h"
#include "rules/judge_parts.h"
#include "rules/signals.h"
#include "rules/verdict.h"
#include "rules/weigh.h"

static void clear_fact(gpointer data)
{
    struct verdict_fact *fact = data;
    g_free(fact->value);
    g_free(fact->shown);
}

static gboolean is_contact(const struct fact *fact)
{
    return fact->kind == FACT_PHONE || fact->kind == FACT_FAX || fact->kind == FACT_EMAIL || fact->kind == FACT_ADDRESS;
}

// A help line, the regulator's own telephone, who hosts the site: not the practice's.
static gboolean is_others(const struct fact *fact)
{
    return is_contact(fact) && (fact_has_tag(fact, "regulator") || fact_has_tag(fact, "help-line") ||
                                fact_has_tag(fact, "elsewhere") || fact_has_tag(fact, "placeholder"));
}

// A client's own e-mail, telephone or address, inside what they say: it is nobody's to keep.
static gboolean is_a_clients(const Facts *facts, const struct fact *fact)
{
    static const enum fact_kind statements[] = {FACT_CLIENT_STATEMENT, FACT_ENDORSEMENT};
    for (guint i = 0; is_contact(fact) && fact->block != PAGE_NONE && i < G_N_ELEMENTS(statements); i++) {
        guint index = 0;
        for (const struct fact *said; (said = facts_next(facts, statements[i], &index));) {
            if (fact->block >= said->block && fact->block <= MAX(said->block, said->last)) {
                return !fact_has_tag(fact, "practice");
            }
        }
    }
    return FALSE;
}

static gboolean is_kept(const GArray *kept, enum fact_kind kind, const char *value)
{
    for (guint i = 0; i < kept->len; i++) {
        const struct verdict_fact *fact = &g_array_index(kept, struct verdict_fact, i);
        if (fact->kind == kind && strcmp(fact->value, value) == 0) {
            return TRUE;
        }
    }
    return FALSE;
}

enum { MAX_KEPT_FACTS = 200 };

// How plainly a page gives it out as the practice's own. Detectors for drafting have weighed what they add themselves.
static double strength_of(const struct fact *fact)
{
    static const char *const plain[] = {"mailto", "tel", "structured", "header", "footer", "tied"};
    double strength = 1;
    if (!is_contact(fact)) {
        return fact->number > 0 ? fact->number : strength;
    }
    for (guint i = 0; i < G_N_ELEMENTS(plain); i++) {
        strength += fact_has_tag(fact, plain[i]);
    }
    return strength;
}

static void keep_facts(Verdict *verdict, const Page *page, const Facts *facts)
{
    for (guint i = 0; i < facts_count(facts); i++) {
        const struct fact *fact = facts_at(facts, i);
        if (fact->kind >= N_FACT_KINDS || !fact_kind_kept((enum fact_kind)fact->kind) || is_others(fact) ||
            is_a_clients(facts, fact)) {
            continue;
        }
        if (!verdict->facts) {
            verdict->facts = g_array_new(FALSE, FALSE, sizeof(struct verdict_fact));
            g_array_set_clear_func(verdict->facts, clear_fact);
        }
        g_autofree char *shown = fact_text(page, fact);
        const char *value = fact->value ? fact->value : shown;
        if (verdict->facts->len < MAX_KEPT_FACTS && !is_kept(verdict->facts, (enum fact_kind)fact->kind, value)) {
            struct verdict_fact kept = {(enum fact_kind)fact->kind, g_strdup(value), g_strdup(shown),
                                        strength_of(fact)};
            g_array_append_val(verdict->facts, kept);
        }
    }
}

static void judge_rules(const Judge *judge, Verdict *verdict, const Sightings *sightings)
{
    guint first = 0, n = 0;
    guint32 index;
    while (sightings_next_rule(sightings, &first, &n, &index)) {
        const struct rule *rule = judge->rules->pdata[index];
        if (!(rule->presences & 1u << verdict->kind) || judge_unmet_need(judge, rule) ||
            !sightings_weigh(sightings, first, n, NULL)) {
            continue;
        }
        if (!verdict->units) {
            verdict->units = g_ptr_array_new_with_free_func((GDestroyNotify)unit_free);
        }
        evidence_collect(sightings, verdict->shown, first, n, verdict->units);
    }
}

// A page of 4,000 words of our vocabulary takes 0.3 million, and none of 600 real pages took more.
enum { MAX_PLACES = 1 << 24 };

Verdict *judge_page(const Judge *judge, const Page *page, const char *shown, enum presence_kind kind)
{
    Verdict *verdict = g_new0(Verdict, 1);
    verdict->shown = g_strdup(shown);
    verdict->kind = kind;
    matcher_budget_begin(MAX_PLACES);
    g_autoptr(Hits) hits = hits_read(judge->packs->matcher, page);
    const struct fact_context context = {page, hits, judge->practice, judge->packs, &judge->as_of};
    g_autoptr(Facts) facts = facts_read(&context);
    g_autoptr(Sightings) sightings = sightings_read(judge, page, hits, facts, FALSE);
    judge_rules(judge, verdict, sightings);
    keep_facts(verdict, page, facts);
    gboolean whole = matcher_budget_end() && !page->truncated;
    verdict->outcome = page->outcome == FETCH_OK && !whole ? FETCH_TOO_LARGE : page->outcome;
    return verdict;
}
