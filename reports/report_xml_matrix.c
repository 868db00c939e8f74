#include <string.h>

#include "reports/report_xml.h"
#include "reports/xml_build.h"
#include "rules/hours_text.h"

enum { MAX_COLUMNS = 8, MAX_VALUES = 6, MAX_VALUE = 120, MAX_COMPARED = 200 };

static const enum fact_kind ROWS[] = {FACT_REGISTRATION_NUMBER,
                                      FACT_TITLE,
                                      FACT_CREDENTIAL,
                                      FACT_EMAIL,
                                      FACT_PHONE,
                                      FACT_FAX,
                                      FACT_ADDRESS,
                                      FACT_HOURS,
                                      FACT_REGULATOR,
                                      FACT_CURRENT_SERVICE};

/* An address or number that stands only on a page with clients' words is likely a client's: it is not the practice's to
 * compare. */
static gboolean may_be_a_clients(const struct result *result, const struct kept_fact *fact)
{
    const char *name = fact->kind == FACT_EMAIL ? "email" : "phone";
    if ((fact->kind != FACT_EMAIL && fact->kind != FACT_PHONE) || fact->n_pages > 1 || !fact->page ||
        g_strcmp0(fact->value, g_hash_table_lookup(result->values, name)) == 0) {
        return FALSE;
    }
    for (guint i = 0; i < result->findings->len; i++) {
        const struct finding *finding = result->findings->pdata[i];
        gboolean is_testimonial = g_str_has_prefix(finding->rule->id, "testimonials.");
        for (guint j = 0; is_testimonial && finding->evidence && j < finding->evidence->len; j++) {
            const struct evidence *evidence = finding->evidence->pdata[j];
            if (g_strcmp0(evidence->page, fact->page) == 0) {
                return TRUE;
            }
        }
    }
    return FALSE;
}

static gboolean same_value(const struct kept_fact *one, const struct kept_fact *other)
{
    if (one->kind == FACT_HOURS && other->kind == FACT_HOURS) {
        return hours_agree(one->value, other->value);
    }
    g_autofree char *a = g_utf8_casefold(one->value ? one->value : "", -1);
    g_autofree char *b = g_utf8_casefold(other->value ? other->value : "", -1);
    return strcmp(a, b) == 0;
}

static gboolean is_among(const GPtrArray *facts, const struct kept_fact *fact)
{
    for (guint i = 0; i < facts->len; i++) {
        if (same_value(facts->pdata[i], fact)) {
            return TRUE;
        }
    }
    return FALSE;
}

static GPtrArray *facts_at_presence(const struct result *result, enum fact_kind kind, guint presence)
{
    GPtrArray *facts = g_ptr_array_new();
    for (guint i = 0; i < result->facts->len; i++) {
        const struct kept_fact *fact = result->facts->pdata[i];
        if (fact->kind == kind && fact->presence == presence && facts->len < MAX_COMPARED && !is_among(facts, fact) &&
            !may_be_a_clients(result, fact)) {
            g_ptr_array_add(facts, (gpointer)fact);
        }
    }
    return facts;
}

static gboolean share_a_value(const GPtrArray *one, const GPtrArray *other)
{
    for (guint i = 0; i < one->len; i++) {
        if (is_among(other, one->pdata[i])) {
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean says_all_of(const GPtrArray *one, const GPtrArray *other)
{
    for (guint i = 0; i < other->len; i++) {
        if (!is_among(one, other->pdata[i])) {
            return FALSE;
        }
    }
    return TRUE;
}

/* Two places differ where both say something and nothing is said by both; they agree in part where one says more. */
enum verdict { AGREES, AGREES_IN_PART, DIFFERS };

static enum verdict compare_cells(GPtrArray *const *cells, guint n_cells)
{
    enum verdict verdict = AGREES;
    for (guint i = 0; i < n_cells; i++) {
        for (guint j = i + 1; j < n_cells; j++) {
            if (cells[i]->len == 0 || cells[j]->len == 0) {
                continue;
            }
            if (!share_a_value(cells[i], cells[j])) {
                return DIFFERS;
            }
            if (!says_all_of(cells[i], cells[j]) || !says_all_of(cells[j], cells[i])) {
                verdict = AGREES_IN_PART;
            }
        }
    }
    return verdict;
}

static void add_cell(xmlNode *row, const struct result_presence *presence, const GPtrArray *facts)
{
    xmlNode *cell = xml_element(row, "cell");
    xml_set(cell, "read", presence->read ? "yes" : "no");
    for (guint i = 0; i < MIN(facts->len, MAX_VALUES); i++) {
        const struct kept_fact *fact = facts->pdata[i];
        xml_line(cell, "value", fact->shown ? fact->shown : fact->value, MAX_VALUE);
    }
    if (facts->len > MAX_VALUES) {
        xml_text(cell, "value", "…");
    }
}

static void add_row(xmlNode *matrix, const struct digest *digest, enum fact_kind kind, guint n_columns)
{
    GPtrArray *cells[MAX_COLUMNS];
    guint n_facts = 0, n_saying = 0;
    for (guint i = 0; i < n_columns; i++) {
        cells[i] = facts_at_presence(digest->result, kind, i);
        n_facts += cells[i]->len;
        n_saying += cells[i]->len > 0;
    }
    if (n_facts > 0) {
        xmlNode *row = xml_element(matrix, "row");
        xml_set(row, "fact", phrase_of(digest->phrases, "fact", fact_kind_word(kind)));
        if (n_saying > 1) {
            static const char *const keys[] = {"matrix.agree", "matrix.partly", "matrix.differ"};
            static const char *const marks[] = {"no", "partly", "yes"};
            enum verdict verdict = compare_cells(cells, n_columns);
            xml_set(row, "differs", marks[verdict]);
            xml_set(row, "verdict", phrase(digest->phrases, keys[verdict]));
        }
        for (guint i = 0; i < n_columns; i++) {
            add_cell(row, digest->result->presences->pdata[i], cells[i]);
        }
    }
    for (guint i = 0; i < n_columns; i++) {
        g_ptr_array_unref(cells[i]);
    }
}

void report_xml_matrix(xmlNode *report, const struct digest *digest)
{
    const GPtrArray *presences = digest->result->presences;
    if (presences->len < 2) {
        return; // nothing to compare
    }
    guint n_columns = MIN(presences->len, MAX_COLUMNS);
    xmlNode *matrix = xml_element(report, "matrix");
    for (guint i = 0; i < n_columns; i++) {
        const struct result_presence *presence = presences->pdata[i];
        xml_set_address(xml_element(matrix, "column"), "address", presence->address);
    }
    for (guint i = 0; i < G_N_ELEMENTS(ROWS); i++) {
        add_row(matrix, digest, ROWS[i], n_columns);
    }
}
