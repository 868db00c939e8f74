/*
 * baseline.h - which findings were known before, and which the practice has decided to live with.
 *
 * Apply the baseline first, then the decisions, then gate_mark(). Nothing is removed: what is known or accepted stays
 * in every report.
 */
#pragma once

#include "reports/result.h"
#include "rules/practice.h"

/*
 * Marks as known each finding that `baseline` (any earlier result) has as well: the same id, and either no more places
 * than before or no words that were not there. A page that gained a testimonial is new again; one that was reworded is
 * not.
 */
void baseline_apply(struct result *result, const struct result *baseline);

/*
 * Marks as accepted what a decision of the practice file in force covers: rule, and place or text or both (text: the
 * same words, whatever their case and spacing, within the evidence). Where it covers only some places of a finding,
 * those become a finding of their own. Fills the result's decisions: in force, expired, unused, or reopened because the
 * text there has changed.
 */
void decisions_apply(struct result *result, const GPtrArray *accepted);
