#include "crawler/language.h"
#include "crawler/walk_parts.h"

#include <string.h>

enum { MAX_HEADING_BYTES = 160, MAX_HEADLIKE_BYTES = 120, NO_HEADING = -1 };

/* Bytes of the white space at `at` (also no-break and typographic spaces), or 0. */
static gsize space_at(const char *at, const char *end)
{
    const guchar *byte = (const guchar *)at;
    if (*byte <= ' ') {
        return 1;
    }
    if (byte[0] == 0xc2) {
        return end - at >= 2 && byte[1] == 0xa0 ? 2 : 0;
    }
    if (byte[0] == 0xe2 && end - at >= 3) {
        return (byte[1] == 0x80 && (byte[2] <= 0x8a || byte[2] == 0xaf || byte[2] == 0xa8)) ||
                       (byte[1] == 0x81 && byte[2] == 0x9f)
                   ? 3
                   : 0;
    }
    return byte[0] == 0xe3 && end - at >= 3 && byte[1] == 0x80 && byte[2] == 0x80 ? 3 : 0;
}

/* Bytes of a character that shows nothing and parts nothing (U+200B, U+2060, U+FEFF), or 0. */
static gsize nothing_at(const char *at, const char *end)
{
    static const char *const nothings[] = {"\xe2\x80\x8b", "\xe2\x81\xa0", "\xef\xbb\xbf"};
    for (gsize i = 0; (guchar)*at >= 0xe2 && end - at >= 3 && i < G_N_ELEMENTS(nothings); i++) {
        if (memcmp(at, nothings[i], 3) == 0) {
            return 3;
        }
    }
    return 0;
}

/* Whether the byte cannot begin white space, nor nothing. */
static gboolean is_plain(char c)
{
    const guchar byte = (guchar)c;
    return byte > ' ' && (byte < 0xc2 || (byte != 0xc2 && byte != 0xe2 && byte != 0xe3 && byte != 0xef));
}

/* Where the word that begins at `at` ends. */
static const char *word_end(const char *at, const char *end)
{
    do {
        at++;
        while (at < end && is_plain(*at)) {
            at++;
        }
    } while (at < end && !space_at(at, end) && !nothing_at(at, end));
    return at;
}

static void begin_block(struct walk *walk)
{
    struct frame *frame = walk_top(walk);
    walk->block_start = walk->flow->len;
    walk->first = *frame;
    walk->word_bytes = 0;
    walk->link_bytes = walk->emphasised_bytes = walk->bold_bytes = walk->headlike_bytes = 0;
    guint depth = walk->depth;
    while (depth > 1 && !(walk->frames[depth].roles & MARKUP_BLOCK)) {
        depth--;
    }
    const struct frame *block = &walk->frames[depth];
    walk->block_element = block->element == PAGE_NONE ? 0 : block->element; // after the root's end: of the root
    // The flags of the block, not of the inline element that its first word happens to stand in.
    walk->first.quoted = frame->quoted;
    walk->first.heading =
        block->heading != PAGE_NONE || block->closed_heading == PAGE_NONE ? block->heading : block->closed_heading;
    walk->first.heading_level = block->heading_level;
    walk->first.hidden = frame->hidden;
}

/* How much text the block that is open has room for. */
static gsize room(const struct walk *walk)
{
    const gsize n = walk->block_start == G_MAXUINT32 ? 0 : walk->flow->len - walk->block_start;
    return PAGE_MAX_BLOCK_BYTES - MIN(n, PAGE_MAX_BLOCK_BYTES);
}

/* Words with single spaces between them, `n_spaces` in all. */
static void append_words(struct walk *walk, const char *text, gsize length, gsize n_spaces)
{
    const struct frame *frame = walk_top(walk);
    if (walk->block_start != G_MAXUINT32 && length > room(walk)) {
        text_break(walk);
    }
    if (walk->block_start == G_MAXUINT32) {
        begin_block(walk);
    }
    g_string_append_len(walk->flow, text, length);
    length -= n_spaces;
    walk->word_bytes += length;
    walk->link_bytes += walk->link != PAGE_NONE ? length : 0;
    walk->emphasised_bytes += frame->emphasised ? length : 0;
    walk->bold_bytes += frame->bold ? length : 0;
    walk->headlike_bytes += frame->headlike ? length : 0;
    walk->n_breaks = 0;
    walk->after_link = FALSE;
}

