// Dates by which a page says how fresh it is, and dates announced as still to come.
#include <string.h>

#include "rules/date_text.h"
#include "rules/facts/around.h"
#include "rules/facts/current.h"
#include "rules/facts/detectors.h"

enum {
    CUE_REACH = 4,
    AWAY_REACH = 16,
    MAX_DATES = 400,
    SHORT_CUE_BYTES = 60,
    FIRST_YEAR = 1995,
    BUTTON_BYTES = 30,
    BUTTON_REACH = 10, // blocks
    DATE_LINE = 220,   // bytes: "Webinar Sunday 4th November 2018, Time 6:30 pm, FREE"
};

static void add_date(const struct fact_context *context, Facts *facts, enum fact_kind kind, guint32 block,
                     const struct found_date *date, const char *tags)
{
    char value[16];
    g_date_strftime(value, sizeof value, "%Y-%m-%d", &date->last);
    current_add(facts, context,
                &(struct fact){.kind = kind,
                               .block = block,
                               .start = date->start,
                               .end = date->end,
                               .value = value,
                               .tags = tags,
                               .number = date_age_days(date, context->as_of)});
}

/* The page is a policy, or the block stands in one. */
static gboolean in_policy(const struct fact_context *context, const guint32 *above, guint32 block)
{
    const Page *page = context->page;
    return current_under_heading(context, above, block, WORDS_POLICY_PAGE) ||
           around_text(context, page->title, WORDS_POLICY_PAGE);
}

/* A cue at the end of the block before, where that is a label alone. */
static gboolean label_before(const struct fact_context *context, guint32 block, guint32 start, enum word_list list)
{
    if (block == 0 || start > CUE_REACH) {
        return FALSE;
    }
    guint32 length = context->page->blocks[block - 1].length;
    return length <= SHORT_CUE_BYTES && around_before(context, block - 1, length, CUE_REACH, list);
}

static void add_updated(const struct fact_context *context, Facts *facts, const guint32 *above, guint32 block,
                        const struct found_date *date)
{
    static const struct {
        enum word_list list;
        const char *tag;
    } cues[] = {{WORDS_UPDATED_CUE, "updated"}, {WORDS_EFFECTIVE_CUE, "effective"}};
    for (guint i = 0; i < G_N_ELEMENTS(cues); i++) {
        if (around_before(context, block, date->start, CUE_REACH, cues[i].list) ||
            label_before(context, block, date->start, cues[i].list)) {
            g_autofree char *tags =
                g_strdup_printf("visible %s%s", cues[i].tag, in_policy(context, above, block) ? " policy" : "");
            add_date(context, facts, FACT_UPDATED, block, date, tags);
            return;
        }
    }
}

/* "Reserve your spot" on a button near the line that gives the day. */
static gboolean button_near(const struct fact_context *context, guint32 block)
{
    const Page *page = context->page;
    guint32 from = block > BUTTON_REACH ? block - BUTTON_REACH : 0;
    for (guint32 i = from; i < page->n_blocks && i <= block + BUTTON_REACH; i++) {
        const struct page_block *at = &page->blocks[i];
        if (at->length <= BUTTON_BYTES && at->zone == page->blocks[block].zone &&
            around_in(context, i, WORDS_EVENT_BUTTON)) {
            return TRUE;
        }
    }
    return FALSE;
}

/* A workshop is named by the line itself, the one above, a heading or the page's title. */
static gboolean names_event(const struct fact_context *context, const guint32 *above, guint32 block)
{
    return around_in(context, block, WORDS_EVENT_NOUN) ||
           (block > 0 && around_in(context, block - 1, WORDS_EVENT_NOUN)) ||
           current_under_heading(context, above, block, WORDS_EVENT_NOUN) ||
           around_text(context, context->page->title, WORDS_EVENT_NOUN);
}

/* A line that gives a day of something named, beside a button that takes bookings. What stands above names only what
 * lasts some days: a single one may be when a post was written. */
