/*
 * page.h - one page, read once.
 *
 * page_read() parses a body as a browser would decode it and gathers, in one walk over the DOM, everything
 * that facts and rules ask for. A Page owns every string and array below and dies whole; nothing here says
 * whether a thing is good or bad. Arrays keep document order. "Element" is an index into `elements`; PAGE_NONE
 * means there is none.
 *
 * The whole DOM is read, also what a browser hides (template, noscript, hidden): evidence lives in footers,
 * widgets and comment threads.
 */
#pragma once

#include "crawler/fetched.h"

enum { PAGE_NONE = G_MAXUINT32 };

/*
 * From landmarks (tags and roles) and the class and id tokens of themes and builders. The innermost counts, but what
 * stands in a footer or a comment thread is of it; an article's own header and footer are not the page's.
 * ZONE_HEAD is what stands in <head>: the title and the meta descriptions, each as a block.
 */
enum page_zone { ZONE_MAIN, ZONE_HEADER, ZONE_NAV, ZONE_ASIDE, ZONE_FOOTER, ZONE_COMMENTS, ZONE_HEAD };
const char *page_zone_word(enum page_zone zone);

enum page_language { LANGUAGE_UNKNOWN, LANGUAGE_EN, LANGUAGE_FR, LANGUAGE_OTHER };
const char *page_language_word(enum page_language language); /* "en", "fr", "other", "" */

/* An element of the DOM, kept only as far as places, ancestors and siblings need it. */
struct page_element {
    guint32 parent;
    guint32 line;        /* in the decoded source, from 1 */
    const char *tag;     /* lower case, interned */
    const char *id;      /* or NULL */
    const char *classes; /* the class attribute, white space made single, or NULL */
    const char *label;   /* aria-label, or NULL */
    guint32 n_children;  /* elements below, not counting deeper ones */
    guint16 nth;         /* among siblings of its tag, from 1 */
    guint8 zone;
    guint8 hidden; /* inside template, noscript, [hidden], display:none */
};

/*
 * A run of text between block boundaries (two <br> are one), white space made single, cut at PAGE_MAX_BLOCK_BYTES.
 * Hidden e-mail addresses (Cloudflare, Joomla) stand in it decoded. The heading above it is the nearest one before it
 * in its section or one around it: a card or list item that has closed heads nothing after it, a heading alone in its
 * wrapper heads what follows, and none reaches into or out of a footer, navigation, aside or comment thread.
 */
struct page_block {
    const char *text;
    guint32 length; /* bytes, never 0 */
    guint32 element;
    guint32 heading;      /* index of the heading above it in its section, or PAGE_NONE */
    guint32 n_link_bytes; /* of its text that is inside links */
    guint8 zone, language, hidden;
    guint8 quoted; /* inside blockquote, q, or an element whose class or role says quote */
    guint8 is_heading;
    guint8 in_form;    /* a label, option, button or legend */
    guint8 emphasised; /* wholly in em, i, cite */
    guint8 is_alt;     /* not text: the alt of an image or the aria-label of an icon */
};

/* A line of at most 160 bytes: a longer one is a paragraph in large type, as builders set quotations. */
struct page_heading {
    const char *text;
    guint32 element, block;
    guint8 level; /* 1 to 6; 0 for what only looks like one (bold line alone, class token "title" or "heading") */
};

struct page_link {
    const char *address; /* normal form (see address.h), or NULL where it leads to no page */
    const char *href;    /* as written: mailto:, tel:, #, relative */
    const char *text;    /* with the alt of images inside; may be "" */
    const char *rel;     /* lower case, or NULL */
    const char *title;   /* title or aria-label, or NULL */
    guint32 element, block;
    guint8 zone, nofollow;
};

struct page_image {
    const char *source; /* as written, or NULL */
    const char *alt;    /* or NULL */
    guint32 element;
};

struct page_field {
    const char *tag;  /* input, textarea, select, button */
    const char *type; /* lower case; "" where there is none */
    const char *name, *id, *label, *placeholder,
        *value; /* or NULL; label from label[for], wrapping label, aria-label */
    guint32 element;
    guint8 required;
};

/*
 * A form and its fields, which stand side by side. Where a button stands beside fields to write in and no <form> is
 * around them, their nearest common container makes a form without action. Fields of no form come last in `fields`.
 */
struct page_form {
    const char *action;     /* normal form, or NULL for mailto:, # and none */
    const char *raw_action; /* as written, or NULL */
    const char *method;     /* "get", "post", "dialog" */
    guint32 element, heading;
    guint32 first_field, n_fields;
    guint8 zone;
};

struct page_frame {
    const char *source; /* normal form, or NULL; lazy attributes count (data-src, data-lazy-src ...) */
    const char *title;
    guint32 element;
};

/* A host named anywhere: in an attribute's value or in a script's text. */
struct page_host {
    const char *host;    /* lower case */
    const char *address; /* the whole address as it stands there, for path patterns */
    const char *where;   /* the attribute's name, "script" or "style" */
    guint32 element;
};

