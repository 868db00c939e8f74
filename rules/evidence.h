/*
 * evidence.h - from what was seen on a page to what a finding quotes. For judge_page.c.
 */
#pragma once

#include "rules/sightings.h"
#include "rules/verdict.h"

/*
 * Appends to `units` what the `n` sightings of one rule from `first` on, weighed, have to show: one unit, or two where
 * what stands in header, navigation, aside and footer fires by itself and so does the rest.
 */
void evidence_collect(const Sightings *sightings, const char *shown, guint first, guint n, GPtrArray *units);

/* A fact as it stands on the page. Caller frees. */
char *fact_text(const Page *page, const struct fact *fact) G_GNUC_WARN_UNUSED_RESULT;
