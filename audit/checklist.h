/*
 * checklist.h - the regulator's own checklist, each point with what the audit saw of it.
 *
 * A point is a clause of a standard whose number begins with "checklist-"; the rules that cite it look for it. What no
 * rule can see on a site is left for the practitioner to attest.
 */
#pragma once

#include "reports/result.h"
#include "rules/pack.h"

/* Appends the points to `result`, whose checks are complete. */
void checklist_fill(struct result *result, const struct pack_set *packs);
