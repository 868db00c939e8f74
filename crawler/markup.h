/*
 * markup.h - HTML as a stream of start, text and end, by libxml2's parser, tamed for hostile input.
 *
 * Every start is followed by its end, also where the source forgets it. Elements nested deeper than MARKUP_MAX_DEPTH
 * are reported as empty siblings at that depth, followed by what stands in them. The parser stops early when a page
 * would cost it too much.
 */
#pragma once

#include <glib.h>

enum { MARKUP_MAX_DEPTH = 256, MARKUP_MAX_ATTRIBUTES = 512 };

/* What an element is to a reader of pages; bits. */
enum markup_role {
    MARKUP_BLOCK = 1,    /* ends the text before it and begins another */
    MARKUP_SECTION = 2,  /* sectioning content: a header or footer in it is its own */
    MARKUP_CONTROL = 4,  /* its text belongs to a form */
    MARKUP_EMPHASIS = 8, /* em, i, cite */
    MARKUP_BOLD = 16,    /* strong, b */
    MARKUP_HIDDEN = 32,  /* a browser shows nothing of it */
    MARKUP_CARD = 64     /* one of several alike, its heading is its own: li, article, td */
};

#define MARKUP_TAGS(X)                                                                                                 \
    X(A, "a", 0)                                                                                                       \
    X(ABBR, "abbr", 0)                                                                                                 \
    X(ADDRESS, "address", MARKUP_BLOCK)                                                                                \
    X(AREA, "area", 0)                                                                                                 \
    X(ARTICLE, "article", MARKUP_BLOCK | MARKUP_SECTION | MARKUP_CARD)                                                 \
    X(ASIDE, "aside", MARKUP_BLOCK | MARKUP_SECTION)                                                                   \
    X(AUDIO, "audio", MARKUP_BLOCK)                                                                                    \
    X(B, "b", MARKUP_BOLD)                                                                                             \
    X(BASE, "base", 0)                                                                                                 \
    X(BLOCKQUOTE, "blockquote", MARKUP_BLOCK | MARKUP_CARD)                                                            \
    X(BODY, "body", MARKUP_BLOCK)                                                                                      \
    X(BR, "br", 0)                                                                                                     \
    X(BUTTON, "button", MARKUP_BLOCK | MARKUP_CONTROL)                                                                 \
    X(CAPTION, "caption", MARKUP_BLOCK)                                                                                \
    X(CENTER, "center", MARKUP_BLOCK)                                                                                  \
    X(CITE, "cite", MARKUP_EMPHASIS)                                                                                   \
    X(DATA, "data", 0)                                                                                                 \
    X(DATALIST, "datalist", MARKUP_BLOCK | MARKUP_HIDDEN)                                                              \
    X(DD, "dd", MARKUP_BLOCK | MARKUP_CARD)                                                                            \
    X(DETAILS, "details", MARKUP_BLOCK | MARKUP_CARD)                                                                  \
    X(DIALOG, "dialog", MARKUP_BLOCK)                                                                                  \
    X(DIR, "dir", MARKUP_BLOCK)                                                                                        \
    X(DIV, "div", MARKUP_BLOCK)                                                                                        \
    X(DL, "dl", MARKUP_BLOCK)                                                                                          \
    X(DT, "dt", MARKUP_BLOCK)                                                                                          \
    X(EM, "em", MARKUP_EMPHASIS)                                                                                       \
    X(EMBED, "embed", 0)                                                                                               \
    X(FIELDSET, "fieldset", MARKUP_BLOCK)                                                                              \
    X(FIGCAPTION, "figcaption", MARKUP_BLOCK)                                                                          \
    X(FIGURE, "figure", MARKUP_BLOCK | MARKUP_CARD)                                                                    \
    X(FOOTER, "footer", MARKUP_BLOCK)                                                                                  \
    X(FORM, "form", MARKUP_BLOCK)                                                                                      \
    X(FRAME, "frame", MARKUP_BLOCK)                                                                                    \
    X(FRAMESET, "frameset", MARKUP_BLOCK)                                                                              \
    X(H1, "h1", MARKUP_BLOCK)                                                                                          \
    X(H2, "h2", MARKUP_BLOCK)                                                                                          \
    X(H3, "h3", MARKUP_BLOCK)                                                                                          \
    X(H4, "h4", MARKUP_BLOCK)                                                                                          \
    X(H5, "h5", MARKUP_BLOCK)                                                                                          \
    X(H6, "h6", MARKUP_BLOCK)                                                                                          \
    X(HEAD, "head", MARKUP_BLOCK)                                                                                      \
    X(HEADER, "header", MARKUP_BLOCK)                                                                                  \
    X(HGROUP, "hgroup", MARKUP_BLOCK)                                                                                  \
    X(HR, "hr", MARKUP_BLOCK)                                                                                          \
    X(HTML, "html", MARKUP_BLOCK)                                                                                      \
    X(I, "i", MARKUP_EMPHASIS)                                                                                         \
    X(IFRAME, "iframe", MARKUP_BLOCK)                                                                                  \
    X(IMG, "img", 0)                                                                                                   \
    X(INPUT, "input", 0)                                                                                               \
    X(LABEL, "label", MARKUP_BLOCK | MARKUP_CONTROL)                                                                   \
    X(LEGEND, "legend", MARKUP_BLOCK | MARKUP_CONTROL)                                                                 \
    X(LI, "li", MARKUP_BLOCK | MARKUP_CARD)                                                                            \
    X(LINK, "link", 0)                                                                                                 \
    X(MAIN, "main", MARKUP_BLOCK)                                                                                      \
    X(MENU, "menu", MARKUP_BLOCK)                                                                                      \
    X(META, "meta", 0)                                                                                                 \
    X(NAV, "nav", MARKUP_BLOCK | MARKUP_SECTION)                                                                       \
    X(NOFRAMES, "noframes", MARKUP_BLOCK | MARKUP_HIDDEN)                                                              \
    X(NOSCRIPT, "noscript", MARKUP_BLOCK | MARKUP_HIDDEN)                                                              \
    X(OBJECT, "object", MARKUP_BLOCK)                                                                                  \
    X(OL, "ol", MARKUP_BLOCK)                                                                                          \
    X(OPTGROUP, "optgroup", MARKUP_BLOCK | MARKUP_CONTROL)                                                             \
    X(OPTION, "option", MARKUP_BLOCK | MARKUP_CONTROL)                                                                 \
    X(P, "p", MARKUP_BLOCK)                                                                                            \
    X(PRE, "pre", MARKUP_BLOCK)                                                                                        \
    X(Q, "q", 0)                                                                                                       \
    X(SCRIPT, "script", MARKUP_HIDDEN)                                                                                 \
    X(SEARCH, "search", MARKUP_BLOCK)                                                                                  \
    X(SECTION, "section", MARKUP_BLOCK | MARKUP_SECTION)                                                               \
    X(SELECT, "select", MARKUP_BLOCK)                                                                                  \
    X(SLOT, "slot", 0)                                                                                                 \
    X(SOURCE, "source", 0)                                                                                             \
    X(SPAN, "span", 0)                                                                                                 \
    X(STRONG, "strong", MARKUP_BOLD)                                                                                   \
    X(STYLE, "style", MARKUP_HIDDEN)                                                                                   \
    X(SUMMARY, "summary", MARKUP_BLOCK)                                                                                \
    X(SVG, "svg", 0)                                                                                                   \
    X(TABLE, "table", MARKUP_BLOCK)                                                                                    \
    X(TBODY, "tbody", MARKUP_BLOCK)                                                                                    \
    X(TD, "td", MARKUP_BLOCK | MARKUP_CARD)                                                                            \
    X(TEMPLATE, "template", MARKUP_BLOCK | MARKUP_HIDDEN)                                                              \
    X(TEXTAREA, "textarea", MARKUP_BLOCK)                                                                              \
    X(TFOOT, "tfoot", MARKUP_BLOCK)                                                                                    \
    X(TH, "th", MARKUP_BLOCK)                                                                                          \
    X(THEAD, "thead", MARKUP_BLOCK)                                                                                    \
    X(TIME, "time", 0)                                                                                                 \
    X(TITLE, "title", MARKUP_BLOCK)                                                                                    \
    X(TR, "tr", MARKUP_BLOCK)                                                                                          \
    X(TRACK, "track", 0)                                                                                               \
    X(UL, "ul", MARKUP_BLOCK)                                                                                          \
    X(VIDEO, "video", MARKUP_BLOCK)                                                                                    \
    X(JOOMLA_MAIL, "joomla-hidden-mail", 0)

