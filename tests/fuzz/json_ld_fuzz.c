#include <glib.h>
#include <stdint.h>

#include "crawler/page.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    GByteArray *html = g_byte_array_new();
    static const char before[] = "<script type=application/ld+json>", after[] = "</script>";
    g_byte_array_append(html, (const guint8 *)before, sizeof before - 1);
    g_byte_array_append(html, data, (guint)size);
    g_byte_array_append(html, (const guint8 *)after, sizeof after - 1);
    g_autoptr(GBytes) body = g_byte_array_free_to_bytes(html);
    g_autoptr(Page) page = page_read("https://roe.example/", body, "utf-8");
    for (guint32 i = 0; i < page->n_properties; i++) {
        g_assert_true(g_utf8_validate(page->properties[i].value, -1, NULL));
    }
    return 0;
}
