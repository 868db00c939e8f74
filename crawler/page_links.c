#include "crawler/mail_hiding.h"
#include "crawler/walk_parts.h"

#include <string.h>

enum { MAX_REL_BYTES = 200 };

static gboolean has_word(const char *words, const char *word)
{
    gsize length = strlen(word);
    for (const char *at = words; at && (at = strstr(at, word)); at += length) {
        if ((at == words || !g_ascii_isalnum(at[-1])) && !g_ascii_isalnum(at[length])) {
            return TRUE;
        }
    }
    return FALSE;
}

static void add_link(struct walk *walk, const struct markup_start *start, const char *href, const char *text)
{
    const struct frame *frame = walk_top(walk);
    g_autofree char *mail = mail_from_cloudflare_link(href);
    const char *hidden = walk_known(start, ATTRIBUTE_DATA_CFEMAIL);
    if (!mail && hidden) {
        g_autofree char *decoded = mail_from_cloudflare(hidden);
        mail = decoded ? g_strconcat("mailto:", decoded, NULL) : NULL;
    }
    const char *title = walk_known(start, ATTRIBUTE_TITLE);
    title = title && *title ? title : walk_known(start, ATTRIBUTE_ARIA_LABEL);
    const char *rel = walk_known(start, ATTRIBUTE_REL);
    struct page_link link = {
        .address = mail ? NULL : walk_resolve(walk, href),
        .href = walk_copy(walk, mail ? mail : href),
        .text = text,
        .rel = rel && strlen(rel) < MAX_REL_BYTES ? walk_copy_lower(walk, rel) : NULL,
        .title = title && *title ? walk_copy(walk, title) : NULL,
        .element = frame->element,
        .block = PAGE_NONE,
        .zone = frame->zone,
    };
    link.nofollow = has_word(link.rel, "nofollow");
    g_array_append_val(walk->store->links, link);
}

static void open_link(struct walk *walk, const struct markup_start *start)
{
    const char *href = walk_known(start, ATTRIBUTE_HREF);
    if (!href || walk->link != PAGE_NONE) {
        return;
    }
    add_link(walk, start, href, "");
    walk->link = walk->store->links->len - 1;
    walk->link_start = walk->flow->len;
    g_string_truncate(walk->link_alt, 0);
    walk_top(walk)->opens_link = TRUE;
}

static void add_alt(struct walk *walk, const char *text)
{
    const char *copy = walk_copy(walk, text);
    text_add_alt(walk, copy, walk_top(walk)->element, walk_top(walk)->zone);
    if (walk->link != PAGE_NONE && *copy && walk->link_alt->len < PAGE_MAX_BLOCK_BYTES) {
        g_string_append_printf(walk->link_alt, "%s%s", walk->link_alt->len ? " " : "", copy);
    }
}

static const char *lazy_source(const struct markup_start *start)
{
    static const enum markup_attribute lazy[] = {
        ATTRIBUTE_DATA_SRC,           ATTRIBUTE_DATA_LAZY_SRC, ATTRIBUTE_DATA_ROCKET_SRC,
        ATTRIBUTE_DATA_LITESPEED_SRC, ATTRIBUTE_DATA_ORIGINAL,
    };
    const char *source = walk_known(start, start->tag == TAG_OBJECT ? ATTRIBUTE_DATA : ATTRIBUTE_SRC);
    gboolean placeholder =
        !source || !*source || g_str_has_prefix(source, "about:") || g_str_has_prefix(source, "data:");
    for (gsize i = 0; placeholder && i < G_N_ELEMENTS(lazy); i++) {
        if (walk_known(start, lazy[i])) {
            return walk_known(start, lazy[i]);
        }
    }
    return source;
}

static void add_image(struct walk *walk, const struct markup_start *start)
{
    const char *source = lazy_source(start), *alt = walk_known(start, ATTRIBUTE_ALT);
    struct page_image image = {
        .source = source && !g_str_has_prefix(source, "data:") ? walk_copy(walk, source) : NULL,
        .alt = walk_copy(walk, alt),
        .element = walk_top(walk)->element,
    };
    g_array_append_val(walk->store->images, image);
    if (alt && *alt) {
        add_alt(walk, alt);
    }
}

static void add_frame(struct walk *walk, const struct markup_start *start)
{
    struct page_frame frame = {
        .source = walk_resolve(walk, lazy_source(start)),
        .title = walk_copy(walk, walk_known(start, ATTRIBUTE_TITLE)),
        .element = walk_top(walk)->element,
    };
    g_array_append_val(walk->store->frames, frame);
}

static void read_robots(struct walk *walk, const char *content)
{
    g_autofree char *lower = g_ascii_strdown(content, -1);
    gboolean none = has_word(lower, "none");
    walk->page->noindex |= none || has_word(lower, "noindex");
    walk->page->nofollow |= none || has_word(lower, "nofollow");
}

/* "5; url='/new/'" */
static void read_refresh(struct walk *walk, const char *content)
{
    const char *at = content + strcspn(content, ";,");
    at += strspn(at, ";, \t\n");
    if (g_ascii_strncasecmp(at, "url", 3) == 0) {
        at += 3;
        at += strspn(at, " \t\n");
        at += *at == '=';
        at += strspn(at, " \t\n'\"");
    }
    g_autofree char *target = g_strndup(at, strcspn(at, "'\""));
    if (*target && !walk->page->refresh) {
        walk->page->refresh = walk_resolve(walk, target);
        walk->page->refresh_s = (guint32)MIN(g_ascii_strtoull(content, NULL, 10), G_MAXUINT32);
    }
}

