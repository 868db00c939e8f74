#include "rules/automaton.h"

#include <string.h>

#include "rules/literals.h"

enum {
    N_CLASSES = 32,
    CLASS_SPACE = 26,
    CLASS_DIGIT,
    CLASS_DASH,
    CLASS_APOSTROPHE,
    CLASS_PUNCTUATION,
    CLASS_HIGH, // bytes of characters beyond ASCII

    MANY_STATES = 8192, // half a MiB; with more, literals are cut shorter
    SHORTEST_CUT = 3,
    LONGEST_CUT = 10,
    MOST_STATES = 1 + N_CLASSES + N_CLASSES * N_CLASSES + N_CLASSES * N_CLASSES * N_CLASSES, // at the shortest cut
};

typedef guint16 Row[N_CLASSES];

// An entry whose rarest part ends in some state.
struct ending {
    guint64 bytes[2], mask[2]; // of the entry, in lower case; the mask says which bytes are its
    guint32 value;
    guint8 back;   // from the byte behind that part to the beginning of the entry
    guint8 length; // of the entry
    guint8 bounds, kinds;
};

struct Automaton {
    guint8 classes[256];
    Row *next; // of each state; those where an entry ends come last
    guint n_states, first_end;
    guint32 *starts; // of end i: endings[starts[i]] up to endings[starts[i + 1]]
    struct ending *endings;
};

// A literal on its way into the trie.
struct word {
    struct ending ending;
    const struct automaton_entry *entry;
    guint16 state;                          // where it ends
    guint8 rarity[AUTOMATON_MAX_BYTES + 1]; // of its first bytes together
};

// How a state of the trie is reached.
struct step {
    guint16 parent;
    guint8 c, depth;
};

struct builder {
    Row *rows;          // 0 means none, or back to the root
    struct step *steps; // of each
    guint n_rows;
    struct word *words;
    guint n_words;
    guint16 *order, *fail; // by depth; the longest suffix
    gboolean *ends;
};

static guint8 class_of(guchar byte)
{
    if (g_ascii_isalpha(byte)) {
        return g_ascii_tolower(byte) - 'a';
    }
    if (g_ascii_isdigit(byte)) {
        return CLASS_DIGIT;
    }
    if (byte >= 0x80) {
        return CLASS_HIGH;
    }
    return byte == ' ' ? CLASS_SPACE : byte == '-' ? CLASS_DASH : byte == '\'' ? CLASS_APOSTROPHE : CLASS_PUNCTUATION;
}

// The rarest `cut` bytes of a word: where they are not, it is not.
static const char *rarest_part(const struct word *word, guint cut, guint *length)
{
    guint rarest = 0, most = 0, n = MIN(word->entry->length, cut);
    for (guint i = 0; i + n <= word->entry->length; i++) {
        guint rarity = word->rarity[i + n] - word->rarity[i];
        if (rarity > most) {
            most = rarity;
            rarest = i;
        }
    }
    *length = n;
    return word->entry->bytes + rarest;
}

static guint16 insert(struct builder *builder, const guint8 *classes, const char *bytes, guint length)
{
    guint16 state = 0;
    for (guint i = 0; i < length; i++) {
        guint8 c = classes[(guchar)bytes[i]];
        guint16 *next = &builder->rows[state][c];
        if (!*next) {
            memset(builder->rows[builder->n_rows], 0, sizeof(Row));
            builder->steps[builder->n_rows] = (struct step){state, c, i + 1};
            *next = builder->n_rows++;
        }
        state = *next;
    }
    return state;
}

// FALSE where that takes too many states.
static gboolean grow_trie(struct builder *builder, const guint8 *classes, guint cut, guint most)
{
    memset(builder->rows[0], 0, sizeof(Row));
    builder->n_rows = 1;
    for (guint i = 0; i < builder->n_words && builder->n_rows <= most; i++) {
        guint length;
        struct word *word = &builder->words[i];
        const char *part = rarest_part(word, cut, &length);
        word->ending.back = part - word->entry->bytes + length;
        word->state = insert(builder, classes, part, length);
    }
    return builder->n_rows <= most;
}

