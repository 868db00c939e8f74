#include "crawler/walk_parts.h"

#include <string.h>

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

/* A comment thread before all else: it stands within articles, mains and asides. */
static enum page_zone zone_of_marks(guint16 marks, gboolean standalone)
{
    if (marks & MARK_COMMENTS) {
        return ZONE_COMMENTS;
    }
    if ((marks & MARK_FOOTER) || ((marks & MARK_LOOSE_FOOTER) && standalone)) {
        return ZONE_FOOTER;
    }
    if ((marks & MARK_HEADER) || ((marks & MARK_LOOSE_HEADER) && standalone)) {
        return ZONE_HEADER;
    }
    return marks & MARK_NAV ? ZONE_NAV : marks & MARK_ASIDE ? ZONE_ASIDE : ZONE_MAIN;
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
static gboolean own_zone(const struct markup_start *start, guint16 marks, gboolean standalone, enum page_zone *zone)
{
    const char *role = walk_known(start, ATTRIBUTE_ROLE);
    if (role && zone_of_role(role, zone)) {
        return TRUE;
    }
    if (is_container(start)) {
        *zone = zone_of_marks(marks, standalone);
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

void zone_open(const struct frame *parent, struct frame *frame, const struct markup_start *start, guint16 marks)
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
    if (own_zone(start, marks, standalone, &zone)) {
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
