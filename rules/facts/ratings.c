// Ratings: stars as words, signs or icons; structured data that reviews something; links to pages of ratings.
#include <string.h>

#include "rules/facts/testimonial_parts.h"
#include "rules/pack.h"

enum { FEWEST_ICONS = 4, MOST_ICONS = 6, PROSE_BYTES = 160, BOX_LEVELS = 3 };

static gboolean is_about_practice(const struct testimonial_page *self, guint32 block)
{
    const struct page_block *at = &self->page->blocks[block];
    if (block_says(self, block, WORDS_RATING_OTHER) || at->zone == ZONE_HEAD) {
        return FALSE;
    }
    if (at->heading != PAGE_NONE && section_says(self, at->heading, WORDS_OTHER_SUBJECT_HEADING)) {
        return FALSE;
    }
    gboolean held = at->is_alt || (at->element != PAGE_NONE && self->containers[at->element]);
    return held || block_says(self, block, WORDS_RATING_CONTEXT) || section_name(self, at->heading) != SECTION_UNNAMED;
}

// "Ten five-star reviews of one day should make you wonder": a rating in words, told in the midst of a paragraph.
static gboolean is_prose(const struct page_block *block, const struct match *match)
{
    return block->length > PROSE_BYTES && g_ascii_isalpha(block->text[match->start]);
}

// "5-Star Patient Reviews": what a practice says of itself, nobody's rating.
static gboolean is_claim(const struct page_block *block, const struct match *match)
{
    const char *behind = block->text + match->end;
    gboolean joined = memchr(block->text + match->start, '-', match->end - match->start) != NULL;
    return joined && *behind == ' ' && g_ascii_isalpha(behind[1]);
}

static const char *stars_of(const struct page_block *block, const struct match *stars)
{
    return !stars ? "figure" : is_claim(block, stars) ? "claim" : "stars";
}

// Reviews are announced where they stand; elsewhere they are a badge.
static char *tags_of(const char *what, enum section_name section)
{
    return g_strconcat(what, section == SECTION_UNNAMED ? "" : " announced", NULL);
}

static void read_stars_in_text(const struct testimonial_page *self, Facts *facts)
{
    for (guint32 i = 0; i < self->page->n_blocks; i++) {
        const struct match *stars = hits_first(self->context->hits, i, WORDS_STAR_RATING);
        const struct match *match = stars ? stars : hits_first(self->context->hits, i, WORDS_RATING_FIGURE);
        if (match && is_about_practice(self, i) && !is_prose(&self->page->blocks[i], match)) {
            const struct page_block *block = &self->page->blocks[i];
            g_autofree char *tags = tags_of(stars_of(block, stars), block_section_name(self, block));
            const struct fact fact = {.kind = FACT_STAR_RATING,
                                      .tags = tags,
                                      .block = i,
                                      .element = block->element,
                                      .start = match->start,
                                      .end = match->end};
            facts_add(facts, &fact);
        }
    }
}

static gboolean has_class(const struct page_element *element, const char *token)
{
    gsize length = strlen(token);
    for (const char *at = element->classes; at && (at = strstr(at, token)); at += length) {
        gboolean begins = at == element->classes || at[-1] == ' ', ends = !at[length] || at[length] == ' ';
        if (begins && ends) {
            return TRUE;
        }
    }
    return FALSE;
}

// The goods of a shop bear stars as well: class="product-rating".
static gboolean is_of_goods(const Page *page, guint32 element)
{
    for (guint i = 0; i < BOX_LEVELS && element < page->n_elements; i++) {
        const char *classes = page->elements[element].classes;
        if (classes && strstr(classes, "product")) {
            return TRUE;
        }
        element = page->elements[element].parent;
    }
    return FALSE;
}

static gboolean rates_other(const struct testimonial_page *self, guint32 element)
{
    guint32 heading = heading_before(self->page, element);
    return heading != PAGE_NONE && (section_says(self, heading, WORDS_OTHER_SUBJECT_HEADING) ||
                                    block_says(self, self->page->headings[heading].block, WORDS_RATING_OTHER));
}