enum markup_tag {
    TAG_OTHER,
#define X(name, text, roles) TAG_##name,
    MARKUP_TAGS(X)
#undef X
        N_TAGS
};

/* The attributes that readers ask for by name. */
#define MARKUP_ATTRIBUTES(X)                                                                                           \
    X(ID, "id")                                                                                                        \
    X(CLASS, "class")                                                                                                  \
    X(STYLE, "style")                                                                                                  \
    X(HREF, "href")                                                                                                    \
    X(SRC, "src")                                                                                                      \
    X(DATA_SRC, "data-src")                                                                                            \
    X(DATA_LAZY_SRC, "data-lazy-src")                                                                                  \
    X(DATA_ROCKET_SRC, "data-rocket-src")                                                                              \
    X(DATA_LITESPEED_SRC, "data-litespeed-src")                                                                        \
    X(DATA_ORIGINAL, "data-original")                                                                                  \
    X(DATA_URL, "data-url")                                                                                            \
    X(SRCDOC, "srcdoc")                                                                                                \
    X(ALT, "alt")                                                                                                      \
    X(TITLE, "title")                                                                                                  \
    X(REL, "rel")                                                                                                      \
    X(REV, "rev")                                                                                                      \
    X(ROLE, "role")                                                                                                    \
    X(LANG, "lang")                                                                                                    \
    X(XML_LANG, "xml:lang")                                                                                            \
    X(HIDDEN, "hidden")                                                                                                \
    X(OPEN, "open")                                                                                                    \
    X(ARIA_HIDDEN, "aria-hidden")                                                                                      \
    X(ARIA_LABEL, "aria-label")                                                                                        \
    X(ARIA_LEVEL, "aria-level")                                                                                        \
    X(ARIA_LABELLEDBY, "aria-labelledby")                                                                              \
    X(NAME, "name")                                                                                                    \
    X(PROPERTY, "property")                                                                                            \
    X(HTTP_EQUIV, "http-equiv")                                                                                        \
    X(CONTENT, "content")                                                                                              \
    X(CHARSET, "charset")                                                                                              \
    X(TYPE, "type")                                                                                                    \
    X(VALUE, "value")                                                                                                  \
    X(PLACEHOLDER, "placeholder")                                                                                      \
    X(REQUIRED, "required")                                                                                            \
    X(ARIA_REQUIRED, "aria-required")                                                                                  \
    X(FOR, "for")                                                                                                      \
    X(FORM, "form")                                                                                                    \
    X(ACTION, "action")                                                                                                \
    X(METHOD, "method")                                                                                                \
    X(ITEMSCOPE, "itemscope")                                                                                          \
    X(ITEMTYPE, "itemtype")                                                                                            \
    X(ITEMPROP, "itemprop")                                                                                            \
    X(ITEMREF, "itemref")                                                                                              \
    X(TYPEOF, "typeof")                                                                                                \
    X(VOCAB, "vocab")                                                                                                  \
    X(RESOURCE, "resource")                                                                                            \
    X(DATETIME, "datetime")                                                                                            \
    X(DATA, "data")                                                                                                    \
    X(DATA_CFEMAIL, "data-cfemail")                                                                                    \
    X(FIRST, "first")                                                                                                  \
    X(LAST, "last")                                                                                                    \
    X(TEXT, "text")                                                                                                    \
    X(IS_LINK, "is-link")                                                                                              \
    X(DATA_HREF, "data-href")

