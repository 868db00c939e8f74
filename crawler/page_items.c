#include "crawler/walk_parts.h"

#include <string.h>

enum { MAX_PROPERTY_BYTES = 4000, MAX_PROPERTIES = 20000, MAX_NAMES = 8, MAX_REFS = 100 };

struct item_ref {
    guint32 item;
    const char *ids;
};

// Property classes of microformats 1; those of 2 are told by their prefix.
static const char *const CLASSIC[] = {
    "version",     "summary",   "type",    "item",           "reviewer",    "dtreviewed",   "rating",
    "description", "permalink", "average", "best",           "worst",       "count",        "votes",
    "fn",          "org",       "tel",     "email",          "adr",         "url",          "title",
    "role",        "locality",  "region",  "street-address", "postal-code", "country-name", "extended-address",
    "note",        "value",
};

guint32 items_add(struct walk *walk, const struct page_item *item)
{
    if (walk->store->items->len >= PAGE_MAX_ITEMS) {
        walk->page->truncated = TRUE;
        return PAGE_NONE;
    }
    g_array_append_val(walk->store->items, *item);
    return walk->store->items->len - 1;
}

void items_add_property(struct walk *walk, guint32 item, const char *name, const char *value, gsize length)
{
    if (walk->store->properties->len >= MAX_PROPERTIES) {
        walk->page->truncated = TRUE;
        return;
    }
    if (length > MAX_PROPERTY_BYTES) {
        length = g_utf8_find_prev_char(value, value + MAX_PROPERTY_BYTES) - value;
    }
    struct page_property property = {.name = arena_copy(walk->arena, name),
                                     .value = walk_copy(walk, arena_text(walk->arena, value, length))};
    struct property_place place = {.item = item, .element = walk_top(walk)->element};
    g_array_append_val(walk->store->properties, property);
    g_array_append_val(walk->property_places, place);
}

/* Names without their vocabulary, single spaces: "http://schema.org/Review schema:Thing" -> "Review Thing". */
static const char *plain_names(struct walk *walk, const char *names)
{
    g_autoptr(GString) plain = g_string_new(NULL);
    for (const char *at = names; *at && plain->len < 200;) {
        at += strspn(at, " \t\r\n");
        gsize length = strcspn(at, " \t\r\n");
        gsize start = length;
        while (start > 0 && !strchr("/#:", at[start - 1])) {
            start--;
        }
        if (length > start) {
            g_string_append_printf(plain, "%s%.*s", plain->len ? " " : "", (int)(length - start), at + start);
        }
        at += length;
    }
    return arena_text(walk->arena, plain->str, plain->len);
}

/* The value that an attribute carries, or NULL where it is the element's text (HTML Standard, 5.2.4). */
static const char *attribute_value(const struct markup_start *start)
{
    const char *content = walk_known(start, ATTRIBUTE_CONTENT);
    if (content) {
        return content;
    }
    switch (start->tag) {
    case TAG_A:
    case TAG_AREA:
    case TAG_LINK:
        return walk_known(start, ATTRIBUTE_HREF);
    case TAG_IMG:
    case TAG_AUDIO:
    case TAG_EMBED:
    case TAG_IFRAME:
    case TAG_SOURCE:
    case TAG_TRACK:
    case TAG_VIDEO:
        return walk_known(start, ATTRIBUTE_SRC);
    case TAG_TIME:
        return walk_known(start, ATTRIBUTE_DATETIME);
    case TAG_DATA:
        return walk_known(start, ATTRIBUTE_VALUE);
    case TAG_ABBR:
        return walk_known(start, ATTRIBUTE_TITLE);
    default:
        return NULL;
    }
}

static guint32 open_item(struct walk *walk, const char *types, const char *as, enum item_syntax syntax)
{
    struct frame *frame = walk_top(walk);
    struct page_item item = {
        .types = types,
        .parent = as ? frame->item : PAGE_NONE,
        .as = as && frame->item != PAGE_NONE ? as : NULL,
        .element = frame->element,
        .syntax = syntax,
    };
    guint32 index = items_add(walk, &item);
    if (index != PAGE_NONE) {
        frame->item = index;
    }
    return index;
}

