/*
 * walk_state.h - what the one walk over a page's markup has open, and what it has gathered. Private to the page reader.
 *
 * Text goes into `flow`, white space made single; whatever spans text (a block, a link, a label, a property) remembers
 * where in `flow` it began.
 */
#pragma once

#include "crawler/markup.h"
#include "crawler/page_store.h"
#include "crawler/token_marks.h"

/* An open element. */
struct frame {
    guint32 element;
    guint32 heading;        /* above what comes next here, or PAGE_NONE */
    guint32 closed_heading; /* of a child that is closed, with text of its own */
    guint32 closed_sign;    /* what that child looked like */
    guint32 sign;           /* what this one looks like: tag and first class */
    guint32 item;           /* innermost item that holds what is here */
    guint32 flow_start;
    guint32 property; /* properties whose value is this element's text: the first of n_properties */
    guint16 roles;
    guint8 n_properties;
    guint8 tag, zone, hidden, quoted;
    guint8 language;                   /* enum page_language as declared, LANGUAGE_UNKNOWN if only by <html> */
    guint8 has_heading;                /* a heading stands in it */
    guint8 text_after;                 /* and text after that heading */
    guint8 muted;                      /* its text is not what a reader sees */
    guint8 emphasised, bold, headlike; /* in em, in strong, in a class that says title */
    guint8 sectioned;                  /* in an article or section */
    guint8 control;                    /* in a label, option, button or legend */
    guint8 in_head, in_main, in_svg;
    guint8 heading_level; /* + 1 in a heading */
    guint8 raw;           /* script, style or title: its text is gathered, not shown */
    guint8 opens_link, opens_label, opens_form;
    guint16 marks; /* of its own tokens */
};

/* What a block needs until its language is decided. */
struct block_votes {
    guint16 english, french;
    guint8 declared;
};

struct label {
    const char *for_id, *text;
};

/* A field until it is known which form it belongs to. */
struct field_place {
    guint32 form, label, heading; /* PAGE_NONE */
    const char *form_id;          /* the form attribute, or NULL */
};

/* A plain property until its item's are put together. */
struct property_place {
    guint32 item, element;
};

struct walk {
    Page *page;
    struct page_store *store;
    Arena *arena;
    struct frame frames[2 * MARKUP_MAX_DEPTH + 2]; /* frames[0] is above the root; markup in a script begins anew */
    guint depth;

    GString *flow;
    guint32 block_start;   /* in flow; G_MAXUINT32 while there is no text */
    guint32 block_element; /* where its first text stands */
    guint32 word_bytes;    /* of the block so far, without spaces; and of these, inside such elements: */
    guint32 link_bytes, emphasised_bytes, bold_bytes, headlike_bytes;
    struct frame first; /* the frame of its first text */
    guint n_breaks;     /* <br> in a row */

    guint32 link, label, form; /* open ones, or PAGE_NONE */
    guint32 link_start, label_start;
    GString *link_alt;
    guint32 pending_link; /* links from here on wait for their block */
    guint8 after_link;    /* nothing since a link closed */

    GArray *votes;        /* struct block_votes, for each block */
    GArray *labels;       /* struct label */
    GArray *field_places; /* struct field_place, for each field */
    GArray *property_places;
    GArray *item_refs; /* struct item_ref, see page_items.c */

    GString *script;         /* text of the open script or style */
    const char *script_type; /* lower case, or NULL */
    guint script_line;
    guint n_scripts; /* that a browser would run */
    gboolean inner;  /* within markup that a script holds */
    GHashTable *seen_hosts;
    GHashTable *names; /* of elements that markup.h does not know */
    gboolean base_set, title_set, wants_rendering;

    /* Reads markup that stands inside a script as hidden elements of the page. */
    void (*read_inner)(struct walk *walk, char *html, gsize length);
};

static inline struct frame *walk_top(struct walk *walk)
{
    return &walk->frames[walk->depth];
}

static inline struct page_element *walk_element(struct walk *walk, guint32 element)
{
    return &g_array_index(walk->store->elements, struct page_element, element);
}

static inline const char *walk_known(const struct markup_start *start, enum markup_attribute attribute)
{
    return start->known[attribute];
}

/* A copy without outer white space, inner made single; NULL for NULL. */
const char *walk_copy(struct walk *walk, const char *text);
const char *walk_copy_lower(struct walk *walk, const char *text);

/* What is in flow from `start`, trimmed, at most `most` bytes of it. */
const char *walk_flow_from(struct walk *walk, guint32 start, gsize most);

/* The normal form of a reference on this page, or NULL. */
const char *walk_resolve(struct walk *walk, const char *reference);
