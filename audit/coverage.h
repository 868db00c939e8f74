/*
 * coverage.h - which rules look for which clause of which standard, and why none does for the others.
 */
#pragma once

#include "rules/pack.h"

/* Markdown; caller frees. */
char *coverage_text(const struct pack_set *packs, enum language language) G_GNUC_WARN_UNUSED_RESULT;

/* The ids of the rules that cite the clause, joined by commas; "" for none. Caller frees. */
char *coverage_rules(const struct pack_set *packs, const char *document, const char *clause) G_GNUC_WARN_UNUSED_RESULT;