/* One property of the item around this element for each name: from an attribute now, or from the text at the end. */
static void add_named(struct walk *walk, guint32 item, const char *names, const char *value)
{
    struct frame *frame = walk_top(walk);
    const char *plain = plain_names(walk, names);
    g_auto(GStrv) list = g_strsplit(plain, " ", MAX_NAMES);
    if (!value && frame->n_properties == 0) {
        frame->property = walk->store->properties->len;
    }
    for (guint i = 0; list[i] && list[i][0]; i++) {
        guint before = walk->store->properties->len;
        items_add_property(walk, item, list[i], value ? value : "", value ? strlen(value) : 0);
        if (!value && frame->n_properties < G_MAXUINT8) {
            frame->n_properties += walk->store->properties->len > before;
        }
    }
}

static void read_microdata(struct walk *walk, const struct markup_start *start)
{
    const char *property = walk_known(start, ATTRIBUTE_ITEMPROP);
    guint32 outer = walk_top(walk)->item;
    if (walk_known(start, ATTRIBUTE_ITEMSCOPE)) {
        const char *types = walk_known(start, ATTRIBUTE_ITEMTYPE), *refs = walk_known(start, ATTRIBUTE_ITEMREF);
        guint32 item = open_item(walk, types ? plain_names(walk, types) : "",
                                 property ? plain_names(walk, property) : NULL, ITEM_MICRODATA);
        if (item != PAGE_NONE && refs && walk->item_refs->len < MAX_REFS) {
            struct item_ref ref = {item, walk_copy(walk, refs)};
            g_array_append_val(walk->item_refs, ref);
        }
    } else if (property && *property) {
        add_named(walk, outer, property, attribute_value(start));
    }
}

static void read_rdfa(struct walk *walk, const struct markup_start *start)
{
    const char *types = walk_known(start, ATTRIBUTE_TYPEOF), *property = walk_known(start, ATTRIBUTE_PROPERTY);
    guint32 outer = walk_top(walk)->item;
    if (types && *types) {
        open_item(walk, plain_names(walk, types), property ? plain_names(walk, property) : NULL, ITEM_RDFA);
    } else if (property && *property && outer != PAGE_NONE && start->tag != TAG_META) {
        add_named(walk, outer, property, attribute_value(start));
    } else if (property && outer != PAGE_NONE && walk_known(start, ATTRIBUTE_CONTENT) && !strchr(property, ':')) {
        add_named(walk, outer, property, attribute_value(start)); // <meta property="ratingValue">, not og:title
    }
}

static gboolean is_listed(const char *const *list, gsize n, const char *token)
{
    for (gsize i = 0; i < n; i++) {
        if (list[i][0] == token[0] && strcmp(list[i], token) == 0) {
            return TRUE;
        }
    }
    return FALSE;
}

/* "p-rating", "rating" -> "rating"; NULL for a class that is no property. */
static const char *microformat_property(const char *token)
{
    static const char *const prefixes[] = {"p-", "u-", "dt-", "e-"};
    for (gsize i = 0; i < G_N_ELEMENTS(prefixes); i++) {
        if (g_str_has_prefix(token, prefixes[i]) && token[strlen(prefixes[i])]) {
            return token + strlen(prefixes[i]);
        }
    }
    return is_listed(CLASSIC, G_N_ELEMENTS(CLASSIC), token) ? token : NULL;
}

static gboolean in_microformat(const struct walk *walk)
{
    guint32 item = walk->frames[walk->depth].item;
    return item != PAGE_NONE && g_array_index(walk->store->items, struct page_item, item).syntax == ITEM_MICROFORMAT;
}

static void read_microformat(struct walk *walk, const struct markup_start *start)
{
    const char *classes = walk_element(walk, walk_top(walk)->element)->classes;
    const gboolean inside = in_microformat(walk);
    if (!classes || (!inside && !(walk_top(walk)->marks & MARK_MICROFORMAT))) {
        return;
    }
    const guint32 outer = walk_top(walk)->item;
    g_auto(GStrv) tokens = g_strsplit(classes, " ", 32);
    const char *root = NULL;
    g_autoptr(GString) properties = g_string_new(NULL);
    for (guint i = 0; tokens[i]; i++) {
        const char *property = inside ? microformat_property(tokens[i]) : NULL;
        if (property) {
            g_string_append_printf(properties, "%s%s", properties->len ? " " : "", property);
        }
        if (!root && (token_marks(tokens[i], strlen(tokens[i])) & MARK_MICROFORMAT)) {
            root = tokens[i];
        }
    }
    if (root) {
        open_item(walk, arena_copy(walk->arena, root),
                  properties->len ? arena_text(walk->arena, properties->str, properties->len) : NULL, ITEM_MICROFORMAT);
    } else if (properties->len > 0) {
        const char *value = attribute_value(start);
        // A link is the value of what names an address; of all else, its text.
        if (start->tag == TAG_A && !strstr(properties->str, "url") && !strstr(properties->str, "email") &&
            !strstr(properties->str, "permalink")) {
            value = NULL;
        }
        add_named(walk, outer, properties->str, value);
    }
}

