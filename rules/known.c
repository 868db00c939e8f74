#include "rules/known.h"

#include <string.h>

// Linked into the program, and into nothing that makes or tests it.
extern const struct known_head known_of_build __attribute__((weak));

static const void *at(const struct known_head *head, guint32 place)
{
    return (const guint8 *)head + place;
}

const char *known_source(const struct known *known)
{
    return (const char *)(known->literals + known->n_literals) + known->n_code_bytes;
}

const char *known_folded(const struct known *known)
{
    return known_source(known) + known->folded;
}

const struct known *known_find_in(const struct known_head *head, const char *source)
{
    const gsize length = strlen(source);
    for (guint32 slot = g_str_hash(source);; slot++) {
        guint32 place = head->slots[slot & (head->n_slots - 1)];
        const struct known *known = at(head, place);
        if (place == 0) {
            return NULL;
        }
        if (known->n_source_bytes == length && memcmp(known_source(known), source, length) == 0) {
            return known;
        }
    }
}

const struct known *known_find(const char *source)
{
    return &known_of_build ? known_find_in(&known_of_build, source) : NULL;
}

const Automaton *known_automaton_in(const struct known_head *head, const struct automaton_entry *entries, guint n)
{
    for (guint i = 0; i < KNOWN_AUTOMATA; i++) {
        const Automaton *automaton = at(head, head->automata[i]);
        if (head->automata[i] && automaton_is_of(automaton, entries, n)) {
            return automaton;
        }
    }
    return NULL;
}

const Automaton *known_automaton(const struct automaton_entry *entries, guint n)
{
    return &known_of_build ? known_automaton_in(&known_of_build, entries, n) : NULL;
}

gboolean known_literals(const struct known *known, struct literals *out)
{
    out->n = known->n_literals;
    out->reach = known->reach;
    out->tail = known->tail;
    out->runs = known->runs;
    out->sound = known->sound;
    memcpy(out->all, known->literals, out->n * sizeof out->all[0]);
    return out->n > 0;
}

pcre2_code *known_code(const struct known *known)
{
    pcre2_code *code = NULL;
    const guint8 *bytes = (const guint8 *)(known->literals + known->n_literals);
    return pcre2_serialize_decode(&code, 1, bytes, NULL) == 1 ? code : NULL;
}

const struct yaml_flat *known_tree_in(const struct known_head *head, const char *text, gsize length)
{
    const guint32 *places = at(head, head->trees);
    for (guint i = 0; i < head->n_trees; i++) {
        const struct yaml_flat *flat = at(head, places[i]);
        if (yaml_flat_is_of(flat, text, length)) {
            return flat;
        }
    }
    return NULL;
}

const struct yaml_flat *known_tree(const char *text, gsize length)
{
    return &known_of_build ? known_tree_in(&known_of_build, text, length) : NULL;
}