static gboolean is_description(const char *name)
{
    return strcmp(name, "description") == 0 || strcmp(name, "og:description") == 0 ||
           strcmp(name, "twitter:description") == 0;
}

static void add_description(struct walk *walk, const char *text)
{
    const GArray *blocks = walk->store->blocks;
    for (guint i = 0; i < blocks->len && i < 8; i++) {
        const struct page_block *block = &g_array_index(blocks, struct page_block, i);
        if (block->zone == ZONE_HEAD && strcmp(block->text, text) == 0) {
            return;
        }
    }
    text_add_alt(walk, text, walk_top(walk)->element, ZONE_HEAD);
}

static void add_meta(struct walk *walk, const struct markup_start *start)
{
    static const enum markup_attribute names[] = {ATTRIBUTE_NAME, ATTRIBUTE_PROPERTY, ATTRIBUTE_ITEMPROP,
                                                  ATTRIBUTE_HTTP_EQUIV};
    const char *name = NULL, *content = walk_known(start, ATTRIBUTE_CONTENT);
    for (gsize i = 0; !name && i < G_N_ELEMENTS(names); i++) {
        name = walk_known(start, names[i]);
    }
    if (!name || !content) {
        return;
    }
    struct page_meta meta = {.name = walk_copy_lower(walk, name), .content = walk_copy(walk, content)};
    g_array_append_val(walk->store->metas, meta);
    if (strcmp(meta.name, "robots") == 0 || strcmp(meta.name, "googlebot") == 0) {
        read_robots(walk, meta.content);
    } else if (strcmp(meta.name, "refresh") == 0) {
        read_refresh(walk, content);
    } else if (strcmp(meta.name, "generator") == 0 && !walk->page->generator) {
        walk->page->generator = meta.content;
    } else if (is_description(meta.name)) {
        add_description(walk, meta.content);
    }
}

static void read_link_element(struct walk *walk, const struct markup_start *start)
{
    const char *rel = walk_known(start, ATTRIBUTE_REL), *href = walk_known(start, ATTRIBUTE_HREF);
    if (rel && href && g_ascii_strcasecmp(rel, "canonical") == 0 && !walk->page->canonical) {
        walk->page->canonical = walk_resolve(walk, href);
    }
}

static gboolean names_a_place(const char *role)
{
    static const char *const places[] = {"region", "navigation", "main",    "banner", "contentinfo", "search",
                                         "dialog", "list",       "toolbar", "menu",   "menubar",     "tablist"};
    for (gsize i = 0; role && i < G_N_ELEMENTS(places); i++) {
        if (strcmp(role, places[i]) == 0) {
            return TRUE;
        }
    }
    return FALSE;
}

/* The aria-label of what has no other name: icons, stars, groups drawn as pictures. */
static void add_label(struct walk *walk, const struct markup_start *start)
{
    const char *label = walk_known(start, ATTRIBUTE_ARIA_LABEL);
    if (!label || !*label) {
        return;
    }
    switch (start->tag) {
    case TAG_SPAN:
    case TAG_DIV:
    case TAG_OTHER:
        if (names_a_place(walk_known(start, ATTRIBUTE_ROLE))) {
            break;
        }
        add_alt(walk, label);
        break;
    case TAG_I:
    case TAG_SVG:
    case TAG_A:
    case TAG_BUTTON:
        add_alt(walk, label);
        break;
    default:
        break;
    }
}

void links_start(struct walk *walk, const struct markup_start *start)
{
    add_label(walk, start);
    switch (start->tag) {
    case TAG_A:
        open_link(walk, start);
        break;
    case TAG_AREA:
        if (walk_known(start, ATTRIBUTE_HREF)) {
            const char *alt = walk_copy(walk, walk_known(start, ATTRIBUTE_ALT));
            add_link(walk, start, walk_known(start, ATTRIBUTE_HREF), alt ? alt : "");
        }
        break;
    case TAG_IMG:
        add_image(walk, start);
        break;
    case TAG_IFRAME:
    case TAG_FRAME:
    case TAG_EMBED:
    case TAG_OBJECT:
        add_frame(walk, start);
        break;
    case TAG_META:
        add_meta(walk, start);
        break;
    case TAG_LINK:
        read_link_element(walk, start);
        break;
    case TAG_BASE:
        if (!walk->base_set && walk_known(start, ATTRIBUTE_HREF)) {
            const char *base = walk_resolve(walk, walk_known(start, ATTRIBUTE_HREF));
            walk->base_set = base != NULL;
            walk->page->base = base ? base : walk->page->base;
        }
        break;
    default:
        break;
    }
}

void links_end(struct walk *walk, const struct frame *frame)
{
    if (!frame->opens_link) {
        return;
    }
    struct page_link *link = &g_array_index(walk->store->links, struct page_link, walk->link);
    link->text = walk_flow_from(walk, walk->link_start, PAGE_MAX_BLOCK_BYTES);
    if (walk->link_alt->len > 0) {
        g_autofree char *both = g_strconcat(link->text, *link->text ? " " : "", walk->link_alt->str, NULL);
        link->text = arena_copy(walk->arena, both);
    }
    walk->link = PAGE_NONE;
    walk->after_link = TRUE;
    if (walk->block_start == G_MAXUINT32 && walk->pending_link < walk->store->links->len) {
        walk->pending_link = walk->store->links->len; // no text: it stands in no block
    }
}
