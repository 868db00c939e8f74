/*
 * page_from.h - a page from a few lines of markup, for tests.
 */
#pragma once

#include "crawler/page.h"

/* The page that `html` makes at https://roe.example/about/, as UTF-8. */
Page *page_from(const char *html) G_GNUC_WARN_UNUSED_RESULT;

/* The same from bytes that may hold NUL. */
Page *page_from_bytes(const void *bytes, gsize length, const char *charset) G_GNUC_WARN_UNUSED_RESULT;

/* The first block whose text begins with `text`; fails the test if there is none. */
const struct page_block *block_with(const Page *page, const char *text);

/* The text of the heading above the block that begins with `text`, "" for none. */
const char *heading_above(const Page *page, const char *text);
