// Quotations as pages set them: in marks of either language, in markup, over one block or several.
#include "rules/facts/quotation.h"

#include <string.h>

enum {
    LABEL_BYTES = 60, // "Maman de Léo : "
    LABEL_SPACES = 4,
    LONGEST_MARK = 3,
    LONGEST_QUOTATION = 8 /* blocks */
};

static gboolean begins_with_mark(const char *text)
{
    if (g_ascii_isalnum(*text)) {
        return FALSE; // most do
    }
    while (g_str_has_prefix(text, "★") || g_str_has_prefix(text, "⭐") || *text == ' ') {
        text = g_utf8_next_char(text); // a rating before the words
    }

    static const char *const marks[] = {"\"", "“", "«", "„", "‟", "❝", "‘", "'", "`", "&quot;"};
    for (guint i = 0; i < G_N_ELEMENTS(marks); i++) {
        if (g_str_has_prefix(text, marks[i])) {
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean ends_label(char c)
{
    return c == ':' || c == '.' || c == '!' || c == '?' || c == '"';
}

// What stands behind a short label, "Patiente : ", or NULL where the text begins with none.
static const char *behind_label(const char *text)
{
    guint n_spaces = 0, at = 0;
    while (at < LABEL_BYTES && text[at] && n_spaces <= LABEL_SPACES &&
           (!ends_label(text[at]) || (text[at] == '.' && at > 0 && g_ascii_isupper(text[at - 1])))) {
        n_spaces += text[at++] == ' ';
    }
    if (at < 3 || text[at] != ':') {
        return NULL;
    }
    const char *after = text + at + 1;
    while (*after == ' ' || g_str_has_prefix(after, "\u00a0")) {
        after = g_utf8_next_char(after);
    }
    return after;
}

gboolean quotation_opens(const char *text)
{
    if (begins_with_mark(text)) {
        return TRUE;
    }
    const char *after = behind_label(text);
    return after && begins_with_mark(after);
}

// The apostrophe that ends 'a quotation' begun with one, and none within its last word.
static gsize apostrophe_closes(const char *text, gsize length)
{
    const char *last = *text == '\'' ? g_strrstr_len(text + 1, (gssize)length - 1, "'") : NULL;
    return last && !g_ascii_isalnum(last[1]) ? (gsize)(last - text) + 1 : 0;
}

gsize quotation_closes(const char *text, gsize length)
{
    static const char *const marks[] = {"\"", "”", "»", "“", "❞", "’", "''"};
    gsize from = length > SHORT_BYTES + LONGEST_MARK ? length - SHORT_BYTES - LONGEST_MARK : 1;
    gsize end = apostrophe_closes(text, length);
    for (guint i = 0; i < G_N_ELEMENTS(marks) && from < length; i++) {
        const char *at = g_strrstr_len(text + from, (gssize)(length - from), marks[i]);
        end = at ? MAX(end, (gsize)(at - text) + strlen(marks[i])) : end;
    }
    return end;
}

gboolean block_is_short(const struct page_block *block)
{
    return block->length <= SHORT_BYTES;
}

gboolean block_is_quoted(const struct page_block *block)
{
    if (block->quoted) {
        return TRUE;
    }
    gsize end = quotation_opens(block->text) ? quotation_closes(block->text, block->length) : 0;
    return end && block->length - end <= SHORT_BYTES;
}

gboolean block_asks(const struct page_block *block)
{
    gsize end = block->length;
    while (end > 0 && (strchr("\"' ", block->text[end - 1]) || (guchar)block->text[end - 1] >= 0x80)) {
        end--;
    }
    return end > 0 && block->text[end - 1] == '?';
}

gboolean begins_with_dash(const char *text)
{
    return *text == '-' || *text == '~' || g_str_has_prefix(text, "–") || g_str_has_prefix(text, "—");
}

gboolean block_is_mark(const struct page_block *block)
{
    gboolean drawn = strcmp(block->text, "format_quote") == 0; // what a font of icons draws as a mark
    return drawn ||
           (block->length <= 2 * LONGEST_MARK && (begins_with_mark(block->text) || strcmp(block->text, "”") == 0));
}

// "fa-quote-left", "lucide-quote", but not "get-a-quote".
static gboolean tells_of_quotation(const char *name)
{
    if (!name || (!strstr(name, "uot") && !strstr(name, "UOT"))) {
        return FALSE;
    }
    g_autofree char *low = g_ascii_strdown(name, -1);
    return strstr(low, "quot") && !strstr(low, "get") && !strstr(low, "request") && !strstr(low, "free");
}

// "quote-icon", "Quote mark": the mark itself, not the words that it sets off.
static gboolean names_mark(const char *name)
{
    static const char *const signs[] = {"icon", "mark", "symbol", "fa-", "bi-"};
    for (guint i = 0; tells_of_quotation(name) && i < G_N_ELEMENTS(signs); i++) {
        if (strcasestr(name, signs[i])) {
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean draws_mark(const struct page_element *element)
{
    if (strcmp(element->tag, "i") == 0 || strcmp(element->tag, "svg") == 0) {
        return tells_of_quotation(element->classes);
    }
    return element->n_children == 0 && names_mark(element->classes);
}

static void mark_box(const Page *page, guint32 element, guint8 *boxes)
{
    guint32 box = element < page->n_elements ? page->elements[element].parent : PAGE_NONE;
    if (box < page->n_elements) {
        boxes[box] = 1;
        guint32 around = page->elements[box].parent;
        if (page->elements[box].n_children == 1 && around < page->n_elements) {
            boxes[around] = 1; // the icon's own wrapper
        }
    }
}

guint8 *quotation_boxes(const Page *page)
{
    guint8 *boxes = g_new0(guint8, page->n_elements + 1);
    for (guint32 i = 0; i < page->n_elements; i++) {
        if (draws_mark(&page->elements[i])) {
            mark_box(page, i, boxes);
        }
    }
    for (guint32 i = 0; i < page->n_images; i++) {
        const char *name = page->images[i].source ? strrchr(page->images[i].source, '/') : NULL;
        if (tells_of_quotation(name) || names_mark(page->images[i].alt)) {
            mark_box(page, page->images[i].element, boxes);
        }
    }
    return boxes;
}

guint32 quotation_end(const Page *page, guint32 first)
{
    const struct page_block *block = &page->blocks[first];
    // One apostrophe opens nothing that ends in another block: 'tis.
    gboolean lone = *block->text == '\'' && block->text[1] != '\'';
    if (lone || !quotation_opens(block->text) || block_is_quoted(block)) {
        return first;
    }
    for (guint32 i = first + 1; i < page->n_blocks && i <= first + LONGEST_QUOTATION; i++) {
        const struct page_block *at = &page->blocks[i];
        if (at->is_heading || at->in_form || at->zone != block->zone || quotation_opens(at->text)) {
            return first;
        }
        gsize end = quotation_closes(at->text, at->length);
        if (end && at->length - end <= SHORT_BYTES) {
            return i;
        }
    }
    return first;
}
