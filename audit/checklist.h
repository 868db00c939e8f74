/*
 * checklist.h - the regulator's own checklist, each point with what the audit saw of it.
 *
 * Which clauses are its points is the pack's to say (`checklist` in pack.yaml); the rules that cite a point look for
 * it. What no rule can see online, or one of them could not tell, is left for the practitioner to attest.
 */
#pragma once

#include "reports/result.h"
#include "rules/pack.h"

/* Appends the points of the last pack that has a checklist to `result`, whose checks are complete. */
void checklist_fill(struct result *result, const struct pack_set *packs);
