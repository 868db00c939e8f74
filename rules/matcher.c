#include "rules/matcher.h"

#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "rules/automaton.h"
#include "rules/fold.h"
#include "rules/literals.h"
#include "rules/memo.h"
#include "rules/pattern.h"

enum {
    STEP_LIMIT = 20000,      // for each place where a match may begin: tests/bench/matcher_bench.c
    RUNS_BEFORE_JIT = 32,    // machine code costs some 200,000 instructions, a search without it a few thousand more
    QUICK_STEP_LIMIT = 1000, // without it; a search that needs more is made again with it, so both see the same
    DEPTH_LIMIT = 2000,      // where there is no JIT
    HEAP_LIMIT_KIB = 4096,
    JIT_STACK_BYTES = 32 << 10,
    MAX_JIT_STACK_BYTES = 512 << 10,
    MAX_HITS = 6000, // of literals in one text; with more, every pattern reads all of it: tests/bench/matcher_bench.c,
                     // hostile block
    FEW_WINDOWS = 24,
    ANY_OWNER = -1,
    NEAR = 400, // characters before a literal where a match may begin, for it to be worth looking there alone
    FAR_TAIL = 10000,
};

G_DEFINE_QUARK(vitrine - matcher - error, matcher_error)

struct pattern {
    char *folded;     // until it is freed, also where it is compiled already
    pcre2_code *code; // NULL until a text asks for it, and where PCRE2 refuses it then
    guint32 owner;
    guint8 languages;
    guint reach, tail; // see literals.h
    gboolean runs;
    int n_runs; // without machine code
    // For g_once_init_enter(): most patterns are never run, and of those that are, most too seldom for JIT to pay.
    gsize compiled, compiled_fully;
};

// A literal that a pattern needs.
struct need {
    struct literal literal;
    guint32 pattern;
};

struct Matcher {
    GArray *patterns, *needs;
    Automaton *automaton; // once sealed
    guint64 *unanchored;  // bits of the patterns that need nothing
    guint64 *everything;  // bits of all
    guint n_unanchored;
    int n_given_up;
    Memo *memo; // of whole searches, and of those for one owner
};

// Where a match of a pattern may begin.
struct window {
    guint32 pattern, from, to;
};

// What one thread works with, kept from text to text.
struct scratch {
    GString *folded;
    GArray *origins;
    GArray *hits, *windows;
    guint64 *candidates; // bits of the patterns to run on the whole text
    gsize n_words;
    pcre2_match_data *found;
    pcre2_match_context *limits, *quick_limits;
    pcre2_jit_stack *stack;
};

static void scratch_free(gpointer data)
{
    struct scratch *scratch = data;
    g_string_free(scratch->folded, TRUE);
    g_array_unref(scratch->origins);
    g_array_unref(scratch->hits);
    g_array_unref(scratch->windows);
    g_free(scratch->candidates);
    pcre2_match_data_free(scratch->found);
    pcre2_match_context_free(scratch->limits);
    pcre2_match_context_free(scratch->quick_limits);
    pcre2_jit_stack_free(scratch->stack);
    g_free(scratch);
}

static pcre2_match_context *limits_new(guint32 steps)
{
    pcre2_match_context *limits = pcre2_match_context_create(NULL);
    pcre2_set_match_limit(limits, steps);
    pcre2_set_depth_limit(limits, DEPTH_LIMIT);
    pcre2_set_heap_limit(limits, HEAP_LIMIT_KIB);
    return limits;
}

