#include <string.h>

#include "rules/facts/bodies.h"
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
    FRENCH_CODE = 5,
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

struct word {
    gsize start, end, digits; // digits: how many it begins with
};

// The word before `at`, FALSE where there is none.
static gboolean word_before(const char *text, gsize earliest, gsize at, struct word *word)
{
    word->end = at;
    while (word->end > earliest && strchr(" ,'.", text[word->end - 1])) {
        word->end--;
    }
    word->start = word->end;
    while (word->start > earliest && !strchr(" ,'", text[word->start - 1])) {
        word->start--;
    }
    word->digits = strspn(text + word->start, "0123456789");
    const char *behind = text + word->start + word->digits;
    if (word->digits > 0 && *behind == '/') { // "3/127 Bolton Street": the unit, and the house
        gsize house = strspn(behind + 1, "0123456789");
        word->start += house > 0 ? word->digits + 1 : 0;
        word->digits = house > 0 ? house : word->digits;
    }
    return word->start < word->end;
}

// "210, 1940, Lansdale": a suite before the house number belongs to it.
static gsize with_suite(const char *text, gsize earliest, gsize number)
{
    gsize back = number;
    while (back > earliest && strchr(" ,-#", text[back - 1])) {
        back--;
    }
    while (back > earliest && g_ascii_isdigit(text[back - 1])) {
        back--;
    }
    return g_ascii_isdigit(text[back]) && (back == 0 || strchr(" #,", text[back - 1])) ? back : number;
}

// "2025 Dr. Sarah Mitchell": right behind a number "Dr." is no drive, which has a name before it.
static gboolean is_honorific(const char *street)
{
    return g_ascii_strncasecmp(street, "dr", 2) == 0 && !g_ascii_isalpha(street[2]);
}

