#include <glib.h>
#include <stdint.h>
#include <string.h>

#include "crawler/page.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Everything a reader may follow must lead somewhere. */
static void follow(const Page *page)
{
    for (guint32 i = 0; i < page->n_blocks; i++) {
        const struct page_block *block = &page->blocks[i];
        g_assert_true(block->length > 0 && block->length <= PAGE_MAX_BLOCK_BYTES);
        g_assert_cmpuint(strlen(block->text), ==, block->length);
        g_assert_true(g_utf8_validate(block->text, block->length, NULL));
        g_assert_cmpuint(block->element, <, page->n_elements);
        g_assert_true(block->heading == PAGE_NONE || block->heading < page->n_headings);
    }
    for (guint32 i = 0; i < page->n_elements; i++) {
        const struct page_element *element = &page->elements[i];
        g_assert_true(element->parent == PAGE_NONE || element->parent < i);
        g_assert_true(element->nth > 0 && element->line > 0);
    }
    for (guint32 i = 0; i < page->n_links; i++) {
        g_assert_true(page->links[i].block == PAGE_NONE || page->links[i].block < page->n_blocks);
        g_assert_nonnull(page->links[i].text);
        g_assert_nonnull(page->links[i].href);
    }
    for (guint32 i = 0; i < page->n_forms; i++) {
        g_assert_true(page->forms[i].first_field + page->forms[i].n_fields <= page->n_fields);
    }
    for (guint32 i = 0; i < page->n_items; i++) {
        const struct page_item *item = &page->items[i];
        g_assert_true(item->first_property + item->n_properties <= page->n_properties);
        g_assert_true(item->parent == PAGE_NONE || item->parent < i);
        (void)page_property(page, item, "name");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(GBytes) body = g_bytes_new(data, size);
    g_autoptr(Page) page = page_read("https://roe.example/about/", body, NULL);
    follow(page);
    if (page->n_elements > 0) {
        g_autofree char *selector = page_selector(page, page->n_elements - 1);
        g_assert_true(*selector);
        PageQuery *query = page_query_new("//*[last()]/@class | //a[@href]", NULL);
        guint32 found = page_query(page, query);
        g_assert_true(found == PAGE_NONE || found < page->n_elements);
        page_query_free(query);
    }
    return 0;
}
