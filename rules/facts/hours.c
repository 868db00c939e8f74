// Opening hours, as visitors read them and as structured data has them: one week a page and place.
#include "rules/hours_text.h"

#include <string.h>

#include "rules/facts/around.h"
#include "rules/facts/current.h"
#include "rules/facts/detectors.h"
#include "rules/fold.h"

enum { MAX_BLOCK = 400, MAX_BLOCKS_BEFORE = 3, SHORT_BLOCK = 60, MAX_SHOWN = 160 };

struct reading {
    struct open_week week;
    guint32 block; /* where it began, or PAGE_NONE */
    GString *shown;
};

/* Whether the block is about when the practice is open, and not about a group, a telephone or a course. */
static gboolean is_about_hours(const struct fact_context *context, guint32 block)
{
    const Page *page = context->page;
    if (around_in(context, block, WORDS_HOURS_OTHER) || around_heading(context, block, WORDS_HOURS_OTHER)) {
        return FALSE;
    }
    if (around_in(context, block, WORDS_HOURS_CUE) || around_heading(context, block, WORDS_HOURS_CUE)) {
        return TRUE;
    }
    for (guint32 i = 1; i <= MAX_BLOCKS_BEFORE && i <= block; i++) {
        const struct page_block *before = &page->blocks[block - i];
        if (before->length > SHORT_BLOCK || before->is_heading || around_in(context, block - i, WORDS_HOURS_OTHER)) {
            break;
        }
        if (around_in(context, block - i, WORDS_HOURS_CUE)) {
            return TRUE;
        }
    }
    return FALSE;
}

static void add_shown(struct reading *reading, const char *words, gsize length)
{
    g_autofree char *said = g_strstrip(g_strndup(words, length));
    if (reading->shown->len + length < MAX_SHOWN) {
        g_string_append_printf(reading->shown, "%s%s", reading->shown->len ? "; " : "", said);
    }
}

/* A row: days in one cell, hours in the next. */
static gboolean read_row(const Page *page, guint32 block, struct reading *reading)
{
    const struct page_block *days = &page->blocks[block], *hours = &page->blocks[block + 1];
    if (hours->length > SHORT_BLOCK) {
        return FALSE;
    }
    g_autofree char *row = g_strdup_printf("%s: %s", days->text, hours->text), *folded = fold(row);
    gsize start, end;
    if (hours_read(folded, &reading->week, &start, &end) == 0) {
        return FALSE;
    }
    add_shown(reading, row, strlen(row));
    return TRUE;
}

static void read_block(const struct fact_context *context, guint32 block, struct reading *reading)
{
    const Page *page = context->page;
    const struct page_block *b = &page->blocks[block];
    g_autofree char *folded = fold(b->text);
    gsize start = 0, end = 0;
    gboolean read = FALSE;
    if (hours_only_days(folded)) {
        read = block + 1 < page->n_blocks && read_row(page, block, reading);
    } else if (hours_read(folded, &reading->week, &start, &end) > 0) {
        guint32 from = fold_origin(b->text, b->length, start), to = fold_origin(b->text, b->length, end);
        add_shown(reading, b->text + from, to - from);
        read = TRUE;
    }
    if (read && reading->block == PAGE_NONE) {
        reading->block = block;
    }
}

static void add_week(const struct fact_context *context, Facts *facts, const struct reading *reading, const char *how)
{
    g_autofree char *value = hours_week_text(&reading->week);
    if (*value) {
        struct fact fact = {.kind = FACT_HOURS, .value = value, .tags = how, .block = reading->block};
        fact.shown = reading->shown->len ? reading->shown->str : value;
        fact.element = reading->block == PAGE_NONE ? PAGE_NONE : context->page->blocks[reading->block].element;
        facts_add(facts, &fact);
    }
}

/* "https://schema.org/Monday" as "Monday". */
static const char *last_part(const char *value)
{
    const char *slash = strrchr(value, '/');
    return slash ? slash + 1 : value;
}

/* An OpeningHoursSpecification, which may name its days one by one. */
static void read_specification(const Page *page, const struct page_item *item, struct reading *reading)
{
    g_autoptr(GString) text = g_string_new(NULL);
    const char *opens = page_property(page, item, "opens"), *closes = page_property(page, item, "closes");
    for (guint32 i = 0; i < item->n_properties; i++) {
        const struct page_property *property = &page->properties[item->first_property + i];
        if (strcmp(property->name, "dayOfWeek") == 0) {
            g_string_append_printf(text, "%s%s", text->len ? ", " : "", last_part(property->value));
        }
    }
    if (text->len && opens && closes && text->len < MAX_BLOCK) {
        g_string_append_printf(text, " %s-%s", opens, closes);
        g_autofree char *folded = fold(text->str);
        gsize start, end;
        hours_read(folded, &reading->week, &start, &end);
    }
}

static void read_items(const struct fact_context *context, Facts *facts)
{
    const Page *page = context->page;
    struct reading reading = {.block = PAGE_NONE, .shown = g_string_new(NULL)};
    for (guint32 i = 0; i < page->n_items; i++) {
        const struct page_item *item = &page->items[i];
        gboolean special = page_property(page, item, "validFrom") || page_property(page, item, "validThrough");
        if (strstr(item->types, "OpeningHoursSpecification") && !special &&
            g_strcmp0(item->as, "specialOpeningHoursSpecification") != 0 &&
            g_strcmp0(item->as, "hoursAvailable") != 0) {
            read_specification(page, item, &reading);
        }
        for (guint32 k = 0; k < item->n_properties; k++) {
            const struct page_property *property = &page->properties[item->first_property + k];
            if (strcmp(property->name, "openingHours") == 0 && strlen(property->value) < MAX_BLOCK) {
                g_autofree char *folded = fold(property->value);
                gsize start, end;
                hours_read(folded, &reading.week, &start, &end);
            }
        }
    }
    add_week(context, facts, &reading, "structured");
    g_string_free(reading.shown, TRUE);
}

void facts_hours(const struct fact_context *context, Facts *facts)
{
    const Page *page = context->page;
    struct reading reading = {.block = PAGE_NONE, .shown = g_string_new(NULL)};
    g_autoptr(Current) current = current_new(context, facts);
    for (guint32 block = 0; block < page->n_blocks; block++) {
        const struct page_block *b = &page->blocks[block];
        if (b->length <= MAX_BLOCK && !b->is_alt && !b->in_form && b->zone != ZONE_HEAD &&
            current_block(current, block) && is_about_hours(context, block)) {
            read_block(context, block, &reading);
        }
    }
    add_week(context, facts, &reading, "text");
    g_string_free(reading.shown, TRUE);
    read_items(context, facts);
}
