#include "rules/sightings.h"

#include <string.h>

#include "rules/sentence.h"
#include "rules/words.h"

// Far more than any honest page holds; what comes later would change no verdict but a hostile page's.
enum { MAX_SEEN = 100, MAX_SIGHTINGS = 20000, MAX_SHOWN_BYTES = 300 };

static guint32 rule_of(const Sightings *s, const struct sighting *sighting)
{
    return judge_target(s->judge, sighting->owner)->rule;
}

gboolean block_is_title(const Page *page, guint32 block)
{
    return page->blocks[block].zone == ZONE_HEAD && page->title && strcmp(page->blocks[block].text, page->title) == 0;
}

// Bold lines and the like (level 0) head the smallest sections.
static guint level_of(const struct page_heading *heading)
{
    return heading->level ? heading->level : 7;
}

// The page's title says what its first heading of level 1 says, and stands with it.
static void join_title(Sightings *s)
{
    guint32 first = 0;
    while (first < s->page->n_headings && s->page->headings[first].level != 1) {
        first++;
    }
    for (guint32 i = 0; i < s->page->n_blocks && first < s->page->n_headings; i++) {
        if (block_is_title(s->page, i)) {
            s->sections[i] = first;
        }
    }
}

static void read_sections(Sightings *s)
{
    const Page *page = s->page;
    s->sections = g_new(guint32, page->n_blocks + 1);
    s->parents = g_new(guint32, page->n_headings + 1);
    for (guint32 i = 0; i < page->n_blocks; i++) {
        s->sections[i] = page->blocks[i].heading < page->n_headings ? page->blocks[i].heading : PAGE_NONE;
    }
    for (guint32 i = 0; i < page->n_headings; i++) {
        if (page->headings[i].block < page->n_blocks) {
            s->sections[page->headings[i].block] = i;
        }
        guint32 above = i == 0 ? PAGE_NONE : i - 1;
        while (above != PAGE_NONE && level_of(&page->headings[above]) >= level_of(&page->headings[i])) {
            above = s->parents[above];
        }
        s->parents[i] = above;
    }
    join_title(s);
}

Sightings *sightings_new(const Judge *judge, const Page *page, gboolean everything)
{
    Sightings *s = g_new0(Sightings, 1);
    s->judge = judge;
    s->page = page;
    s->everything = everything;
    s->all = g_array_new(FALSE, FALSE, sizeof(struct sighting));
    s->words = g_string_chunk_new(512);
    s->seen = g_new0(guint16, judge->targets->len + 1);
    read_sections(s);
    return s;
}

void sightings_free(Sightings *s)
{
    if (s) {
        g_array_unref(s->all);
        g_string_chunk_free(s->words);
        g_free(s->element_block);
        g_free(s->sections);
        g_free(s->parents);
        g_free(s->seen);
        g_free(s);
    }
}

static guint32 block_of_element(Sightings *s, guint32 element)
{
    const Page *page = s->page;
    if (!s->element_block) {
        s->element_block = g_new(guint32, page->n_elements + 1);
        memset(s->element_block, 0xff, sizeof *s->element_block * (page->n_elements + 1));
        for (guint32 i = 0; i < page->n_blocks; i++) {
            guint32 at = page->blocks[i].element;
            while (at < page->n_elements && s->element_block[at] == PAGE_NONE) {
                s->element_block[at] = i;
                at = page->elements[at].parent;
            }
        }
        guint32 next = page->n_blocks ? page->n_blocks - 1 : PAGE_NONE;
        for (guint32 i = page->n_elements; i > 0; i--) { // what holds no text stands with what follows it
            next = s->element_block[i - 1] == PAGE_NONE ? next : s->element_block[i - 1];
            s->element_block[i - 1] = next;
        }
    }
    return element < page->n_elements ? s->element_block[element] : PAGE_NONE;
}

enum page_zone sighting_zone(const Sightings *s, const struct sighting *sighting)
{
    if (sighting->block != PAGE_NONE) {
        return (enum page_zone)s->page->blocks[sighting->block].zone;
    }
    return sighting->element < s->page->n_elements ? (enum page_zone)s->page->elements[sighting->element].zone
                                                   : ZONE_MAIN;
}

gboolean sighting_heads(const Sightings *s, const struct sighting *sighting)
{
    return sighting->block != PAGE_NONE && (s->page->blocks[sighting->block].is_heading ||
                                            judge_target(s->judge, sighting->owner)->signal->kind == SIGNAL_HEADING);
}

gboolean sighting_sentence(const Sightings *s, const struct sighting *sighting, gsize *start, gsize *end)
{
    if (sighting->block == PAGE_NONE) {
        return FALSE;
    }
    const struct page_block *block = &s->page->blocks[sighting->block];
    if (sighting->end <= sighting->start || sighting->end > block->length) {
        *start = 0;
        *end = block->length;
    } else {
        sentence_around(block->text, block->length, sighting->start, sighting->end, start, end);
    }
    return TRUE;
}

// Links in navigation are not statements: text and headings there count only where a rule says so.
static gboolean zone_counts(const Sightings *s, const struct signal *signal, const struct sighting *sighting)
{
    guint zone = 1u << sighting_zone(s, sighting);
    if (signal->zones) {
        return (signal->zones & zone) != 0;
    }
    return (signal->kind != SIGNAL_TEXT && signal->kind != SIGNAL_HEADING) || zone != 1u << ZONE_NAV;
}

void sightings_add(Sightings *s, const struct sighting *sighting)
{
    const struct target *target = judge_target(s->judge, sighting->owner);
    guint index = sighting->owner - N_WORD_LISTS;
    if (!target || s->seen[index] >= MAX_SEEN || s->all->len >= MAX_SIGHTINGS) {
        return;
    }
    struct sighting added = *sighting;
    if (!zone_counts(s, target->signal, sighting)) {
        if (!s->everything) {
            return;
        }
        added.fate = SIGHTING_WRONG_ZONE;
    }
    s->seen[index]++;
    added.anchor = added.block != PAGE_NONE     ? added.block
                   : added.element != PAGE_NONE ? block_of_element(s, added.element)
                                                : 0;
    added.section = added.anchor < s->page->n_blocks ? s->sections[added.anchor] : PAGE_NONE;
    added.shown = sighting->shown ? g_string_chunk_insert_len(s->words, sighting->shown,
                                                              (gssize)strnlen(sighting->shown, MAX_SHOWN_BYTES))
                                  : NULL;
    g_array_append_val(s->all, added);
}

static int compare_sightings(gconstpointer a, gconstpointer b, gpointer data)
{
    const struct sighting *x = a, *y = b;
    guint32 rule_x = rule_of(data, x), rule_y = rule_of(data, y);
    if (rule_x != rule_y) {
        return rule_x < rule_y ? -1 : 1;
    }
    if (x->anchor != y->anchor) {
        return x->anchor < y->anchor ? -1 : 1;
    }
    if (x->start != y->start) {
        return x->start < y->start ? -1 : 1;
    }
    return x->owner < y->owner ? -1 : x->owner > y->owner;
}

void sightings_sort(Sightings *s)
{
    g_array_sort_with_data(s->all, compare_sightings, s);
}

gboolean sightings_next_rule(const Sightings *s, guint *first, guint *n, guint32 *rule)
{
    *first += *n;
    *n = 0;
    while (*first + *n < s->all->len) {
        guint32 of = rule_of(s, &g_array_index(s->all, struct sighting, *first + *n));
        if (*n > 0 && of != *rule) {
            break;
        }
        *rule = of;
        (*n)++;
    }
    return *n > 0;
}
