/*
 * postal_code.h - postal codes in folded text: Canada, the United Kingdom, the United States, and four or five digits
 * before a town, as France, Belgium, Switzerland and others write them.
 */
#pragma once

#include <glib.h>

/* The first postal code in text[0..length]; *start and *end are written on TRUE only. */
gboolean postal_code_find(const char *text, gsize length, gsize *start, gsize *end);
