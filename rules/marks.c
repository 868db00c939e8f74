#include "rules/marks.h"

#include <string.h>

#include "rules/words.h"

enum { MAX_MARK_BYTES = 500, MAX_MARKS = 50000, MAX_OF_ONE_CLASS = 200 };

// Where in the text of marks a mark begins, and what it stands for.
struct mark {
    guint32 start, element;
    guint32 token; /* index in page->tokens for a class, else PAGE_NONE */
    const char *shown;
};

struct marks {
    GString *text;
    GArray *all; // of struct mark
};

static void add_mark(struct marks *marks, char sign, const char *name, gsize length, const struct mark *mark)
{
    if (marks->all->len >= MAX_MARKS) {
        return;
    }
    struct mark added = *mark;
    added.start = (guint32)marks->text->len;
    g_array_append_val(marks->all, added);
    g_string_append_c(marks->text, '<');
    g_string_append_c(marks->text, sign);
    gsize from = marks->text->len;
    g_string_append_len(marks->text, name, (gssize)MIN(length, MAX_MARK_BYTES));
    for (gsize i = from; i < marks->text->len; i++) {
        if (marks->text->str[i] == '<' || marks->text->str[i] == '>') {
            marks->text->str[i] = '_';
        }
    }
    g_string_append_c(marks->text, '>');
}

static void mark_tokens(const Page *page, struct marks *marks)
{
    for (guint32 i = 0; i < page->n_tokens; i++) {
        const struct page_token *token = &page->tokens[i];
        struct mark mark = {.element = token->element, .token = token->is_id ? PAGE_NONE : i, .shown = token->token};
        add_mark(marks, token->is_id ? '#' : '.', token->token, strlen(token->token), &mark);
    }
}

static void mark_hosts(const Page *page, struct marks *marks)
{
    for (guint32 i = 0; i < page->n_hosts; i++) {
        const struct page_host *host = &page->hosts[i];
        const char *address = host->address ? strstr(host->address, "//") : NULL;
        address = address ? address + 2 : host->host;
        struct mark mark = {
            .element = host->element, .token = PAGE_NONE, .shown = host->address ? host->address : host->host};
        add_mark(marks, '@', address, strlen(address), &mark);
    }
}

static void mark_typed(struct marks *marks, const char *type, gsize length, const char *property,
                       const struct mark *mark)
{
    g_autofree char *name = g_strdup_printf("%.*s%s%s", (int)MIN(length, MAX_MARK_BYTES), type, property ? "." : "",
                                            property ? property : "");
    add_mark(marks, ':', name, strlen(name), mark);
}

// The types of `item`, each alone or with `property`.
static void mark_types(struct marks *marks, const struct page_item *item, const char *property, guint32 element)
{
    struct mark mark = {.element = element, .token = PAGE_NONE, .shown = item->types};
    const char *type = item->types;
    while (type && *type) {
        gsize length = strcspn(type, " ");
        mark_typed(marks, type, length, property, &mark);
        type += length + strspn(type + length, " ");
    }
}

static void mark_items(const Page *page, struct marks *marks)
{
    for (guint32 i = 0; i < page->n_items; i++) {
        const struct page_item *item = &page->items[i];
        mark_types(marks, item, NULL, item->element);
        for (guint32 p = 0; p < item->n_properties && item->first_property + p < page->n_properties; p++) {
            mark_types(marks, item, page->properties[item->first_property + p].name, item->element);
        }
        if (item->parent < page->n_items && item->as) {
            mark_types(marks, &page->items[item->parent], item->as, item->element);
        }
    }
}

static const struct mark *mark_at(const struct marks *marks, guint32 start)
{
    guint low = 0, high = marks->all->len;
    while (high - low > 1) {
        guint middle = (low + high) / 2;
        if (g_array_index(marks->all, struct mark, middle).start <= start) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return &g_array_index(marks->all, struct mark, low);
}

static char *shown_mark(const Page *page, enum signal_kind kind, const struct mark *mark)
{
    const char *tag = mark->element < page->n_elements ? page->elements[mark->element].tag : "html";
    switch (kind) {
    case SIGNAL_CLASS:
        return g_strdup_printf("<%s class=\"%s\">", tag, mark->shown);
    case SIGNAL_ID:
        return g_strdup_printf("<%s id=\"%s\">", tag, mark->shown);
    case SIGNAL_SCHEMA:
        return g_strdup_printf("schema.org %s", mark->shown);
    default:
        return g_strdup(mark->shown);
    }
}

// A class counts wherever it stands when a rule asks what stands together, else once.
static void add_elements(Sightings *s, const struct target *target, const struct mark *mark, struct sighting *sighting)
{
    const struct rule *rule = s->judge->rules->pdata[target->rule];
    sightings_add(s, sighting);
    if (mark->token == PAGE_NONE || (rule->within == WITHIN_PAGE && !target->unless)) {
        return;
    }
    const struct page_token *token = &s->page->tokens[mark->token];
    guint left = MIN(token->n, MAX_OF_ONE_CLASS);
    for (guint32 element = mark->element + 1; left > 1 && element < s->page->n_elements; element++) {
        if (s->page->elements[element].classes && page_has_class(s->page, element, token->token)) {
            sighting->element = element;
            sightings_add(s, sighting);
            left--;
        }
    }
}

void marks_read(Sightings *s)
{
    struct marks marks = {g_string_new(NULL), g_array_new(FALSE, FALSE, sizeof(struct mark))};
    mark_tokens(s->page, &marks);
    mark_hosts(s->page, &marks);
    mark_items(s->page, &marks);
    g_autoptr(GArray) matches = g_array_new(FALSE, FALSE, sizeof(struct match));
    matcher_find(s->judge->packs->mark_matcher, marks.text->str, marks.text->len, MATCH_ANY, matches);
    for (guint i = 0; i < matches->len; i++) {
        const struct match *match = &g_array_index(matches, struct match, i);
        const struct target *target = judge_target(s->judge, match->owner);
        if (!target) {
            continue;
        }
        const struct mark *mark = mark_at(&marks, match->start);
        g_autofree char *shown = shown_mark(s->page, target->signal->kind, mark);
        struct sighting sighting = {
            .owner = match->owner, .block = PAGE_NONE, .element = mark->element, .shown = shown};
        add_elements(s, target, mark, &sighting);
    }
    g_string_free(marks.text, TRUE);
    g_array_unref(marks.all);
}
