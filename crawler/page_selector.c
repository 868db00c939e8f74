#include "crawler/page.h"

/* An identifier that CSS needs no escape for. */
static gboolean is_plain(const char *name)
{
    if (!g_ascii_isalpha(*name) && *name != '_') {
        return FALSE;
    }
    for (; *name; name++) {
        if (!g_ascii_isalnum(*name) && *name != '-' && *name != '_') {
            return FALSE;
        }
    }
    return TRUE;
}

static gboolean is_unique_id(const Page *page, const char *id)
{
    const struct page_token *token = page_token(page, id, TRUE);
    return token && token->n == 1 && is_plain(id);
}

/* CSS Syntax 3, 2.1: any other character with a backslash before it. */
static void append_escaped(GString *out, const char *name)
{
    for (; *name; name++) {
        if (!g_ascii_isalnum(*name) && *name != '-' && *name != '_' && (guchar)*name < 0x80) {
            g_string_append_c(out, '\\');
        }
        g_string_append_c(out, *name);
    }
}

static gboolean has_twin(const Page *page, const struct page_element *element)
{
    if (element->parent == PAGE_NONE || page->elements[element->parent].n_children < 2) {
        return FALSE;
    }
    return page->elements[element->parent].parent != PAGE_NONE; // there is one head and one body
}

static char *step_of(const Page *page, const struct page_element *element)
{
    GString *step = g_string_new(NULL);
    append_escaped(step, element->tag);
    if (has_twin(page, element)) {
        g_string_append_printf(step, ":nth-of-type(%u)", element->nth);
    }
    return g_string_free(step, FALSE);
}

char *page_selector(const Page *page, guint32 element)
{
    g_autoptr(GPtrArray) steps = g_ptr_array_new_with_free_func(g_free);
    for (guint32 at = element; at < page->n_elements; at = page->elements[at].parent) {
        const struct page_element *here = &page->elements[at];
        if (here->id && is_unique_id(page, here->id)) {
            g_ptr_array_add(steps, g_strconcat("#", here->id, NULL));
            break;
        }
        if (here->parent == PAGE_NONE && steps->len > 0) {
            break; // html: everything is below it
        }
        g_ptr_array_add(steps, step_of(page, here));
        if (g_strcmp0(here->tag, "body") == 0) {
            break;
        }
    }
    GString *selector = g_string_new(NULL);
    for (guint i = steps->len; i-- > 0;) {
        g_string_append_printf(selector, "%s%s", selector->len ? " > " : "", (const char *)steps->pdata[i]);
    }
    return g_string_free(selector, FALSE);
}
