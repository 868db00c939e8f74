/*
 * testimonial_speaker.h - a statement on a page, and who speaks in it.
 */
#pragma once

#include "rules/facts/testimonial_page.h"
#include "rules/facts/testimonial_score.h"

enum { BOX_LEVELS = 3 }; /* from the words up to the box of a card */

struct statement {
    guint32 first, last; // blocks
    guint32 by;          // block that says who speaks, or PAGE_NONE
    gboolean cues[N_CUES];
    gboolean colleague;
    gboolean in_group;   // below a heading on workshops
    gboolean signed_off; // a dash before who says it, or their name right after the closing mark
};

/* Whether somebody's words may stand in the block: no form, menu, picture's name or bare link. */
gboolean can_speak(const struct page_block *block);

/* Whether the block's first match of `list` is where it begins. */
gboolean begins_with(const struct testimonial_page *self, guint32 block, enum word_list list);

/* Whether the block is a line that says who spoke: "M. K.", "- A former client". */
gboolean says_who(const struct testimonial_page *self, guint32 block);

/* Whether the block stands in what the page itself calls testimonials. */
gboolean is_in_container(const struct testimonial_page *self, guint32 block);

/* Whether the block stands in one slide among several. */
gboolean is_in_slide(const struct testimonial_page *self, guint32 block);

/* Whether the block tells what clients tell. */
gboolean has_words(const struct testimonial_page *self, guint32 block);

/* Quoted, or set off by a mark that a theme draws: above the words, or as an icon in their box. */
gboolean is_set_off(const struct testimonial_page *self, guint32 block);

/* Sets `by`: the line that signs the statement, after it or before it. */
void find_speaker(const struct testimonial_page *self, struct statement *it);
