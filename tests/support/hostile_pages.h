/*
 * hostile_pages.h - pages that would cost a careless reader quadratic time, for the tests of their outcome and the
 * benchmark of their cost.
 */
#pragma once

#include <glib.h>

struct hostile_page {
    const char *what, *before, *piece;
    guint n; /* times `piece` */
    const char *after;
};

extern const struct hostile_page hostile_pages[];
extern const gsize n_hostile_pages;

/* Caller frees. */
GString *hostile_page_html(const struct hostile_page *page) G_GNUC_WARN_UNUSED_RESULT;
