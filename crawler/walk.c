#include "crawler/walk.h"

#include "crawler/mail_hiding.h"
#include "crawler/walk_parts.h"

#include <string.h>

enum { MAX_REMARKS = 500, MAX_REMARK_BYTES = 200 };

static const char *intern_name(struct walk *walk, const struct markup_start *start)
{
    if (start->tag != TAG_OTHER) {
        return start->name;
    }
    char *name = g_hash_table_lookup(walk->names, start->name);
    if (!name) {
        name = arena_copy(walk->arena, start->name);
        g_hash_table_add(walk->names, name);
    }
    return name;
}

static guint16 count_tokens(struct walk *walk, const char *classes, guint32 element)
{
    guint16 marks = 0;
    for (const char *at = classes; *at;) {
        const char *end = strchr(at, ' ');
        gsize length = end ? (gsize)(end - at) : strlen(at);
        marks |= token_table_add(walk->store->token_table, walk->store, at, length, FALSE, element);
        at += length + (end != NULL);
    }
    return marks;
}

static guint32 sign_of(const char *name, const char *classes)
{
    guint32 hash = GPOINTER_TO_UINT(name);
    for (; classes && *classes && *classes != ' '; classes++) {
        hash = hash * 31 + (guchar)*classes;
    }
    return hash;
}

static guint8 declared_language(const struct frame *parent, const struct markup_start *start)
{
    const char *lang = walk_known(start, ATTRIBUTE_LANG);
    lang = lang ? lang : walk_known(start, ATTRIBUTE_XML_LANG);
    if (!lang || !*lang || start->tag == TAG_HTML) {
        return parent->language;
    }
    if (g_ascii_strncasecmp(lang, "en", 2) == 0 && !g_ascii_isalpha(lang[2])) {
        return LANGUAGE_EN;
    }
    return g_ascii_strncasecmp(lang, "fr", 2) == 0 && !g_ascii_isalpha(lang[2]) ? LANGUAGE_FR : LANGUAGE_OTHER;
}

/* Level + 1, or 0 for what is no heading. */
static guint8 declared_level(const struct frame *parent, const struct markup_start *start)
{
    if (start->tag >= TAG_H1 && start->tag <= TAG_H6) {
        return (guint8)(start->tag - TAG_H1 + 2);
    }
    const char *role = walk_known(start, ATTRIBUTE_ROLE), *level = walk_known(start, ATTRIBUTE_ARIA_LEVEL);
    if (role && strcmp(role, "heading") == 0) {
        return level && *level >= '1' && *level <= '6' ? (guint8)(*level - '0' + 1) : 3; // WAI-ARIA 1.2: 2 if not said
    }
    return parent->heading_level;
}

static guint32 add_element(struct walk *walk, const struct markup_start *start, const struct frame *parent,
                           guint16 *marks)
{
    GArray *elements = walk->store->elements;
    guint32 index = elements->len;
    const char *id = walk_known(start, ATTRIBUTE_ID);
    struct page_element element = {
        .parent = parent->element,
        .line = start->line + walk->script_line,
        .tag = intern_name(walk, start),
        .id = id && *id ? arena_copy(walk->arena, id) : NULL,
        .classes = walk_copy(walk, walk_known(start, ATTRIBUTE_CLASS)),
        .label = walk_copy(walk, walk_known(start, ATTRIBUTE_ARIA_LABEL)),
    };
    g_array_append_val(elements, element);
    g_array_append_val(walk->store->last, index);
    if (parent->element != PAGE_NONE) {
        walk_element(walk, parent->element)->n_children++;
    }
    if (element.id) {
        *marks |= token_table_add(walk->store->token_table, walk->store, element.id, strlen(element.id), TRUE, index);
    }
    if (element.classes) {
        *marks |= count_tokens(walk, element.classes, index);
    }
    return index;
}

static gboolean is_quotation(const struct markup_start *start)
{
    return start->tag == TAG_BLOCKQUOTE || start->tag == TAG_Q ||
           g_strcmp0(start->known[ATTRIBUTE_ROLE], "blockquote") == 0;
}

