#include "rules/signals.h"

#include <string.h>

#include "rules/marks.h"
#include "rules/words.h"

static void add_match(Sightings *s, guint32 block, const struct match *match, enum sighting_fate fate)
{
    const struct target *target = judge_target(s->judge, match->owner);
    if (!target || (target->signal->kind == SIGNAL_HEADING && !s->page->blocks[block].is_heading &&
                    !block_is_title(s->page, block))) {
        return;
    }
    struct sighting sighting = {.owner = match->owner,
                                .block = block,
                                .element = s->page->blocks[block].element,
                                .start = match->start,
                                .end = match->end,
                                .fate = fate};
    sightings_add(s, &sighting);
}

static gboolean holds_match(const struct match *matches, guint n, const struct match *match)
{
    for (guint i = 0; i < n; i++) {
        if (matches[i].owner == match->owner && matches[i].start == match->start) {
            return TRUE;
        }
    }
    return FALSE;
}

// What the patterns of the other language would have found.
static void read_other_language(Sightings *s, guint32 block, const struct match *matches, guint n)
{
    const struct page_block *b = &s->page->blocks[block];
    g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(struct match));
    matcher_find(s->judge->packs->matcher, b->text, b->length, MATCH_ANY, all);
    for (guint i = 0; i < all->len; i++) {
        const struct match *match = &g_array_index(all, struct match, i);
        if (match->owner >= N_WORD_LISTS && !holds_match(matches, n, match)) {
            add_match(s, block, match, SIGHTING_WRONG_LANGUAGE);
        }
    }
}

static void read_blocks(Sightings *s, const Hits *hits)
{
    for (guint32 block = 0; block < s->page->n_blocks; block++) {
        guint n = 0;
        const struct match *matches = hits_in(hits, block, &n);
        for (guint i = 0; i < n; i++) {
            if (matches[i].owner >= N_WORD_LISTS) {
                add_match(s, block, &matches[i], SIGHTING_COUNTS);
            }
        }
        if (s->everything) {
            read_other_language(s, block, matches, n);
        }
    }
}

static guint languages_of(const Page *page, guint32 block)
{
    guint language = block < page->n_blocks ? page->blocks[block].language : LANGUAGE_UNKNOWN;
    return language == LANGUAGE_EN      ? MATCH_EN
           : language == LANGUAGE_FR    ? MATCH_FR
           : language == LANGUAGE_OTHER ? MATCH_OTHER
                                        : MATCH_ANY;
}

// Where the link's own words stand in its block; all of it where they cannot be found.
static void place_link(const Sightings *s, const struct page_link *link, struct sighting *sighting)
{
    if (link->block >= s->page->n_blocks) {
        return;
    }
    const struct page_block *block = &s->page->blocks[link->block];
    const char *found = link->text && *link->text ? strstr(block->text, link->text) : NULL;
    if (found) {
        sighting->start = (guint32)(found - block->text);
        sighting->end = sighting->start + (guint32)strlen(link->text);
    }
}

// Adds what `kind` of signal matches `text`, each owner once among the sightings from `since` on.
static void match_words(Sightings *s, enum signal_kind kind, const char *text, guint languages,
                        const struct sighting *place, guint since)
{
    if (!text || !*text) {
        return;
    }
    g_autoptr(GArray) matches = g_array_new(FALSE, FALSE, sizeof(struct match));
    matcher_find(s->judge->packs->link_matcher, text, strlen(text), languages, matches);
    for (guint i = 0; i < matches->len; i++) {
        struct sighting sighting = *place;
        sighting.owner = g_array_index(matches, struct match, i).owner;
        const struct target *target = judge_target(s->judge, sighting.owner);
        gboolean known = !target || target->signal->kind != kind;
        for (guint j = since; j < s->all->len && !known; j++) {
            known = g_array_index(s->all, struct sighting, j).owner == sighting.owner;
        }
        if (!known) {
            sightings_add(s, &sighting);
        }
    }
}

