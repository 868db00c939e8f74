#include "reports/result.h"

enum { TEXTS_BYTES = 4096 };

G_DEFINE_QUARK(vitrine - result - error, result_error)

struct result_presence *result_presence_new(void)
{
    struct result_presence *presence = g_new0(struct result_presence, 1);
    presence->pages = g_array_new(FALSE, FALSE, sizeof(struct result_page));
    presence->texts = g_string_chunk_new(TEXTS_BYTES);
    presence->notes = g_ptr_array_new_with_free_func(g_free);
    return presence;
}

void result_presence_free(struct result_presence *presence)
{
    if (presence) {
        g_free(presence->address);
        g_free(presence->reason);
        g_array_unref(presence->pages);
        g_ptr_array_unref(presence->notes);
        g_string_chunk_free(presence->texts);
        g_clear_pointer(&presence->addresses, g_string_chunk_free);
        g_free(presence);
    }
}

const char *result_presence_text(struct result_presence *presence, const char *text)
{
    return text ? g_string_chunk_insert(presence->texts, text) : NULL;
}

void result_pack_free(struct result_pack *pack)
{
    if (pack) {
        g_free(pack->id);
        g_free(pack->version);
        g_free(pack);
    }
}

void result_decision_free(struct result_decision *decision)
{
    if (decision) {
        g_free(decision->rule);
        g_free(decision->address);
        g_free(decision->text);
        g_free(decision->reason);
        g_free(decision->until);
        g_free(decision);
    }
}

void result_change_free(struct result_change *change)
{
    if (change) {
        g_free(change->finding);
        g_free(change->rule);
        g_free(change->page);
        g_free(change->text);
        g_free(change->since);
        g_free(change);
    }
}

void result_run_free(struct result_run *run)
{
    if (run) {
        g_free(run->as_of);
        g_free(run);
    }
}

void result_point_free(struct result_point *point)
{
    if (point) {
        wording_clear(&point->text);
        g_free(point->rule);
        g_free(point);
    }
}

static void rule_free(gpointer rule)
{
    rule_info_clear(rule);
    g_free(rule);
}

static void advice_free(gpointer wording)
{
    wording_clear(wording);
    g_free(wording);
}

struct result *result_new(void)
{
    struct result *result = g_new0(struct result, 1);
    result->values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    result->packs = g_ptr_array_new_with_free_func((GDestroyNotify)result_pack_free);
    result->rules = g_ptr_array_new_with_free_func(rule_free);
    result->documents = g_ptr_array_new_with_free_func((GDestroyNotify)document_free);
    result->presences = g_ptr_array_new_with_free_func((GDestroyNotify)result_presence_free);
    result->checks = g_ptr_array_new_with_free_func((GDestroyNotify)check_free);
    result->findings = g_ptr_array_new_with_free_func((GDestroyNotify)finding_free);
    result->facts = g_ptr_array_new_with_free_func((GDestroyNotify)kept_fact_free);
    result->advice = g_ptr_array_new_with_free_func(advice_free);
    result->decisions = g_ptr_array_new_with_free_func((GDestroyNotify)result_decision_free);
    result->checklist = g_ptr_array_new_with_free_func((GDestroyNotify)result_point_free);
    result->changes = g_ptr_array_new_with_free_func((GDestroyNotify)result_change_free);
    result->runs = g_ptr_array_new_with_free_func((GDestroyNotify)result_run_free);
    result->fail_on = LEVEL_WARNING;
    return result;
}

void result_free(struct result *result)
{
    if (!result) {
        return;
    }
    g_free(result->as_of);
    g_free(result->practice_name);
    g_free(result->practitioner);
    g_free(result->registration);
    g_free(result->regulator);
    wording_clear(&result->regulator_name);
    g_hash_table_unref(result->values);
    // Findings and checks point to rules, so rules go last.
    GPtrArray *arrays[] = {result->findings,  result->checks,    result->facts,   result->packs,
                           result->documents, result->presences, result->advice,  result->runs,
                           result->decisions, result->checklist, result->changes, result->rules};
    for (guint i = 0; i < G_N_ELEMENTS(arrays); i++) {
        g_ptr_array_unref(arrays[i]);
    }
    g_free(result->previous);
    g_free(result->baseline);
    g_free(result);
}

struct rule_info *result_rule(const struct result *result, const char *id)
{
    for (guint i = 0; id && i < result->rules->len; i++) {
        struct rule_info *rule = result->rules->pdata[i];
        if (g_strcmp0(rule->id, id) == 0) {
            return rule;
        }
    }
    return NULL;
}

const struct document *result_document(const struct result *result, const char *id)
{
    for (guint i = 0; id && i < result->documents->len; i++) {
        const struct document *document = result->documents->pdata[i];
        if (g_strcmp0(document->id, id) == 0) {
            return document;
        }
    }
    return NULL;
}