// Five icons of a star under one parent are a rating; one is a bullet.
static void read_star_icons(const struct testimonial_page *self, const char *token, Facts *facts)
{
    const Page *page = self->page;
    guint32 parent = PAGE_NONE, n = 0;
    for (guint32 i = 0; i <= page->n_elements; i++) {
        gboolean star = i < page->n_elements && has_class(&page->elements[i], token);
        if (i < page->n_elements && !star) {
            continue;
        }
        guint32 here = star ? page->elements[i].parent : PAGE_NONE;
        if (here == parent && star) {
            n++;
            continue;
        }
        if (parent != PAGE_NONE && n >= FEWEST_ICONS && n <= MOST_ICONS && !rates_other(self, parent) &&
            !is_of_goods(page, parent)) {
            g_autofree char *tags = tags_of("icons", section_name(self, heading_before(page, parent)));
            const struct fact fact = {.kind = FACT_STAR_RATING,
                                      .value = token,
                                      .shown = token,
                                      .tags = tags,
                                      .block = PAGE_NONE,
                                      .element = parent};
            facts_add(facts, &fact);
        }
        parent = here;
        n = 1;
    }
}

static gboolean is_review_type(const char *types, gboolean *aggregate)
{
    *aggregate =
        strstr(types, "AggregateRating") || strstr(types, "hreview-aggregate") || strstr(types, "review-aggregate");
    return *aggregate || strstr(types, "Review") || strstr(types, "hreview") || strstr(types, "h-review") ||
           strstr(types, "EndorsementRating");
}

static gboolean is_other_subject(const struct testimonial_page *self, const char *types)
{
    g_autoptr(GArray) matches = g_array_new(FALSE, FALSE, sizeof(struct match));
    matcher_find(self->context->packs->word_marks, types, strlen(types), MATCH_ANY, matches);
    for (guint i = 0; i < matches->len; i++) {
        if (g_array_index(matches, struct match, i).owner == WORDS_REVIEW_OTHER_TYPE) {
            return TRUE;
        }
    }
    return FALSE;
}

// What is reviewed: the item that holds the review, or the one the review names.
static const char *subject_of(const Page *page, guint32 review)
{
    for (guint32 i = 0; i < page->n_items; i++) {
        const struct page_item *item = &page->items[i];
        if (item->parent == review && item->as && g_ascii_strncasecmp(item->as, "item", 4) == 0) {
            return item->types;
        }
    }
    guint32 parent = page->items[review].parent;
    gboolean aggregate;
    while (parent != PAGE_NONE && is_review_type(page->items[parent].types, &aggregate)) {
        parent = page->items[parent].parent;
    }
    return parent == PAGE_NONE ? "" : page->items[parent].types;
}

// Reviews that visitors see on this page are reported as such; their markup is no second matter.
static gboolean is_seen_besides(const Facts *facts)
{
    guint statement = 0, stars = 0, section = 0, widget = 0;
    return !facts_next(facts, FACT_REVIEW_WIDGET, &widget) &&
           (facts_next(facts, FACT_CLIENT_STATEMENT, &statement) || facts_next(facts, FACT_STAR_RATING, &stars) ||
            facts_next(facts, FACT_TESTIMONIAL_SECTION, &section));
}

void read_review_markup(const struct testimonial_page *self, Facts *facts)
{
    const Page *page = self->page;
    const char *besides = is_seen_besides(facts) ? " besides" : "";
    for (guint32 i = 0; i < page->n_items; i++) {
        gboolean aggregate = FALSE;
        if (!is_review_type(page->items[i].types, &aggregate)) {
            continue;
        }
        const char *subject = subject_of(page, i);
        g_autofree char *tags = g_strdup_printf("%s %s%s", is_other_subject(self, subject) ? "other" : "practice",
                                                aggregate ? "aggregate" : "review", besides);
        const char *rating = page_property(page, &page->items[i], "ratingValue");
        const struct fact fact = {.kind = FACT_REVIEW_MARKUP,
                                  .value = page->items[i].types,
                                  .shown = page->items[i].types,
                                  .tags = tags,
                                  .number = rating ? g_ascii_strtod(rating, NULL) : 0,
                                  .block = PAGE_NONE,
                                  .element = page->items[i].element};
        facts_add(facts, &fact);
    }
}

void read_ratings(const struct testimonial_page *self, Facts *facts)
{
    read_stars_in_text(self, facts);
    for (guint i = 0; i < self->marks->len; i++) {
        const struct mark *mark = &g_array_index(self->marks, struct mark, i);
        if (mark->list == WORDS_STAR_ICON && mark->is_token) {
            read_star_icons(self, mark->text, facts);
        } else if (mark->list == WORDS_RATING_ADDRESS && mark->is_link) {
            const struct fact fact = {.kind = FACT_RATING_LINK,
                                      .value = mark->text,
                                      .shown = mark->text,
                                      .block = PAGE_NONE,
                                      .element = mark->element};
            facts_add(facts, &fact);
        }
    }
}