static struct scratch *scratch_get(void)
{
    static GPrivate of_thread = G_PRIVATE_INIT(scratch_free);
    struct scratch *scratch = g_private_get(&of_thread);
    if (scratch) {
        return scratch;
    }
    scratch = g_new0(struct scratch, 1);
    scratch->folded = g_string_sized_new(1024);
    scratch->origins = g_array_new(FALSE, FALSE, sizeof(guint32));
    scratch->hits = g_array_new(FALSE, FALSE, sizeof(struct automaton_hit));
    scratch->windows = g_array_new(FALSE, FALSE, sizeof(struct window));
    scratch->found = pcre2_match_data_create(1, NULL);
    scratch->limits = limits_new(STEP_LIMIT);
    scratch->quick_limits = limits_new(QUICK_STEP_LIMIT);
    scratch->stack = pcre2_jit_stack_create(JIT_STACK_BYTES, MAX_JIT_STACK_BYTES, NULL);
    pcre2_jit_stack_assign(scratch->limits, NULL, scratch->stack);
    g_private_set(&of_thread, scratch);
    return scratch;
}

static void pattern_clear(gpointer data)
{
    struct pattern *pattern = data;
    pcre2_code_free(pattern->code);
    g_free(pattern->folded);
}

Matcher *matcher_new(void)
{
    Matcher *matcher = g_new0(Matcher, 1);
    matcher->patterns = g_array_new(FALSE, FALSE, sizeof(struct pattern));
    g_array_set_clear_func(matcher->patterns, pattern_clear);
    matcher->needs = g_array_new(FALSE, FALSE, sizeof(struct need));
    return matcher;
}

void matcher_free(Matcher *matcher)
{
    if (matcher) {
        g_array_unref(matcher->patterns);
        g_array_unref(matcher->needs);
        automaton_free(matcher->automaton);
        g_free(matcher->unanchored);
        g_free(matcher->everything);
        memo_free(matcher->memo);
        g_free(matcher);
    }
}

static pcre2_code *compile(const char *pattern, int *code, gsize *offset)
{
    const guint32 flags = PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS | PCRE2_NEVER_BACKSLASH_C | PCRE2_USE_OFFSET_LIMIT;
    return pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED, flags, code, offset, NULL);
}

// Folding moves what stands behind it, so the place of a mistake is that in the pattern as written.
static gboolean fail(const char *pattern, int code, GError **error)
{
    PCRE2_UCHAR reason[160];
    int own_code = 0;
    gsize offset = 0;
    pcre2_code *own = compile(pattern, &own_code, &offset);
    pcre2_get_error_message(own ? code : own_code, reason, sizeof reason);
    if (own) {
        pcre2_code_free(own);
        g_set_error(error, MATCHER_ERROR, MATCHER_ERROR_SYNTAX, "%s, without accents, in “%s”", (char *)reason,
                    pattern);
        return FALSE;
    }
    gboolean text = g_utf8_validate(pattern, -1, NULL);
    glong character = text ? g_utf8_pointer_to_offset(pattern, pattern + offset) : (glong)offset;
    g_set_error(error, MATCHER_ERROR, MATCHER_ERROR_SYNTAX, "%s at character %ld of “%s”", (char *)reason,
                character + 1, text ? pattern : "?");
    return FALSE;
}

// What `pattern`, the next, needs.
static void note_needs(Matcher *matcher, struct pattern *pattern, const struct literals *literals, gboolean found)
{
    pattern->reach = found ? literals->reach : LITERALS_FAR;
    pattern->tail = literals->tail;
    pattern->runs = literals->runs;
    matcher->n_unanchored += !found;
    for (guint i = 0; found && i < literals->n; i++) {
        struct need need = {.literal = literals->all[i], .pattern = matcher->patterns->len};
        g_array_append_val(matcher->needs, need);
    }
}

// Compiles what might be a mistake. FALSE, saying so, if it is one.
static gboolean compile_now(struct pattern *pattern, const char *source, GError **error)
{
    int code = 0;
    gsize offset;
    guint32 may_be_empty = 0;
    pattern->code = compile(pattern->folded, &code, &offset);
    if (!pattern->code) {
        return fail(source, code, error);
    }
    pcre2_pattern_info(pattern->code, PCRE2_INFO_MATCHEMPTY, &may_be_empty);
    if (may_be_empty) {
        g_set_error(error, MATCHER_ERROR, MATCHER_ERROR_EMPTY,
                    "everything in it is optional, so it would match nowhere and everywhere: “%s”", source);
        return FALSE;
    }
    pattern->compiled = 1;
    return TRUE;
}

