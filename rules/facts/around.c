#include "rules/facts/around.h"

#include <string.h>

#include "rules/fold.h"
#include "rules/sentence.h"

enum {
    ELSEWHERE_REACH = 160, // bytes: a line or two of an imprint
    SHORT_BLOCK = 80,      // a label standing alone above what it names
    LIST_LINES = 5,        // below a sentence that ends in a colon
    LIST_LINE_BYTES = 160,
    TEASERS = 3, // a page with that many posts shows what else there is to read
};

const struct match *around_in(const struct fact_context *context, guint32 block, enum word_list list)
{
    return block == PAGE_NONE ? NULL : hits_first(context->hits, block, list);
}

const struct match *around_sentence(const struct fact_context *context, guint32 block, guint32 start, guint32 end,
                                    enum word_list list)
{
    if (!around_in(context, block, list)) {
        return NULL;
    }
    const struct page_block *at = &context->page->blocks[block];
    gsize first, last;
    sentence_around(at->text, at->length, start, end, &first, &last);
    guint n;
    const struct match *matches = hits_of(context->hits, block, list, &n);
    for (guint i = 0; i < n; i++) {
        if (matches[i].start >= first && matches[i].end <= last) {
            return &matches[i];
        }
    }
    return NULL;
}

const struct match *around_before(const struct fact_context *context, guint32 block, guint32 start, guint32 reach,
                                  enum word_list list)
{
    guint n;
    const struct match *matches = hits_of(context->hits, block, list, &n), *nearest = NULL;
    for (guint i = 0; i < n && matches[i].start < start; i++) {
        if (matches[i].end <= start && start - matches[i].end <= reach) {
            nearest = &matches[i];
        }
    }
    return nearest;
}

gboolean around_overlaps(const struct fact_context *context, guint32 block, guint32 start, guint32 end,
                         enum word_list list)
{
    guint n;
    const struct match *matches = hits_of(context->hits, block, list, &n);
    for (guint i = 0; i < n && matches[i].start < end; i++) {
        if (matches[i].end > start) {
            return TRUE;
        }
    }
    return FALSE;
}

gboolean around_heading(const struct fact_context *context, guint32 block, enum word_list list)
{
    guint32 heading = context->page->blocks[block].heading;
    return heading != PAGE_NONE && around_in(context, context->page->headings[heading].block, list);
}

gboolean around_text(const struct fact_context *context, const char *text, enum word_list list)
{
    return matcher_holds(context->packs->matcher, text, strlen(text), MATCH_ANY, list);
}

// "You may complain to the CNIL:" and below it, line by line, how to reach it.
static gboolean is_in_list_about_else(const struct fact_context *context, guint32 block)
{
    const Page *page = context->page;
    const struct page_block *at = &page->blocks[block];
    for (guint32 i = block; i > 0 && block - i < LIST_LINES && at->length < LIST_LINE_BYTES; i--) {
        const struct page_block *above = &page->blocks[i - 1];
        if (above->heading != at->heading || above->zone != at->zone || above->is_heading) {
            return FALSE;
        }
        if (above->length && above->text[above->length - 1] == ':' && above->length >= SHORT_BLOCK) {
            return around_in(context, i - 1, WORDS_SOMEBODY_ELSE) != NULL;
        }
    }
    return FALSE;
}

gboolean around_somebody_else(const struct fact_context *context, guint32 block, guint32 start)
{
    const Page *page = context->page;
    if (around_before(context, block, start, ELSEWHERE_REACH, WORDS_SOMEBODY_ELSE) ||
        around_heading(context, block, WORDS_SOMEBODY_ELSE)) {
        return TRUE;
    }
    if (is_in_list_about_else(context, block)) {
        return TRUE;
    }
    // A label of its own just above: "Hébergeur" and, in the next block, its address.
    return block > 0 && page->blocks[block - 1].length < SHORT_BLOCK &&
           page->blocks[block - 1].zone == page->blocks[block].zone &&
           around_in(context, block - 1, WORDS_SOMEBODY_ELSE) && !around_in(context, block - 1, WORDS_COPYRIGHT_CUE);
}

gboolean around_other_people(const struct fact_context *context, guint32 block)
{
    const struct page_block *at = &context->page->blocks[block];
    return at->n_link_bytes * 2 > at->length && at->zone == ZONE_MAIN &&
           (around_heading(context, block, WORDS_OTHER_PEOPLE) ||
            around_text(context, context->page->title, WORDS_OTHER_PEOPLE));
}

gboolean around_article(const Page *page)
{
    for (guint i = 0; i < page->n_metas; i++) {
        if (strcmp(page->metas[i].name, "article:published_time") == 0) {
            return TRUE;
        }
    }
    for (guint i = 0; i < page->n_items; i++) {
        const char *types = page->items[i].types;
        if (page->items[i].parent == PAGE_NONE && (strstr(types, "BlogPosting") || strstr(types, "NewsArticle"))) {
            return TRUE;
        }
    }
    static const char *const classes[] = {"single-post", "blog-post", "blog-item-wrapper"};
    for (guint i = 0; i < G_N_ELEMENTS(classes); i++) {
        const struct page_token *token = page_token(page, classes[i], FALSE);
        if (token && token->n < TEASERS) {
            return TRUE;
        }
    }
    return FALSE;
}

// The start page of a site or of one of its languages, as far as an address tells.
static gboolean is_start_page(const Page *page)
{
    const char *scheme = strstr(page->address, "://");
    const char *path = scheme ? strchr(scheme + 3, '/') : strchr(page->address, '/');
    if (!path) {
        return TRUE;
    }
    const char *name = strrchr(path, '/') + 1;
    gboolean index = *name == '\0' || g_ascii_strncasecmp(name, "index.", 6) == 0 ||
                     g_ascii_strncasecmp(name, "home", 4) == 0 || g_ascii_strncasecmp(name, "accueil", 7) == 0;
    return index && (g_str_has_prefix(page->address, "file:") || name - path <= 4); // "/", "/fr/"
}

gboolean around_prominent(const struct fact_context *context, guint32 block)
{
    guint8 zone = block == PAGE_NONE ? ZONE_MAIN : context->page->blocks[block].zone;
    if (zone == ZONE_HEADER || zone == ZONE_FOOTER || zone == ZONE_HEAD || is_start_page(context->page)) {
        return TRUE;
    }
    return around_text(context, context->page->title, WORDS_PROFILE_PAGE) ||
           around_text(context, context->page->address, WORDS_PROFILE_PAGE);
}

gboolean around_named(const struct fact_context *context, guint32 block)
{
    const char *name = context->practice->practitioner;
    if (!name) {
        return FALSE;
    }
    const char *last = strrchr(name, ' ');
    g_autofree char *folded_name = fold(last ? last + 1 : name);
    g_autofree char *folded_text = fold(context->page->blocks[block].text);
    return strlen(folded_name) > 1 && strcasestr(folded_text, folded_name) != NULL;
}

void tags_add(GString *tags, const char *tag)
{
    if (tags->len > 0) {
        g_string_append_c(tags, ' ');
    }
    g_string_append(tags, tag);
}

void tags_add_zone(GString *tags, const Page *page, guint32 block)
{
    if (block != PAGE_NONE) {
        tags_add(tags, page_zone_word(page->blocks[block].zone));
    }
}

char *around_text_of(const Page *page, guint32 block, guint32 start, guint32 end)
{
    return g_strndup(page->blocks[block].text + start, end - start);
}
