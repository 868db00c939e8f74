#include <glib.h>
#include <stdint.h>

#include "crawler/sitemap.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct sitemap *sitemap = sitemap_read((const char *)data, size, "https://roe.example/sitemap.xml");
    for (guint i = 0; i < sitemap->pages->len; i++) {
        const struct sitemap_page *page = sitemap->pages->pdata[i];
        g_assert_true(g_str_has_prefix(page->address, "http"));
        g_assert_true(g_str_is_ascii(page->address));
    }
    sitemap_free(sitemap);
    return 0;
}
