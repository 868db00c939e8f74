#include <string.h>

#include "reports/remedy.h"
#include "reports/report_xml.h"
#include "reports/xml_build.h"

enum { MAX_WORDS = 6000 };

static gboolean is_day(const char *date)
{
    return date && strlen(date) == strlen("YYYY-MM-DD");
}

/* Since when, or from when until when, a document is in force; NULL when that is not said. */
static char *clause_force(const struct digest *digest, const struct document *document)
{
    g_autofree char *from = phrase_date(digest->phrases, document->date);
    g_autofree char *until = phrase_date(digest->phrases, document->until);
    if (*until) {
        gboolean days = is_day(document->date) && is_day(document->until);
        return phrase_fill(digest->phrases, days ? "clause.between" : "clause.between-years", "from", from, "until",
                           until, NULL);
    }
    const char *key = is_day(document->date) ? "clause.since" : "clause.since-year";
    return *from ? phrase_fill(digest->phrases, key, "date", from, NULL) : NULL;
}

void report_xml_clauses(xmlNode *parent, const struct digest *digest, const struct rule_info *rule)
{
    for (guint i = 0; i < rule->n_citations; i++) {
        const struct citation *citation = &rule->citations[i];
        const struct document *document = result_document(digest->result, citation->document);
        const struct clause *clause = citation_clause(digest->result, citation);
        xmlNode *node = xml_element(parent, "clause");
        g_autofree char *label = digest_clause(digest, citation);
        xml_set(node, "label", label);
        if (clause) {
            g_autofree char *says = digest_words(digest, &clause->text);
            xml_line(node, "says", says, MAX_WORDS);
        }
        gboolean verified = clause && clause->verified;
        xml_set(node, "verified", verified ? "yes" : "no");
        xml_set(node, "verified-words", phrase(digest->phrases, verified ? "clause.verified" : "clause.unverified"));
        if (!document) {
            continue;
        }
        g_autofree char *force = clause_force(digest, document);
        xml_set(node, "force", force);
        g_autofree char *authority = digest_words(digest, &document->authority);
        xml_set(node, "authority", authority);
        xml_set_address(node, "address", document->address);
    }
    if (rule->n_citations > 1) {
        g_autofree char *more = phrase_count(digest->phrases, "finding.more-clauses", rule->n_citations - 1);
        xml_set(parent, "more-clauses", more);
    }
}