static void read_links(Sightings *s)
{
    for (guint32 i = 0; i < s->page->n_links; i++) {
        const struct page_link *link = &s->page->links[i];
        const char *address = link->address ? link->address : link->href;
        guint since = s->all->len, languages = languages_of(s->page, link->block);
        struct sighting place = {.block = link->block < s->page->n_blocks ? link->block : PAGE_NONE,
                                 .element = link->element,
                                 .shown = link->text && *link->text ? link->text : address};
        place_link(s, link, &place);
        match_words(s, SIGNAL_LINK, link->text, languages, &place, since);
        match_words(s, SIGNAL_LINK, link->title, languages, &place, since);
        match_words(s, SIGNAL_LINK, address, MATCH_ANY, &place, since);
    }
}

static void read_forms(Sightings *s)
{
    const Page *page = s->page;
    for (guint32 i = 0; i < page->n_forms; i++) {
        const struct page_form *form = &page->forms[i];
        guint since = s->all->len;
        const char *action = form->action ? form->action : form->raw_action;
        g_autofree char *shown = g_strdup_printf("<form action=\"%s\">", action ? action : "");
        struct sighting place = {.block = PAGE_NONE, .element = form->element, .shown = shown};
        match_words(s, SIGNAL_FORM, form->action, MATCH_ANY, &place, since);
        match_words(s, SIGNAL_FORM, form->raw_action, MATCH_ANY, &place, since);
        for (guint32 f = form->first_field; f < form->first_field + form->n_fields && f < page->n_fields; f++) {
            const struct page_field *field = &page->fields[f];
            const char *parts[] = {field->name, field->id, field->label, field->placeholder, field->value};
            for (gsize p = 0; p < G_N_ELEMENTS(parts); p++) {
                match_words(s, SIGNAL_FORM, parts[p], MATCH_ANY, &place, since);
            }
        }
    }
}

static gboolean fact_fits(const struct signal *signal, const struct fact *fact)
{
    for (guint i = 0; signal->with && signal->with[i]; i++) {
        if (!fact_has_tag(fact, signal->with[i])) {
            return FALSE;
        }
    }
    for (guint i = 0; signal->without && signal->without[i]; i++) {
        if (fact_has_tag(fact, signal->without[i])) {
            return FALSE;
        }
    }
    return fact->number >= signal->min && fact->number <= signal->max;
}

static void read_facts(Sightings *s, const Facts *facts)
{
    for (guint i = 0; i < facts_count(facts); i++) {
        const struct fact *fact = facts_at(facts, i);
        const GArray *owners = fact->kind < N_FACT_KINDS ? s->judge->by_fact[fact->kind] : NULL;
        for (guint j = 0; owners && j < owners->len; j++) {
            guint32 owner = g_array_index(owners, guint32, j);
            if (!fact_fits(judge_target(s->judge, owner)->signal, fact)) {
                continue;
            }
            struct sighting sighting = {.owner = owner,
                                        .block = fact->block < s->page->n_blocks ? fact->block : PAGE_NONE,
                                        .element = fact->element,
                                        .start = fact->start,
                                        .end = fact->end,
                                        .fact = fact,
                                        .shown = fact->shown};
            if (sighting.element == PAGE_NONE && sighting.block != PAGE_NONE) {
                sighting.element = s->page->blocks[sighting.block].element;
            }
            sightings_add(s, &sighting);
        }
    }
}

static void read_queries(Sightings *s)
{
    for (guint i = 0; i < s->judge->queries->len; i++) {
        guint32 owner = g_array_index(s->judge->queries, guint32, i);
        guint32 element = page_query(s->page, judge_target(s->judge, owner)->signal->query);
        if (element == PAGE_NONE) {
            continue;
        }
        g_autofree char *shown = g_strdup_printf("<%s>", s->page->elements[element].tag);
        struct sighting sighting = {.owner = owner, .block = PAGE_NONE, .element = element, .shown = shown};
        sightings_add(s, &sighting);
    }
}

Sightings *sightings_read(const Judge *judge, const Page *page, const Hits *hits, const Facts *facts,
                          gboolean everything)
{
    Sightings *s = sightings_new(judge, page, everything);
    read_blocks(s, hits);
    if (judge->has_links) {
        read_links(s);
    }
    if (judge->has_forms) {
        read_forms(s);
    }
    if (judge->has_marks) {
        marks_read(s);
    }
    read_queries(s);
    read_facts(s, facts);
    sightings_sort(s);
    return s;
}
