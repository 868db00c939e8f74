#include "audit/coverage.h"

#include <string.h>

char *coverage_rules(const struct pack_set *packs, const char *document, const char *clause)
{
    GString *ids = g_string_new(NULL);
    for (guint i = 0; i < packs->packs->len; i++) {
        const struct pack *pack = g_ptr_array_index(packs->packs, i);
        for (guint r = 0; r < pack->rules->len; r++) {
            const struct rule_info *info = &((const struct rule *)g_ptr_array_index(pack->rules, r))->info;
            for (guint c = 0; c < info->n_citations; c++) {
                if (strcmp(info->citations[c].document, document) == 0 &&
                    strcmp(info->citations[c].clause, clause) == 0) {
                    g_string_append_printf(ids, "%s`%s`", ids->len ? ", " : "", info->id);
                }
            }
        }
    }
    return g_string_free(ids, FALSE);
}

static int by_id(gconstpointer a, gconstpointer b)
{
    return strcmp((*(const struct document *const *)a)->id, (*(const struct document *const *)b)->id);
}

static void append_document(GString *text, const struct pack_set *packs, const struct document *document,
                            enum language language)
{
    g_string_append_printf(
        text, "\n## %s, %s (`%s`)\n\n| clause | what it asks | rules that look for it |\n|---|---|---|\n",
        wording_in(&document->title, language), wording_in(&document->edition, language), document->id);
    for (guint i = 0; i < document->n_clauses; i++) {
        const struct clause *clause = &document->clauses[i];
        g_autofree char *rules = coverage_rules(packs, document->id, clause->number);
        g_string_append_printf(text, "| %s%s | %s | %s |\n", clause->number, clause->verified ? "" : " (not verified)",
                               wording_in(&clause->text, language),
                               *rules ? rules : wording_in(&clause->beyond, language));
    }
}

char *coverage_text(const struct pack_set *packs, enum language language)
{
    g_autoptr(GPtrArray) documents = g_ptr_array_new();
    GHashTableIter iter;
    gpointer document;
    g_hash_table_iter_init(&iter, packs->documents);
    while (g_hash_table_iter_next(&iter, NULL, &document)) {
        g_ptr_array_add(documents, document);
    }
    g_ptr_array_sort(documents, by_id);
    GString *text = g_string_new("# Which rules look for which clause\n\n"
                                 "Made by `vitrine rules list --standards`; a test keeps it in step with the packs. "
                                 "Where no rule looks for a clause, the last column says why none can.\n");
    for (guint i = 0; i < documents->len; i++) {
        append_document(text, packs, g_ptr_array_index(documents, i), language);
    }
    return g_string_free(text, FALSE);
}