// Walks back from the street word over names and joining words to a house number. TRUE with its place.
static gboolean number_before(const char *text, gsize street, gsize *start)
{
    gsize earliest = street > BEFORE_STREET ? street - BEFORE_STREET : 0;
    struct word word;
    for (gsize at = street; at > earliest && word_before(text, earliest, at, &word); at = word.start) {
        gsize length = word.end - word.start;
        // The end of a sentence, not "St."; nor "2023. All rights".
        if (word.end < street && text[word.end] == '.' && (length > 3 || word.digits == length)) {
            return FALSE;
        }
        if (word.digits > 0 && word.digits <= 5 && word.digits + 2 >= length) {
            *start = with_suite(text, earliest, word.start);
            return at < street || !is_honorific(text + street);
        }
        if (!g_ascii_isupper(text[word.start]) && !word.digits && !is_joining(text + word.start, length)) {
            return FALSE;
        }
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

// A province or state follows: "45 St. Clair Avenue West, Toronto ON".
static gboolean region_follows(const struct fact_context *context, guint32 block, guint32 start)
{
    guint n;
    const struct match *matches = hits_of(context->hits, block, WORDS_REGION, &n);
    for (guint i = 0; i < n; i++) {
        if (matches[i].start > start && matches[i].start - start <= CODE_REACH) {
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean stands_as_address(const struct fact_context *context, guint32 block, guint32 start)
{
    const Page *page = context->page;
    g_autofree char *file = g_path_get_basename(page->address);
    return region_follows(context, block, start) || page->blocks[block].zone == ZONE_FOOTER ||
           page_closest(page, page->blocks[block].element, "address") != PAGE_NONE ||
           around_before(context, block, start, LINE_BYTES, WORDS_ADDRESS_CUE) ||
           around_heading(context, block, WORDS_ADDRESS_CUE) ||
           (block > 0 && page->blocks[block - 1].length < LINE_BYTES &&
            around_in(context, block - 1, WORDS_ADDRESS_CUE)) ||
           around_text(context, page->title, WORDS_ADDRESS_CUE) || around_text(context, file, WORDS_ADDRESS_CUE);
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
    if (body_of(context, body_has_address, line) || body_reached(context, block, start)) {
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

// "© 2025 Maple Court", "since 2019 Anna Lane": the number is a year.
static gboolean is_dated(const struct fact_context *context, guint32 index, const struct street *street)
{
    const struct page_block *block = &context->page->blocks[index];
    guint32 number = fold_origin(block->text, block->length, street->start);
    return around_overlaps(context, index, number, number + 1, WORDS_DATED_YEAR);
}

// A street word in running English is one only with a capital: "the first place", "Danforth Place".
static gboolean is_named(const char *text, gsize start, gsize end)
{
    static const char *const french[] = {
        "rue",     "avenue", "av",        "boulevard", "bd",        "boul",      "chemin", "allee",    "impasse",
        "quai",    "place",  "cours",     "route",     "passage",   "square",    "rang",   "lieu-dit", "pl",
        "ch",      "imp",    "rte",       "bld",       "all",       "fg",        "sq",     "res",      "montee",
        "sentier", "voie",   "esplanade", "faubourg",  "chaussee",  "clos",      "dreve",  "venelle",  "traverse",
        "parvis",  "hameau", "corniche",  "ruelle",    "promenade", "residence", NULL};
    gsize stop = text[end - 1] == '.' ? end - 1 : end;
    g_autofree char *word = g_ascii_strdown(text + start, stop - start);
    // "35 le Grand Pré, 87370 Bersac": a place by its name, with the number before and the postal code at once behind.
    gsize code = end + (text[end] == ',' ? 1 : 0);
    gboolean place = start >= 2 && g_ascii_isdigit(text[start - 2]) && text[code] == ' ' &&
                     strspn(text + code + 1, "0123456789") == FRENCH_CODE;
    return place || g_ascii_isupper(text[start]) || g_strv_contains(french, word);
}

// A house number or a postal code, in the block or in the lines below, is part of any address.
static gboolean may_be_numbered(const struct fact_context *context, guint32 index)
{
    for (guint32 i = index; i <= index + NEXT_BLOCKS; i++) {
        if (hits_has_figure(context->hits, i)) {
            return TRUE;
        }
    }
    return FALSE;
}

static void read_block(const struct fact_context *context, Facts *facts, guint32 index, guint limit)
{
    if (!may_be_numbered(context, index) || !around_in(context, index, WORDS_STREET)) {
        return;
    }
    const struct page_block *block = &context->page->blocks[index];
    g_autofree char *folded = fold(block->text);
    gsize length = strlen(folded), done = 0;
    guint n;
    const struct match *matches = hits_of(context->hits, index, WORDS_STREET, &n);
    for (guint i = 0; i < n && facts_count(facts) < limit; i++) {
        // Folding only ever shortens, so a place in the folded text is at or before the same place in the text.
        g_autofree char *head = g_strndup(block->text, matches[i].start);
        g_autofree char *folded_head = fold(head);
        g_autofree char *word = around_text_of(context->page, index, matches[i].start, matches[i].end);
        g_autofree char *folded_word = fold(word);
        gsize start = strlen(folded_head), end = start + strlen(folded_word);
        struct street street = {.start = start, .end = end};
        if (start < done) {
            continue;
        }
        street.number = (number_before(folded, start, &street.start) && !is_dated(context, index, &street)) ||
                        number_after(folded, length, end, &street.end);
        street.postal_code = code_follows(context->page, index, folded, length, &street);
        // "45 Central street London EC1V 8AB": without a capital, its number and its postal code must say so.
        gboolean complete = street.number && street.postal_code && street.end > end && street.end - end <= CODE_REACH;
        if (!is_named(folded, start, end) && !complete) {
            continue;
        }
        gboolean written_out =
            street.postal_code && street.end > end && street.end - end <= CODE_REACH && is_named(folded, start, end);
        if (street.number ? street.postal_code || stands_as_address(context, index, matches[i].start) : written_out) {
            add_address(context, facts, index, folded, &street);
            done = street.end;
        }
    }
}

void facts_postal_addresses(const struct fact_context *context, Facts *facts)
{
    const Page *page = context->page;
    const guint limit = facts_count(facts) + FACTS_A_PAGE;
    for (guint32 i = 0; i < page->n_blocks; i++) {
        if (page->blocks[i].zone != ZONE_COMMENTS && page->blocks[i].zone != ZONE_HEAD && !page->blocks[i].is_alt) {
            read_block(context, facts, i, limit);
        }
    }
}
