/*
 * walk.h - the one walk over a page's markup.
 *
 * markup.h reports starts, text and ends; each part of the reader (walk_parts.h) takes what concerns it.
 */
#pragma once

#include "crawler/page_store.h"

/* Reads the source of `page` into its store. */
gboolean walk_page(Page *page, gboolean quick);
