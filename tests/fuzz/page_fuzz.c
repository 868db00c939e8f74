#include <glib.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "crawler/page.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void law(gboolean kept)
{
    if (!kept) {
        abort();
    }
}

static void blocks_lead_somewhere(const Page *page)
{
    for (guint32 i = 0; i < page->n_blocks; i++) {
        const struct page_block *block = &page->blocks[i];
        law(block->length > 0 && block->length <= PAGE_MAX_BLOCK_BYTES && strlen(block->text) == block->length);
        law(g_utf8_validate(block->text, block->length, NULL));
        law(block->element < page->n_elements);
        law(block->heading == PAGE_NONE || block->heading < page->n_headings);
    }
    for (guint32 i = 0; i < page->n_headings; i++) {
        law(page->headings[i].block < page->n_blocks && page->blocks[page->headings[i].block].is_heading);
    }
}

static void elements_lead_somewhere(const Page *page)
{
    for (guint32 i = 0; i < page->n_elements; i++) {
        const struct page_element *element = &page->elements[i];
        law(element->parent == PAGE_NONE || element->parent < i);
        law(element->nth > 0 && element->line > 0);
    }
    for (guint32 i = 0; i < page->n_links; i++) {
        law(page->links[i].block == PAGE_NONE || page->links[i].block < page->n_blocks);
        law(page->links[i].text && page->links[i].href);
    }
    for (guint32 i = 0; i < page->n_forms; i++) {
        law(page->forms[i].first_field + page->forms[i].n_fields <= page->n_fields);
    }
}

static void items_lead_somewhere(const Page *page)
{
    for (guint32 i = 0; i < page->n_items; i++) {
        const struct page_item *item = &page->items[i];
        law(item->first_property + item->n_properties <= page->n_properties);
        law(item->parent == PAGE_NONE || item->parent < i);
        (void)page_property(page, item, "name");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(GBytes) body = g_bytes_new(data, size);
    g_autoptr(Page) page = page_read("https://roe.example/about/", body, NULL);
    blocks_lead_somewhere(page);
    elements_lead_somewhere(page);
    items_lead_somewhere(page);
    if (page->n_elements > 0) {
        g_autofree char *selector = page_selector(page, page->n_elements - 1);
        law(*selector);
        PageQuery *query = page_query_new("//*[last()]/@class | //a[@href]", NULL);
        guint32 found = page_query(page, query);
        law(found == PAGE_NONE || found < page->n_elements);
        page_query_free(query);
    }
    return 0;
}
