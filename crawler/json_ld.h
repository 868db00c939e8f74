/*
 * json_ld.h - JSON-LD in a script as items of the page. Private to the page reader.
 */
#pragma once

#include "crawler/walk_state.h"

/*
 * Adds an item for every object that has a @type or holds values, with @graph and arrays opened. What does not parse
 * is mended (comments, trailing commas, escaped HTML); what still does not is read by pattern, marked as broken.
 */
void json_ld_read(struct walk *walk, const char *text, gsize length);
