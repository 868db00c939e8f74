/*
 * remedy.h - a finding said in words: its sentence, the steps for the platform at hand, the words to paste.
 *
 * Every format takes its wording from here. French wording comes with the no-break spaces of Québec usage.
 */
#pragma once

#include "reports/result.h"

/* The finding's sentence. Caller frees. */
char *finding_message(const struct finding *finding, enum language language);

/* Where people are told it stands: the evidence's page (may be NULL), the finding's, or the presence; NULL for the
 * practice as a whole. */
const char *finding_place(const struct finding *finding, const struct evidence *evidence);

/* Steps for everyone, then those for the platforms seen where the finding stands; strings, owned by the array. */
GPtrArray *finding_steps(const struct result *result, const struct finding *finding, enum language language);

/* Whether `wording` names what the finding is about ("Take “{service}” off the page"), so that it cannot be said for
 * others too. */
gboolean wording_names_finding(const struct wording *wording, const struct finding *finding, enum language language);

/* The steps that do, or those that do not. */
enum steps_wanted { STEPS_ALL, STEPS_OWN, STEPS_COMMON };
GPtrArray *finding_steps_of(const struct result *result, const struct finding *finding, enum language language,
                            enum steps_wanted which);

/* How the practitioner will know that it is fixed; "" when that is not said. Caller frees. */
char *finding_known_by(const struct result *result, const struct finding *finding, enum language language);

/* Words to paste, filled from the finding, the practice and the regulator, or NULL. Caller frees. */
char *finding_snippet(const struct result *result, const struct finding *finding, enum language language);

/* The edition of a cited document, or "" when it is not in the result. Borrowed. */
const char *citation_edition(const struct result *result, const struct citation *citation, enum language language);
const struct clause *citation_clause(const struct result *result, const struct citation *citation);
