#include "audit/dossier.h"

#include <string.h>

#include "audit/checklist.h"
#include "rules/needs.h"

static void say(GHashTable *values, const char *name, const char *value)
{
    if (value && *value) {
        g_hash_table_insert(values, g_strdup(name), g_strdup(value));
    }
}

static void fill_practice(struct result *result, const struct practice *practice)
{
    result->practice_name = g_strdup(practice->name);
    result->practitioner = g_strdup(practice->practitioner);
    result->registration = g_strdup(practice->number);
    say(result->values, "practice", practice->name);
    say(result->values, "practitioner", practice->practitioner);
    say(result->values, "number", practice->number);
    say(result->values, "email", practice->email);
    say(result->values, "phone", practice->phone);
    say(result->values, "address", practice->postal_address);
    for (guint i = 0; practice->languages && practice->languages[i]; i++) {
        enum language language;
        if (language_from_code(practice->languages[i], &language)) {
            result->languages[language] = TRUE;
        }
    }
    if (practice->titles) {
        g_autofree char *titles = g_strjoinv(", ", practice->titles);
        say(result->values, "title", titles);
    }
}

/* The regulator of the practice file; without one, that of the pack, since its rules are what is asked. */
static const struct regulator *regulator_of(const struct practice *practice, const struct pack_set *packs)
{
    if (practice->regulator) {
        return pack_set_regulator(packs, practice->regulator);
    }
    const struct pack *pack = packs->packs->len ? g_ptr_array_index(packs->packs, 0) : NULL;
    return pack && pack->regulator ? pack_set_regulator(packs, pack->regulator) : NULL;
}

static void fill_regulator(struct result *result, const struct regulator *regulator)
{
    if (!regulator) {
        return;
    }
    result->regulator = g_strdup(regulator->id);
    for (int i = 0; i < N_LANGUAGES; i++) {
        result->regulator_name.in[i] = g_strdup(regulator->name.in[i]);
    }
    say(result->values, "regulator", wording_in(&regulator->name, result->language));
    say(result->values, "regulator-address", regulator->postal_address);
    say(result->values, "regulator-phone", regulator->phones ? regulator->phones[0] : NULL);
    say(result->values, "regulator-email", regulator->emails ? regulator->emails[0] : NULL);
    say(result->values, "regulator-website", regulator->website);
}

static void add_once(GPtrArray *array, gpointer item)
{
    if (item && !g_ptr_array_find(array, item, NULL)) {
        g_ptr_array_add(array, item);
    }
}

static int by_rule_id(gconstpointer a, gconstpointer b)
{
    return strcmp((*(struct rule_info *const *)a)->id, (*(struct rule_info *const *)b)->id);
}

static int by_document_id(gconstpointer a, gconstpointer b)
{
    return strcmp((*(struct document *const *)a)->id, (*(struct document *const *)b)->id);
}

/* The rules that were asked and the documents that they cite. */
static void fill_rules(struct result *result, const struct pack_set *packs)
{
    g_ptr_array_set_free_func(result->rules, NULL); // they are the packs'
    g_ptr_array_set_free_func(result->documents, NULL);
    for (guint i = 0; i < result->checks->len; i++) {
        const struct check *check = g_ptr_array_index(result->checks, i);
        add_once(result->rules, (gpointer)check->rule);
    }
    g_ptr_array_sort(result->rules, by_rule_id);
    for (guint i = 0; i < result->rules->len; i++) {
        const struct rule_info *info = g_ptr_array_index(result->rules, i);
        for (guint c = 0; c < info->n_citations; c++) {
            add_once(result->documents, g_hash_table_lookup(packs->documents, info->citations[c].document));
        }
    }
    g_ptr_array_sort(result->documents, by_document_id);
}

static void fill_packs(struct result *result, const struct pack_set *packs)
{
    for (guint i = 0; i < packs->packs->len; i++) {
        const struct pack *pack = g_ptr_array_index(packs->packs, i);
        struct result_pack *kept = g_new0(struct result_pack, 1);
        kept->id = g_strdup(pack->id);
        kept->version = g_strdup(pack->version);
        g_ptr_array_add(result->packs, kept);
    }
}

/* One line for each part of the practice file that a rule needs and that is not there. */
static void fill_advice(struct result *result, const struct practice *practice, const struct pack_set *packs)
{
    const char *const *keys = need_keys();
    for (guint k = 0; keys[k]; k++) {
        gboolean needed = FALSE;
        for (guint i = 0; i < result->rules->len && !needed; i++) {
            const struct rule_info *info = g_ptr_array_index(result->rules, i);
            const struct rule *rule = pack_set_rule(packs, info->id);
            needed = rule && rule->needs && g_strv_contains((const char *const *)rule->needs, keys[k]);
        }
        if (needed && !need_met(practice, keys[k])) {
            struct wording *advice = g_new0(struct wording, 1);
            need_advice(keys[k], advice);
            g_ptr_array_add(result->advice, advice);
        }
    }
}

void dossier_fill(struct result *result, const struct practice *practice, const struct pack_set *packs)
{
    fill_practice(result, practice);
    fill_regulator(result, regulator_of(practice, packs));
    fill_packs(result, packs);
    fill_rules(result, packs);
    fill_advice(result, practice, packs);
    checklist_fill(result, packs);
}
