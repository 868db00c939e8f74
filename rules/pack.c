#include "rules/pack.h"

#include <string.h>

G_DEFINE_QUARK(vitrine - pack - error, pack_error)

const struct rule *pack_rule(const struct pack *pack, const char *id)
{
    for (guint i = 0; i < pack->rules->len; i++) {
        const struct rule *rule = pack->rules->pdata[i];
        if (strcmp(rule->info.id, id) == 0) {
            return rule;
        }
    }
    return NULL;
}

const struct rule *pack_set_rule(const struct pack_set *set, const char *id)
{
    const struct rule *rule = NULL;
    for (guint i = set->packs->len; i > 0 && !rule; i--) { // a later pack's rule stands for an earlier one's
        rule = pack_rule(set->packs->pdata[i - 1], id);
    }
    return rule;
}

const struct regulator *pack_set_regulator(const struct pack_set *set, const char *id)
{
    for (guint i = 0; i < set->regulators->len; i++) {
        const struct regulator *regulator = set->regulators->pdata[i];
        if (strcmp(regulator->id, id) == 0) {
            return regulator;
        }
    }
    return NULL;
}