static void append_space(struct walk *walk)
{
    GString *flow = walk->flow;
    walk->after_link = FALSE;
    if (flow->len > 0 && flow->str[flow->len - 1] != ' ') {
        g_string_append_c(flow, ' ');
    }
}

void text_append(struct walk *walk, const char *text, gsize length)
{
    if (walk->store->elements->len == 0) {
        return; // text that stands nowhere
    }
    const char *at = text, *end = text + length;
    while (at < end) {
        gsize space = space_at(at, end), nothing = space ? 0 : nothing_at(at, end);
        if (space + nothing > 0) {
            if (space) {
                append_space(walk);
            }
            at += space + nothing;
            continue;
        }
        const char *stop = word_end(at, end);
        gsize n_spaces = 0, most = room(walk);
        while (end - stop >= 2 && *stop == ' ' && is_plain(stop[1])) {
            const char *further = word_end(stop + 1, end);
            if ((gsize)(further - at) > most) {
                break; // it begins the next block
            }
            stop = further;
            n_spaces++;
        }
        while (n_spaces == 0 && stop - at > PAGE_MAX_BLOCK_BYTES / 2) { // one word as long as a page
            const char *cut = g_utf8_find_prev_char(at, at + PAGE_MAX_BLOCK_BYTES / 2);
            append_words(walk, at, cut - at, 0);
            at = cut;
        }
        append_words(walk, at, stop - at, n_spaces);
        at = stop;
    }
}

/* 1 to 6 for a heading, 0 for a line that only looks like one, NO_HEADING for text. */
static int heading_level(const struct walk *walk, const struct page_block *block)
{
    if (walk->first.heading_level) {
        // One that runs on is a paragraph in large type: builders set quotations so.
        return block->length <= MAX_HEADING_BYTES ? walk->first.heading_level - 1 : NO_HEADING;
    }
    const struct frame *top = &walk->first;
    if (block->length > MAX_HEADLIKE_BYTES || top->control || top->zone == ZONE_NAV || top->zone == ZONE_HEAD ||
        strchr(".,;", block->text[block->length - 1]) || walk->link_bytes * 2 > block->length) {
        return NO_HEADING;
    }
    return walk->bold_bytes >= walk->word_bytes || walk->headlike_bytes >= walk->word_bytes ? 0 : NO_HEADING;
}

static void add_heading(struct walk *walk, const struct page_block *block, guint32 index, int level)
{
    struct page_heading heading = {
        .text = block->text, .element = block->element, .block = index, .level = (guint8)level};
    guint32 number = walk->store->headings->len;
    g_array_append_val(walk->store->headings, heading);
    struct frame *frame = walk_top(walk);
    while (frame > walk->frames + 1 && frame->element > block->element) {
        frame--;
    }
    for (struct frame *open = walk_top(walk); open >= frame; open--) {
        open->heading = number;
        open->closed_heading = PAGE_NONE;
        open->has_heading = TRUE;
        open->text_after = FALSE;
    }
}

static void add_block(struct walk *walk, const struct page_block *block, guint8 declared)
{
    g_array_append_val(walk->store->blocks, *block);
    struct block_votes votes = {.declared = declared};
    if (!block->hidden || !block->is_alt) {
        language_vote(block->text, block->length, &votes.english, &votes.french);
    }
    g_array_append_val(walk->votes, votes);
}

static guint32 trimmed(const struct walk *walk)
{
    guint32 length = walk->flow->len - walk->block_start;
    while (length > 0 && walk->flow->str[walk->block_start + length - 1] == ' ') {
        length--;
    }
    return length;
}

