#include "crawler/token_marks.h"

#include <string.h>

enum { MAX_TOKEN_BYTES = 64, MAX_PARTS = 8 };

struct named {
    const char *name;
    guint16 marks;
};

// Whole tokens, '_' written as '-', in lower case.
static const struct named WHOLE[] = {
    {"colophon", MARK_FOOTER},
    {"site-info", MARK_FOOTER},
    {"copyright", MARK_FOOTER},
    {"pied-de-page", MARK_FOOTER},
    {"piedpage", MARK_FOOTER},
    {"pied-page", MARK_FOOTER},
    {"footerwrap", MARK_FOOTER},
    {"weeblyfooter", MARK_FOOTER},
    {"masthead", MARK_HEADER},
    {"site-header", MARK_HEADER},
    {"main-header", MARK_HEADER},
    {"global-header", MARK_HEADER},
    {"wsite-header", MARK_HEADER},
    {"fl-page-header", MARK_HEADER},
    {"ct-header", MARK_HEADER},
    {"et-l--header", MARK_HEADER},
    {"elementor-location-header", MARK_HEADER},
    {"header-wrapper", MARK_LOOSE_HEADER},
    {"header-wrap", MARK_LOOSE_HEADER},
    {"header-main", MARK_LOOSE_HEADER},
    {"header-inner", MARK_LOOSE_HEADER},
    {"header-container", MARK_LOOSE_HEADER},
    {"header", MARK_LOOSE_HEADER},
    {"top-bar", MARK_HEADER},
    {"topbar", MARK_HEADER},
    {"entete", MARK_HEADER},
    {"en-tete", MARK_HEADER},
    {"navmenu", MARK_NAV},
    {"fil-ariane", MARK_NAV},
    {"pagination", MARK_NAV},
    {"skip-link", MARK_NAV},
    {"sidebar", MARK_ASIDE},
    {"side-bar", MARK_ASIDE},
    {"widget-area", MARK_ASIDE},
    {"secondary", MARK_ASIDE},
    {"barre-laterale", MARK_ASIDE},
    {"sidebar-primary", MARK_ASIDE},
    {"sidebar-1", MARK_ASIDE},
    {"sidebar-area", MARK_ASIDE},
    {"right-sidebar", MARK_ASIDE},
    {"left-sidebar", MARK_ASIDE},
    {"blog-sidebar", MARK_ASIDE},
    {"comments", MARK_COMMENTS},
    {"comments-area", MARK_COMMENTS},
    {"comment-area", MARK_COMMENTS},
    {"comment-list", MARK_COMMENTS},
    {"commentlist", MARK_COMMENTS},
    {"comments-list", MARK_COMMENTS},
    {"comment-respond", MARK_COMMENTS},
    {"respond", MARK_COMMENTS},
    {"comments-section", MARK_COMMENTS},
    {"comment-section", MARK_COMMENTS},
    {"comments-wrapper", MARK_COMMENTS},
    {"comments-container", MARK_COMMENTS},
    {"comments-block", MARK_COMMENTS},
    {"comments-content", MARK_COMMENTS},
    {"comments-form", MARK_COMMENTS},
    {"commentform", MARK_COMMENTS},
    {"comment-thread", MARK_COMMENTS},
    {"post-comments", MARK_COMMENTS},
    {"article-comments", MARK_COMMENTS},
    {"blog-comments", MARK_COMMENTS},
    {"blogcommentwrap", MARK_COMMENTS},
    {"wp-block-comments", MARK_COMMENTS},
    {"wp-block-comments-query-loop", MARK_COMMENTS},
    {"wp-block-post-comments-form", MARK_COMMENTS},
    {"disqus-thread", MARK_COMMENTS},
    {"dsq-comments", MARK_COMMENTS},
    {"wpdcom", MARK_COMMENTS},
    {"wpd-thread-list", MARK_COMMENTS},
    {"thrive-comments", MARK_COMMENTS},
    {"fb-comments", MARK_COMMENTS},
    {"squarespace-comments", MARK_COMMENTS},
    {"isso-thread", MARK_COMMENTS},
    {"remark42", MARK_COMMENTS},
    {"commento", MARK_COMMENTS},
    {"cusdis-thread", MARK_COMMENTS},
    {"hcb-comment-box", MARK_COMMENTS},
    {"ghost-comments-root", MARK_COMMENTS},
    {"commentaires", MARK_COMMENTS},
    {"liste-commentaires", MARK_COMMENTS},
    {"hreview", MARK_MICROFORMAT},
    {"hreview-aggregate", MARK_MICROFORMAT},
    {"h-review", MARK_MICROFORMAT},
    {"h-review-aggregate", MARK_MICROFORMAT},
    {"vcard", MARK_MICROFORMAT},
    {"h-card", MARK_MICROFORMAT},
    {"adr", MARK_MICROFORMAT},
    {"h-adr", MARK_MICROFORMAT},
};

static const char *const NAV_PARTS[] = {"nav",        "navbar",      "navigation", "menu",
                                        "breadcrumb", "breadcrumbs", "offcanvas"};

