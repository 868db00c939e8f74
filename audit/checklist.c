#include "audit/checklist.h"

#include <string.h>

static gboolean cites(const struct rule_info *rule, const struct document *document, const char *clause)
{
    for (guint i = 0; i < rule->n_citations; i++) {
        if (strcmp(rule->citations[i].document, document->id) == 0 && strcmp(rule->citations[i].clause, clause) == 0) {
            return TRUE;
        }
    }
    return FALSE;
}

/* A fault outweighs all, and what could not be told outweighs what was seen; 0: it says nothing. */
static guint weight_of(enum rule_outcome outcome)
{
    switch (outcome) {
    case OUTCOME_PASSED:
        return 1;
    case OUTCOME_CANT_TELL:
        return 2;
    case OUTCOME_FAILED:
        return 3;
    default:
        return 0;
    }
}

/* The weightiest check of a rule that cites the clause, the first of several; NULL where none says anything. */
static const struct check *deciding_check(const struct result *result, const struct document *document,
                                          const char *clause)
{
    const struct check *deciding = NULL;
    for (guint i = 0; i < result->checks->len; i++) {
        const struct check *check = g_ptr_array_index(result->checks, i);
        guint best = deciding ? weight_of(deciding->outcome) : 0;
        if (weight_of(check->outcome) > best && cites(check->rule, document, clause)) {
            deciding = check;
        }
    }
    return deciding;
}

static void add_point(struct result *result, const struct document *document, const struct clause *clause)
{
    const struct check *deciding = deciding_check(result, document, clause->number);
    enum rule_outcome outcome = deciding ? deciding->outcome : OUTCOME_INAPPLICABLE;
    struct result_point *point = g_new0(struct result_point, 1);
    for (guint language = 0; language < N_LANGUAGES; language++) {
        point->text.in[language] = g_strdup(clause->text.in[language]);
    }
    point->state = outcome == OUTCOME_FAILED ? POINT_NOT_SEEN : outcome == OUTCOME_PASSED ? POINT_SEEN : POINT_ATTEST;
    point->rule = deciding ? g_strdup(deciding->rule->id) : NULL;
    g_ptr_array_add(result->checklist, point);
}

void checklist_fill(struct result *result, const struct pack_set *packs)
{
    const struct checklist *list = NULL;
    for (guint i = packs->packs->len; i > 0 && !list; i--) {
        const struct pack *pack = g_ptr_array_index(packs->packs, i - 1);
        list = pack->checklist.document ? &pack->checklist : NULL;
    }
    for (guint i = 0; list && i < list->n; i++) {
        add_point(result, list->document, &list->document->clauses[list->first + i]);
    }
}
