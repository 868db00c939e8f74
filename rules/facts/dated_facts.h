/*
 * dated_facts.h - where a page shows the dated entries (rules/dated.h) that hold at the date to judge by.
 */
#pragma once

#include "rules/dated.h"
#include "rules/fact.h"

/* Of some kinds: a bit (1 << kind) for each. */
void dated_facts(const struct fact_context *context, Facts *facts, guint kinds);
