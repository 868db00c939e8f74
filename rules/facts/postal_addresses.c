#include <string.h>

#include "rules/facts/around.h"
#include "rules/facts/detectors.h"
#include "rules/facts/postal_code.h"
#include "rules/fold.h"

/*
 * An address is a street with a house number, and something that says it is an address: a postal code near it, a
 * heading, the footer. "Rue de la Paix" alone, or "take 3 steps", is none. Without a number a postal code must follow.
 */
enum {
    BEFORE_STREET = 48, // bytes in which a house number stands: "210, 1940, Lansdale "
    AFTER_STREET = 130, // in which the postal code follows
    CODE_REACH = 60,    // the same, where there is no house number
    NEXT_BLOCKS = 3,    // where each line is a block of its own
    LINE_BYTES = 120,
    SHOWN_BYTES = 160,
};

struct street {
    gsize start, end; // in the folded text
    gboolean number, postal_code;
};

static gboolean is_joining(const char *word, gsize length)
{
    static const char *const words[] = {"de",  "du",  "des", "la",  "le",  "les", "of", "the", "d'",    "l'",
                                        "bis", "ter", "and", "sur", "aux", "au",  "et", "st",  "suite", "unit"};
    for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
        if (strlen(words[i]) == length && g_ascii_strncasecmp(word, words[i], length) == 0) {
            return TRUE;
        }
    }
    return FALSE;
}

// Walks back from the street word over names and joining words to a house number. TRUE with its place.
static gboolean number_before(const char *text, gsize street, gsize *start)
{
    gsize at = street, earliest = street > BEFORE_STREET ? street - BEFORE_STREET : 0;
    while (at > earliest) {
        gsize end = at;
        while (end > earliest && strchr(" ,'.", text[end - 1])) {
            end--;
        }
        gsize from = end;
        while (from > earliest && !strchr(" ,'", text[from - 1])) {
            from--;
        }
        if (from == end) {
            return FALSE;
        }
        gsize digits = strspn(text + from, "0123456789");
        gboolean word = g_ascii_isupper(text[from]) || digits > 0 || is_joining(text + from, end - from);
        // The end of a sentence, not "St."; nor "2023. All rights".
        gboolean stop = end < street && text[end] == '.' && (end - from > 3 || digits == end - from);
        if (stop) {
            return FALSE;
        }
        if (digits > 0 && digits <= 5 && digits + 2 >= end - from) {
            *start = from;
            // "210, 1940, Lansdale": a suite before the number belongs to it.
            gsize back = from;
            while (back > earliest && strchr(" ,-#", text[back - 1])) {
                back--;
            }
            while (back > earliest && g_ascii_isdigit(text[back - 1])) {
                back--;
            }
            *start = g_ascii_isdigit(text[back]) && (back == 0 || strchr(" #,", text[back - 1])) ? back : from;
            return TRUE;
        }
        if (!word) {
            return FALSE;
        }
        at = from;
    }
    return FALSE;
}

// "Avenue de la Gare 10, 1003 Lausanne": the number closes the street.
static gboolean number_after(const char *text, gsize length, gsize street_end, gsize *end)
{
    gsize stop = MIN(length, street_end + BEFORE_STREET);
    for (gsize at = street_end; at < stop && text[at] != ',' && text[at] != '.'; at++) {
        if (g_ascii_isdigit(text[at]) && text[at - 1] == ' ') {
            gsize digits = strspn(text + at, "0123456789");
            gsize after = at + digits + (g_ascii_isalpha(text[at + digits]) ? 1 : 0);
            gboolean closes = digits <= 3 && after <= length &&
                              (text[after] == ',' || text[after] == '\0' || g_str_has_prefix(text + after, " - "));
            *end = closes ? after : *end;
            return closes;
        }
    }
    return FALSE;
}

