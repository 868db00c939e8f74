/*
 * dossier.h - what a result says besides its findings: of whom it is, by which rules, what would let more be checked.
 */
#pragma once

#include "reports/result.h"
#include "rules/practice.h"

/*
 * Fills the head of `result`, its rules, documents, words to paste and advice, once findings and checks stand.
 * `packs` lends rules and documents and must outlive the result.
 */
void dossier_fill(struct result *result, const struct practice *practice, const struct pack_set *packs);