static void make_room(struct builder *builder, gsize n)
{
    builder->rows = g_renew(Row, builder->rows, n);
    builder->steps = g_renew(struct step, builder->steps, n);
}

// Cuts literals as long as can be.
static void grow_fitting_trie(struct builder *builder, const guint8 *classes, gsize n_bytes)
{
    make_room(builder, MIN(n_bytes, MANY_STATES) + 1 + LONGEST_CUT);
    guint low = SHORTEST_CUT, high = LONGEST_CUT + 1;
    gboolean fits = n_bytes <= MANY_STATES && grow_trie(builder, classes, LONGEST_CUT, MANY_STATES);
    while (!fits && low + 1 < high) {
        guint cut = (low + high) / 2;
        fits = grow_trie(builder, classes, cut, MANY_STATES);
        *(fits ? &low : &high) = cut;
        fits = fits && low + 1 == high;
    }
    if (!fits) {
        make_room(builder, MOST_STATES);
        grow_trie(builder, classes, low, MOST_STATES);
    }
}

// The states by depth, so that a suffix comes before what it is one of.
static void sort_by_depth(struct builder *builder)
{
    guint next[LONGEST_CUT + 2] = {0};
    for (guint i = 1; i < builder->n_rows; i++) {
        next[builder->steps[i].depth + 1]++;
    }
    next[1] = 1; // behind the root
    for (guint depth = 2; depth < G_N_ELEMENTS(next); depth++) {
        next[depth] += next[depth - 1];
    }
    builder->order[0] = 0;
    for (guint i = 1; i < builder->n_rows; i++) {
        builder->order[next[builder->steps[i].depth]++] = i;
    }
}

// Completes each row with where its longest suffix would go, so that scanning never looks back. Of each depth the
// states are first put into their parents' rows, which then are as complete as those that copy them need.
static void link_suffixes(struct builder *builder)
{
    Row *rows = builder->rows;
    memset(rows[0], 0, sizeof(Row));
    for (guint i = 1, end = 1; end < builder->n_rows; i = end) {
        guint depth = builder->steps[builder->order[i]].depth;
        for (; end < builder->n_rows && builder->steps[builder->order[end]].depth == depth; end++) {
            guint16 state = builder->order[end];
            const struct step *step = &builder->steps[state];
            builder->fail[state] = depth > 1 ? rows[builder->fail[step->parent]][step->c] : 0;
            builder->ends[state] |= builder->ends[builder->fail[state]];
            rows[step->parent][step->c] = state;
        }
        for (guint j = i; j < end; j++) {
            memcpy(rows[builder->order[j]], rows[builder->fail[builder->order[j]]], sizeof(Row));
        }
    }
}

// Numbers the states by depth, ends after all others, so that one comparison tells them.
static guint16 *renumber(Automaton *automaton, const struct builder *builder)
{
    guint n = builder->n_rows, next = 0;
    guint16 *number = g_new0(guint16, n);
    for (int ends = FALSE; ends <= TRUE; ends++) {
        automaton->first_end = next;
        for (guint i = 0; i < n; i++) {
            if (builder->ends[builder->order[i]] == ends) {
                number[builder->order[i]] = next++;
            }
        }
    }
    automaton->n_states = n;
    automaton->next = g_malloc_n(n, sizeof(Row));
    for (guint i = 0; i < n; i++) {
        const guint16 *from = builder->rows[i];
        for (guint c = 0; c < N_CLASSES; c++) {
            automaton->next[number[i]][c] = number[from[c]];
        }
    }
    return number;
}