gboolean matcher_add(Matcher *matcher, const char *pattern, guint languages, guint32 owner, GError **error)
{
    g_return_val_if_fail(!matcher->automaton, FALSE);
    if (!g_utf8_validate(pattern, -1, NULL)) {
        return fail(pattern, 0, error);
    }
    struct pattern new = {.folded = pattern_fold(pattern), .owner = owner, .languages = languages};
    struct literals literals;
    gboolean found = literals_find(new.folded, &literals);
    if (!literals.sound && !compile_now(&new, pattern, error)) {
        pattern_clear(&new);
        return FALSE;
    }
    note_needs(matcher, &new, &literals, found);
    g_array_append_val(matcher->patterns, new);
    return TRUE;
}

void matcher_absorb(Matcher *matcher, Matcher *other)
{
    g_return_if_fail(!matcher->automaton && !other->automaton);
    for (guint i = 0; i < other->needs->len; i++) {
        struct need need = g_array_index(other->needs, struct need, i);
        need.pattern += matcher->patterns->len;
        g_array_append_val(matcher->needs, need);
    }
    g_array_append_vals(matcher->patterns, other->patterns->data, other->patterns->len);
    matcher->n_unanchored += other->n_unanchored;
    g_array_set_clear_func(other->patterns, NULL);
    matcher_free(other);
}

void matcher_seal(Matcher *matcher)
{
    guint n = matcher->needs->len;
    g_autofree struct automaton_entry *entries = g_new(struct automaton_entry, n + 1);
    matcher->unanchored = g_new0(guint64, bits_words(matcher->patterns->len) + 1);
    matcher->everything = g_new0(guint64, bits_words(matcher->patterns->len) + 1);
    for (guint i = 0; i < matcher->patterns->len; i++) {
        bits_set(matcher->unanchored, i);
        bits_set(matcher->everything, i);
    }
    for (guint i = 0; i < n; i++) {
        const struct need *need = &g_array_index(matcher->needs, struct need, i);
        const struct literal *literal = &need->literal;
        entries[i] = (struct automaton_entry){literal->bytes, literal->length, literal->bounds, need->pattern};
        matcher->unanchored[need->pattern / 64] &= ~(G_GUINT64_CONSTANT(1) << (need->pattern % 64));
    }
    matcher->automaton = automaton_new(entries, n);
    matcher->memo = memo_new(sizeof(struct match));
    g_array_set_size(matcher->needs, 0);
}

// The text without accents: itself where it is ASCII already.
static const char *fold_text(struct scratch *scratch, const char *text, gsize *length)
{
    g_array_set_size(scratch->origins, 0);
    if (fold_ascii_prefix(text, *length) == *length) {
        return text;
    }
    g_string_truncate(scratch->folded, 0);
    fold_traced(scratch->folded, scratch->origins, text, *length);
    guint32 end = *length;
    g_array_append_val(scratch->origins, end);
    *length = scratch->folded->len;
    return scratch->folded->str;
}

// Puts the windows of each pattern together, by where they begin.
static int by_pattern(gconstpointer a, gconstpointer b)
{
    const struct window *x = a, *y = b;
    if (x->pattern != y->pattern) {
        return x->pattern < y->pattern ? -1 : 1;
    }
    return x->from != y->from ? (x->from < y->from ? -1 : 1) : (x->to > y->to) - (x->to < y->to);
}

// Few are sorted faster in place than by qsort(), which copies.
static void sort_windows(struct window *windows, guint n)
{
    if (n > FEW_WINDOWS) {
        qsort(windows, n, sizeof *windows, by_pattern);
        return;
    }
    for (guint i = 1; i < n; i++) {
        struct window window = windows[i];
        guint to = i;
        for (; to > 0 && by_pattern(&windows[to - 1], &window) > 0; to--) {
            windows[to] = windows[to - 1];
        }
        windows[to] = window;
    }
}

