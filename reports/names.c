#include "reports/names.h"

static const char *const PRESENCE_KINDS[] = {"website", "profile", "former"};
static const char *const DECISION_STATES[] = {"in-force", "expired", "unused", "reopened"};
static const char *const CHANGE_KINDS[] = {"new", "fixed", "open", "reopened", "reworded"};
static const char *const POINT_STATES[] = {"seen", "not-seen", "attest"};
static const char *const FINDING_STATES[] = {"new", "known", "accepted"};
static const char *const FETCH_WORDS[] = {
#define X(name, word) word,
    FETCH_OUTCOMES(X)
#undef X
};
static const char *const KEPT_FACTS[N_FACT_KINDS] = {
#define X(name, word, kept) kept,
    FACT_KINDS(X)
#undef X
};

static int index_of(const char *const *names, guint n_names, const char *name)
{
    for (guint i = 0; i < n_names; i++) {
        if (name && names[i] && g_str_equal(names[i], name)) {
            return (int)i;
        }
    }
    return -1;
}

#define NAME_OF(function, type, names)                                                                                 \
    const char *function(type value)                                                                                   \
    {                                                                                                                  \
        return (guint)value < G_N_ELEMENTS(names) ? (names)[value] : "";                                               \
    }

#define FROM_NAME(function, type, names)                                                                               \
    gboolean function(const char *name, type *out)                                                                     \
    {                                                                                                                  \
        int index = index_of(names, G_N_ELEMENTS(names), name);                                                        \
        if (index < 0) {                                                                                               \
            return FALSE;                                                                                              \
        }                                                                                                              \
        *out = (type)index;                                                                                            \
        return TRUE;                                                                                                   \
    }

NAME_OF(presence_kind_name, enum presence_kind, PRESENCE_KINDS)
NAME_OF(decision_state_name, enum decision_state, DECISION_STATES)
NAME_OF(change_kind_name, enum change_kind, CHANGE_KINDS)
NAME_OF(point_state_name, enum point_state, POINT_STATES)
FROM_NAME(presence_kind_from_name, enum presence_kind, PRESENCE_KINDS)
FROM_NAME(decision_state_from_name, enum decision_state, DECISION_STATES)
FROM_NAME(change_kind_from_name, enum change_kind, CHANGE_KINDS)
FROM_NAME(point_state_from_name, enum point_state, POINT_STATES)
FROM_NAME(fetch_outcome_from_name, enum fetch_outcome, FETCH_WORDS)
FROM_NAME(finding_state_from_name, enum finding_state, FINDING_STATES)
FROM_NAME(kept_fact_from_name, enum fact_kind, KEPT_FACTS)