// Counts words by the state where they end: those of state i are sorted[first[i]] up to sorted[first[i + 1]].
static struct ending *sort_endings(const struct builder *builder, guint n, guint *first)
{
    struct ending *sorted = g_new(struct ending, builder->n_words + 1);
    for (guint i = 0; i < builder->n_words; i++) {
        first[builder->words[i].state + 1]++;
    }
    for (guint i = 0; i < n; i++) {
        first[i + 1] += first[i];
    }
    g_autofree guint *next = g_memdup2(first, n * sizeof *first);
    for (guint i = 0; i < builder->n_words; i++) {
        sorted[next[builder->words[i].state]++] = builder->words[i].ending;
    }
    return sorted;
}

// What ends in each end: the words that do, then those that end in its suffixes.
static void collect_endings(Automaton *automaton, const struct builder *builder, const guint16 *number)
{
    guint n = automaton->n_states;
    g_autofree guint *first = g_new0(guint, n + 1);
    g_autofree struct ending *sorted = sort_endings(builder, n, first);
    g_autofree guint16 *old = g_new(guint16, n);
    for (guint i = 0; i < n; i++) {
        old[number[i]] = i;
    }
    GArray *endings = g_array_new(FALSE, FALSE, sizeof(struct ending));
    automaton->starts = g_new(guint32, n - automaton->first_end + 1);
    for (guint end = automaton->first_end; end < n; end++) {
        automaton->starts[end - automaton->first_end] = endings->len;
        for (guint state = old[end]; state; state = builder->fail[state]) {
            if (first[state] < first[state + 1]) {
                g_array_append_vals(endings, sorted + first[state], first[state + 1] - first[state]);
            }
        }
    }
    automaton->starts[n - automaton->first_end] = endings->len;
    automaton->endings = (struct ending *)g_array_free(endings, FALSE);
}

static void word_init(struct word *word, const struct automaton_entry *entry)
{
    char bytes[AUTOMATON_MAX_BYTES] = {0}, mask[AUTOMATON_MAX_BYTES] = {0};
    for (guint i = 0; i < entry->length; i++) {
        bytes[i] = g_ascii_tolower(entry->bytes[i]);
    }
    memset(mask, 0xFF, entry->length);
    *word = (struct word){
        .entry = entry,
        .ending = {.value = entry->value, .length = entry->length, .bounds = entry->bounds, .kinds = entry->kinds},
    };
    memcpy(word->ending.bytes, bytes, sizeof bytes);
    memcpy(word->ending.mask, mask, sizeof mask);
    for (guint i = 0; i < entry->length; i++) {
        word->rarity[i + 1] = word->rarity[i] + literal_rarity(&entry->bytes[i], 1);
    }
}

Automaton *automaton_new(const struct automaton_entry *entries, guint n)
{
    Automaton *automaton = g_new0(Automaton, 1);
    for (guint i = 0; i < 256; i++) {
        automaton->classes[i] = class_of(i);
    }
    g_autofree struct word *words = g_new(struct word, n + 1);
    gsize n_bytes = 0;
    for (guint i = 0; i < n; i++) {
        g_return_val_if_fail(entries[i].length <= AUTOMATON_MAX_BYTES, automaton);
        word_init(&words[i], &entries[i]);
        n_bytes += entries[i].length;
    }
    struct builder builder = {.words = words, .n_words = n};
    grow_fitting_trie(&builder, automaton->classes, n_bytes);
    g_autofree guint16 *order = g_new(guint16, builder.n_rows), *fail = g_new0(guint16, builder.n_rows);
    g_autofree gboolean *ends = g_new0(gboolean, builder.n_rows);
    builder.order = order;
    builder.fail = fail;
    builder.ends = ends;
    for (guint i = 0; i < n; i++) {
        ends[words[i].state] = TRUE;
    }
    sort_by_depth(&builder);
    link_suffixes(&builder);
    g_autofree guint16 *number = renumber(automaton, &builder);
    collect_endings(automaton, &builder, number);
    g_free(builder.rows);
    g_free(builder.steps);
    return automaton;
}

void automaton_free(Automaton *automaton)
{
    if (automaton) {
        g_free(automaton->next);
        g_free(automaton->starts);
        g_free(automaton->endings);
        g_free(automaton);
    }
}

