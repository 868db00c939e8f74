/*
 * mask.h - e-mail addresses and telephone numbers of third parties, hidden in what a report quotes.
 */
#pragma once

#include "reports/result.h"

/*
 * A copy of `text` in which e-mail addresses and runs of seven digits or more are masked ("s•••@•••", "•••-••34"),
 * except those of the practice (the result's values email and phone). *masked is set to TRUE when one was.
 */
char *mask_strangers(const struct result *result, const char *text, gboolean *masked);

/* `text` as a report may quote it: one line, at most `max_characters`, strangers masked where mask_applies() and not
 * `unmasked`. */
char *quote_shown(const struct result *result, const struct rule_info *rule, gboolean unmasked, const char *text,
                  gsize max_characters, gboolean *masked);

/* Whether quotes of this rule are other people's words: client testimonials, client details. */
gboolean mask_applies(const struct rule_info *rule);