struct question {
    const char *text; // folded
    gsize length;
    guint languages;
    matcher_wants wants; // NULL: all
    gconstpointer data;
    guint character_bytes; // at most
    gboolean long_runs;    // see literals.h
};

static gboolean has_long_run(const char *text, gsize length)
{
    gsize begin = 0;
    for (gsize i = 0; i < length; i++) {
        if ((guchar)text[i] > ' ') {
            continue;
        }
        if (i - begin > LITERALS_LONG_RUN) {
            return TRUE;
        }
        begin = i + 1;
    }
    return length - begin > LITERALS_LONG_RUN;
}

// Where the first match may begin.
static gsize first_place(const struct pattern *pattern, const struct question *question)
{
    if (pattern->tail > FAR_TAIL || (pattern->runs && question->long_runs)) {
        return 0;
    }
    return question->length - MIN(question->length, pattern->tail * question->character_bytes);
}

static gboolean is_wanted(const struct question *question, const struct pattern *pattern)
{
    return (pattern->languages & question->languages) &&
           (!question->wants || question->wants(pattern->owner, question->data));
}

// Finds what is worth running: whole for patterns that need nothing, around what they need for others.
static void find_candidates(const Matcher *matcher, struct scratch *scratch, const struct question *question)
{
    gsize words = bits_words(matcher->patterns->len);
    if (scratch->n_words < words) {
        scratch->candidates = g_renew(guint64, scratch->candidates, words);
        scratch->n_words = words;
    }
    g_array_set_size(scratch->hits, 0);
    g_array_set_size(scratch->windows, 0);
    gboolean all = automaton_scan(matcher->automaton, question->text, question->length, MAX_HITS, scratch->hits);
    if (words) {
        memcpy(scratch->candidates, all ? matcher->unanchored : matcher->everything, words * sizeof(guint64));
    }
    for (guint i = 0; all && i < scratch->hits->len; i++) {
        const struct automaton_hit *hit = &g_array_index(scratch->hits, struct automaton_hit, i);
        const struct pattern *pattern = &g_array_index(matcher->patterns, struct pattern, hit->value);
        if (!is_wanted(question, pattern)) {
            continue;
        }
        if (pattern->reach > NEAR || (pattern->runs && question->long_runs)) {
            bits_set(scratch->candidates, hit->value);
            continue;
        }
        struct window window = {hit->value, hit->at - MIN(hit->at, pattern->reach * question->character_bytes),
                                hit->at};
        g_array_append_val(scratch->windows, window);
    }
    sort_windows((struct window *)scratch->windows->data, scratch->windows->len);
}

static void add_match(const struct scratch *scratch, guint32 owner, gsize start, gsize end, GArray *matches)
{
    struct match match = {owner, start, end};
    if (scratch->origins->len) {
        const guint32 *origins = &g_array_index(scratch->origins, guint32, 0);
        while (origins[end] == origins[end - 1]) { // half of a ligature is all of it
            end++;
        }
        match.start = origins[start];
        match.end = origins[end];
    }
    g_array_append_val(matches, match);
}

// Many threads may come to these first; one compiles and the others wait.
static const pcre2_code *compiled(struct pattern *pattern)
{
    if (g_once_init_enter(&pattern->compiled)) {
        int code = 0;
        gsize offset;
        pattern->code = compile(pattern->folded, &code, &offset);
        g_once_init_leave(&pattern->compiled, 1);
    }
    return pattern->code;
}

static void compile_fully(struct pattern *pattern)
{
    if (g_once_init_enter(&pattern->compiled_fully)) {
        pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE); // where there is no JIT, matching is only slower
        g_once_init_leave(&pattern->compiled_fully, 1);
    }
}

