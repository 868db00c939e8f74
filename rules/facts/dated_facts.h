/*
 * dated_facts.h - where a page shows the dated entries of one kind (rules/dated.h) that hold at the date to judge by.
 */
#pragma once

#include "rules/dated.h"
#include "rules/fact.h"

void dated_facts(const struct fact_context *context, Facts *facts, enum dated_kind kind);
