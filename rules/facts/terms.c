// On what terms the page says that clients are seen - for what fee, in which language - against the practice file.
#include <string.h>

#include "rules/facts/around.h"
#include "rules/facts/current.h"
#include "rules/facts/detectors.h"
#include "rules/fold.h"

enum { MAX_AMOUNTS = 40, MAX_BLOCK = 1500, LEAST = 20, MOST = 999 };

struct amount {
    guint cents;
    gsize start, end;
};

static gboolean is_currency_before(const char *text, gsize at)
{
    while (at > 0 && text[at - 1] == ' ') {
        at--;
    }
    static const char *const signs[] = {"$", "€", "£", "CAD", "cad"};
    for (guint i = 0; i < G_N_ELEMENTS(signs); i++) {
        gsize length = strlen(signs[i]);
        if (at >= length && strncmp(text + at - length, signs[i], length) == 0) {
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean is_currency_after(const char *text)
{
    static const char *const signs[] = {"$", "€", "£", "dollars", "cad", "CAD", "euros"};
    text += *text == ' ';
    for (guint i = 0; i < G_N_ELEMENTS(signs); i++) {
        if (g_str_has_prefix(text, signs[i])) {
            return TRUE;
        }
    }
    return FALSE;
}

/* The next sum of money that a session may cost, at or after *at, which moves past it. */
static gboolean next_amount(const char *text, gsize *at, struct amount *amount)
{
    while (text[*at]) {
        gsize start = *at, n = strspn(text + start, "0123456789");
        if (n == 0) {
            (*at)++;
            continue;
        }
        gsize end = start + n;
        guint cents = n <= 3 ? (guint)g_ascii_strtoull(text + start, NULL, 10) * 100 : 0;
        gboolean fraction = (text[end] == '.' || text[end] == ',') && strspn(text + end + 1, "0123456789") == 2;
        cents += fraction ? (guint)g_ascii_strtoull(text + end + 1, NULL, 10) : 0;
        end += fraction ? 3 : 0;
        *at = end;
        gboolean alone = !g_ascii_isalnum(text[end]) && (start == 0 || !g_ascii_isalnum(text[start - 1]));
        if (alone && cents >= LEAST * 100 && cents <= MOST * 100 &&
            (is_currency_before(text, start) || is_currency_after(text + end))) {
            *amount = (struct amount){cents, start, end};
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean names_amount(const char *text, guint cents)
{
    struct amount amount;
    gsize at = 0;
    while (next_amount(text, &at, &amount)) {
        if (amount.cents == cents) {
            return TRUE;
        }
    }
    return FALSE;
}

/* What is paid for a session, and not for missing one, for a group or a paper, or by those who pay less. */
static gboolean is_about_sessions(const struct fact_context *context, guint32 block)
{
    return around_in(context, block, WORDS_FEE_CUE) && !around_in(context, block, WORDS_FEE_OTHER) &&
           !around_heading(context, block, WORDS_FEE_OTHER);
}

/* A fee for sessions that the practice file does not have, on a page that shows none that it has. */
static void compare_fees(const struct fact_context *context, Facts *facts, const Current *current)
{
    const Page *page = context->page;
    const char *fees = context->practice->fees;
    struct amount amount, first = {0};
    gsize at = 0;
    if (!fees || !next_amount(fees, &at, &amount)) {
        return;
    }
    guint32 where = PAGE_NONE;
    guint n = 0;
    for (guint32 block = 0; block < page->n_blocks && n < MAX_AMOUNTS; block++) {
        const struct page_block *b = &page->blocks[block];
        if (b->is_alt || b->length > MAX_BLOCK || !is_about_sessions(context, block) ||
            !current_block(current, block)) {
            continue;
        }
        for (at = 0; n < MAX_AMOUNTS && next_amount(b->text, &at, &amount); n++) {
            if (names_amount(fees, amount.cents)) {
                return;
            }
            first = where == PAGE_NONE ? amount : first;
            where = where == PAGE_NONE ? block : where;
        }
    }
    if (where != PAGE_NONE) {
        const char *text = page->blocks[where].text;
        guint32 start = (guint32)first.start, end = (guint32)first.end;
        start -= start > 0 && text[start - 1] == '$';
        end += text[end] == '$';
        end += strncmp(text + end, " $", 2) == 0 ? 2 : 0;
        current_add(
            facts, context,
            &(struct fact){
                .kind = FACT_FEE_DIFFERS, .block = where, .start = start, .end = end, .value = fees, .tags = ""});
    }
}

static gboolean works_in(const struct practice *practice, const char *code)
{
    return g_strv_contains((const char *const *)practice->languages, code);
}

/* A sentence that offers services in a language that the practice file does not list, or in one alone of two. */
static void compare_languages(const struct fact_context *context, Facts *facts, const Current *current)
{
    static const struct {
        const char *code;
        enum word_list list;
        gboolean listed; /* contradicts a file that lists `code`, or one that does not */
    } said[] = {{"en", WORDS_OFFERED_IN_ENGLISH, FALSE},
                {"fr", WORDS_OFFERED_IN_FRENCH, FALSE},
                {"fr", WORDS_ENGLISH_ALONE, TRUE},
                {"en", WORDS_FRENCH_ALONE, TRUE}};
    const struct practice *practice = context->practice;
    if (!practice->languages || !practice->languages[0]) {
        return;
    }
    for (guint32 block = 0; block < context->page->n_blocks; block++) {
        for (guint i = 0; i < G_N_ELEMENTS(said); i++) {
            const struct match *match =
                works_in(practice, said[i].code) == said[i].listed ? around_in(context, block, said[i].list) : NULL;
            if (match && !context->page->blocks[block].is_alt && current_block(current, block) &&
                !around_sentence(context, block, match->start, match->end, WORDS_SERVICE_REFUSED)) {
                g_autofree char *listed = g_strjoinv(", ", practice->languages);
                current_add(facts, context,
                            &(struct fact){.kind = FACT_LANGUAGE_DIFFERS,
                                           .block = block,
                                           .start = match->start,
                                           .end = match->end,
                                           .value = listed,
                                           .tags = ""});
                return;
            }
        }
    }
}

void facts_terms(const struct fact_context *context, Facts *facts)
{
    if (context->practice->fees || context->practice->languages) {
        g_autoptr(Current) current = current_new(context, facts);
        compare_fees(context, facts, current);
        compare_languages(context, facts, current);
    }
}