/* A short comment in the source (HTML 13.1.6), where its author tells what follows. */
struct page_remark {
    const char *text; /* white space made single */
    guint32 next;     /* the element that begins after it; n_elements behind the last */
};

/* A class or id token, once each, with the first element that has it. */
struct page_token {
    const char *token; /* as written */
    guint32 element, n;
    guint8 is_id;
};

struct page_meta {
    const char *name; /* name, property, itemprop or http-equiv, lower case */
    const char *content;
};

/*
 * Structured data: a thing and its properties, whatever the syntax. The type of a microformat is the class of its root
 * ("hreview", "h-card"); its properties are named without their prefix ("p-rating" is "rating").
 */
enum item_syntax { ITEM_JSON_LD, ITEM_MICRODATA, ITEM_RDFA, ITEM_MICROFORMAT };

struct page_item {
    const char *types; /* names without their vocabulary's address, single spaces: "LocalBusiness Physician" */
    guint32 parent;    /* the item that holds it, or PAGE_NONE */
    const char *as;    /* the property of the parent that it is, or NULL */
    guint32 element;
    guint32 first_property, n_properties; /* plain values; nested items name their parent instead */
    guint8 syntax;
    guint8 broken; /* read by pattern from JSON that does not parse */
};

struct page_property {
    const char *name, *value;
};

typedef struct Page Page;
struct Page {
    const char *address, *base;
    const char *title;     /* "" if none */
    const char *lang;      /* <html lang>, lower case, or NULL */
    const char *canonical; /* normal form, or NULL */
    const char *charset;   /* what it was decoded from */
    const char *generator; /* meta generator, or NULL */
    /* What others say of its age, as written; set by who fetched it, whose they are; or NULL. */
    const char *sitemap_date, *header_date;
    enum page_language language;
    enum fetch_outcome outcome; /* FETCH_OK or FETCH_NEEDS_RENDERING */
    gboolean noindex, nofollow; /* meta robots */
    gboolean writes_year;       /* a script prints the current year */
    gboolean truncated;         /* a bound below was met; what stands is what came first */
    guint32 n_words;            /* visible */
    const char *refresh;        /* meta refresh target, normal form, or NULL */
    guint32 refresh_s;          /* after how long */

    struct page_element *elements;
    guint32 n_elements;
    struct page_block *blocks;
    guint32 n_blocks;
    struct page_heading *headings;
    guint32 n_headings;
    struct page_link *links;
    guint32 n_links;
    struct page_image *images;
    guint32 n_images;
    struct page_form *forms;
    guint32 n_forms;
    struct page_field *fields;
    guint32 n_fields;
    struct page_frame *frames;
    guint32 n_frames;
    struct page_host *hosts;
    guint32 n_hosts;
    struct page_remark *remarks;
    guint32 n_remarks;
    struct page_token *tokens;
    guint32 n_tokens;
    struct page_meta *metas;
    guint32 n_metas;
    struct page_item *items;
    guint32 n_items;
    struct page_property *properties;
    guint32 n_properties;

    struct page_store *store; /* owns all of the above, and the DOM for XPath */
};

/*
 * Bounds: what a page may hold before the rest is left out and `truncated` is set. Elements nested
 * deeper than PAGE_MAX_DEPTH stand side by side at that depth, without the text in them, which is their parent's.
 * A property's value, a link's or a label's words may be cut without it: the blocks have all of the text.
 */
enum { PAGE_MAX_ELEMENTS = 200000, PAGE_MAX_DEPTH = 256, PAGE_MAX_ITEMS = 5000, PAGE_MAX_BLOCK_BYTES = 20000 };

/* Reads `body` (any bytes). `charset` is the one of Content-Type or NULL. Never fails: a hopeless body is an empty
 * page. */
Page *page_read(const char *address, GBytes *body, const char *charset) G_GNUC_WARN_UNUSED_RESULT;
void page_free(Page *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Page, page_free)

/* A CSS selector that finds `element` again: "#contact > p:nth-of-type(2)". Caller frees. */
char *page_selector(const Page *page, guint32 element) G_GNUC_WARN_UNUSED_RESULT;

/* Whether `token` is one of the element's class tokens. */
gboolean page_has_class(const Page *page, guint32 element, const char *token);

/* The nearest ancestor-or-self of `element` with that tag, or PAGE_NONE. */
guint32 page_closest(const Page *page, guint32 element, const char *tag);

/* Whether `ancestor` is `element` or above it. */
gboolean page_is_within(const Page *page, guint32 element, guint32 ancestor);

/* The token `name`, class or id, or NULL. */
const struct page_token *page_token(const Page *page, const char *name, gboolean is_id);

/* The value of an item's property, or NULL. */
const char *page_property(const Page *page, const struct page_item *item, const char *name);

/* An XPath 1.0 expression, compiled once and shared by threads. */
typedef struct PageQuery PageQuery;
PageQuery *page_query_new(const char *expression, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void page_query_free(PageQuery *query);

/* The first element that `query` selects, or PAGE_NONE; a true boolean or non-zero number selects the root. */
guint32 page_query(const Page *page, const PageQuery *query);
