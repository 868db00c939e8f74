#include "reports/report_xml.h"
#include "reports/xml_build.h"

enum { MAX_SUBJECTS = 5, MAX_PROOF = 3, MAX_REASON = 600 };

static void add_subject(xmlNode *node, const struct digest *digest, const struct check *check)
{
    xmlNode *subject = xml_element(node, "subject");
    g_autofree char *reason = digest_words(digest, &check->reason);
    if (g_strcmp0(check->subject, "practice") != 0) {
        xml_set_address(subject, "address", check->subject);
    }
    xml_line(subject, "reason", reason, MAX_REASON);
    for (guint i = 0; check->proof && i < MIN(check->proof->len, MAX_PROOF); i++) {
        const struct evidence *evidence = check->proof->pdata[i];
        xmlNode *proof = xml_element(subject, "proof");
        xml_set_address(proof, "address", evidence->page);
        report_xml_quote(proof, evidence);
    }
}

/* Whether the rule has another answer elsewhere: then it matters where it has this one. */
static gboolean is_mixed(const struct digest *digest, const struct rule_info *rule, enum rule_outcome outcome)
{
    for (guint i = 0; i < digest->result->findings->len; i++) {
        if (((const struct finding *)digest->result->findings->pdata[i])->rule == rule) {
            return TRUE;
        }
    }
    for (guint i = 0; i < digest->result->checks->len; i++) {
        const struct check *check = digest->result->checks->pdata[i];
        if (check->rule == rule && check->outcome != outcome && check->outcome != OUTCOME_INAPPLICABLE) {
            return TRUE;
        }
    }
    return FALSE;
}

static void add_outcome(xmlNode *report, const struct digest *digest, const char *name, enum rule_outcome outcome)
{
    const GPtrArray *all = digest->outline->by_outcome[outcome];
    xmlNode *list = xml_element(report, name);
    for (guint i = 0; i < all->len; i++) {
        const struct outline_checks *checks = all->pdata[i];
        xmlNode *node = xml_element(list, "check");
        g_autofree char *title = digest_title(digest, checks->rule);
        xml_set(node, "rule", checks->rule->id);
        xml_set(node, "title", title);
        xml_set(node, "mixed", is_mixed(digest, checks->rule, outcome) ? "yes" : NULL);
        const struct wording *missing = &checks->rule->missing; // what a required rule says of a lack
        xml_set(node, "required", missing->in[EN] || missing->in[FR] ? "yes" : NULL);
        guint n_shown = MIN(checks->checks->len, MAX_SUBJECTS);
        for (guint j = 0; j < n_shown; j++) {
            add_subject(node, digest, checks->checks->pdata[j]);
        }
        if (checks->checks->len > n_shown) {
            g_autofree char *more = phrase_count(digest->phrases, "finding.more-places", checks->checks->len - n_shown);
            xml_set(node, "more", more);
        }
    }
}

void report_xml_checks(xmlNode *report, const struct digest *digest)
{
    add_outcome(report, digest, "eyes", OUTCOME_CANT_TELL);
    add_outcome(report, digest, "passed", OUTCOME_PASSED);
    add_outcome(report, digest, "inapplicable", OUTCOME_INAPPLICABLE);
}
