#include "rules/judge.h"

#include <string.h>

#include "rules/evidence.h"
#include "rules/needs.h"
#include "rules/words.h"

const struct target *judge_target(const Judge *judge, guint32 owner)
{
    if (owner < N_WORD_LISTS || owner - N_WORD_LISTS >= judge->targets->len) {
        return NULL;
    }
    const struct target *target = &g_array_index(judge->targets, struct target, owner - N_WORD_LISTS);
    return target->signal ? target : NULL;
}

const char *judge_unmet_need(const Judge *judge, const struct rule *rule)
{
    for (guint i = 0; rule->needs && rule->needs[i]; i++) {
        if (!need_met(judge->practice, rule->needs[i])) {
            return rule->needs[i];
        }
    }
    return NULL;
}

static int by_id(gconstpointer a, gconstpointer b)
{
    return strcmp((*(const struct rule *const *)a)->info.id, (*(const struct rule *const *)b)->info.id);
}

static void gather_rules(Judge *judge)
{
    for (guint i = 0; i < judge->packs->packs->len; i++) {
        const struct pack *pack = judge->packs->packs->pdata[i];
        for (guint j = 0; j < pack->rules->len; j++) {
            struct rule *rule = pack->rules->pdata[j];
            if (pack_set_rule(judge->packs, rule->info.id) == rule) {
                g_ptr_array_add(judge->rules, rule);
            }
        }
    }
    g_ptr_array_sort(judge->rules, by_id);
}

static void add_target(Judge *judge, const struct signal *signal, guint32 rule, guint8 bit, gboolean unless)
{
    struct target *target = &g_array_index(judge->targets, struct target, signal->owner - N_WORD_LISTS);
    *target = (struct target){.signal = signal, .rule = rule, .bit = bit, .unless = unless};
    switch (signal->kind) {
    case SIGNAL_LINK:
        judge->has_links = TRUE;
        break;
    case SIGNAL_FORM:
        judge->has_forms = TRUE;
        break;
    case SIGNAL_CLASS:
    case SIGNAL_ID:
    case SIGNAL_HOST:
    case SIGNAL_SCHEMA:
        judge->has_marks = TRUE;
        break;
    case SIGNAL_XPATH:
        g_array_append_val(judge->queries, signal->owner);
        break;
    case SIGNAL_FACT:
        g_array_append_val(judge->by_fact[signal->fact], signal->owner);
        break;
    default:
        break;
    }
}

Judge *judge_new(const struct pack_set *packs, const struct practice *practice, const GDate *as_of)
{
    Judge *judge = g_new0(Judge, 1);
    judge->packs = packs;
    judge->practice = practice;
    judge->as_of = *as_of;
    judge->rules = g_ptr_array_new();
    judge->queries = g_array_new(FALSE, FALSE, sizeof(guint32));
    judge->targets = g_array_new(FALSE, TRUE, sizeof(struct target));
    g_array_set_size(judge->targets, packs->n_owners - N_WORD_LISTS);
    for (guint i = 0; i < N_FACT_KINDS; i++) {
        judge->by_fact[i] = g_array_new(FALSE, FALSE, sizeof(guint32));
    }
    gather_rules(judge);
    for (guint32 i = 0; i < judge->rules->len; i++) {
        const struct rule *rule = judge->rules->pdata[i];
        for (guint8 j = 0; j < rule->n_signals; j++) {
            add_target(judge, &rule->signals[j], i, j, FALSE);
        }
        for (guint8 j = 0; j < rule->n_unless; j++) {
            add_target(judge, &rule->unless[j], i, j, TRUE);
        }
    }
    return judge;
}

void judge_free(Judge *judge)
{
    if (judge) {
        g_ptr_array_unref(judge->rules);
        g_array_unref(judge->queries);
        g_array_unref(judge->targets);
        for (guint i = 0; i < N_FACT_KINDS; i++) {
            g_array_unref(judge->by_fact[i]);
        }
        g_free(judge);
    }
}

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

void verdict_free(Verdict *verdict)
{
    if (verdict) {
        g_free(verdict->shown);
        if (verdict->units) {
            g_ptr_array_unref(verdict->units);
        }
        if (verdict->facts) {
            g_array_unref(verdict->facts);
        }
        g_free(verdict);
    }
}
