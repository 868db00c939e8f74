#include "rules/automaton_parts.h"

#include <string.h>

#include "rules/literals.h"

enum {
    CLASS_SPACE = 26,
    CLASS_DIGIT,
    CLASS_DASH,
    CLASS_APOSTROPHE,
    CLASS_PUNCTUATION,
    CLASS_HIGH, // bytes of characters beyond ASCII

    MANY_STATES = 8192, // half a MiB; with more, literals are cut shorter
    SHORTEST_CUT = 3,
    LONGEST_CUT = 10,
    MOST_STATES = 1 + AUTOMATON_CLASSES + AUTOMATON_CLASSES * AUTOMATON_CLASSES +
                  AUTOMATON_CLASSES * AUTOMATON_CLASSES * AUTOMATON_CLASSES, // at the shortest cut
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

// Numbers the states by depth, ends after all others, so that one comparison tells them. Returns where the ends begin.
static guint renumber(const struct builder *builder, guint16 *number)
{
    guint next = 0, first_end = 0;
    for (int ends = FALSE; ends <= TRUE; ends++) {
        first_end = next;
        for (guint i = 0; i < builder->n_rows; i++) {
            if (builder->ends[builder->order[i]] == ends) {
                number[builder->order[i]] = next++;
            }
        }
    }
    return first_end;
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

// What ends in each end: the words that do, then those that end in its suffixes. `starts` as automaton_starts() has it.
static GArray *collect_endings(const struct builder *builder, const guint16 *number, guint first_end, guint32 *starts)
{
    guint n = builder->n_rows;
    g_autofree guint *first = g_new0(guint, n + 1);
    g_autofree struct ending *sorted = sort_endings(builder, n, first);
    g_autofree guint16 *old = g_new(guint16, n);
    for (guint i = 0; i < n; i++) {
        old[number[i]] = i;
    }
    GArray *endings = g_array_sized_new(FALSE, FALSE, sizeof(struct ending), 1); // never without a place in memory
    for (guint end = first_end; end < n; end++) {
        starts[end - first_end] = endings->len;
        for (guint state = old[end]; state; state = builder->fail[state]) {
            if (first[state] < first[state + 1]) {
                g_array_append_vals(endings, sorted + first[state], first[state + 1] - first[state]);
            }
        }
    }
    starts[n - first_end] = endings->len;
    return endings;
}

static Automaton *lay_out(const struct builder *builder)
{
    const guint n = builder->n_rows;
    g_autofree guint16 *number = g_new0(guint16, n);
    g_autofree guint32 *starts = g_new(guint32, n + 1);
    const guint first_end = renumber(builder, number);
    g_autoptr(GArray) endings = collect_endings(builder, number, first_end, starts);
    const Automaton head = {n, first_end, endings->len, builder->n_words, {0}, {0}};
    Automaton *automaton = g_aligned_alloc(1, automaton_bytes(&head), sizeof(Row));
    *automaton = head;
    Row *rows = (Row *)automaton_rows(automaton);
    for (guint i = 0; i < n; i++) {
        for (guint c = 0; c < AUTOMATON_CLASSES; c++) {
            rows[number[i]][c] = number[builder->rows[i][c]];
        }
    }
    memcpy((void *)automaton_endings(automaton), endings->data, endings->len * sizeof(struct ending));
    memcpy((void *)automaton_starts(automaton), starts, (n - first_end + 1) * sizeof *starts);
    guint32 *places = (guint32 *)automaton_places(automaton);
    for (guint i = 0; i < endings->len; i++) {
        places[g_array_index(endings, struct ending, i).entry] = i;
    }
    return automaton;
}

static void word_init(struct word *word, const struct automaton_entry *entry, guint32 number)
{
    char bytes[AUTOMATON_MAX_BYTES] = {0}, mask[AUTOMATON_MAX_BYTES] = {0};
    for (guint i = 0; i < entry->length; i++) {
        bytes[i] = g_ascii_tolower(entry->bytes[i]);
    }
    memset(mask, 0xFF, entry->length);
    *word = (struct word){
        .entry = entry,
        .ending = {.entry = number, .length = entry->length, .bounds = entry->bounds, .kinds = entry->kinds},
    };
    memcpy(word->ending.bytes, bytes, sizeof bytes);
    memcpy(word->ending.mask, mask, sizeof mask);
    for (guint i = 0; i < entry->length; i++) {
        word->rarity[i + 1] = word->rarity[i] + literal_rarity(&entry->bytes[i], 1);
    }
}

Automaton *automaton_new(const struct automaton_entry *entries, guint n)
{
    guint8 classes[256];
    for (guint i = 0; i < G_N_ELEMENTS(classes); i++) {
        classes[i] = class_of(i);
    }
    g_autofree struct word *words = g_new(struct word, n + 1);
    gsize n_bytes = 0;
    for (guint i = 0; i < n; i++) {
        g_return_val_if_fail(entries[i].length <= AUTOMATON_MAX_BYTES, NULL);
        word_init(&words[i], &entries[i], i);
        n_bytes += entries[i].length;
    }
    struct builder builder = {.words = words, .n_words = n};
    grow_fitting_trie(&builder, classes, n_bytes);
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
    Automaton *automaton = lay_out(&builder);
    memcpy(automaton->classes, classes, sizeof classes);
    g_free(builder.rows);
    g_free(builder.steps);
    return automaton;
}