static void open_frame(struct walk *walk, const struct markup_start *start)
{
    const struct frame *parent = walk_top(walk);
    struct frame *frame = &walk->frames[walk->depth + 1];
    guint16 marks = 0;
    guint32 index = add_element(walk, start, parent, &marks);
    struct page_element *element = walk_element(walk, index);

    *frame = (struct frame){
        .element = index,
        .heading = PAGE_NONE,
        .closed_heading = PAGE_NONE,
        .sign = sign_of(element->tag, element->classes),
        .item = parent->item,
        .flow_start = walk->flow->len,
        .roles = start->roles,
        .tag = start->tag,
        .zone = parent->zone,
        .hidden = parent->hidden || zone_is_hidden(start),
        .quoted = parent->quoted || is_quotation(start) || (marks & MARK_QUOTE) != 0,
        .language = declared_language(parent, start),
        .muted = parent->muted || start->tag == TAG_TEXTAREA,
        .emphasised = parent->emphasised || (start->roles & MARKUP_EMPHASIS),
        .bold = parent->bold || (start->roles & MARKUP_BOLD),
        .headlike = parent->headlike || (marks & MARK_TITLE) != 0,
        .marks = marks,
        .sectioned = parent->sectioned || (start->roles & MARKUP_SECTION),
        .control = parent->control || (start->roles & MARKUP_CONTROL),
        .in_head = parent->in_head || start->tag == TAG_HEAD,
        .in_main = parent->in_main || start->tag == TAG_MAIN,
        .heading_level = declared_level(parent, start),
        .in_svg = parent->in_svg || start->tag == TAG_SVG,
        .raw = start->tag == TAG_SCRIPT || start->tag == TAG_STYLE || start->tag == TAG_TITLE,
    };
    frame->in_head = frame->in_head && start->tag != TAG_BODY;
    zone_open(parent, frame, start, marks);
    text_open_heading(parent, frame);
    element->zone = frame->zone;
    element->hidden = frame->hidden;
    walk->depth++;
}

/* A hidden address stands in the page as text that its reader decodes: show what they would see. */
static void show_hidden_mail(struct walk *walk, const struct markup_start *start)
{
    g_autofree char *mail = NULL;
    if (start->known[ATTRIBUTE_DATA_CFEMAIL]) {
        mail = mail_from_cloudflare(start->known[ATTRIBUTE_DATA_CFEMAIL]);
    } else if (start->tag == TAG_JOOMLA_MAIL) {
        mail = mail_from_joomla(start->known[ATTRIBUTE_FIRST], start->known[ATTRIBUTE_LAST]);
    } else if (start->known[ATTRIBUTE_CLASS] && g_strcmp0(start->known[ATTRIBUTE_ID], "__cf_email__") == 0) {
        mail = mail_from_cloudflare(start->known[ATTRIBUTE_CLASS]);
    }
    if (mail) {
        text_append(walk, mail, strlen(mail));
        walk_top(walk)->muted = TRUE;
    }
}

static gboolean breaks_text(const struct walk *walk, const struct markup_start *start)
{
    if (start->tag == TAG_A && walk->frames[walk->depth].zone == ZONE_NAV) {
        return TRUE; // entries side by side are not one sentence
    }
    const char *style = start->known[ATTRIBUTE_STYLE];
    return (start->roles & MARKUP_BLOCK) || (style && strstr(style, "block") && !strstr(style, "inline")) ||
           (start->tag == TAG_A && g_strcmp0(start->known[ATTRIBUTE_ROLE], "button") == 0) ||
           (start->tag == TAG_SPAN && g_strcmp0(start->known[ATTRIBUTE_ROLE], "heading") == 0);
}

static gboolean on_start(gpointer data, const struct markup_start *start)
{
    struct walk *walk = data;
    struct page_store *store = walk->store;
    if (store->elements->len >= PAGE_MAX_ELEMENTS) {
        walk->page->truncated = TRUE;
        return FALSE;
    }
    gboolean breaks = breaks_text(walk, start);
    if (breaks) {
        text_break(walk);
    } else if (start->tag == TAG_A && walk->after_link) {
        text_append(walk, " ", 1); // links side by side are not one word
    } else if (start->tag == TAG_BR) {
        text_append(walk, " ", 1);
        if (++walk->n_breaks >= 2) {
            text_break(walk);
        }
    }
    open_frame(walk, start);
    struct frame *frame = walk_top(walk);
    frame->roles |= breaks ? MARKUP_BLOCK : 0;
    hosts_in_attributes(walk, start);
    links_start(walk, start);
    forms_start(walk, start);
    items_start(walk, start);
    show_hidden_mail(walk, start);
    if (start->tag == TAG_HTML && !walk->page->lang && walk_known(start, ATTRIBUTE_LANG)) {
        walk->page->lang = walk_copy_lower(walk, walk_known(start, ATTRIBUTE_LANG));
    }
    if (frame->raw) {
        g_string_truncate(walk->script, 0);
        walk->script_type = walk_copy_lower(walk, walk_known(start, ATTRIBUTE_TYPE));
    }
    return TRUE;
}

static void on_text(gpointer data, const char *text, gsize length)
{
    struct walk *walk = data;
    const struct frame *frame = walk_top(walk);
    if (frame->raw) {
        g_string_append_len(walk->script, text, length);
    } else if (!frame->muted) {
        text_append(walk, text, length);
    }
}

