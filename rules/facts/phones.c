#include "rules/facts/bodies.h"

#include <string.h>

#include "rules/facts/detectors.h"
#include "rules/facts/phone_number.h"
#include "rules/fold.h"

enum {
    MIN_DIGITS = 9,  // the shortest number that is believed
    CUE_REACH = 24,  // "Fax (toll-free): " before a number
    LINE_REACH = 90, // a help line is named in the same breath
    LABEL_BYTES = 14,
};

struct phone {
    struct phone_number number;
    guint32 block, start, end; // in the page's text
    const char *shown, *how;
};

static gboolean is_practices(const struct fact_context *context, const char *value)
{
    struct phone_number number;
    gsize at = 0;
    const char *phone = context->practice->phone;
    return phone && phone_number_next(phone, strlen(phone), &at, &number) && phone_number_same(number.value, value);
}

// A cue nearer to the number than any other number, or a label alone in the block before.
static gboolean is_fax(const struct fact_context *context, const struct phone *phone)
{
    const struct match *fax = around_before(context, phone->block, phone->start, CUE_REACH, WORDS_FAX_CUE);
    const struct match *tel = around_before(context, phone->block, phone->start, CUE_REACH, WORDS_PHONE_CUE);
    if (fax && tel) {
        gboolean both = tel->end <= fax->start && fax->start - tel->end <= 3; // "Tel/Fax"
        return !both && tel->start <= fax->start;
    }
    if (fax) {
        return TRUE;
    }
    const Page *page = context->page;
    return phone->start == 0 && phone->block > 0 && page->blocks[phone->block - 1].length < LABEL_BYTES &&
           around_in(context, phone->block - 1, WORDS_FAX_CUE) &&
           !around_in(context, phone->block - 1, WORDS_PHONE_CUE);
}

static gboolean is_help_line(const struct fact_context *context, const struct phone *phone)
{
    return around_overlaps(context, phone->block, phone->start, phone->end, WORDS_HELP_LINE) ||
           around_before(context, phone->block, phone->start, LINE_REACH, WORDS_HELP_LINE) ||
           around_sentence(context, phone->block, phone->start, phone->end, WORDS_CRISIS);
}

static void add_phone(const struct fact_context *context, Facts *facts, const struct phone *phone)
{
    g_autoptr(GString) tags = g_string_new(phone->how);
    tags_add_zone(tags, context->page, phone->block);
    gboolean stands = phone->block != PAGE_NONE, practices = is_practices(context, phone->number.value);
    if (practices) {
        tags_add(tags, "practice");
    }
    if (body_of(context, body_has_phone, phone->number.value) ||
        (stands && !practices && body_reached(context, phone->block, phone->start))) {
        tags_add(tags, "regulator");
    }
    if (stands && !practices && is_help_line(context, phone)) {
        tags_add(tags, "help-line");
    }
    if (stands && !practices && around_somebody_else(context, phone->block, phone->start)) {
        tags_add(tags, "elsewhere");
    }
    gboolean placeholder =
        phone->number.fiction || (phone->shown && around_text(context, phone->shown, WORDS_PLACEHOLDER_PHONE)) ||
        (stands && around_overlaps(context, phone->block, phone->start, phone->end, WORDS_PLACEHOLDER_PHONE));
    const struct fact fact = {
        .kind = placeholder && !practices          ? FACT_PLACEHOLDER_PHONE
                : stands && is_fax(context, phone) ? FACT_FAX
                                                   : FACT_PHONE,
        .value = phone->number.value,
        .shown = phone->shown,
        .tags = tags->str,
        .block = phone->block,
        .element = stands ? context->page->blocks[phone->block].element : PAGE_NONE,
        .start = phone->start,
        .end = phone->end,
    };
    facts_add(facts, &fact);
}

// "SIRET 123 456 789 00012 Tél. 06 12 34 56 78": a word for a phone that stands nearer than another label decides.
static gboolean is_labelled_otherwise(const struct fact_context *context, const struct phone *phone)
{
    static const enum word_list lists[] = {WORDS_NUMBER_OTHER, WORDS_NUMBER_CUE};
    const struct match *cue = around_before(context, phone->block, phone->start, CUE_REACH, WORDS_PHONE_CUE);
    for (guint i = 0; i < G_N_ELEMENTS(lists); i++) {
        const struct match *other = around_before(context, phone->block, phone->start, CUE_REACH, lists[i]);
        if (other && (!cue || cue->start < other->end)) {
            return TRUE;
        }
    }
    return FALSE;
}

