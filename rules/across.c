#include "rules/across.h"

#include <string.h>

#include "rules/facts/phone_number.h"
#include "rules/facts/postal_code.h"
#include "rules/hours_text.h"

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
    case FACT_TITLE:
        return practice->titles != NULL;
    case FACT_HOURS:
        return FALSE; // a practice file does not say them
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

/* "R.S.W." as "rsw". Caller frees. */
static char *letters_of(const char *title)
{
    GString *letters = g_string_new(NULL);
    for (const char *p = title; *p; p++) {
        if (*p != '.') {
            g_string_append_c(letters, g_ascii_tolower(*p));
        }
    }
    return g_string_free(letters, FALSE);
}

static gboolean has_letters(const struct regulator *regulator, const char *letters)
{
    char *const *titles = regulator->title_abbreviations;
    for (guint i = 0; regulator->statutory && titles && titles[i]; i++) {
        g_autofree char *theirs = letters_of(titles[i]);
        if (strcmp(theirs, letters) == 0) {
            return TRUE;
        }
    }
    return FALSE;
}

/* A person holds one of these or the other: letters of one regulator, in one language (RSW and RSSW, TSI and TTSI). */
static gboolean are_rivals(const GPtrArray *regulators, const char *one, const char *other)
{
    g_autofree char *a = letters_of(one), *b = letters_of(other);
    for (guint i = 0; *a && *a == *b && i < regulators->len; i++) {
        if (has_letters(regulators->pdata[i], a) && has_letters(regulators->pdata[i], b)) {
            return strcmp(a, b) != 0;
        }
    }
    return FALSE;
}

/* The one fact of the kind at a presence; NULL if there is none, or several. */
static const struct kept_fact *only_at(const GPtrArray *facts, enum fact_kind kind, guint presence)
{
    const struct kept_fact *only = NULL;
    for (guint i = 0; i < facts->len; i++) {
        const struct kept_fact *fact = facts->pdata[i];
        if (fact->kind != kind || fact->presence != presence) {
            continue;
        }
        if (only && !same(only, fact)) {
            return NULL;
        }
        only = only ? only : fact;
    }
    return only;
}

/* The titles of a presence that rival another of the same presence are those of several people. */
static gboolean is_of_several(const GPtrArray *regulators, const GPtrArray *facts, const struct kept_fact *title)
{
    for (guint i = 0; i < facts->len; i++) {
        const struct kept_fact *fact = facts->pdata[i];
        if (fact->kind == FACT_TITLE && fact->presence == title->presence &&
            are_rivals(regulators, fact->value, title->value)) {
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean rival_titles(const GPtrArray *regulators, const GPtrArray *facts, guint i, guint j,
                             struct disagreement *found)
{
    for (guint a = 0; a < facts->len; a++) {
        const struct kept_fact *one = facts->pdata[a];
        if (one->kind != FACT_TITLE || one->presence != i || is_of_several(regulators, facts, one)) {
            continue;
        }
        for (guint b = 0; b < facts->len; b++) {
            const struct kept_fact *other = facts->pdata[b];
            if (other->kind == FACT_TITLE && other->presence == j && are_rivals(regulators, one->value, other->value) &&
                !is_of_several(regulators, facts, other)) {
                *found = (struct disagreement){one, other};
                return TRUE;
            }
        }
    }
    return FALSE;
}

/* The hours of a presence, if all that it shows of them agree: two offices may keep two. NULL if there are none, or
 * not.
 */
static const struct kept_fact *plain_hours_at(const GPtrArray *facts, guint presence)
{
    const struct kept_fact *plain = NULL;
    for (guint i = 0; i < facts->len; i++) {
        const struct kept_fact *fact = facts->pdata[i];
        if (fact->kind != FACT_HOURS || fact->presence != presence) {
            continue;
        }
        if (plain && !hours_agree(plain->value, fact->value)) {
            return NULL;
        }
        plain = plain ? plain : fact;
    }
    return plain;
}

static gboolean other_hours(const GPtrArray *facts, guint i, guint j, struct disagreement *found)
{
    *found = (struct disagreement){plain_hours_at(facts, i), plain_hours_at(facts, j)};
    return found->one && found->other && !hours_agree(found->one->value, found->other->value);
}

/* Whether two presences disagree in a fact of the kind; *found says in which. */
static gboolean disagree(const GPtrArray *regulators, const GPtrArray *facts, enum fact_kind kind, guint i, guint j,
                         struct disagreement *found)
{
    if (kind == FACT_TITLE) {
        return regulators && rival_titles(regulators, facts, i, j, found);
    }
    if (kind == FACT_HOURS) {
        return other_hours(facts, i, j, found);
    }
    const gboolean personal = kind == FACT_REGISTRATION_NUMBER;
    *found = personal ? (struct disagreement){only_at(facts, kind, i), only_at(facts, kind, j)}
                      : (struct disagreement){first_at(facts, kind, i), first_at(facts, kind, j)};
    return found->one && found->other && !share(facts, kind, i, j);
}

struct asking {
    const GPtrArray *facts, *regulators;
    const enum presence_kind *kinds;
    guint n_presences;
    GArray *disagreements;
};

static void ask_each_two(const struct asking *asking, enum fact_kind kind)
{
    for (guint i = 0; i < asking->n_presences; i++) {
        for (guint j = i + 1; asking->kinds[i] != PRESENCE_FORMER && j < asking->n_presences; j++) {
            struct disagreement found;
            if (asking->kinds[j] != PRESENCE_FORMER &&
                disagree(asking->regulators, asking->facts, kind, i, j, &found)) {
                g_array_append_val(asking->disagreements, found);
            }
        }
    }
}

void across_disagreements(const struct practice *practice, const GPtrArray *facts, const enum presence_kind *kinds,
                          guint n_presences, const GPtrArray *regulators, GArray *disagreements)
{
    static const enum fact_kind asked[] = {FACT_PHONE, FACT_EMAIL, FACT_ADDRESS, FACT_HOURS, FACT_REGISTRATION_NUMBER,
                                           FACT_TITLE};
    const struct asking asking = {facts, regulators, kinds, n_presences, disagreements};
    for (guint k = 0; k < G_N_ELEMENTS(asked); k++) {
        if (!settled(practice, asked[k])) {
            ask_each_two(&asking, asked[k]);
        }
    }
}
