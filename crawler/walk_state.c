#include "crawler/walk_state.h"

#include "crawler/address.h"

static gboolean is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

const char *walk_copy(struct walk *walk, const char *text)
{
    if (!text) {
        return NULL;
    }
    char *copy = arena_copy(walk->arena, text), *to = copy;
    for (const char *from = copy; *from; from++) {
        if (!is_space(*from)) {
            *to++ = *from;
        } else if (to > copy && to[-1] != ' ') {
            *to++ = ' ';
        }
    }
    if (to > copy && to[-1] == ' ') {
        to--;
    }
    *to = '\0';
    return copy;
}

const char *walk_copy_lower(struct walk *walk, const char *text)
{
    char *copy = (char *)walk_copy(walk, text);
    for (char *at = copy; at && *at; at++) {
        *at = g_ascii_tolower(*at);
    }
    return copy;
}

const char *walk_flow_from(struct walk *walk, guint32 start, gsize most)
{
    const char *from = walk->flow->str + start, *end = walk->flow->str + walk->flow->len;
    while (from < end && *from == ' ') {
        from++;
    }
    if ((gsize)(end - from) > most) {
        end = g_utf8_find_prev_char(from, from + most);
    }
    while (end > from && end[-1] == ' ') {
        end--;
    }
    return arena_text(walk->arena, from, end - from);
}

const char *walk_resolve(struct walk *walk, const char *reference)
{
    if (reference && *reference == '#') {
        return walk->page->base; // a place on the same page
    }
    g_autofree char *address = reference ? address_resolve(walk->page->base, reference) : NULL;
    return arena_copy(walk->arena, address);
}
