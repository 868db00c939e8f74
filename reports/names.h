/*
 * names.h - the words of result.json for the enums that have none elsewhere, both ways.
 */
#pragma once

#include "reports/result.h"

const char *presence_kind_name(enum presence_kind kind);
const char *decision_state_name(enum decision_state state);
const char *change_kind_name(enum change_kind kind);
const char *point_state_name(enum point_state state);

/* FALSE, leaving *out alone, for a word that is none of them. */
gboolean presence_kind_from_name(const char *name, enum presence_kind *out);
gboolean decision_state_from_name(const char *name, enum decision_state *out);
gboolean change_kind_from_name(const char *name, enum change_kind *out);
gboolean point_state_from_name(const char *name, enum point_state *out);
gboolean fetch_outcome_from_name(const char *name, enum fetch_outcome *out);
gboolean finding_state_from_name(const char *name, enum finding_state *out);
gboolean kept_fact_from_name(const char *name, enum fact_kind *out);