// The first match that begins from `from` to `to`, into scratch->found, as pcre2_match() says it.
static int match(struct pattern *pattern, struct scratch *scratch, const struct question *question, gsize from,
                 gsize to)
{
    const guint32 flags = PCRE2_NO_UTF_CHECK | PCRE2_NOTEMPTY;
    PCRE2_SPTR text = (PCRE2_SPTR)question->text;
    if (!compiled(pattern)) {
        return PCRE2_ERROR_NOMATCH;
    }
    if (!g_atomic_pointer_get(&pattern->compiled_fully) && g_atomic_int_add(&pattern->n_runs, 1) < RUNS_BEFORE_JIT) {
        pcre2_set_offset_limit(scratch->quick_limits, to);
        int result = pcre2_match(pattern->code, text, question->length, from, flags | PCRE2_NO_JIT, scratch->found,
                                 scratch->quick_limits);
        if (result >= 0 || result == PCRE2_ERROR_NOMATCH) {
            return result;
        }
    }
    compile_fully(pattern);
    pcre2_set_offset_limit(scratch->limits, to);
    return pcre2_match(pattern->code, text, question->length, from, flags, scratch->found, scratch->limits);
}

enum outcome { SEARCHED, FOUND_ENOUGH, GAVE_UP };

// Finds matches that begin at *from or later, and no later than `to`; moves *from behind what was searched. *n counts
// them.
static enum outcome search(struct pattern *pattern, struct scratch *scratch, const struct question *question,
                           gsize *from, gsize to, guint *n, GArray *matches)
{
    const gsize *span = pcre2_get_ovector_pointer(scratch->found);
    while (*from <= to) {
        // A window is reckoned in bytes; a search begins at a character.
        while (*from < question->length && (question->text[*from] & 0xC0) == 0x80) {
            (*from)++;
        }
        int result = match(pattern, scratch, question, *from, to);
        if (result < 0) {
            *from = to + 1;
            return result == PCRE2_ERROR_NOMATCH ? SEARCHED : GAVE_UP;
        }
        if (span[1] <= *from || span[0] >= span[1]) { // \K in odd places
            return FOUND_ENOUGH;
        }
        add_match(scratch, pattern->owner, span[0], span[1], matches);
        *from = span[1];
        if (++*n == MATCHER_MAX_MATCHES) {
            return FOUND_ENOUGH;
        }
    }
    return SEARCHED;
}

// One pattern on the whole of the text. FALSE when it gave up.
static gboolean run(struct pattern *pattern, struct scratch *scratch, const struct question *question, GArray *matches)
{
    gsize from = first_place(pattern, question);
    guint n = 0;
    return search(pattern, scratch, question, &from, question->length, &n, matches) != GAVE_UP;
}

// One pattern in its windows, which are the first `n_windows`. FALSE when it gave up.
static gboolean run_windows(struct pattern *pattern, struct scratch *scratch, const struct window *windows,
                            guint n_windows, const struct question *question, GArray *matches)
{
    gsize from = first_place(pattern, question);
    guint n = 0;
    enum outcome outcome = SEARCHED;
    for (guint i = 0; i < n_windows && outcome == SEARCHED; i++) {
        from = MAX(from, windows[i].from);
        outcome = search(pattern, scratch, question, &from, windows[i].to, &n, matches);
    }
    return outcome != GAVE_UP;
}

static int by_place(gconstpointer a, gconstpointer b)
{
    const struct match *x = a, *y = b;
    if (x->start != y->start) {
        return x->start < y->start ? -1 : 1;
    }
    if (x->owner != y->owner) {
        return x->owner < y->owner ? -1 : 1;
    }
    return (x->end > y->end) - (x->end < y->end);
}

// Sorts what was added from `first` on, and drops what is there twice: two patterns of an owner may say the same.
static void put_in_order(GArray *matches, guint first)
{
    if (matches->len - first < 2) {
        return;
    }
    struct match *all = &g_array_index(matches, struct match, first);
    guint n = matches->len - first, kept = 1;
    qsort(all, n, sizeof *all, by_place);
    for (guint i = 1; i < n; i++) {
        if (by_place(&all[i], &all[kept - 1]) != 0) {
            all[kept++] = all[i];
        }
    }
    g_array_set_size(matches, first + kept);
}

