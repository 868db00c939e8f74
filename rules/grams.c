#include "rules/grams.h"

#include <string.h>

#include "rules/automaton.h"
#include "rules/literals.h"

enum {
    GRAM_BYTES = 3,
    N_LETTERS = 26,
    START = GRAMS_BITS, // in place of a bit: the match begins where the text does
    MAX_SETS = 6,       // of an alternative
    MAX_LITERALS = 48,  // of a set; a larger one seldom says no
    MAX_WORDS = 8192,   // of one pattern
};

// Alternatives, each its length and then sets, each its length and then literals, each the number of its grams and then
// those.
struct Demands {
    guint n;
    guint16 words[];
};

// Letters of either case are the same; signs and digits are not letters.
static inline guint class_of(char c)
{
    return (guchar)c & 0xDF;
}

static inline gboolean is_letter(guint class)
{
    return class - 'A' < N_LETTERS;
}

// Of the last three bytes of `gram`.
static inline guint bit_of(guint gram)
{
    G_STATIC_ASSERT(GRAMS_BITS == 1 << 12);
    return ((gram << 8) * 0x9E3779B1) >> (32 - 12);
}

void grams_note(struct grams *grams, const char *text, gsize length)
{
    memset(grams, 0, sizeof *grams);
    guint gram = 0;
    for (gsize i = 0; i < length; i++) {
        guint class = class_of(text[i]);
        gram = gram << 8 | class;
        bits_set(grams->bits, bit_of(gram)); // the first two are not whole: a bit too many does no harm
        if (!is_letter(class)) {
            bits_set(grams->bits, bit_of(class));
        }
    }
}

struct builder {
    GArray *words;
    GArray *anchor;    // the set, of the first alternative, that the pattern is looked for by
    guint alternative; // where the one at hand begins
    guint n_alternatives, n_sets;
    gboolean none; // an alternative demands nothing
};

static void add_word(GArray *words, guint16 word)
{
    g_array_append_val(words, word);
}

static void begin_alternative(struct builder *builder)
{
    builder->alternative = builder->words->len;
    builder->n_sets = 0;
    add_word(builder->words, 0);
}

static gboolean is_sign(char c)
{
    return c > ' ' && !g_ascii_isalnum(c);
}

// What the text must have for a literal to stand there: its grams, or where it is too short, its signs. FALSE: that is
// nothing.
static gboolean add_literal(GArray *words, const struct literal *literal)
{
    guint before = words->len, gram = 0;
    const char *end = literal->bytes + literal->length,
               *start = memrchr(literal->bytes, LITERALS_START, literal->length);
    const char *bytes = start ? start + 1 : literal->bytes;
    add_word(words, 0);
    if (start) {
        add_word(words, START);
    }
    for (const char *at = bytes; at < end; at++) {
        gram = gram << 8 | class_of(*at);
        if (at + 1 - bytes >= GRAM_BYTES) {
            add_word(words, bit_of(gram));
        } else if (end - bytes < GRAM_BYTES && is_sign(*at)) {
            add_word(words, bit_of(class_of(*at)));
        }
    }
    g_array_index(words, guint16, before) = words->len - before - 1;
    return words->len - before > 1;
}

// Appends a set; or nothing, and is FALSE, where it would tell nothing.
static gboolean encode(GArray *words, const struct literals *set)
{
    guint begin = words->len;
    gboolean telling = set->n > 0 && set->n <= MAX_LITERALS;
    add_word(words, 0);
    for (guint i = 0; i < set->n && telling; i++) {
        telling = add_literal(words, &set->all[i]);
    }
    g_array_index(words, guint16, begin) = words->len - begin - 1;
    g_array_set_size(words, telling ? words->len : begin);
    return telling;
}

static void add_set(const struct literals *set, gpointer data)
{
    struct builder *builder = data;
    if (builder->n_sets < MAX_SETS && builder->words->len <= MAX_WORDS) {
        builder->n_sets += encode(builder->words, set);
    }
}

static void end_alternative(const struct literals *best, gpointer data)
{
    struct builder *builder = data;
    if (builder->n_alternatives++ == 0) {
        encode(builder->anchor, best);
    }
    builder->none |= builder->n_sets == 0;
    g_array_index(builder->words, guint16, builder->alternative) = builder->words->len - builder->alternative - 1;
    begin_alternative(builder);
}

// Where nobody asks before the only alternative's anchor was found, it need not be asked for.
static void drop_anchor(struct builder *builder)
{
    GArray *words = builder->words, *anchor = builder->anchor;
    gsize size = anchor->len * sizeof(guint16);
    for (guint i = 0; i < anchor->len; i++) {
        if (g_array_index(anchor, guint16, i) == START) {
            return;
        }
    }
    for (guint at = 1; anchor->len && at + anchor->len <= builder->alternative;) {
        guint16 *set = &g_array_index(words, guint16, at);
        if (memcmp(set, anchor->data, size) == 0) {
            g_array_index(words, guint16, 0) -= anchor->len;
            builder->alternative -= anchor->len;
            g_array_remove_range(words, at, anchor->len);
        } else {
            at += 1 + *set;
        }
    }
}

Demands *demands_new(const char *pattern)
{
    g_autoptr(GArray) words = g_array_new(FALSE, FALSE, sizeof(guint16));
    g_autoptr(GArray) anchor = g_array_new(FALSE, FALSE, sizeof(guint16));
    struct builder builder = {.words = words, .anchor = anchor};
    const struct literals_visitor visitor = {add_set, end_alternative, &builder};
    begin_alternative(&builder);
    gboolean known = literals_visit(pattern, &visitor) && !builder.none && words->len <= 2 * MAX_WORDS;
    if (builder.n_alternatives == 1) {
        drop_anchor(&builder);
    }
    guint n = known && builder.alternative > 1 ? builder.alternative : 0;
    Demands *demands = g_malloc(sizeof *demands + n * sizeof(guint16));
    demands->n = n;
    memcpy(demands->words, words->data, n * sizeof(guint16));
    return demands;
}

gboolean demands_nothing(const Demands *demands)
{
    return demands->n == 0;
}

void demands_free(Demands *demands)
{
    g_free(demands);
}

static gboolean holds(const guint16 *literal, const struct grams *grams, gboolean from_start)
{
    for (guint i = 1; i <= *literal; i++) {
        if (literal[i] == START ? !from_start : !bits_has(grams->bits, literal[i])) {
            return FALSE;
        }
    }
    return TRUE;
}

static gboolean holds_one(const guint16 *set, const struct grams *grams, gboolean from_start)
{
    for (const guint16 *at = set + 1, *end = at + *set; at < end; at += 1 + *at) {
        if (holds(at, grams, from_start)) {
            return TRUE;
        }
    }
    return FALSE;
}

gboolean demands_met(const Demands *demands, const struct grams *grams, gboolean from_start)
{
    const guint16 *at = demands->words, *end = at + demands->n;
    while (at < end) {
        const guint16 *set = at + 1;
        at = set + *at;
        while (set < at && holds_one(set, grams, from_start)) {
            set += 1 + *set;
        }
        if (set == at) {
            return TRUE;
        }
    }
    return demands->n == 0;
}
