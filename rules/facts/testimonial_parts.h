/*
 * testimonial_parts.h - the detectors of the testimonials family.
 */
#pragma once

#include "rules/facts/testimonial_page.h"

/* The parts of the family, in the order in which they run. */
void read_platforms(const struct testimonial_page *self, Facts *facts);
void read_ratings(const struct testimonial_page *self, Facts *facts);
void read_statements(const struct testimonial_page *self, Facts *facts);
void read_comments(const struct testimonial_page *self, Facts *facts);
void read_widgets(const struct testimonial_page *self, Facts *facts);
void read_invitations(const struct testimonial_page *self, Facts *facts);
void read_sections(const struct testimonial_page *self, Facts *facts);
void read_review_markup(const struct testimonial_page *self, Facts *facts); /* after all others */
