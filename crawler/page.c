#include "crawler/page.h"

#include "crawler/page_store.h"

#include <string.h>

const char *page_zone_word(enum page_zone zone)
{
    static const char *const words[] = {"main", "header", "nav", "aside", "footer", "comments", "head"};
    return words[zone];
}

const char *page_language_word(enum page_language language)
{
    static const char *const words[] = {"", "en", "fr", "other"};
    return words[language];
}

static GArray *list_new(gsize size)
{
    return g_array_new(FALSE, FALSE, (guint)size);
}

Page *page_new(const char *address)
{
    struct page_store *store = g_new0(struct page_store, 1);
    store->arena = arena_new();
    store->elements = list_new(sizeof(struct page_element));
    store->blocks = list_new(sizeof(struct page_block));
    store->headings = list_new(sizeof(struct page_heading));
    store->links = list_new(sizeof(struct page_link));
    store->images = list_new(sizeof(struct page_image));
    store->forms = list_new(sizeof(struct page_form));
    store->fields = list_new(sizeof(struct page_field));
    store->frames = list_new(sizeof(struct page_frame));
    store->hosts = list_new(sizeof(struct page_host));
    store->remarks = list_new(sizeof(struct page_remark));
    store->tokens = list_new(sizeof(struct page_token));
    store->metas = list_new(sizeof(struct page_meta));
    store->items = list_new(sizeof(struct page_item));
    store->properties = list_new(sizeof(struct page_property));
    store->last = list_new(sizeof(guint32));
    store->inner = list_new(sizeof(struct inner_range));
    store->token_table = token_table_new();

    Page *page = g_new0(Page, 1);
    page->store = store;
    page->address = page->base = arena_copy(store->arena, address);
    page->title = "";
    return page;
}

void page_seal(Page *page)
{
    const struct page_store *store = page->store;
#define SEAL(name)                                                                                                     \
    page->name = (void *)store->name->data;                                                                            \
    page->n_##name = store->name->len;
    SEAL(elements)
    SEAL(blocks)
    SEAL(headings)
    SEAL(links)
    SEAL(images)
    SEAL(forms)
    SEAL(fields)
    SEAL(frames)
    SEAL(hosts)
    SEAL(remarks)
    SEAL(tokens)
    SEAL(metas)
    SEAL(items)
    SEAL(properties)
#undef SEAL
}

void page_free(Page *page)
{
    if (!page) {
        return;
    }
    struct page_store *store = page->store;
    GArray *lists[] = {store->elements, store->blocks,     store->headings, store->links,   store->images, store->forms,
                       store->fields,   store->frames,     store->hosts,    store->remarks, store->tokens, store->metas,
                       store->items,    store->properties, store->last,     store->inner};
    for (gsize i = 0; i < G_N_ELEMENTS(lists); i++) {
        g_array_unref(lists[i]);
    }
    page_query_forget(store);
    token_table_free(store->token_table);
    if (store->source) {
        g_string_free(store->source, TRUE);
    }
    arena_free(store->arena);
    g_free(store);
    g_free(page);
}

gboolean page_has_class(const Page *page, guint32 element, const char *token)
{
    const char *classes = element < page->n_elements ? page->elements[element].classes : NULL;
    gsize length = strlen(token);
    for (const char *at = classes; at && length > 0 && (at = strstr(at, token)); at += length) {
        if ((at == classes || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0')) {
            return TRUE;
        }
    }
    return FALSE;
}

guint32 page_closest(const Page *page, guint32 element, const char *tag)
{
    while (element < page->n_elements && strcmp(page->elements[element].tag, tag) != 0) {
        element = page->elements[element].parent;
    }
    return element < page->n_elements ? element : PAGE_NONE;
}

gboolean page_is_within(const Page *page, guint32 element, guint32 ancestor)
{
    return element < page->n_elements && ancestor < page->n_elements && element >= ancestor &&
           element <= g_array_index(page->store->last, guint32, ancestor);
}

const struct page_token *page_token(const Page *page, const char *name, gboolean is_id)
{
    guint32 index = token_table_find(page->store->token_table, page->store, name, strlen(name), is_id);
    return index == PAGE_NONE ? NULL : &page->tokens[index];
}

const char *page_property(const Page *page, const struct page_item *item, const char *name)
{
    for (guint32 i = item->first_property; i < item->first_property + item->n_properties; i++) {
        if (strcmp(page->properties[i].name, name) == 0) {
            return page->properties[i].value;
        }
    }
    return NULL;
}