enum markup_attribute {
    ATTRIBUTE_OTHER,
#define X(name, text) ATTRIBUTE_##name,
    MARKUP_ATTRIBUTES(X)
#undef X
        N_ATTRIBUTES
};

/* The start of an element; all borrowed and gone when the handler returns. */
struct markup_start {
    const char *name;              /* lower case; static where `tag` is known */
    const char *const *attributes; /* name, value (or NULL), name ... NULL; NULL if there are none */
    const char
        *known[N_ATTRIBUTES]; /* values of those above; "" where an attribute has none, NULL where it is absent */
    guint32 line;
    guint16 roles;
    guint8 tag; /* enum markup_tag */
};

struct markup_handler {
    gboolean (*start)(gpointer data, const struct markup_start *start); /* FALSE: stop reading */
    void (*text)(gpointer data, const char *text, gsize length);
    void (*end)(gpointer data);
    void (*comment)(gpointer data, const char *text); /* NULL: not asked for */
};

enum markup_end { MARKUP_WHOLE, MARKUP_STOPPED, MARKUP_MISREAD };

/*
 * Reads `length` bytes of valid UTF-8, without NUL bytes, as HTML. The text is changed in place where its markup would
 * be too costly. MARKUP_STOPPED if it stopped before the end. Where it is `quick`, libxml2, which reads letter by
 * letter, is not shown what stands in long scripts and styles; if it turns out to take one of them for something else,
 * the end is MARKUP_MISREAD: forget what was reported, and read again without haste.
 */
enum markup_end markup_read(char *html, gsize length, gboolean quick, const struct markup_handler *handler,
                            gpointer data);
