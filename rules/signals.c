#include "rules/signals.h"

#include <math.h>
#include <string.h>

#include "rules/words.h"

// Far more than any honest page holds; what comes later would change no verdict but a hostile page's.
enum { MAX_SEEN = 100, MAX_SIGHTINGS = 20000, MAX_SHOWN_BYTES = 300 };

static guint32 rule_of(const Sightings *s, const struct sighting *sighting)
{
    return judge_target(s->judge, sighting->owner)->rule;
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

static gboolean is_title(const Page *page, guint32 block)
{
    return page->blocks[block].zone == ZONE_HEAD && page->title && strcmp(page->blocks[block].text, page->title) == 0;
}

static void add_match(Sightings *s, guint32 block, const struct match *match, enum sighting_fate fate)
{
    const struct target *target = judge_target(s->judge, match->owner);
    if (!target ||
        (target->signal->kind == SIGNAL_HEADING && !s->page->blocks[block].is_heading && !is_title(s->page, block))) {
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
        if (is_title(s->page, i)) {
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

Sightings *sightings_read(const Judge *judge, const Page *page, const Hits *hits, const Facts *facts,
                          gboolean everything)
{
    Sightings *s = g_new0(Sightings, 1);
    s->judge = judge;
    s->page = page;
    s->everything = everything;
    s->all = g_array_new(FALSE, FALSE, sizeof(struct sighting));
    s->words = g_string_chunk_new(512);
    s->seen = g_new0(guint16, judge->targets->len + 1);
    read_sections(s);
    read_blocks(s, hits);
    if (judge->has_links) {
        read_links(s);
    }
    if (judge->has_forms) {
        read_forms(s);
    }
    if (judge->has_marks) {
        sightings_read_marks(s);
    }
    read_queries(s);
    read_facts(s, facts);
    g_array_sort_with_data(s->all, compare_sightings, s);
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
