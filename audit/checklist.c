#include "audit/checklist.h"

#include <string.h>

#define PREFIX "checklist-"

static gboolean cites(const struct rule_info *rule, const struct document *document, const char *clause)
{
    for (guint i = 0; i < rule->n_citations; i++) {
        if (strcmp(rule->citations[i].document, document->id) == 0 && strcmp(rule->citations[i].clause, clause) == 0) {
            return TRUE;
        }
    }
    return FALSE;
}

/* One rule that failed decides; else one that passed; a rule that cannot tell leaves the point to its owner. */
static void look(struct result_point *point, const struct result *result, const struct document *document,
                 const char *clause)
{
    for (guint i = 0; i < result->checks->len; i++) {
        const struct check *check = g_ptr_array_index(result->checks, i);
        gboolean failed = check->outcome == OUTCOME_FAILED;
        if (!cites(check->rule, document, clause) || (!failed && check->outcome != OUTCOME_PASSED) ||
            point->state == POINT_NOT_SEEN || (point->state == POINT_SEEN && !failed)) {
            continue;
        }
        point->state = failed ? POINT_NOT_SEEN : POINT_SEEN;
        g_free(point->rule);
        point->rule = g_strdup(check->rule->id);
    }
}

static void add_points(struct result *result, const struct document *document)
{
    for (guint i = 0; i < document->n_clauses; i++) {
        const struct clause *clause = &document->clauses[i];
        if (!g_str_has_prefix(clause->number, PREFIX)) {
            continue;
        }
        struct result_point *point = g_new0(struct result_point, 1);
        point->state = POINT_ATTEST;
        for (guint language = 0; language < N_LANGUAGES; language++) {
            point->text.in[language] = g_strdup(clause->text.in[language]);
        }
        look(point, result, document, clause->number);
        g_ptr_array_add(result->checklist, point);
    }
}

static int by_id(gconstpointer a, gconstpointer b)
{
    return strcmp((*(const struct document *const *)a)->id, (*(const struct document *const *)b)->id);
}

void checklist_fill(struct result *result, const struct pack_set *packs)
{
    g_autoptr(GPtrArray) documents = g_ptr_array_new();
    GHashTableIter iter;
    gpointer document;
    g_hash_table_iter_init(&iter, packs->documents);
    while (g_hash_table_iter_next(&iter, NULL, &document)) {
        g_ptr_array_add(documents, document);
    }
    g_ptr_array_sort(documents, by_id);
    for (guint i = 0; i < documents->len; i++) {
        add_points(result, g_ptr_array_index(documents, i));
    }
}
