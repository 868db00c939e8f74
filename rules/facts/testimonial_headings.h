/*
 * testimonial_headings.h - what sections and pages are named: by their headings, by the lines above them, by titles and
 * addresses.
 */
#pragma once

#include "rules/facts/testimonial_page.h"

/* Fills in what each heading names (own_names, names), where that is refused, and what names the page. */
void name_sections(struct testimonial_page *self);

/* Fills in which blocks a line of their section announces: introduced, by_colleagues. Names come first. */
void find_introductions(struct testimonial_page *self);
