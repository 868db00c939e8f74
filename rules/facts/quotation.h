/*
 * quotation.h - words that a page sets off as somebody's: in quotation marks, in markup, over one block or several.
 */
#pragma once

#include "crawler/page.h"

enum { SHORT_BYTES = 90 }; /* as long as who said it may be */

gboolean block_is_short(const struct page_block *block);

/* Whether `text` begins with a mark, or a short label before one: "Patient: “...". */
gboolean quotation_opens(const char *text);

/* Where the last closing mark ends, or 0: only near the end, where nothing follows it but at most who said it. */
gsize quotation_closes(const char *text, gsize length);

/* Quoted as a whole: nothing after the closing mark but at most who said it. */
gboolean block_is_quoted(const struct page_block *block);

/* Ends with a question mark, be it inside the quotation marks: "Will my therapist judge me?" */
gboolean block_asks(const struct page_block *block);

/* A quotation mark and nothing else, as themes set one above the words or below them. */
gboolean block_is_mark(const struct page_block *block);

/* Per element: it is the box of an icon or picture of a quotation mark. Caller frees. */
guint8 *quotation_boxes(const Page *page) G_GNUC_WARN_UNUSED_RESULT;

gboolean begins_with_dash(const char *text);

/* The last block of the quotation that `first` opens; `first` itself when it closes there or nowhere near. */
guint32 quotation_end(const Page *page, guint32 first);
