#include "rules/literal_set.h"

#include <string.h>

enum { FAR_REACH = 400, BOUND_RARITY = 3 };

// Bits of surprise, roughly, by how often a letter stands in running English and French.
static inline guint surprise(char c)
{
    static const guint8 letters[26] = {4, 6, 5, 5, 3, 6, 6, 5, 4, 9, 8, 5, 5, 4, 4, 5, 9, 4, 4, 4, 5, 7, 7, 8, 6, 9};
    guint letter = (guint)c - 'a';
    return letter < G_N_ELEMENTS(letters) ? letters[letter] : c == ' ' ? 2 : 7;
}

guint literal_rarity(const char *bytes, guint length)
{
    guint sum = 0;
    for (guint i = 0; i < length; i++) {
        sum += surprise(bytes[i]);
    }
    return sum;
}

static gboolean is_word(char c)
{
    return g_ascii_isalnum(c) || c == '_';
}

guint literal_bounds_of(const struct literal *literal)
{
    guint bounds = literal->bounds;
    if (literal->length == 0) {
        return 0;
    }
    bounds &= is_word(literal->bytes[0]) ? ~0U : ~(guint)BOUND_BEFORE;
    return bounds & (is_word(literal->bytes[literal->length - 1]) ? ~0U : ~(guint)BOUND_AFTER);
}

// Alone, neither a space nor a letter in the midst of a word tells a text from others.
static gboolean is_usable(const struct literal *literal, guint bounds)
{
    return literal->length > 1 || (literal->length == 1 && *literal->bytes != ' ' &&
                                   (!is_word(*literal->bytes) || bounds == (BOUND_BEFORE | BOUND_AFTER)));
}

// As rare as its commonest literal, and commoner for each doubling of their number; worth half where a match may begin
// far away. 0 where that is no more than `least`, or one of them cannot be used.
static guint rarity_above(guint least, const struct literals *set, guint reach)
{
    guint worth = reach > FAR_REACH ? 6 : 12, share = 3 + g_bit_storage(set->n), rarest = G_MAXUINT16;
    for (guint i = 0; i < set->n; i++) {
        const struct literal *literal = &set->all[i];
        guint bounds = literal_bounds_of(literal);
        guint rarity = literal->rarity + BOUND_RARITY * ((bounds & 1) + (bounds >> 1));
        rarest = MIN(rarest, rarity);
        if (rarest * worth / share <= least || !is_usable(literal, bounds)) {
            return 0;
        }
    }
    return set->n ? rarest * worth / share : 0;
}

void literals_copy(struct literals *to, const struct literals *from)
{
    to->n = from->n;
    to->reach = from->reach;
    to->longest = from->longest;
    memcpy(to->all, from->all, from->n * sizeof from->all[0]);
}

void literals_set_empty_text(struct literals *set)
{
    set->n = 1;
    set->reach = set->longest = 0;
    set->all[0] = (struct literal){0};
}

void literals_consider(struct literals *best, const struct literals *candidate, guint reach)
{
    guint rarity = rarity_above(best->n ? best->rarity : 0, candidate, reach);
    if (rarity > 0) {
        literals_copy(best, candidate);
        best->reach = reach;
        best->rarity = rarity;
    }
}

static struct literal *find(struct literals *set, const struct literal *literal)
{
    for (guint i = 0; i < set->n; i++) {
        if (set->all[i].length == literal->length &&
            memcmp(set->all[i].bytes, literal->bytes, LITERAL_MAX_BYTES) == 0) {
            return &set->all[i];
        }
    }
    return NULL;
}

gboolean literals_add(struct literals *set, const struct literal *literal)
{
    struct literal *same = find(set, literal);
    if (same) {
        same->bounds &= literal->bounds;
        return TRUE;
    }
    if (set->n == LITERALS_MAX) {
        return FALSE;
    }
    set->longest = MAX(set->longest, literal->length);
    set->all[set->n++] = *literal;
    return TRUE;
}

gboolean literals_unite(struct literals *set, const struct literals *other)
{
    for (guint i = 0; i < other->n; i++) {
        if (!literals_add(set, &other->all[i])) {
            return FALSE;
        }
    }
    return TRUE;
}

// The bounds of a text of no length say that a bound stands there, both ways.
static void join_literals(struct literal *head, const struct literal *tail)
{
    guint before = head->bounds & BOUND_BEFORE, after = tail->bounds & BOUND_AFTER;
    before |= head->length ? 0 : tail->bounds & BOUND_BEFORE;
    after |= tail->length ? 0 : head->bounds & BOUND_AFTER;
    char joined[2 * LITERAL_MAX_BYTES] = {0}; // both with their zeros: fixed sizes cost less than a loop
    memcpy(joined, head->bytes, LITERAL_MAX_BYTES);
    memcpy(joined + head->length, tail->bytes, LITERAL_MAX_BYTES);
    memcpy(head->bytes, joined, LITERAL_MAX_BYTES);
    head->length += tail->length;
    head->rarity += tail->rarity;
    head->bounds = before | after;
}

gboolean literals_append(struct literals *run, const struct literals *next)
{
    if (run->n * next->n > LITERALS_MAX || run->longest + next->longest > LITERAL_MAX_BYTES) {
        return FALSE;
    }
    guint n = run->n;
    for (guint j = next->n; j-- > 0;) { // the last over the originals themselves
        const struct literal *tail = &next->all[j];
        for (guint i = 0; i < n; i++) {
            struct literal *joined = &run->all[j * n + i];
            *joined = run->all[i];
            join_literals(joined, tail);
        }
    }
    run->n = n * next->n;
    run->longest += next->longest;
    return TRUE;
}

void literals_append_text(struct literals *run, const char *text, guint length)
{
    struct literal tail = {.length = length};
    for (guint i = 0; i < length; i++) {
        tail.bytes[i] = g_ascii_isupper(text[i]) ? text[i] | 0x20 : text[i];
        tail.rarity += surprise(tail.bytes[i]);
    }
    for (guint i = 0; i < run->n; i++) {
        join_literals(&run->all[i], &tail);
    }
    run->longest += length;
}

void literals_bound_before(struct literals *set, const struct literals *before)
{
    for (guint i = 0; i < before->n; i++) {
        if (before->all[i].length || !(before->all[i].bounds & BOUND_BEFORE)) {
            return;
        }
    }
    for (guint i = 0; i < set->n; i++) {
        set->all[i].bounds |= BOUND_BEFORE;
    }
}
