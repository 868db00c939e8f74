// The years of copyright notices in what frames a page: its footer, or its last lines where it has none.
#include <string.h>

#include "rules/date_text.h"
#include "rules/facts/around.h"
#include "rules/facts/current.h"
#include "rules/facts/detectors.h"

enum { LAST_BLOCKS = 10, LONG_NOTICE = 300, MAX_NOTICES = 40 };

/* Elements that a class or an id calls copyright; icon fonts draw the sign that way. */
static gboolean marked(const Page *page, guint32 block)
{
    guint32 element = page->blocks[block].element;
    for (guint32 i = 0; i < page->n_tokens; i++) {
        const struct page_token *token = &page->tokens[i];
        if (strstr(token->token, "copyright") &&
            (page_is_within(page, element, token->element) || page_is_within(page, token->element, element))) {
            return TRUE;
        }
    }
    return FALSE;
}

/* Where the last blocks begin that are neither hidden nor a comment. */
static guint32 first_of_last(const Page *page)
{
    guint32 seen = 0;
    for (guint32 i = page->n_blocks; i > 0; i--) {
        const struct page_block *b = &page->blocks[i - 1];
        if (!b->hidden && b->zone != ZONE_COMMENTS && b->zone != ZONE_HEAD && ++seen == LAST_BLOCKS) {
            return i - 1;
        }
    }
    return 0;
}

static gboolean is_notice(const struct fact_context *context, guint32 block, const struct found_date *year)
{
    const struct page_block *b = &context->page->blocks[block];
    if (b->length <= LONG_NOTICE) {
        return around_in(context, block, WORDS_COPYRIGHT_CUE) || marked(context->page, block);
    }
    return around_sentence(context, block, year->start, year->end, WORDS_COPYRIGHT_CUE) != NULL;
}

/* Years behind the date to judge by; in January, last year is not behind. */
static int years_behind(const struct found_date *year, const GDate *as_of)
{
    int behind = (int)g_date_get_year(as_of) - (int)g_date_get_year(&year->last);
    return behind == 1 && g_date_get_month(as_of) == G_DATE_JANUARY ? 0 : behind;
}

struct notice {
    guint32 block;
    struct found_date year;
};

static void find_notices(const struct fact_context *context, GArray *notices)
{
    const Page *page = context->page;
    guint32 last = first_of_last(page);
    g_autoptr(GArray) dates = g_array_new(FALSE, FALSE, sizeof(struct found_date));
    for (guint32 block = 0; block < page->n_blocks && notices->len < MAX_NOTICES; block++) {
        const struct page_block *b = &page->blocks[block];
        if ((b->zone != ZONE_FOOTER && block < last) || b->zone == ZONE_COMMENTS || b->quoted) {
            continue;
        }
        g_array_set_size(dates, 0);
        dates_find(b->text, b->length, dates);
        for (guint i = 0; i < dates->len; i++) {
            const struct found_date *year = &g_array_index(dates, struct found_date, i);
            if (year->precision == DATE_YEAR && !year->unsure && is_notice(context, block, year)) {
                struct notice notice = {block, *year};
                g_array_append_val(notices, notice);
            }
        }
    }
}

void facts_copyright(const struct fact_context *context, Facts *facts)
{
    g_autoptr(GArray) notices = g_array_new(FALSE, FALSE, sizeof(struct notice));
    find_notices(context, notices);
    guint latest = 0;
    for (guint i = 0; i < notices->len; i++) {
        latest = MAX(latest, g_date_get_year(&g_array_index(notices, struct notice, i).year.last));
    }
    for (guint i = 0; i < notices->len; i++) {
        const struct notice *notice = &g_array_index(notices, struct notice, i);
        guint year = g_date_get_year(&notice->year.last);
        g_autofree char *value = g_strdup_printf("%u", year);
        g_autofree char *tags =
            g_strdup_printf("%s%s%s", year == latest ? "latest" : "earlier", notice->year.range ? " range" : "",
                            context->page->writes_year ? " script" : "");
        current_add(facts, context,
                    &(struct fact){.kind = FACT_COPYRIGHT_YEAR,
                                   .block = notice->block,
                                   .start = notice->year.start,
                                   .end = notice->year.end,
                                   .value = value,
                                   .tags = tags,
                                   .number = years_behind(&notice->year, context->as_of)});
    }
}
