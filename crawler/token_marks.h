/*
 * token_marks.h - what a token of class or id says by its name: the furniture of pages as themes and builders name it.
 */
#pragma once

#include <glib.h>

enum token_mark {
    MARK_FOOTER = 1,
    MARK_HEADER = 2,
    MARK_NAV = 4,
    MARK_ASIDE = 8,
    MARK_COMMENTS = 16,
    MARK_LOOSE_FOOTER = 32, /* a footer of whatever it stands in: the page's only outside of articles */
    MARK_LOOSE_HEADER = 64,
    MARK_QUOTE = 128,
    MARK_TITLE = 256,
    MARK_MICROFORMAT = 512, /* the root of one */
    MARK_ZONES = 127        /* those that an id may bear too */
};

/* The marks of the token of `length` bytes at `token`, as bits. */
guint16 token_marks(const char *token, gsize length);
