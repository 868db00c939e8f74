/*
 * marks.h - the signals that look at markup, not at words.
 *
 * Classes, ids, hosts and structured data become one text of marks, so that one matcher finds them all:
 * "<.testimonial-card>" a class, "<#reviews>" an id, "<@g.page/r/abc>" a host with its path,
 * "<:Review>" and "<:Review.author>" a type and its property.
 */
#pragma once

#include "rules/sightings.h"

void marks_read(Sightings *sightings);
