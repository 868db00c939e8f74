#include "crawler/walk.h"

#include <string.h>

enum { MAX_TOKEN_BYTES = 48 };

// Whole tokens of class or id, '_' as '-', lower case. The names that themes and builders give to page furniture.
static const char *const FOOTERS[] = {
    "site-footer",
    "page-footer",
    "main-footer",
    "global-footer",
    "footer-wrapper",
    "footer-wrap",
    "footer-widgets",
    "footer-area",
    "footer-bottom",
    "footer-top",
    "footer-section",
    "footer-sections",
    "footer-main",
    "footer-inner",
    "colophon",
    "site-info",
    "bottom-footer",
    "et-l--footer",
    "wsite-footer",
    "pied-de-page",
    "piedpage",
    "pied-page",
    "main-footer-wrap",
    "footer-copyright",
    "elementor-location-footer",
    "footer-container",
    "footer-content",
    "footerwrap",
    "ct-footer",
    "fl-page-footer",
    "t-footer",
    "copyright",
    "footer-credits",
    "wp-block-template-part-footer",
};
static const char *const HEADERS[] = {
    "site-header",      "masthead",
    "main-header",      "global-header",
    "header-wrapper",   "header-wrap",
    "top-bar",          "topbar",
    "et-l--header",     "entete",
    "en-tete",          "header-main",
    "header-inner",     "elementor-location-header",
    "wsite-header",     "fl-page-header",
    "header-container", "ct-header",
};
static const char *const NAVS[] = {
    "nav",         "navbar",     "navigation",   "main-navigation", "site-navigation",    "main-nav",
    "menu",        "main-menu",  "primary-menu", "nav-menu",        "mobile-menu",        "top-menu",
    "primary-nav", "breadcrumb", "breadcrumbs",  "off-canvas-menu", "elementor-nav-menu", "nav-wrapper",
    "navmenu",     "fil-ariane", "pagination",   "skip-link",       "offcanvas-menu",     "mobile-nav",
};
static const char *const ASIDES[] = {
    "sidebar",   "side-bar",     "widget-area", "secondary",    "barre-laterale", "sidebar-primary", "right-sidebar",
    "sidebar-1", "left-sidebar", "rightbar",    "sidebar-area", "blog-sidebar",   "col-sidebar",
};
static const char *const COMMENTS[] = {
    "comments",
    "comments-area",
    "comment-list",
    "commentlist",
    "comment-respond",
    "respond",
    "comments-section",
    "comment-section",
    "disqus-thread",
    "wpd-thread-list",
    "wpdcom",
    "wpd-form-wrap",
    "wp-block-comments",
    "post-comments",
    "comments-wrapper",
    "comments-list",
    "comments-content",
    "article-comments",
    "fb-comments",
    "squarespace-comments",
    "blog-comments",
    "blogcommentwrap",
    "isso-thread",
    "remark42",
    "commento",
    "cusdis-thread",
    "hcb-comment-box",
    "ghost-comments-root",
    "wp-block-comments-query-loop",
    "commentaires",
    "liste-commentaires",
    "comments-container",
    "comments-block",
    "comments-title",
    "dsq-comments",
    "comol",
    "comment-thread",
    "thrive-comments",
    "jc",
    "commentform",
    "comments-form",
};

struct token_zone {
    const char *const *tokens;
    gsize n;
    enum page_zone zone;
};
static const struct token_zone TOKEN_ZONES[] = {
    {COMMENTS, G_N_ELEMENTS(COMMENTS), ZONE_COMMENTS}, {FOOTERS, G_N_ELEMENTS(FOOTERS), ZONE_FOOTER},
    {HEADERS, G_N_ELEMENTS(HEADERS), ZONE_HEADER},     {NAVS, G_N_ELEMENTS(NAVS), ZONE_NAV},
    {ASIDES, G_N_ELEMENTS(ASIDES), ZONE_ASIDE},
};

static GHashTable *zone_table(void)
{
    static gsize once;
    static GHashTable *table;
    if (g_once_init_enter(&once)) {
        table = g_hash_table_new(g_str_hash, g_str_equal);
        for (gsize i = 0; i < G_N_ELEMENTS(TOKEN_ZONES); i++) {
            for (gsize j = 0; j < TOKEN_ZONES[i].n; j++) {
                g_hash_table_insert(table, (gpointer)TOKEN_ZONES[i].tokens[j], GUINT_TO_POINTER(TOKEN_ZONES[i].zone));
            }
        }
        g_once_init_leave(&once, 1);
    }
    return table;
}

/* The zone that one token of class or id stands for; ZONE_MAIN if none. */
static enum page_zone zone_of_token(const char *token, gsize length, gboolean standalone)
{
    char plain[MAX_TOKEN_BYTES];
    if (length == 0 || length >= sizeof plain) {
        return ZONE_MAIN;
    }
    for (gsize i = 0; i < length; i++) {
        plain[i] = token[i] == '_' ? '-' : g_ascii_tolower(token[i]);
    }
    plain[length] = '\0';
    if (standalone && strcmp(plain, "footer") == 0) {
        return ZONE_FOOTER;
    }
    if (standalone && strcmp(plain, "header") == 0) {
        return ZONE_HEADER;
    }
    return GPOINTER_TO_UINT(g_hash_table_lookup(zone_table(), plain));
}

