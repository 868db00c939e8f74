/*
 * coverage.h - which rules look for which clause of which standard, and why none can for the others.
 */
#pragma once

#include "rules/pack.h"

/* A page of Markdown, in English: every document with its clauses, by id. Caller frees. */
char *coverage_page(const struct pack_set *packs) G_GNUC_WARN_UNUSED_RESULT;

/* The rules in force that cite the clause, joined by commas; "" for none. Caller frees. */
char *coverage_rules(const struct pack_set *packs, const struct document *document,
                     const struct clause *clause) G_GNUC_WARN_UNUSED_RESULT;
