// What may be asked of the page, once it has been read.
#include "rules/facts/testimonial_page.h"

#include "rules/facts/quotation.h"

enum { LINES_BEFORE = 12 };

gboolean block_says(const struct testimonial_page *self, guint32 block, enum word_list list)
{
    return block != PAGE_NONE && hits_first(self->context->hits, block, list) != NULL;
}

gboolean section_says(const struct testimonial_page *self, guint32 heading, enum word_list list)
{
    for (guint32 i = heading; i != PAGE_NONE; i = self->above[i]) {
        if (block_says(self, self->page->headings[i].block, list)) {
            return TRUE;
        }
    }
    return FALSE;
}

gboolean headed_with(const struct testimonial_page *self, guint32 heading, guint32 element, enum word_list list)
{
    for (guint32 i = heading; i != PAGE_NONE; i = self->above[i]) {
        guint32 section = self->sections[self->page->headings[i].element];
        gboolean elsewhere = i > 0 && section != PAGE_NONE && !page_is_within(self->page, element, section);
        if (!elsewhere && block_says(self, self->page->headings[i].block, list)) {
            return TRUE;
        }
    }
    return FALSE;
}

guint32 heading_before(const Page *page, guint32 element)
{
    guint32 low = 0, high = page->n_headings;
    while (low < high) {
        guint32 middle = low + (high - low) / 2;
        if (page->headings[middle].element < element) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low ? low - 1 : PAGE_NONE;
}

guint32 section_around(const struct testimonial_page *self, guint32 block)
{
    guint32 element = self->page->blocks[block].element;
    return element == PAGE_NONE ? PAGE_NONE : self->sections[element];
}

guint32 common_ancestor(const Page *page, guint32 a, guint32 b)
{
    while (a != b && a != PAGE_NONE && b != PAGE_NONE) {
        if (a > b) {
            a = page->elements[a].parent;
        } else {
            b = page->elements[b].parent;
        }
    }
    return a == b ? a : PAGE_NONE;
}

enum section_name section_name(const struct testimonial_page *self, guint32 heading)
{
    return heading == PAGE_NONE ? SECTION_UNNAMED : (enum section_name)self->names[heading];
}

enum section_name block_section_name(const struct testimonial_page *self, const struct page_block *block)
{
    enum section_name name = section_name(self, block->heading);
    guint32 section = block->element == PAGE_NONE ? PAGE_NONE : self->sections[block->element];
    if (name != SECTION_UNNAMED || section == PAGE_NONE) {
        return name;
    }
    guint32 before = heading_before(self->page, block->element);
    gboolean same = before != PAGE_NONE && self->sections[self->page->headings[before].element] == section;
    return same ? section_name(self, before) : SECTION_UNNAMED;
}

gboolean is_introduced_as(const struct testimonial_page *self, guint32 block, enum word_list list)
{
    const Page *page = self->page;
    const struct page_block *at = &page->blocks[block];
    // That words were made up may be said below them.
    guint32 end = list == WORDS_MADE_UP ? MIN(block + LINES_BEFORE, page->n_blocks) : block;
    for (guint32 i = block - MIN(block, LINES_BEFORE); i < end; i++) {
        const struct page_block *line = &page->blocks[i];
        gboolean beside = i != block && line->heading == at->heading && line->zone == at->zone;
        if (beside && !block_is_quoted(line) && block_says(self, i, list)) {
            return TRUE;
        }
    }
    for (guint32 i = at->heading; i != PAGE_NONE; i = self->own_names[i] ? PAGE_NONE : self->above[i]) {
        if (block_says(self, page->headings[i].block, list)) {
            return TRUE;
        }
    }
    return FALSE;
}
