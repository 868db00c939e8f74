/*
 * bodies.h - which regulators a page speaks of, for the detectors that ask whose member the practitioner is.
 */
#pragma once

#include "rules/facts/around.h"
#include "rules/regulator_words.h"

/* Whether `regulator` is the one of the practice file; TRUE for any where the file names none. */
gboolean body_is_own(const struct fact_context *context, const struct regulator *regulator);

/* Whether any block names the regulator, in full, abbreviated or by a link to its domains. */
gboolean body_is_on_page(const struct fact_context *context, const struct regulator *regulator);

/* Whether the page names a regulator of the same profession elsewhere: the practitioner may be registered there too. */
gboolean body_elsewhere_on_page(const struct fact_context *context, const struct regulator *regulator);

/* How many different regulators the block names. */
guint bodies_in(const struct fact_context *context, guint32 block);

/* Whether the sentence that holds start..end names a regulator. */
gboolean body_in_sentence(const struct fact_context *context, guint32 block, guint32 start, guint32 end);

/* Whether this phone (as phone_number.h writes it), e-mail or postal address is the regulator's own. */
gboolean body_has_phone(const struct regulator *regulator, const char *value);
gboolean body_has_email(const struct regulator *regulator, const char *address);
gboolean body_has_address(const struct regulator *regulator, const char *shown);

/* The regulator whose own it is by one of these three, or NULL. */
const struct regulator *body_of(const struct fact_context *context,
                                gboolean (*has)(const struct regulator *regulator, const char *what), const char *what);

/*
 * The regulator that a telephone, an e-mail or a postal address at `start` is said to reach: it is named just before,
 * at the head of the line or in a sentence on reaching it or complaining to it. NULL where it may as well be the
 * practice's.
 */
const struct regulator *body_reached(const struct fact_context *context, guint32 block, guint32 start);
