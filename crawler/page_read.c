#include "crawler/charset.h"
#include "crawler/page_store.h"
#include "crawler/walk.h"

/* NULL if haste has led astray. */
static Page *read_page(const char *address, GBytes *body, const char *charset, gboolean quick)
{
    g_autoptr(Page) page = page_new(address);
    gsize length = 0;
    const char *bytes = body ? g_bytes_get_data(body, &length) : "";
    page->store->source = charset_decode(bytes ? bytes : "", length, charset, &page->charset);
    if (!walk_page(page, quick)) {
        return NULL;
    }
    page_seal(page);
    return g_steal_pointer(&page);
}

Page *page_read(const char *address, GBytes *body, const char *charset)
{
    Page *page = read_page(address, body, charset, TRUE);
    return page ? page : read_page(address, body, charset, FALSE);
}