// With one of these, a token says something about a menu, not that it is one.
static const char *const NOT_NAV_PARTS[] = {"page",     "has",   "no",     "with",   "without", "content", "open",
                                            "body",     "food",  "fixed",  "closed", "tab",     "tabs",    "item",
                                            "carousel", "owl",   "slider", "swiper", "slick",   "type",    "tabcontent",
                                            "card",     "cards", "offset", "bg",     "not"};

// What has a footer of its own that is not the page's; and "wsite-not-footer", which is all that is none.
static const char *const OWN_FOOTERS[] = {"card",  "entry", "post",   "comment", "article", "modal",  "panel",
                                          "table", "quote", "review", "item",    "tile",    "box",    "testimonial",
                                          "form",  "event", "blog",   "product", "has",     "sticky", "blockquote",
                                          "not",   "no",    "before", "above"};

static const char *const SITE_PARTS[] = {"site", "page", "main", "global", "wsite", "location", "l", "sub", "bottom"};

static const char *const TITLE_PARTS[] = {"title", "heading", "headline", "titre"};

static const char *const PRICE_PARTS[] = {"get", "a", "request", "free", "instant"};

static GHashTable *whole_table(void)
{
    static gsize once;
    static GHashTable *table;
    if (g_once_init_enter(&once)) {
        table = g_hash_table_new(g_str_hash, g_str_equal);
        for (gsize i = 0; i < G_N_ELEMENTS(WHOLE); i++) {
            g_hash_table_insert(table, (gpointer)WHOLE[i].name, GUINT_TO_POINTER(WHOLE[i].marks));
        }
        g_once_init_leave(&once, 1);
    }
    return table;
}

static gboolean is_one_of(const char *part, const char *const *list, gsize n)
{
    for (gsize i = 0; i < n; i++) {
        if (strcmp(part, list[i]) == 0) {
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean any_of(char **parts, guint n_parts, const char *const *list, gsize n)
{
    for (guint i = 0; i < n_parts; i++) {
        if (is_one_of(parts[i], list, n)) {
            return TRUE;
        }
    }
    return FALSE;
}
#define ANY_OF(parts, n, list) any_of(parts, n, list, G_N_ELEMENTS(list))
#define IS_ONE_OF(part, list) is_one_of(part, list, G_N_ELEMENTS(list))

/* "site-footer" is the page's; "footer-widgets" is, where no article is around it; "card-footer" is not. */
static guint16 footer_marks(char **parts, guint n)
{
    const gboolean first = strcmp(parts[0], "footer") == 0, last = strcmp(parts[n - 1], "footer") == 0;
    if ((!first && !last) || ANY_OF(parts, n, OWN_FOOTERS)) {
        return 0;
    }
    return last && n > 1 && ANY_OF(parts, n, SITE_PARTS) ? MARK_FOOTER : MARK_LOOSE_FOOTER;
}

static guint16 quote_marks(char **parts, guint n)
{
    static const char *const words[] = {"quote", "quotes", "blockquote", "pullquote", "quotation", "citation"};
    return ANY_OF(parts, n, words) && !ANY_OF(parts, n, PRICE_PARTS) ? MARK_QUOTE : 0;
}

/* Wix names its page furniture in capitals: SITE_HEADER, SITE_FOOTER_WRAPPER. */
static guint16 builder_marks(char **parts, guint n)
{
    return n > 1 && strcmp(parts[0], "site") == 0 && strcmp(parts[1], "header") == 0   ? MARK_HEADER
           : n > 1 && strcmp(parts[0], "site") == 0 && strcmp(parts[1], "footer") == 0 ? MARK_FOOTER
                                                                                       : 0;
}

static guint16 marks_of_parts(char **parts, guint n)
{
    guint16 marks = footer_marks(parts, n) | quote_marks(parts, n) | builder_marks(parts, n);
    if (ANY_OF(parts, n, NAV_PARTS) && !ANY_OF(parts, n, NOT_NAV_PARTS)) {
        marks |= MARK_NAV;
    }
    // A part that is last, or nothing more than a number after it: "box-title", not "title-icon".
    if (IS_ONE_OF(parts[n - 1], TITLE_PARTS)) {
        marks |= MARK_TITLE;
    }
    return marks;
}

guint16 token_marks(const char *token, gsize length)
{
    char plain[MAX_TOKEN_BYTES];
    if (length == 0 || length >= sizeof plain) {
        return 0;
    }
    for (gsize i = 0; i < length; i++) {
        plain[i] = token[i] == '_' ? '-' : g_ascii_tolower(token[i]);
    }
    plain[length] = '\0';
    guint16 marks = GPOINTER_TO_UINT(g_hash_table_lookup(whole_table(), plain));
    if (marks) {
        return marks;
    }
    char *parts[MAX_PARTS];
    guint n = 0;
    for (char *at = plain; at && n < MAX_PARTS;) {
        char *dash = strchr(at, '-');
        if (dash) {
            *dash++ = '\0';
        }
        if (*at) {
            parts[n++] = at;
        }
        at = dash;
    }
    return n > 0 ? marks_of_parts(parts, n) : 0;
}
