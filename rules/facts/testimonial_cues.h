/*
 * testimonial_cues.h - the cues of a statement (testimonial_score.h), in the order in which they are asked.
 */
#pragma once

#include "rules/facts/testimonial_speaker.h"

/* By who signs it, once find_speaker() has told. */
void weigh_speaker(const struct testimonial_page *self, struct statement *it);

/* By where it stands, and by what stands around it. */
void weigh_place(const struct testimonial_page *self, struct statement *it);

/* By its words. */
void hear_words(const struct testimonial_page *self, struct statement *it);

/* Whether its place says that clients speak. */
gboolean is_announced(const struct statement *it);

/* Whether others are signed in a card of the same kind, right after the words below this one or right before these
 * words. */
gboolean is_signed_alike(const struct testimonial_page *self, const struct statement *it);
