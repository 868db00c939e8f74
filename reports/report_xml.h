/*
 * report_xml.h - the report as an XML document: what report.xsl lays out. Texts in it are worded, counted and dated
 * already; what the stylesheet adds is order and mark-up. Long results are capped here, with the count of what was left
 * out.
 */
#pragma once

#include <libxml/tree.h>

#include "reports/digest.h"
#include "reports/remedy.h"
#include "reports/report.h"

/* Caller frees with xmlFreeDoc(). */
xmlDoc *report_xml(const struct digest *digest, const struct report_options *options) G_GNUC_WARN_UNUSED_RESULT;

/* Its parts, each adding to <report>. */
void report_xml_findings(xmlNode *report, const struct digest *digest);
void report_xml_coverage(xmlNode *report, const struct digest *digest);
void report_xml_checks(xmlNode *report, const struct digest *digest);
void report_xml_annexes(xmlNode *report, const struct digest *digest);
void report_xml_matrix(xmlNode *report, const struct digest *digest);

/* What may still be shown: a long result is cut, and says so. */
struct report_room {
    guint groups, places;
};

void report_xml_clauses(xmlNode *parent, const struct digest *digest, const struct rule_info *rule);
void report_xml_group(xmlNode *parent, const struct digest *digest, const struct outline_group *group,
                      gboolean own_remedy, struct report_room *room);

/* Steps, words to paste and how one will know: all, those that name the finding, or those that do not. */
void report_xml_remedy(xmlNode *parent, const struct digest *digest, const struct finding *finding,
                       enum steps_wanted which);

/* The rule's place in the page, safe in an id and an address. */
void report_xml_anchor(xmlNode *node, const struct rule_info *rule);

/* A text to copy, with the rows that a field for it needs. */
void report_xml_draft(xmlNode *parent, const char *name, const char *text);

/* The evidence as a <quote> with its context and its language. */
void report_xml_quote(xmlNode *parent, const struct evidence *evidence);