static gboolean is_container(const struct markup_start *start)
{
    switch (start->tag) {
    case TAG_DIV:
    case TAG_SECTION:
    case TAG_UL:
    case TAG_OL:
    case TAG_TABLE:
    case TAG_TD:
    case TAG_TR:
    case TAG_FOOTER:
    case TAG_HEADER:
    case TAG_ASIDE:
    case TAG_FORM:
    case TAG_ARTICLE:
    case TAG_OTHER:
        return TRUE;
    default:
        return FALSE;
    }
}

static enum page_zone zone_of_tokens(const struct markup_start *start, gboolean standalone)
{
    const char *const attributes[] = {walk_known(start, ATTRIBUTE_ID), walk_known(start, ATTRIBUTE_CLASS)};
    for (gsize i = 0; i < G_N_ELEMENTS(attributes); i++) {
        for (const char *at = attributes[i]; at && *at;) {
            gsize length = strcspn(at, " \t\n\r\f");
            enum page_zone zone = zone_of_token(at, length, standalone);
            if (zone != ZONE_MAIN) {
                return zone;
            }
            at += length;
            at += strspn(at, " \t\n\r\f");
        }
    }
    return ZONE_MAIN;
}

static gboolean zone_of_role(const char *role, enum page_zone *zone)
{
    static const struct {
        const char *role;
        enum page_zone zone;
    } roles[] = {
        {"banner", ZONE_HEADER},       {"navigation", ZONE_NAV},     {"main", ZONE_MAIN},
        {"complementary", ZONE_ASIDE}, {"contentinfo", ZONE_FOOTER},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(roles); i++) {
        if (g_ascii_strcasecmp(role, roles[i].role) == 0) {
            *zone = roles[i].zone;
            return TRUE;
        }
    }
    return FALSE;
}

/* What the element itself says; FALSE if nothing, so that its parent's zone goes on. */
static gboolean own_zone(const struct markup_start *start, gboolean standalone, enum page_zone *zone)
{
    const char *role = walk_known(start, ATTRIBUTE_ROLE);
    if (role && zone_of_role(role, zone)) {
        return TRUE;
    }
    if (is_container(start)) {
        *zone = zone_of_tokens(start, standalone);
        if (*zone != ZONE_MAIN) {
            return TRUE;
        }
    }
    switch (start->tag) {
    case TAG_NAV:
        *zone = ZONE_NAV;
        return TRUE;
    case TAG_MAIN:
        *zone = ZONE_MAIN;
        return TRUE;
    case TAG_ASIDE:
        *zone = ZONE_ASIDE;
        return TRUE;
    case TAG_HEADER:
        *zone = ZONE_HEADER;
        return standalone;
    case TAG_FOOTER:
        *zone = ZONE_FOOTER;
        return standalone;
    default:
        return FALSE;
    }
}

void zone_open(const struct frame *parent, struct frame *frame, const struct markup_start *start)
{
    if (start->tag == TAG_HEAD) {
        frame->zone = ZONE_HEAD;
        return;
    }
    if (start->tag == TAG_BODY) {
        frame->zone = parent->zone == ZONE_HEAD ? ZONE_MAIN : parent->zone;
        return;
    }
    // What stands in a footer or a comment thread is of it, whatever else it is: its navigation, its forms.
    if (parent->zone == ZONE_FOOTER || parent->zone == ZONE_COMMENTS) {
        frame->zone = start->tag == TAG_MAIN ? ZONE_MAIN : parent->zone;
        return;
    }
    enum page_zone zone = ZONE_MAIN;
    gboolean standalone = !parent->sectioned && !parent->in_main && !parent->quoted;
    if (own_zone(start, standalone, &zone)) {
        frame->zone = zone;
    }
}

gboolean zone_is_hidden(const struct markup_start *start)
{
    if (start->roles & MARKUP_HIDDEN) {
        return TRUE;
    }
    const char *hidden = walk_known(start, ATTRIBUTE_HIDDEN);
    if (hidden || (start->tag == TAG_DIALOG && !walk_known(start, ATTRIBUTE_OPEN))) {
        return TRUE;
    }
    if (start->tag == TAG_INPUT) {
        const char *type = walk_known(start, ATTRIBUTE_TYPE);
        return type && g_ascii_strcasecmp(type, "hidden") == 0;
    }
    const char *aria = walk_known(start, ATTRIBUTE_ARIA_HIDDEN);
    if (aria && strcmp(aria, "true") == 0 && (start->tag == TAG_I || start->tag == TAG_SVG)) {
        return TRUE; // an icon; other things may be hidden from screen readers alone
    }
    const char *style = walk_known(start, ATTRIBUTE_STYLE);
    const char *display = style ? strstr(style, "display") : NULL;
    if (!display) {
        return FALSE;
    }
    display += strlen("display");
    display += strspn(display, " \t\n:");
    return g_str_has_prefix(display, "none");
}

gboolean zone_is_quote(const char *classes)
{
    const char *at = strstr(classes, "quote");
    if (!at || strstr(classes, "-a-quote") || strstr(classes, "request") || strstr(classes, "free")) {
        return FALSE; // "get a quote" asks for a price
    }
    gboolean begins = at == classes || !g_ascii_isalpha(at[-1]) ||
                      (at - classes >= 5 && memcmp(at - 5, "block", 5) == 0) ||
                      (at - classes >= 4 && memcmp(at - 4, "pull", 4) == 0);
    const char *after = at + strlen("quote");
    return begins && (!g_ascii_isalpha(*after) || *after == 's');
}
