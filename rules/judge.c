#include "rules/judge_parts.h"

#include <string.h>

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
