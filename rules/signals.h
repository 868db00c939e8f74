/*
 * signals.h - the signals of all rules, looked for on one page.
 */
#pragma once

#include "rules/fact.h"
#include "rules/sightings.h"

Sightings *sightings_read(const Judge *judge, const Page *page, const Hits *hits, const Facts *facts,
                          gboolean everything) G_GNUC_WARN_UNUSED_RESULT;
