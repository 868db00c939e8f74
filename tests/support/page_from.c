#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/page_from.h"

Page *page_from_bytes(const void *bytes, gsize length, const char *charset)
{
    g_autoptr(GBytes) body = g_bytes_new(bytes, length);
    return page_read("https://roe.example/about/", body, charset);
}

Page *page_from(const char *html)
{
    return page_from_bytes(html, strlen(html), "utf-8");
}

const struct page_block *block_with(const Page *page, const char *text)
{
    for (guint32 i = 0; i < page->n_blocks; i++) {
        if (g_str_has_prefix(page->blocks[i].text, text)) {
            return &page->blocks[i];
        }
    }
    fail_msg("no block begins with “%s”", text);
    return NULL;
}

const char *heading_above(const Page *page, const char *text)
{
    const struct page_block *block = block_with(page, text);
    return block->heading == PAGE_NONE ? "" : page->headings[block->heading].text;
}
