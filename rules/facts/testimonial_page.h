/*
 * testimonial_page.h - what the detectors of the testimonials family share about one page, read once.
 *
 * Marks are class tokens, ids and addresses that a word list knows. Sections are named by their headings: a
 * heading's own words, or those of a heading above it.
 */
#pragma once

#include "rules/fact.h"
#include "rules/words.h"

struct mark {
    guint32 list;     /* enum word_list */
    guint32 element;  /* or PAGE_NONE */
    const char *text; /* the token or address; the page's own */
    gboolean is_token;
    gboolean is_link; /* an address that a visitor may follow, not one that the page loads */
};

enum section_name {
    SECTION_UNNAMED,
    SECTION_WEAK,
    SECTION_BARE,
    SECTION_NAMED
}; /* BARE: the word "testimonials" alone */

/* By a class, an id or markup for machines; by what it is called before those who listen to the page. */
enum container { CONTAINER_MARKED = 1, CONTAINER_LABELLED = 2 };

/* A sentence says that clients speak below it; a label, "Testimonials", may mean the place. */
enum introduction { INTRODUCED_BY_LABEL = 1, INTRODUCED_BY_SENTENCE = 2 };

struct testimonial_page {
    const struct fact_context *context;
    const Page *page;
    GArray *marks;               /* of struct mark, in the page's order */
    guint8 *containers;          /* per element: it or one above it is a testimonial's container; how that is known */
    guint8 *review_places;       /* per element: it or one above it has a class or id that speaks of reviews */
    guint32 *above;              /* per heading: the one above it in the outline, or PAGE_NONE */
    guint8 *own_names;           /* per heading: what it says itself, or a label right above it */
    guint8 *names;               /* per heading: enum section_name of the section it begins */
    guint8 *refused;             /* per heading: a sentence of its section says that there are no testimonials */
    guint8 *introduced;          /* per block: a line before it, in its section, announces clients' words; which */
    guint8 *by_colleagues;       /* per block: a line before it, in its section, announces colleagues' words */
    guint32 *sections;           /* per element: the <section> it stands in, itself if it is one, or PAGE_NONE */
    guint8 *slides;              /* per element: it stands in a slide */
    guint8 *quote_boxes;         /* per element: it is the box of an icon of a quotation mark */
    gboolean refuses;            /* a sentence of the page says that there are no testimonials */
    enum section_name page_name; /* what the page's title, its first heading or its address says */
};

struct testimonial_page *testimonial_page_new(const struct fact_context *context) G_GNUC_WARN_UNUSED_RESULT;
void testimonial_page_free(struct testimonial_page *self);

/* Whether a pattern of `list` matches in `block`. */
gboolean block_says(const struct testimonial_page *self, guint32 block, enum word_list list);

/* Whether `heading` or one above it says a word of `list`. */
gboolean section_says(const struct testimonial_page *self, guint32 heading, enum word_list list);

/* The last heading before `element` in the page, or PAGE_NONE. */
guint32 heading_before(const Page *page, guint32 element);

/* The name of the section that `heading` (or PAGE_NONE) begins, with those it stands in. */
enum section_name section_name(const struct testimonial_page *self, guint32 heading);

/* The name of the section in which `block` stands: of its heading, or of the one before it in the same <section>. */
enum section_name block_section_name(const struct testimonial_page *self, const struct page_block *block);

/* The smallest element that holds both, or PAGE_NONE. */
guint32 common_ancestor(const Page *page, guint32 a, guint32 b);

/* "— Miriam Ashe" on Miriam Ashe's own page: the practice file, the title or the page's first heading has the name. */
gboolean is_own_name(const struct testimonial_page *self, guint32 block);

/* Of two words at least, as authors have. FALSE for PAGE_NONE. */
gboolean is_full_name(const struct testimonial_page *self, guint32 block);

/* "RSW", "MSS": who has them beside their name is a professional, here the practice's own. */
gboolean bears_letters(const char *text);

/* The innermost <section> around the block, or PAGE_NONE. */
guint32 section_around(const struct testimonial_page *self, guint32 block);

/* Whether `heading` or one above it says a word of `list`, but for those of another <section> than `element`'s. */
gboolean headed_with(const struct testimonial_page *self, guint32 heading, guint32 element, enum word_list list);

/*
 * Whether a line before `block` in its section, or a heading over it up to the one that announces clients, says a word
 * of `list`; of WORDS_MADE_UP, a line below it as well.
 */
gboolean is_introduced_as(const struct testimonial_page *self, guint32 block, enum word_list list);
