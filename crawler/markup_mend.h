/*
 * markup_mend.h - end tags that a page forgets before it ends a section.
 *
 * libxml2 lets no </nav> end a <div> that stands open in it, so that all of the page below would belong to its menu.
 * Browsers end both (HTML 13.2.6.4.7, "generate implied end tags"). Told of tags in their order, this says how many
 * </div> are missing before one.
 */
#pragma once

#include <glib.h>

enum { MEND_MAX_DEPTH = 256 };

struct mender {
    guint8 open[MEND_MAX_DEPTH]; /* elements that stand open, of those that matter */
    guint n;
    gboolean lost; /* deeper than that: nothing more is mended */
};

/* A start tag, from its name on; one that ends itself opens nothing. */
void mender_start(struct mender *mender, const char *name, gsize length);

/* An end tag, from its name on. Returns how many </div> are to stand before it. */
guint mender_end(struct mender *mender, const char *name, gsize length);
