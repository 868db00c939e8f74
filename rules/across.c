#include "rules/across.h"

#include <string.h>

#include "rules/facts/phone_number.h"
#include "rules/facts/postal_code.h"

static gboolean counts(const struct kept_fact *fact, const enum presence_kind *kinds, guint n_presences)
{
    return fact->presence < n_presences && kinds[fact->presence] != PRESENCE_FORMER;
}

GPtrArray *across_missing_services(const struct practice *practice, const GPtrArray *facts,
                                   const enum presence_kind *kinds, guint n_presences)
{
    GPtrArray *missing = g_ptr_array_new();
    for (guint i = 0; practice->current && i < practice->current->len; i++) {
        const struct service *service = g_ptr_array_index(practice->current, i);
        gboolean named = FALSE;
        for (guint k = 0; k < facts->len && !named; k++) {
            const struct kept_fact *fact = g_ptr_array_index(facts, k);
            named = fact->kind == FACT_CURRENT_SERVICE && counts(fact, kinds, n_presences) &&
                    strcmp(fact->value, service->name) == 0;
        }
        if (!named) {
            g_ptr_array_add(missing, service->name);
        }
    }
    return missing;
}

static gboolean settled(const struct practice *practice, enum fact_kind kind)
{
    switch (kind) {
    case FACT_PHONE:
        return practice->phone != NULL;
    case FACT_EMAIL:
        return practice->email != NULL;
    case FACT_ADDRESS:
        return practice->postal_address != NULL;
    default:
        return practice->number != NULL;
    }
}

/* Letters and figures of the postal code, "" where there is none. Caller frees. */
static char *code_of(const char *address)
{
    g_autofree char *upper = g_ascii_strup(address, -1); // kept facts are in small letters
    gsize start, end;
    GString *code = g_string_new(NULL);
    if (postal_code_find(upper, strlen(upper), &start, &end)) {
        for (gsize i = start; i < end; i++) {
            if (g_ascii_isalnum(upper[i])) {
                g_string_append_c(code, upper[i]);
            }
        }
    }
    return g_string_free(code, FALSE);
}

/* Addresses agree when their postal codes do; one without a code agrees with any. */
static gboolean same_address(const char *one, const char *other)
{
    g_autofree char *a = code_of(one), *b = code_of(other);
    return !*a || !*b || strcmp(a, b) == 0;
}

static gboolean same(const struct kept_fact *one, const struct kept_fact *other)
{
    switch (one->kind) {
    case FACT_PHONE:
        return phone_number_same(one->value, other->value);
    case FACT_ADDRESS:
        return same_address(one->value, other->value);
    default:
        return g_ascii_strcasecmp(one->value, other->value) == 0;
    }
}

/* The first fact of the kind at a presence; NULL if there is none. */
static const struct kept_fact *first_at(const GPtrArray *facts, enum fact_kind kind, guint presence)
{
    for (guint i = 0; i < facts->len; i++) {
        const struct kept_fact *fact = g_ptr_array_index(facts, i);
        if (fact->kind == kind && fact->presence == presence) {
            return fact;
        }
    }
    return NULL;
}

static gboolean share(const GPtrArray *facts, enum fact_kind kind, guint one, guint other)
{
    for (guint i = 0; i < facts->len; i++) {
        const struct kept_fact *a = g_ptr_array_index(facts, i);
        for (guint k = 0; a->kind == kind && a->presence == one && k < facts->len; k++) {
            const struct kept_fact *b = g_ptr_array_index(facts, k);
            if (b->kind == kind && b->presence == other && same(a, b)) {
                return TRUE;
            }
        }
    }
    return FALSE;
}

void across_disagreements(const struct practice *practice, const GPtrArray *facts, const enum presence_kind *kinds,
                          guint n_presences, GArray *disagreements)
{
    static const enum fact_kind asked[] = {FACT_PHONE, FACT_EMAIL, FACT_ADDRESS, FACT_REGISTRATION_NUMBER};
    for (guint k = 0; k < G_N_ELEMENTS(asked); k++) {
        for (guint i = 0; i < n_presences && !settled(practice, asked[k]); i++) {
            const struct kept_fact *one = first_at(facts, asked[k], i);
            for (guint j = i + 1; one && counts(one, kinds, n_presences) && j < n_presences; j++) {
                const struct kept_fact *other = first_at(facts, asked[k], j);
                if (other && counts(other, kinds, n_presences) && !share(facts, asked[k], i, j)) {
                    struct disagreement found = {one, other};
                    g_array_append_val(disagreements, found);
                }
            }
        }
    }
}