static gboolean is_bookable(const struct fact_context *context, const guint32 *above, guint32 block,
                            const struct found_date *date)
{
    gboolean named =
        around_in(context, block, WORDS_EVENT_NOUN) || around_text(context, context->page->title, WORDS_EVENT_NOUN);
    gboolean several = g_date_compare(&date->first, &date->last) != 0;
    return (named || (several && names_event(context, above, block))) && date->precision == DATE_DAY &&
           context->page->blocks[block].length <= DATE_LINE && button_near(context, block);
}

static gboolean is_announced(const struct fact_context *context, const guint32 *above, guint32 block,
                             const struct found_date *date)
{
    const struct page_block *b = &context->page->blocks[block];
    if (current_under_heading(context, above, block, WORDS_ARCHIVE_HEADING) ||
        around_sentence(context, block, date->start, date->end, WORDS_EVENT_OVER)) {
        return FALSE;
    }
    if (is_bookable(context, above, block, date)) {
        return TRUE;
    }
    gboolean heading_announces = current_under_heading(context, above, block, WORDS_EVENT_HEADING);
    if (b->is_heading || date->precision == DATE_YEAR) {
        return b->is_heading && around_in(context, block, WORDS_EVENT_HEADING);
    }
    if (heading_announces || around_sentence(context, block, date->start, date->end, WORDS_EVENT_ANNOUNCED)) {
        return TRUE;
    }
    return around_sentence(context, block, date->start, date->end, WORDS_EVENT_START) &&
           (around_sentence(context, block, date->start, date->end, WORDS_EVENT_NOUN) ||
            current_under_heading(context, above, block, WORDS_EVENT_NOUN) ||
            (b->length <= SHORT_CUE_BYTES && names_event(context, above, block)));
}

/* "on sabbatical until the fall of 2016" */
static gboolean is_away(const struct fact_context *context, guint32 block, const struct found_date *date)
{
    return date->precision != DATE_YEAR && around_before(context, block, date->start, AWAY_REACH, WORDS_AWAY_UNTIL);
}

static gboolean any_to_come(const struct fact_context *context, const GArray *dates)
{
    for (guint i = 0; i < dates->len; i++) {
        if (date_age_days(&g_array_index(dates, struct found_date, i), context->as_of) <= 0) {
            return TRUE;
        }
    }
    return FALSE;
}

static void read_block(const struct fact_context *context, Facts *facts, const guint32 *above, const Current *current,
                       guint32 block, const GArray *dates)
{
    gboolean past = current_block(current, block) && !any_to_come(context, dates);
    for (guint i = 0; i < dates->len; i++) {
        const struct found_date *date = &g_array_index(dates, struct found_date, i);
        if (date->unsure) {
            continue;
        }
        if (date->precision >= DATE_MONTH && !date->range) {
            add_updated(context, facts, above, block, date);
        }
        if (past && is_away(context, block, date)) {
            add_date(context, facts, FACT_PAST_EVENT, block, date, "away");
        } else if (past && is_announced(context, above, block, date)) {
            add_date(context, facts, FACT_PAST_EVENT, block, date, "event");
        }
    }
}

/* Dates that others give for the page: kept apart from those that visitors see, and from each other. */
static void add_given(const struct fact_context *context, Facts *facts, enum fact_kind kind, const char *text,
                      const char *tags)
{
    g_autoptr(GArray) dates = g_array_new(FALSE, FALSE, sizeof(struct found_date));
    dates_find(text, strnlen(text, 64), dates);
    if (dates->len == 0 || g_array_index(dates, struct found_date, 0).unsure) {
        return;
    }
    const struct found_date *date = &g_array_index(dates, struct found_date, 0);
    char value[16];
    g_date_strftime(value, sizeof value, "%Y-%m-%d", &date->last);
    struct fact fact = {.kind = (guint8)kind, .value = value, .shown = text, .tags = tags};
    fact.block = fact.element = PAGE_NONE;
    fact.number = date_age_days(date, context->as_of);
    facts_add(facts, &fact);
}

