#include "rules/facts/person.h"

#include <string.h>

#include "rules/facts/bodies.h"
#include "rules/fold.h"

enum { MIN_NAME_BYTES = 3, MAX_NAME_WORDS = 4, LINE_BYTES = 110 };

static gboolean has_word(const char *folded, const char *word)
{
    for (const char *at = strcasestr(folded, word); at; at = strcasestr(at + 1, word)) {
        if ((at == folded || !g_ascii_isalnum(at[-1])) && !g_ascii_isalnum(at[strlen(word)])) {
            return TRUE;
        }
    }
    return FALSE;
}

/* The first name alone counts, and each part of a last name: people marry, and sites are older than practice files. */
static gboolean names_practitioner(const struct practice *practice, const char *text)
{
    g_autofree char *name = g_strndup(practice->practitioner, strcspn(practice->practitioner, ","));
    g_autofree char *folded_name = fold(g_strstrip(name));
    g_autofree char *folded = fold(text);
    g_auto(GStrv) parts = g_strsplit_set(folded_name, " -", 8);
    for (guint i = 0; parts[i]; i++) {
        if (strlen(parts[i]) >= MIN_NAME_BYTES && has_word(folded, parts[i])) {
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean is_name_word(const char *text, gsize length)
{
    const char *end = text + length;
    gboolean small = FALSE;
    if (length == 0 || !g_unichar_isupper(g_utf8_get_char(text))) {
        return FALSE;
    }
    for (const char *c = text; c < end; c = g_utf8_next_char(c)) {
        gunichar letter = g_utf8_get_char(c);
        if (!g_unichar_isalpha(letter) && !strchr("-'.", (int)(letter < 128 ? letter : '-'))) {
            return FALSE;
        }
        small = small || g_unichar_islower(letter);
    }
    return small || text[length - 1] == '.'; // "Anna", "R."; not "EMDR"
}

static gboolean is_taken(const struct fact_context *context, guint32 block, guint32 start, guint32 end)
{
    guint n;
    const struct match *matches = hits_in(context->hits, block, &n);
    for (guint i = 0; i < n; i++) {
        enum regulator_word word;
        gboolean taken = matches[i].owner == WORDS_DEGREE || regulator_word_of(context->packs, matches[i].owner, &word);
        if (taken && matches[i].start < end && matches[i].end > start) {
            return TRUE;
        }
    }
    return FALSE;
}

/* Whether two words or more that can only be a name end at `end` of the block. */
static gboolean name_ends_at(const struct fact_context *context, guint32 block, guint32 end)
{
    const char *text = context->page->blocks[block].text;
    guint n_words = 0;
    guint32 first = end;
    while (end > 0 && n_words < MAX_NAME_WORDS) {
        guint32 start = end;
        while (start > 0 && text[start - 1] != ' ') {
            start--;
        }
        if (!is_name_word(text + start, end - start) || is_taken(context, block, start, end) ||
            matcher_holds(context->packs->word_marks, text + start, end - start, MATCH_ANY, WORDS_NOT_A_NAME)) {
            break;
        }
        n_words++;
        first = start;
        end = start > 0 ? start - 1 : 0;
    }
    if (n_words < 2 || names_practitioner(context->practice, text)) {
        return FALSE;
    }
    g_autofree char *name = g_strndup(text + first, strcspn(text + first, ",("));
    const char *practice = context->practice->name;
    return !practice || !strcasestr(practice, g_strstrip(name)); // "Calm Harbour, RSW"
}

/* "Anna Poe, RP", "Anna Poe (RP": somebody's name and title, before `end`. */
static gboolean introduces(const struct fact_context *context, guint32 block, guint32 end)
{
    const char *text = context->page->blocks[block].text;
    guint n;
    const struct match *matches = hits_in(context->hits, block, &n);
    for (guint i = 0; i < n && matches[i].start < end; i++) {
        enum regulator_word word;
        gboolean title = regulator_word_of(context->packs, matches[i].owner, &word) &&
                         (word == REGULATOR_TITLE || word == REGULATOR_TITLE_ABBREVIATION);
        if (!title && matches[i].owner != WORDS_DEGREE) {
            continue;
        }
        guint32 at = matches[i].start;
        while (at > 0 && strchr(" ,(", text[at - 1])) {
            at--;
        }
        return name_ends_at(context, block, at);
    }
    return FALSE;
}

/* A page of several people: "Anna Poe" heads this, and the practitioner's name heads a part of the same rank. Asked
 * only where the number differs from the practice file's, since a heading without a title may be no name. */
static gboolean is_headed_apart(const struct fact_context *context, const struct page_heading *heading)
{
    const Page *page = context->page;
    if (!context->practice->number || !name_ends_at(context, heading->block, page->blocks[heading->block].length)) {
        return FALSE;
    }
    for (guint32 i = 0; i < page->n_headings; i++) {
        const struct page_heading *other = &page->headings[i];
        if (other != heading && other->level == heading->level && names_practitioner(context->practice, other->text)) {
            return TRUE;
        }
    }
    return FALSE;
}

gboolean person_is_other(const struct fact_context *context, guint32 block, guint32 start)
{
    const Page *page = context->page;
    const struct page_block *here = &page->blocks[block];
    if (!context->practice->practitioner || names_practitioner(context->practice, here->text)) {
        return FALSE;
    }
    if (introduces(context, block, start)) {
        return TRUE;
    }
    const struct page_block *before = block > 0 ? here - 1 : NULL;
    if (before && before->heading == here->heading && before->zone == here->zone && before->length <= LINE_BYTES) {
        if (names_practitioner(context->practice, before->text)) {
            return FALSE;
        }
        if (introduces(context, block - 1, before->length)) {
            return TRUE;
        }
    }
    if (here->heading == PAGE_NONE) {
        return FALSE;
    }
    const struct page_heading *heading = &page->headings[here->heading];
    return heading->block != PAGE_NONE && !names_practitioner(context->practice, heading->text) &&
           (introduces(context, heading->block, page->blocks[heading->block].length) ||
            is_headed_apart(context, heading));
}

gboolean person_item_is_other(const struct fact_context *context, const struct page_item *item)
{
    const Page *page = context->page;
    const char *name = NULL;
    for (guint depth = 0; context->practice->practitioner && item && depth < 4; depth++) {
        if (strstr(item->types, "Person")) {
            name = page_property(page, item, "name");
            break;
        }
        item = item->parent == PAGE_NONE ? NULL : &page->items[item->parent];
    }
    return name && !names_practitioner(context->practice, name);
}