void items_start(struct walk *walk, const struct markup_start *start)
{
    if (walk_known(start, ATTRIBUTE_ITEMSCOPE) || walk_known(start, ATTRIBUTE_ITEMPROP)) {
        read_microdata(walk, start);
    } else if (walk_known(start, ATTRIBUTE_TYPEOF) || walk_known(start, ATTRIBUTE_PROPERTY)) {
        read_rdfa(walk, start);
    } else if (walk_known(start, ATTRIBUTE_CLASS)) {
        read_microformat(walk, start);
    }
}

void items_end(struct walk *walk, const struct frame *frame)
{
    if (!frame->n_properties) {
        return;
    }
    const char *text = walk_flow_from(walk, frame->flow_start, MAX_PROPERTY_BYTES);
    for (guint i = 0; i < frame->n_properties; i++) {
        g_array_index(walk->store->properties, struct page_property, frame->property + i).value = text;
    }
}

static void give_properties(struct walk *walk, const char *id, guint32 item)
{
    guint32 token = token_table_find(walk->store->token_table, walk->store, id, strlen(id), TRUE);
    if (token == PAGE_NONE) {
        return;
    }
    guint32 first = g_array_index(walk->store->tokens, struct page_token, token).element;
    guint32 last = g_array_index(walk->store->last, guint32, first);
    for (guint i = 0; i < walk->property_places->len; i++) {
        struct property_place *place = &g_array_index(walk->property_places, struct property_place, i);
        if (place->item == PAGE_NONE && place->element >= first && place->element <= last) {
            place->item = item;
        }
    }
}

/* Properties outside of any item belong to the item that refers to an element around them. */
static void follow_refs(struct walk *walk)
{
    for (guint i = 0; i < walk->item_refs->len; i++) {
        const struct item_ref *ref = &g_array_index(walk->item_refs, struct item_ref, i);
        g_auto(GStrv) ids = g_strsplit(ref->ids, " ", MAX_NAMES);
        for (guint j = 0; ids[j]; j++) {
            give_properties(walk, ids[j], ref->item);
        }
    }
}

/* Each item's properties side by side, in document order; those of no item are dropped. */
static void group_properties(struct walk *walk)
{
    struct page_item *items = (struct page_item *)walk->store->items->data;
    const struct property_place *places = (const struct property_place *)walk->property_places->data;
    const guint n_items = walk->store->items->len;
    guint32 total = 0;
    for (guint i = 0; i < walk->property_places->len; i++) {
        if (places[i].item < n_items) {
            items[places[i].item].n_properties++;
            total++;
        }
    }
    GArray *grouped = g_array_sized_new(FALSE, FALSE, sizeof(struct page_property), total);
    g_array_set_size(grouped, total);
    guint32 *next = g_new(guint32, n_items + 1);
    guint32 first = 0;
    for (guint i = 0; i < n_items; i++) {
        items[i].first_property = next[i] = first;
        first += items[i].n_properties;
    }
    for (guint i = 0; i < walk->property_places->len; i++) {
        if (places[i].item < n_items) {
            g_array_index(grouped, struct page_property, next[places[i].item]++) =
                g_array_index(walk->store->properties, struct page_property, i);
        }
    }
    g_free(next);
    g_array_unref(walk->store->properties);
    walk->store->properties = grouped;
}

GArray *items_refs_new(void)
{
    return g_array_new(FALSE, FALSE, sizeof(struct item_ref));
}

void items_finish(struct walk *walk)
{
    follow_refs(walk);
    group_properties(walk);
}