// A postal code in what follows the street, in its block or in the short ones below.
static gboolean code_follows(const Page *page, guint32 block, const char *text, gsize length, struct street *street)
{
    gsize start, end, room = MIN(length - street->end, AFTER_STREET);
    if (postal_code_find(text + street->end, room, &start, &end)) {
        street->end += end;
        return TRUE;
    }
    if (length - street->end > AFTER_STREET) {
        return FALSE;
    }
    for (guint32 i = block + 1; i < page->n_blocks && i <= block + NEXT_BLOCKS; i++) {
        if (page->blocks[i].length > LINE_BYTES || page->blocks[i].is_alt) {
            return FALSE;
        }
        g_autofree char *folded = fold(page->blocks[i].text);
        if (postal_code_find(folded, strlen(folded), &start, &end)) {
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean stands_as_address(const struct fact_context *context, guint32 block, guint32 start)
{
    const Page *page = context->page;
    return page->blocks[block].zone == ZONE_FOOTER ||
           page_closest(page, page->blocks[block].element, "address") != PAGE_NONE ||
           around_before(context, block, start, LINE_BYTES, WORDS_ADDRESS_CUE) ||
           around_heading(context, block, WORDS_ADDRESS_CUE) ||
           (block > 0 && page->blocks[block - 1].length < LINE_BYTES &&
            around_in(context, block - 1, WORDS_ADDRESS_CUE)) ||
           around_text(context, page->title, WORDS_ADDRESS_CUE);
}

// The regulator's own address, written out beside its name: house number and suite, or the postal code, are the same.
static gboolean is_regulators(const struct fact_context *context, const char *shown)
{
    g_autofree char *folded = fold(shown);
    gsize start, end, own_start, own_end;
    for (guint i = 0; i < context->packs->regulators->len; i++) {
        const char *address =
            ((const struct regulator *)g_ptr_array_index(context->packs->regulators, i))->postal_address;
        if (!address) {
            continue;
        }
        g_autofree char *number = g_strndup(address, strspn(address, "#0123456789-"));
        const char *suite = strstr(address, "Suite ");
        g_autofree char *suite_number = suite ? g_strndup(suite + 6, strspn(suite + 6, "0123456789")) : NULL;
        gboolean same_code = postal_code_find(folded, strlen(folded), &start, &end) &&
                             postal_code_find(address, strlen(address), &own_start, &own_end) &&
                             strncmp(folded + start, address + own_start, own_end - own_start) == 0;
        if (same_code ||
            (*number && g_str_has_prefix(folded, number) && suite_number && strstr(folded, suite_number))) {
            return TRUE;
        }
    }
    return FALSE;
}

static void add_address(const struct fact_context *context, Facts *facts, guint32 block, const char *folded,
                        const struct street *street)
{
    const struct page_block *at = &context->page->blocks[block];
    guint32 start = fold_origin(at->text, at->length, street->start);
    guint32 end = fold_origin(at->text, at->length, street->end);
    g_autofree char *shown = around_text_of(context->page, block, start, end);
    g_autofree char *value = g_utf8_strdown(folded + street->start, street->end - street->start);
    g_autoptr(GString) tags = g_string_new(street->postal_code ? "complete" : "street");
    tags_add_zone(tags, context->page, block);
    gsize rest = MIN(strlen(folded + street->start), SHOWN_BYTES);
    g_autofree char *line = g_strndup(folded + street->start, rest);
    if (is_regulators(context, line)) {
        tags_add(tags, "regulator");
    }
    if (around_somebody_else(context, block, start)) {
        tags_add(tags, "elsewhere");
    }
    const struct fact fact = {
        .kind = FACT_ADDRESS,
        .value = value,
        .shown = shown,
        .tags = tags->str,
        .block = block,
        .element = at->element,
        .start = start,
        .end = end,
    };
    facts_add(facts, &fact);
}

// A street word in running English is one only with a capital: "the first place", "Danforth Place".
static gboolean is_named(const char *text, gsize start, gsize end)
{
    static const char *const french[] = {"rue",    "avenue",  "av",      "boulevard", "bd",    "boul",
                                         "chemin", "allee",   "impasse", "quai",      "place", "cours",
                                         "route",  "passage", "square",  "rang",      NULL};
    g_autofree char *word = g_ascii_strdown(text + start, end - start);
    return g_ascii_isupper(text[start]) || g_strv_contains(french, word);
}

static void read_block(const struct fact_context *context, Facts *facts, guint32 index)
{
    if (!around_in(context, index, WORDS_STREET)) {
        return;
    }
    const struct page_block *block = &context->page->blocks[index];
    g_autofree char *folded = fold(block->text);
    gsize length = strlen(folded), done = 0;
    guint n;
    const struct match *matches = hits_in(context->hits, index, &n);
    for (guint i = 0; i < n; i++) {
        if (matches[i].owner != WORDS_STREET) {
            continue;
        }
        // Folding only ever shortens, so a place in the folded text is at or before the same place in the text.
        g_autofree char *head = g_strndup(block->text, matches[i].start);
        g_autofree char *folded_head = fold(head);
        g_autofree char *word = around_text_of(context->page, index, matches[i].start, matches[i].end);
        g_autofree char *folded_word = fold(word);
        gsize start = strlen(folded_head), end = start + strlen(folded_word);
        struct street street = {.start = start, .end = end};
        if (start < done || !is_named(folded, start, end)) {
            continue;
        }
        street.number = number_before(folded, start, &street.start) || number_after(folded, length, end, &street.end);
        street.postal_code = code_follows(context->page, index, folded, length, &street);
        gboolean written_out =
            street.postal_code && street.end > end && street.end - end <= CODE_REACH && g_ascii_isupper(folded[start]);
        if (street.number ? street.postal_code || stands_as_address(context, index, matches[i].start) : written_out) {
            add_address(context, facts, index, folded, &street);
            done = street.end;
        }
    }
}

void facts_postal_addresses(const struct fact_context *context, Facts *facts)
{
    const Page *page = context->page;
    for (guint32 i = 0; i < page->n_blocks; i++) {
        if (page->blocks[i].zone != ZONE_COMMENTS && page->blocks[i].zone != ZONE_HEAD && !page->blocks[i].is_alt) {
            read_block(context, facts, i);
        }
    }
}
