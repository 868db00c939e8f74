#include "rules/literal_set.h"

#include <string.h>

enum { FAR_REACH = 400, BOUND_RARITY = 3 };

// Bits of surprise, roughly, by how often a letter stands in running English and French.
guint literal_rarity(const char *bytes, guint length)
{
    static const guint8 letters[26] = {4, 6, 5, 5, 3, 6, 6, 5, 4, 9, 8, 5, 5, 4, 4, 5, 9, 4, 4, 4, 5, 7, 7, 8, 6, 9};
    guint sum = 0;
    for (guint i = 0; i < length; i++) {
        guchar letter = bytes[i] - 'a';
        sum += letter < G_N_ELEMENTS(letters) ? letters[letter] : bytes[i] == ' ' ? 2 : 7;
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

static gboolean is_usable(const struct literals *set)
{
    for (guint i = 0; i < set->n; i++) {
        const struct literal *literal = &set->all[i];
        gboolean whole_word = literal_bounds_of(literal) == (BOUND_BEFORE | BOUND_AFTER);
        gboolean one = literal->length == 1;
        if (literal->length == 0 || (one && *literal->bytes == ' ') ||
            (one && is_word(*literal->bytes) && !whole_word)) {
            return FALSE;
        }
    }
    return set->n > 0;
}

static guint rarity_of(const struct literal *literal)
{
    guint bounds = literal_bounds_of(literal);
    return literal_rarity(literal->bytes, literal->length) + BOUND_RARITY * ((bounds & 1) + (bounds >> 1));
}

// As rare as its commonest literal, and commoner for each doubling of their number; worth half where a match may begin
// far away.
static guint rarity(const struct literals *set, guint reach)
{
    guint rarest = G_MAXUINT16;
    for (guint i = 0; i < set->n; i++) {
        rarest = MIN(rarest, rarity_of(&set->all[i]));
    }
    return rarest * (reach > FAR_REACH ? 6 : 12) / (3 + g_bit_storage(set->n));
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
    if (is_usable(candidate) && (best->n == 0 || rarity(candidate, reach) > rarity(best, best->reach))) {
        literals_copy(best, candidate);
        best->reach = reach;
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
    for (guint i = 0; i < tail->length; i++) {
        head->bytes[head->length + i] = tail->bytes[i];
    }
    head->length += tail->length;
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
        tail.bytes[i] = g_ascii_tolower(text[i]);
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
