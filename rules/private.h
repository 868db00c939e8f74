/*
 * private.h - clients' names, e-mail addresses and telephone numbers, masked in what is kept of a page.
 *
 * A testimonial is evidence, and may be all that identifies a client. Findings of rules that say `private: true` are
 * masked before anything is written, unless the person who runs the audit asks for `--unmasked`. Identities of findings
 * do not depend on it.
 */
#pragma once

#include "rules/finding.h"
#include "rules/pack.h"

/*
 * `text` with names cut to their first letter ("Marco Bellini" -> "M… B…"), and e-mail addresses and numbers of seven
 * digits or more replaced by "[…]". A name is a capitalised word that begins no sentence, or stands before an age, a
 * town or an initial, or one of two that are all there is. Words of `keep` (NULL-terminated, whole words in any case;
 * may be NULL) stay, but not as a signature that gives an age or an initial, or is one word: that is a client of the
 * same name. Caller frees.
 */
char *private_text(const char *text, const char *const *keep) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Masks the evidence and the values of every finding (struct finding*) whose rule is private, and of others what they
 * saw within the same elements; proof of `checks` (struct check*) from within them is dropped. The practitioner's own
 * names stay; where no practice file says them, the words of `titles` (NULL-terminated), the titles of the start pages.
 */
void private_findings(GPtrArray *findings, GPtrArray *checks, const struct pack_set *packs,
                      const struct practice *practice, const char *const *titles);
