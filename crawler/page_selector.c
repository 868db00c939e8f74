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

// As printf does it, which takes longer than all the rest of a selector.
static void append_number(GString *out, guint32 number)
{
    char digits[10];
    gsize at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
    } while (number /= 10);
    g_string_append_len(out, digits + at, (gssize)(sizeof digits - at));
}

static void append_step(GString *out, const Page *page, const struct page_element *element)
{
    append_escaped(out, element->tag);
    if (has_twin(page, element)) {
        g_string_append(out, ":nth-of-type(");
        append_number(out, element->nth);
        g_string_append_c(out, ')');
    }
}

static gboolean has_unique_id(const Page *page, const struct page_element *element)
{
    return element->id && is_unique_id(page, element->id);
}

char *page_selector(const Page *page, guint32 element)
{
    g_autoptr(GArray) path = g_array_new(FALSE, FALSE, sizeof(guint32)); // from `element` upwards
    for (guint32 at = element; at < page->n_elements; at = page->elements[at].parent) {
        const struct page_element *here = &page->elements[at];
        if (here->parent == PAGE_NONE && path->len > 0 && !has_unique_id(page, here)) {
            break; // html: everything is below it
        }
        g_array_append_val(path, at);
        if (has_unique_id(page, here) || g_strcmp0(here->tag, "body") == 0) {
            break;
        }
    }
    GString *selector = g_string_sized_new(128);
    for (guint i = path->len; i-- > 0;) {
        const struct page_element *here = &page->elements[g_array_index(path, guint32, i)];
        if (i + 1 == path->len && has_unique_id(page, here)) {
            g_string_append_c(selector, '#');
            g_string_append(selector, here->id);
        } else {
            append_step(selector, page, here);
        }
        g_string_append(selector, i > 0 ? " > " : "");
    }
    return g_string_free(selector, FALSE);
}
