/*
 * needs.h - the parts of a practice file that a rule may need, by their dotted keys.
 */
#pragma once

#include "rules/practice.h"
#include "rules/rule.h"

/* The known keys, NULL-terminated, sorted. */
const char *const *need_keys(void);

/* Whether the practice file says `key`. */
gboolean need_met(const struct practice *practice, const char *key);

/* What to add so that `key` is said, in both languages. */
void need_advice(const char *key, struct wording *advice);