gsize automaton_bytes(const Automaton *automaton)
{
    guint n_ends = automaton->n_states - automaton->first_end;
    return sizeof *automaton + automaton->n_states * sizeof(Row) + (n_ends + 1) * sizeof(guint32) +
           automaton->starts[n_ends] * sizeof(struct ending);
}

static gboolean is_word(char c)
{
    return g_ascii_isalnum(c) || c == '_';
}

// The text in lower case, with room on both sides, so that no entry need be cut short to be held against it.
enum { ROOM = 2 * AUTOMATON_MAX_BYTES };

static guint64 lower_eight(guint64 bytes)
{
    const guint64 ones = G_GUINT64_CONSTANT(0x0101010101010101), low = bytes & (0x7F * ones);
    guint64 from_a = low + (0x80 - 'A') * ones, beyond_z = low + (0x7F - 'Z') * ones; // in the highest bit of each
    return bytes | ((from_a ^ beyond_z) & ~bytes & (0x80 * ones)) >> 2;
}

static char *lower_with_room(const char *text, gsize length)
{
    char *lower = g_malloc(length + 2 * ROOM);
    memset(lower, 0, ROOM);
    memcpy(lower + ROOM, text, length);
    memset(lower + ROOM + length, 0, ROOM);
    for (gsize i = 0; i < length; i += sizeof(guint64)) {
        guint64 bytes;
        memcpy(&bytes, lower + ROOM + i, sizeof bytes);
        bytes = lower_eight(bytes);
        memcpy(lower + ROOM + i, &bytes, sizeof bytes);
    }
    return lower;
}

// Whether the entry itself begins at `begin`, not only something of the same classes or its rarest part.
static inline gboolean stands(const struct ending *ending, const char *begin)
{
    guint64 read[2];
    memcpy(read, begin, sizeof read);
    if (((read[0] ^ ending->bytes[0]) & ending->mask[0]) || ((read[1] ^ ending->bytes[1]) & ending->mask[1])) {
        return FALSE;
    }
    return (!(ending->bounds & BOUND_BEFORE) || !is_word(begin[-1])) &&
           (!(ending->bounds & BOUND_AFTER) || !is_word(begin[ending->length]));
}

// What stands where, gathered before it goes to where it is asked for.
struct gatherer {
    const char *lower;
    guint kinds, n;
    struct automaton_hit hits[64];
    GArray *all;
};

static void pass_on(struct gatherer *gatherer)
{
    g_array_append_vals(gatherer->all, gatherer->hits, gatherer->n);
    gatherer->n = 0;
}

// Those of a state that is reached behind byte `end`.
static inline void gather(struct gatherer *gatherer, const struct ending *ending, const struct ending *last, gsize end)
{
    for (; ending < last; ending++) {
        const char *begin = gatherer->lower + end - ending->back; // perhaps before the text, in the room there
        if ((ending->kinds & gatherer->kinds) && stands(ending, begin)) {
            gatherer->hits[gatherer->n++] = (struct automaton_hit){ending->value, begin - gatherer->lower};
            if (gatherer->n == G_N_ELEMENTS(gatherer->hits)) {
                pass_on(gatherer);
            }
        }
    }
}

gboolean automaton_scan(const Automaton *automaton, const char *text, gsize length, guint kinds, guint most,
                        GArray *hits)
{
    g_autofree char *room = lower_with_room(text, length);
    struct gatherer gatherer = {.lower = room + ROOM, .kinds = kinds, .all = hits};
    const Row *next = automaton->next;
    guint state = 0, first_end = automaton->first_end;
    for (gsize i = 0; i < length; i++) {
        state = next[state][automaton->classes[(guchar)gatherer.lower[i]]];
        if (state < first_end) {
            continue;
        }
        const guint32 *starts = &automaton->starts[state - first_end];
        gather(&gatherer, automaton->endings + starts[0], automaton->endings + starts[1], i + 1);
        if (hits->len > most) {
            return FALSE;
        }
    }
    pass_on(&gatherer);
    return hits->len <= most;
}