static void add_marked(const struct fact_context *context, Facts *facts, const char *text, const char *tags)
{
    add_given(context, facts, FACT_UPDATED, text, tags);
}

/* The year and month of an upload, "/2019/05/" in an image's address, as a number that sorts; 0 where there is none. */
static guint month_in_path(const char *path)
{
    for (const char *at = strchr(path, '/'); at; at = strchr(at + 1, '/')) {
        if (strspn(at + 1, "0123456789") != 4 || at[5] != '/' || strspn(at + 6, "0123456789") != 2 || at[8] != '/') {
            continue;
        }
        guint year = (guint)g_ascii_strtoull(at + 1, NULL, 10), month = (guint)g_ascii_strtoull(at + 6, NULL, 10);
        if (year >= FIRST_YEAR && month >= 1 && month <= 12) {
            return year * 100 + month;
        }
    }
    return 0;
}

/* The newest image of the page: it says at most that the page is no older. */
static void read_images(const struct fact_context *context, Facts *facts)
{
    const Page *page = context->page;
    const char *newest = NULL;
    guint month = 0;
    for (guint32 i = 0; i < page->n_images; i++) {
        guint found = page->images[i].source ? month_in_path(page->images[i].source) : 0;
        if (found > month && found <= g_date_get_year(context->as_of) * 100U + 12) {
            month = found;
            newest = page->images[i].source;
        }
    }
    if (newest) {
        g_autofree char *value = g_strdup_printf("%04u-%02u", month / 100, month % 100);
        struct fact fact = {.kind = FACT_IMAGE_DATE, .value = value, .shown = newest, .tags = "path"};
        fact.block = fact.element = PAGE_NONE;
        facts_add(facts, &fact);
    }
}

static void read_markup(const struct fact_context *context, Facts *facts)
{
    static const struct {
        const char *name, *tags;
    } names[] = {{"article:modified_time", "meta modified"},   {"og:updated_time", "meta modified"},
                 {"last-modified", "meta modified"},           {"dcterms.modified", "meta modified"},
                 {"article:published_time", "meta published"}, {"dcterms.created", "meta published"}};
    const Page *page = context->page;
    for (guint32 i = 0; i < page->n_metas; i++) {
        for (guint k = 0; k < G_N_ELEMENTS(names); k++) {
            if (page->metas[i].content && strcmp(page->metas[i].name, names[k].name) == 0) {
                add_marked(context, facts, page->metas[i].content, names[k].tags);
            }
        }
    }
    for (guint32 i = 0; i < page->n_items && i < MAX_DATES; i++) {
        const char *modified = page_property(page, &page->items[i], "dateModified");
        const char *published = page_property(page, &page->items[i], "datePublished");
        if (modified) {
            add_marked(context, facts, modified, "schema modified");
        }
        if (published) {
            add_marked(context, facts, published, "schema published");
        }
    }
}

void facts_dates(const struct fact_context *context, Facts *facts)
{
    const Page *page = context->page;
    g_autofree guint32 *above = current_headings_above(page);
    g_autoptr(Current) current = current_new(context, facts);
    g_autoptr(GArray) dates = g_array_new(FALSE, FALSE, sizeof(struct found_date));
    guint seen = 0;
    for (guint32 block = 0; block < page->n_blocks && seen < MAX_DATES; block++) {
        const struct page_block *b = &page->blocks[block];
        if (b->zone == ZONE_COMMENTS || b->is_alt || !hits_has_figure(context->hits, block)) {
            continue;
        }
        g_array_set_size(dates, 0);
        dates_find(b->text, b->length, dates);
        seen += dates->len;
        if (dates->len > 0) {
            read_block(context, facts, above, current, block, dates);
        }
    }
    read_markup(context, facts);
    read_images(context, facts);
    if (page->sitemap_date) {
        add_given(context, facts, FACT_SITEMAP_DATE, page->sitemap_date, "sitemap");
    }
    if (page->header_date) {
        add_given(context, facts, FACT_HEADER_DATE, page->header_date, "header");
    }
}
