/*
 * sample_result.h - results to make reports from: a realistic one in which every field is filled, a hostile one, and a
 * long one.
 */
#pragma once

#include "reports/result.h"

struct result *sample_result(enum language language);

/* Nothing found, everything read. */
struct result *sample_clean(enum language language);

/* Every string that a page, a practice file or a pack could bring is an attack on some format. */
struct result *sample_hostile(void);

/* `n_findings` findings of several rules, with texts that repeat and texts that do not. */
struct result *sample_long(guint n_findings);

/* What sample_hostile() puts into every field. */
extern const char *const HOSTILE;