static void search_whole(const Matcher *matcher, struct scratch *scratch, const struct question *question,
                         GArray *matches, guint *n_given_up)
{
    for (gsize word = 0; word < bits_words(matcher->patterns->len); word++) {
        for (guint64 bits = scratch->candidates[word]; bits; bits &= bits - 1) {
            guint i = word * 64 + __builtin_ctzll(bits);
            struct pattern *pattern = &g_array_index(matcher->patterns, struct pattern, i);
            if (is_wanted(question, pattern)) {
                *n_given_up += !run(pattern, scratch, question, matches);
            }
        }
    }
}

static void search_windows(const Matcher *matcher, struct scratch *scratch, const struct question *question,
                           GArray *matches, guint *n_given_up)
{
    const struct window *windows = (const struct window *)scratch->windows->data;
    for (guint i = 0, n; i < scratch->windows->len; i += n) {
        for (n = 1; i + n < scratch->windows->len && windows[i + n].pattern == windows[i].pattern;) {
            n++;
        }
        struct pattern *pattern = &g_array_index(matcher->patterns, struct pattern, windows[i].pattern);
        *n_given_up += !run_windows(pattern, scratch, windows + i, n, question, matches);
    }
}

void matcher_find_of(const Matcher *matcher, const char *text, gsize length, guint languages, matcher_wants wants,
                     gconstpointer data, GArray *matches)
{
    g_return_if_fail(matcher->automaton && length < G_MAXINT32);
    struct scratch *scratch = scratch_get();
    guint first = matches->len, n_given_up = 0;
    struct question question = {.length = length, .languages = languages, .wants = wants, .data = data};
    question.text = fold_text(scratch, text, &question.length);
    question.long_runs = has_long_run(question.text, question.length);
    question.character_bytes = fold_ascii_prefix(question.text, question.length) == question.length ? 1 : 4;
    find_candidates(matcher, scratch, &question);
    search_whole(matcher, scratch, &question, matches, &n_given_up);
    search_windows(matcher, scratch, &question, matches, &n_given_up);
    if (n_given_up) {
        g_atomic_int_add((int *)&matcher->n_given_up, (int)n_given_up);
    }
    put_in_order(matches, first);
}

void matcher_find(const Matcher *matcher, const char *text, gsize length, guint languages, GArray *matches)
{
    const struct memo_key key = {text, length, languages, (guint32)ANY_OWNER};
    guint first = matches->len;
    if (!memo_recall(matcher->memo, &key, matches)) {
        matcher_find_of(matcher, text, length, languages, NULL, NULL, matches);
        memo_keep(matcher->memo, &key, matches, first);
    }
}

static gboolean is_owner(guint32 owner, gconstpointer data)
{
    return owner == *(const guint32 *)data;
}

gboolean matcher_holds(const Matcher *matcher, const char *text, gsize length, guint languages, guint32 owner)
{
    g_autoptr(GArray) matches = g_array_new(FALSE, FALSE, sizeof(struct match));
    const struct memo_key key = {text, length, languages, owner};
    if (!memo_recall(matcher->memo, &key, matches)) {
        matcher_find_of(matcher, text, length, languages, is_owner, &owner, matches);
        memo_keep(matcher->memo, &key, matches, 0);
    }
    return matches->len > 0;
}

guint matcher_n_patterns(const Matcher *matcher)
{
    return matcher->patterns->len;
}

guint matcher_n_unanchored(const Matcher *matcher)
{
    return matcher->n_unanchored;
}

guint matcher_n_given_up(const Matcher *matcher)
{
    return g_atomic_int_get(&matcher->n_given_up);
}

gsize matcher_automaton_bytes(const Matcher *matcher)
{
    return automaton_bytes(matcher->automaton);
}