// Ten digits in a row are a phone only beside a word for one, or alone.
static gboolean is_believed(const struct fact_context *context, const struct phone *phone)
{
    if (is_labelled_otherwise(context, phone)) {
        return FALSE;
    }
    if (!phone->number.bare) {
        return TRUE;
    }
    const struct page_block *block = &context->page->blocks[phone->block];
    return block->length <= phone->end - phone->start + LABEL_BYTES ||
           around_before(context, phone->block, phone->start, CUE_REACH, WORDS_PHONE_CUE);
}

static void read_block(const struct fact_context *context, Facts *facts, guint32 index, guint limit)
{
    const struct page_block *block = &context->page->blocks[index];
    guint n_digits = 0;
    if (!hits_has_figure(context->hits, index)) {
        return;
    }
    for (guint32 i = 0; i < block->length && n_digits < MIN_DIGITS; i++) {
        n_digits += g_ascii_isdigit(block->text[i]) != 0;
    }
    if (n_digits < MIN_DIGITS) {
        return;
    }
    g_autofree char *folded = fold(block->text);
    gsize at = 0, length = strlen(folded);
    struct phone phone = {.block = index, .how = block->is_alt ? "image" : "text"};
    while (facts_count(facts) < limit && phone_number_next(folded, length, &at, &phone.number)) {
        phone.start = fold_origin(block->text, block->length, phone.number.start);
        phone.end = fold_origin(block->text, block->length, phone.number.end);
        if (is_believed(context, &phone)) {
            add_phone(context, facts, &phone);
        }
    }
}

static void read_placeholders(const struct fact_context *context, Facts *facts, guint32 block, guint limit)
{
    guint n;
    const struct match *matches = hits_of(context->hits, block, WORDS_PLACEHOLDER_PHONE, &n);
    for (guint i = 0; i < n && facts_count(facts) < limit; i++) {
        g_autofree char *text = around_text_of(context->page, block, matches[i].start, matches[i].end);
        const struct fact fact = {
            .kind = FACT_PLACEHOLDER_PHONE,
            .value = text,
            .tags = "text",
            .block = block,
            .element = context->page->blocks[block].element,
            .start = matches[i].start,
            .end = matches[i].end,
        };
        facts_add(facts, &fact);
    }
}

static void read_link(const struct fact_context *context, Facts *facts, const struct page_link *link)
{
    if (g_ascii_strncasecmp(link->href, "tel:", 4) != 0 && g_ascii_strncasecmp(link->href, "sms:", 4) != 0) {
        return;
    }
    g_autofree char *unescaped = g_uri_unescape_string(link->href + 4, NULL);
    g_autofree char *folded = fold(unescaped ? unescaped : link->href + 4);
    struct phone phone = {.block = link->block, .how = "tel", .shown = link->href + 4};
    gsize at = 0;
    if (!phone_number_next(folded, strlen(folded), &at, &phone.number)) {
        if (around_text(context, link->href, WORDS_PLACEHOLDER_PHONE)) {
            const struct fact fact = {.kind = FACT_PLACEHOLDER_PHONE,
                                      .value = link->href,
                                      .shown = link->href,
                                      .tags = "tel",
                                      .block = link->block,
                                      .element = link->element};
            facts_add(facts, &fact);
        }
        return;
    }
    const struct page_block *block = link->block == PAGE_NONE ? NULL : &context->page->blocks[link->block];
    const char *stands = block && *link->text ? strstr(block->text, link->text) : NULL;
    phone.start = stands ? stands - block->text : 0;
    phone.end = stands ? phone.start + strlen(link->text) : 0;
    add_phone(context, facts, &phone);
}

static void read_items(const struct fact_context *context, Facts *facts)
{
    const Page *page = context->page;
    for (guint i = 0; i < page->n_items; i++) {
        const char *telephone = page_property(page, &page->items[i], "telephone");
        g_autofree char *folded = telephone ? fold(telephone) : NULL;
        struct phone phone = {.block = PAGE_NONE, .how = "structured", .shown = telephone};
        gsize at = 0;
        if (folded && phone_number_next(folded, strlen(folded), &at, &phone.number)) {
            add_phone(context, facts, &phone);
        }
    }
}

void facts_phones(const struct fact_context *context, Facts *facts)
{
    const Page *page = context->page;
    const guint limit = facts_count(facts) + FACTS_A_PAGE;
    for (guint32 i = 0; i < page->n_blocks; i++) {
        if (page->blocks[i].zone != ZONE_COMMENTS) {
            read_block(context, facts, i, limit);
            read_placeholders(context, facts, i, limit);
        }
    }
    for (guint32 i = 0; i < page->n_links && facts_count(facts) < limit; i++) {
        read_link(context, facts, &page->links[i]);
    }
    read_items(context, facts);
}