static void set_title(struct walk *walk, const struct frame *frame)
{
    const char *title = walk_copy(walk, walk->script->str);
    g_string_truncate(walk->script, 0);
    if (frame->in_svg) {
        text_add_alt(walk, title, frame->element, frame->zone);
    } else if (!walk->title_set && *title) {
        walk->title_set = TRUE;
        walk->page->title = title;
        text_add_alt(walk, title, frame->element, ZONE_HEAD);
    }
}

static void on_end(gpointer data)
{
    struct walk *walk = data;
    struct frame *frame = walk_top(walk);
    if (frame->tag == TAG_TITLE) {
        set_title(walk, frame);
    } else if (frame->raw) {
        scripts_end(walk, frame);
    }
    if (frame->roles & MARKUP_BLOCK) {
        text_break(walk);
    }
    items_end(walk, frame);
    forms_end(walk, frame);
    links_end(walk, frame);
    g_array_index(walk->store->last, guint32, frame->element) = walk->store->elements->len - 1;
    walk->depth--;
    text_close_heading(walk_top(walk), frame);
}

// Notes of whoever built the page, and of services on what is to be pasted into it.
static void on_comment(gpointer data, const char *text)
{
    struct walk *walk = data;
    struct page_store *store = walk->store;
    const gsize length = strlen(text);
    if (length > MAX_REMARK_BYTES || store->remarks->len >= MAX_REMARKS) {
        return;
    }
    const struct page_remark remark = {.text = walk_copy(walk, text), .next = store->elements->len};
    if (*remark.text) {
        g_array_append_val(store->remarks, remark);
    }
}

static const struct markup_handler HANDLER = {on_start, on_text, on_end, on_comment};

static void read_inner(struct walk *walk, char *html, gsize length)
{
    if (walk->inner) {
        return;
    }
    struct inner_range range = {.first = walk->store->elements->len};
    struct frame *top = walk_top(walk);
    const struct frame outer = *top;
    const guint base_depth = walk->depth;
    g_autoptr(GString) script = walk->script;
    walk->script = g_string_new(NULL);
    walk->script_line = walk_element(walk, top->element)->line - 1;
    walk->inner = TRUE;
    top->raw = FALSE;
    top->hidden = TRUE;
    // The rest of the depth is what is left for it: deeper elements are left out by the bound on elements' depth.
    if (markup_read(html, length, FALSE, &HANDLER, walk) == MARKUP_STOPPED) {
        walk->page->truncated = TRUE;
    }
    text_break(walk);
    g_assert(walk->depth == base_depth);
    *walk_top(walk) = outer;
    walk->inner = FALSE;
    walk->script_line = 0;
    g_string_free(walk->script, TRUE);
    walk->script = g_steal_pointer(&script);
    range.end = walk->store->elements->len;
    g_array_append_val(walk->store->inner, range);
}

gboolean walk_page(Page *page, gboolean quick)
{
    struct page_store *store = page->store;
    g_autofree struct walk *walk = g_new0(struct walk, 1);
    walk->page = page;
    walk->store = store;
    walk->arena = store->arena;
    walk->read_inner = read_inner;
    walk->frames[0] = (struct frame){
        .element = PAGE_NONE, .heading = PAGE_NONE, .closed_heading = PAGE_NONE, .item = PAGE_NONE, .zone = ZONE_MAIN};
    walk->block_start = G_MAXUINT32;
    walk->link = walk->label = walk->form = PAGE_NONE;
    walk->flow = g_string_sized_new(store->source->len / 4 + 64);
    walk->link_alt = g_string_new(NULL);
    walk->script = g_string_new(NULL);
    walk->votes = g_array_new(FALSE, FALSE, sizeof(struct block_votes));
    walk->labels = g_array_new(FALSE, FALSE, sizeof(struct label));
    walk->field_places = g_array_new(FALSE, FALSE, sizeof(struct field_place));
    walk->property_places = g_array_new(FALSE, FALSE, sizeof(struct property_place));
    walk->item_refs = items_refs_new();
    walk->seen_hosts = g_hash_table_new(g_str_hash, g_str_equal);
    walk->names = g_hash_table_new(g_str_hash, g_str_equal);

    const enum markup_end markup = markup_read(store->source->str, store->source->len, quick, &HANDLER, walk);
    page->truncated |= markup == MARKUP_STOPPED;
    text_break(walk);
    walk_finish(walk);

    GArray *lists[] = {walk->votes, walk->labels, walk->field_places, walk->property_places, walk->item_refs};
    for (gsize i = 0; i < G_N_ELEMENTS(lists); i++) {
        g_array_unref(lists[i]);
    }
    g_hash_table_unref(walk->seen_hosts);
    g_hash_table_unref(walk->names);
    g_string_free(walk->flow, TRUE);
    g_string_free(walk->link_alt, TRUE);
    g_string_free(walk->script, TRUE);
    return markup != MARKUP_MISREAD;
}
