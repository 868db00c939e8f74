/*
 * across.h - what only all presences together tell: services that are named nowhere, and presences that disagree.
 *
 * Works on the facts a tally kept (judge.h), so it can be asked of any result.
 */
#pragma once

#include "rules/judge.h"
#include "rules/pack.h"

/* Names of the practice file's services of today that no website or profile names; borrowed from the practice. `kinds`:
 * by presence. */
GPtrArray *across_missing_services(const struct practice *practice, const GPtrArray *facts,
                                   const enum presence_kind *kinds, guint n_presences) G_GNUC_WARN_UNUSED_RESULT;

/* Two presences that show something of one kind, and nothing alike. */
struct disagreement {
    const struct kept_fact *one, *other; /* borrowed */
};

/*
 * Appends a struct disagreement for each kind (telephone, e-mail, address, hours, registration number, title) in which
 * two websites or profiles disagree, and which the practice file does not settle: what it settles is held against each
 * page already. Numbers and titles belong to a person: where a presence shows several, they may be several people's,
 * and nothing is said. Titles are the letters of one of the `regulators` (of struct regulator*).
 */
void across_disagreements(const struct practice *practice, const GPtrArray *facts, const enum presence_kind *kinds,
                          guint n_presences, const GPtrArray *regulators, GArray *disagreements);