// Links wait for the block that they stand in.
static void settle_links(struct walk *walk, guint32 block)
{
    GArray *links = walk->store->links;
    for (; walk->pending_link < links->len; walk->pending_link++) {
        g_array_index(links, struct page_link, walk->pending_link).block = block;
    }
}

void text_break(struct walk *walk)
{
    walk->n_breaks = 0;
    if (walk->block_start == G_MAXUINT32) {
        return;
    }
    guint32 length = trimmed(walk), index = walk->store->blocks->len;
    const struct frame *first = &walk->first;
    struct page_block block = {
        .text = arena_text(walk->arena, walk->flow->str + walk->block_start, length),
        .length = length,
        .element = walk->block_element,
        .heading = first->heading,
        .n_link_bytes = MIN(walk->link_bytes, length),
        .zone = first->zone,
        .hidden = first->hidden,
        .quoted = first->quoted,
        .in_form = first->control,
    };
    walk->block_start = G_MAXUINT32;
    append_space(walk);
    block.emphasised = walk->emphasised_bytes >= walk->word_bytes;
    int level = heading_level(walk, &block);
    block.is_heading = level != NO_HEADING;
    add_block(walk, &block, first->language);
    settle_links(walk, index);
    if (block.is_heading) {
        add_heading(walk, &block, index, level);
    } else {
        walk_top(walk)->text_after = TRUE;
    }
}

void text_add_alt(struct walk *walk, const char *text, guint32 element, enum page_zone zone)
{
    const struct frame *frame = walk_top(walk);
    gsize length = strlen(text);
    if (length == 0) {
        return;
    }
    if (length > PAGE_MAX_BLOCK_BYTES) {
        const char *cut = g_utf8_find_prev_char(text, text + PAGE_MAX_BLOCK_BYTES);
        length = cut - text;
        text = arena_text(walk->arena, text, length);
        walk->page->truncated = TRUE;
    }
    struct page_block block = {
        .text = text,
        .length = (guint32)length,
        .element = element,
        .heading = zone == ZONE_HEAD ? PAGE_NONE : frame->heading,
        .zone = zone,
        .hidden = zone != ZONE_HEAD && frame->hidden,
        .quoted = frame->quoted,
        .is_alt = zone != ZONE_HEAD,
    };
    add_block(walk, &block, frame->language);
}

static gboolean keeps_to_itself(const struct frame *child, const struct frame *parent)
{
    return child->sign == parent->closed_sign || (child->roles & MARKUP_CARD);
}

/* Headings do not reach into page furniture, nor out of it; that of a page's header may be its title. */
static gboolean stands_apart(const struct frame *child, const struct frame *parent)
{
    return child->zone != parent->zone && child->zone != ZONE_MAIN && child->zone != ZONE_HEADER;
}

void text_open_heading(const struct frame *parent, struct frame *child)
{
    if (stands_apart(child, parent)) {
        child->heading = PAGE_NONE;
        return;
    }
    gboolean inherits = parent->closed_heading != PAGE_NONE && !keeps_to_itself(child, parent);
    child->heading = inherits ? parent->closed_heading : parent->heading;
}

/*
 * A heading alone in its wrapper heads what follows the wrapper. One with text beneath it in the same box has said what
 * it heads: it reaches on to a different kind of box, but not to the next card of the same row.
 */
void text_close_heading(struct frame *parent, const struct frame *child)
{
    if (stands_apart(child, parent)) {
        return;
    }
    if (child->has_heading && !child->text_after) {
        parent->heading = child->heading;
        parent->closed_heading = PAGE_NONE;
        parent->has_heading = TRUE;
        parent->text_after = FALSE;
        return;
    }
    parent->text_after |= child->text_after;
    if (!child->has_heading) {
        return;
    }
    parent->has_heading = TRUE;
    parent->text_after = TRUE;
    if (!(child->roles & MARKUP_CARD)) {
        parent->closed_heading = child->closed_heading != PAGE_NONE ? child->closed_heading : child->heading;
        parent->closed_sign = child->sign;
    }
}
