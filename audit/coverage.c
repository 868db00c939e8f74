#include "audit/coverage.h"

#include <string.h>

static gboolean cites(const struct rule_info *info, const struct document *document, const struct clause *clause)
{
    for (guint i = 0; i < info->n_citations; i++) {
        const struct citation *citation = &info->citations[i];
        if (strcmp(citation->document, document->id) == 0 && strcmp(citation->clause, clause->number) == 0) {
            return TRUE;
        }
    }
    return FALSE;
}

char *coverage_rules(const struct pack_set *packs, const struct document *document, const struct clause *clause)
{
    GString *ids = g_string_new(NULL);
    for (guint i = 0; i < packs->packs->len; i++) {
        const struct pack *pack = g_ptr_array_index(packs->packs, i);
        for (guint r = 0; r < pack->rules->len; r++) {
            const struct rule *rule = g_ptr_array_index(pack->rules, r);
            gboolean in_force = pack_set_rule(packs, rule->info.id) == rule; // no later pack replaces it
            if (in_force && cites(&rule->info, document, clause)) {
                g_string_append_printf(ids, "%s`%s`", ids->len ? ", " : "", rule->info.id);
            }
        }
    }
    return g_string_free(ids, FALSE);
}

static const char *english(const struct wording *wording)
{
    return wording_in(wording, EN);
}

/* A cell of a table: what would end it is escaped. */
static void append_cell(GString *page, const char *text)
{
    g_string_append(page, "| ");
    for (; *text; text++) {
        if (*text == '|' || *text == '\\') {
            g_string_append_c(page, '\\');
        }
        g_string_append_c(page, *text == '\n' ? ' ' : *text);
    }
    g_string_append_c(page, ' ');
}

static void append_head(GString *page, const struct document *document)
{
    g_string_append_printf(page, "\n## %s (`%s`)\n\n- Issued by: %s\n- Edition: %s\n- Date: %s%s%s\n",
                           english(&document->title), document->id, english(&document->authority),
                           english(&document->edition), document->date, document->until ? ", in force to " : "",
                           document->until ? document->until : "");
    if (document->address) {
        g_string_append_printf(page, "- Address: <%s>\n", document->address);
    }
    g_string_append(page, "\n| clause | what it asks | rules that look for it, or why none can |\n|---|---|---|\n");
}

static void append_document(GString *page, const struct pack_set *packs, const struct document *document)
{
    append_head(page, document);
    for (guint i = 0; i < document->n_clauses; i++) {
        const struct clause *clause = &document->clauses[i];
        g_autofree char *rules = coverage_rules(packs, document, clause);
        g_autofree char *number = g_strdup_printf("%s%s", clause->number, clause->verified ? "" : " *");
        append_cell(page, number);
        append_cell(page, english(&clause->text));
        append_cell(page, *rules ? rules : english(&clause->beyond));
        g_string_append(page, "|\n");
    }
}

static int by_id(gconstpointer a, gconstpointer b)
{
    return strcmp((*(const struct document *const *)a)->id, (*(const struct document *const *)b)->id);
}

char *coverage_page(const struct pack_set *packs)
{
    g_autoptr(GPtrArray) documents = g_ptr_array_new();
    GHashTableIter iter;
    gpointer document;
    g_hash_table_iter_init(&iter, packs->documents);
    while (g_hash_table_iter_next(&iter, NULL, &document)) {
        g_ptr_array_add(documents, document);
    }
    g_ptr_array_sort(documents, by_id);
    GString *page = g_string_new(
        "# What the standards ask, and which rules look for it\n\n"
        "Made by `vitrine rules list --standards` from the packs; a test keeps this page in step with them. What the\n"
        "clauses ask is said in our own words. A rule that looks for a clause may see a part of it only: what it sees "
        "is\n"
        "in `vitrine rules show ID`. A clause with * was not read in its own document, and no error rests on it "
        "alone.\n");
    for (guint i = 0; i < documents->len; i++) {
        append_document(page, packs, g_ptr_array_index(documents, i));
    }
    return g_string_free(page, FALSE);
}
