#include "rules/search.h"

#include "rules/literals.h"

enum {
    STEP_LIMIT = 20000,      // for each place where a match may begin: tests/bench/matcher_bench.c
    RUNS_BEFORE_JIT = 32,    // machine code costs some 200,000 instructions, a search without it a few thousand more
    QUICK_STEP_LIMIT = 1000, // without it; a search that needs more is made again with it, so both see the same
    DEPTH_LIMIT = 2000,      // where there is no JIT
    HEAP_LIMIT_KIB = 4096,
    JIT_STACK_BYTES = 32 << 10,
    MAX_JIT_STACK_BYTES = 512 << 10,
    FEW = 24,
    SEARCH_COST = 16, // of a search, in places
    FAR_TAIL = 10000,
    BYTES_A_CHARACTER = 4,
};

// What one thread works with, kept from text to text.
struct workshop {
    pcre2_match_data *found;
    pcre2_match_context *limits, *quick_limits;
    pcre2_jit_stack *stack;
    gint64 left;        // of the budget
    gboolean cut, torn; // something was left since the budget began; and since it was last asked
};

static void workshop_free(gpointer data)
{
    struct workshop *workshop = data;
    pcre2_match_data_free(workshop->found);
    pcre2_match_context_free(workshop->limits);
    pcre2_match_context_free(workshop->quick_limits);
    pcre2_jit_stack_free(workshop->stack);
    g_free(workshop);
}

static pcre2_match_context *limits_new(guint32 steps)
{
    pcre2_match_context *limits = pcre2_match_context_create(NULL);
    pcre2_set_match_limit(limits, steps);
    pcre2_set_depth_limit(limits, DEPTH_LIMIT);
    pcre2_set_heap_limit(limits, HEAP_LIMIT_KIB);
    return limits;
}

static struct workshop *workshop_get(void)
{
    static GPrivate of_thread = G_PRIVATE_INIT(workshop_free);
    struct workshop *workshop = g_private_get(&of_thread);
    if (workshop) {
        return workshop;
    }
    workshop = g_new0(struct workshop, 1);
    workshop->left = G_MAXINT64;
    workshop->found = pcre2_match_data_create(1, NULL);
    workshop->limits = limits_new(STEP_LIMIT);
    workshop->quick_limits = limits_new(QUICK_STEP_LIMIT);
    workshop->stack = pcre2_jit_stack_create(JIT_STACK_BYTES, MAX_JIT_STACK_BYTES, NULL);
    pcre2_jit_stack_assign(workshop->limits, NULL, workshop->stack);
    g_private_set(&of_thread, workshop);
    return workshop;
}

static void leave(struct workshop *workshop)
{
    workshop->cut = workshop->torn = TRUE;
}

static gboolean spend(struct workshop *workshop, gint64 places)
{
    if (workshop->left <= 0) {
        leave(workshop);
        return FALSE;
    }
    workshop->left -= places;
    return TRUE;
}

void matcher_budget_begin(gint64 places)
{
    struct workshop *workshop = workshop_get();
    workshop->left = places;
    workshop->cut = workshop->torn = FALSE;
}

gboolean matcher_budget_end(void)
{
    struct workshop *workshop = workshop_get();
    workshop->left = G_MAXINT64;
    return !workshop->cut;
}

gboolean search_spend(gint64 places)
{
    return spend(workshop_get(), places);
}

gint64 search_left(void)
{
    return workshop_get()->left;
}

gboolean search_was_whole(void)
{
    struct workshop *workshop = workshop_get();
    gboolean whole = !workshop->torn;
    workshop->torn = FALSE;
    return whole;
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
    if (n > FEW) {
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

static void add_match(const struct subject *subject, guint32 owner, gsize start, gsize end, GArray *matches)
{
    struct match match = {owner, start, end};
    const guint32 *origins = subject->origins;
    if (origins) {
        while (origins[end] == origins[end - 1]) { // half of a ligature is all of it
            end++;
        }
        match.start = origins[start];
        match.end = origins[end];
    }
    g_array_append_val(matches, match);
}

// Many threads may come to it first. None waits for another: who is second has compiled in vain.
static const pcre2_code *compiled(struct pattern *pattern)
{
    pcre2_code *code = g_atomic_pointer_get(&pattern->code);
    if (code) {
        return code;
    }
    int reason = 0;
    gsize offset;
    code = matcher_compile(pattern->folded, &reason, &offset);
    if (!code || g_atomic_pointer_compare_and_exchange(&pattern->code, NULL, code)) {
        return code;
    }
    pcre2_code_free(code);
    return g_atomic_pointer_get(&pattern->code);
}

// Into the code itself, so one does it and the others wait.
static void compile_fully(struct pattern *pattern)
{
    if (g_once_init_enter(&pattern->compiled_fully)) {
        pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE); // where there is no JIT, matching is only slower
        g_once_init_leave(&pattern->compiled_fully, 1);
    }
}

// The first match that begins from `from` to `to`, into workshop->found, as pcre2_match() says it.
static int match(struct pattern *pattern, struct workshop *workshop, const struct subject *subject, gsize from,
                 gsize to)
{
    const guint32 flags = PCRE2_NO_UTF_CHECK | PCRE2_NOTEMPTY;
    PCRE2_SPTR text = (PCRE2_SPTR)subject->text;
    if (!compiled(pattern)) {
        return PCRE2_ERROR_NOMATCH;
    }
    if (!g_atomic_pointer_get(&pattern->compiled_fully) && g_atomic_int_add(&pattern->n_runs, 1) < RUNS_BEFORE_JIT) {
        pcre2_set_offset_limit(workshop->quick_limits, to);
        int result = pcre2_match(pattern->code, text, subject->length, from, flags | PCRE2_NO_JIT, workshop->found,
                                 workshop->quick_limits);
        if (result >= 0 || result == PCRE2_ERROR_NOMATCH) {
            return result;
        }
    }
    compile_fully(pattern);
    pcre2_set_offset_limit(workshop->limits, to);
    return pcre2_match(pattern->code, text, subject->length, from, flags, workshop->found, workshop->limits);
}

enum outcome { SEARCHED, FOUND_ENOUGH, GAVE_UP, SPENT };

// Finds matches that begin at *from or later, and no later than `to`; moves *from behind what was searched. *n counts
// them.
static enum outcome search(struct pattern *pattern, struct workshop *workshop, const struct subject *subject,
                           gsize *from, gsize to, guint *n, GArray *matches)
{
    const gsize *span = pcre2_get_ovector_pointer(workshop->found);
    while (*from <= to) {
        // A window is reckoned in bytes; a search begins at a character.
        while (*from < subject->length && (subject->text[*from] & 0xC0) == 0x80) {
            (*from)++;
        }
        if (!spend(workshop, SEARCH_COST)) {
            return SPENT;
        }
        int result = match(pattern, workshop, subject, *from, to);
        workshop->left -= (gint64)((result < 0 ? to : MIN(to, span[0])) - MIN(to, *from));
        if (result < 0) {
            *from = to + 1;
            return result == PCRE2_ERROR_NOMATCH ? SEARCHED : GAVE_UP;
        }
        if (span[1] <= *from || span[0] >= span[1]) { // \K in odd places
            return FOUND_ENOUGH;
        }
        add_match(subject, pattern->owner, span[0], span[1], matches);
        *from = span[1];
        if (++*n == MATCHER_MAX_MATCHES) {
            return FOUND_ENOUGH;
        }
    }
    return SEARCHED;
}

// Where the first match may begin.
static gsize first_place(const struct pattern *pattern, const struct subject *subject)
{
    if (pattern->tail > FAR_TAIL || (pattern->runs && subject->long_runs)) {
        return 0;
    }
    gsize tail = (gsize)pattern->tail * (subject->ascii ? 1 : BYTES_A_CHARACTER);
    return subject->length - MIN(subject->length, tail);
}

// One pattern in its windows, which are the first `n_windows`. FALSE when it gave up.
static gboolean run(struct pattern *pattern, struct workshop *workshop, const struct window *windows, guint n_windows,
                    const struct subject *subject, GArray *matches)
{
    gsize from = first_place(pattern, subject);
    guint n = 0;
    enum outcome outcome = SEARCHED;
    for (guint i = 0; i < n_windows && outcome == SEARCHED; i++) {
        from = MAX(from, windows[i].from);
        outcome = search(pattern, workshop, subject, &from, windows[i].to, &n, matches);
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

void search_windows(const Matcher *matcher, const struct subject *subject, struct window *windows, guint n,
                    GArray *matches)
{
    struct workshop *workshop = workshop_get();
    guint first = matches->len, n_given_up = 0;
    sort_windows(windows, n);
    for (guint i = 0, same; i < n; i += same) {
        for (same = 1; i + same < n && windows[i + same].pattern == windows[i].pattern;) {
            same++;
        }
        struct pattern *pattern = matcher_pattern(matcher, windows[i].pattern);
        n_given_up += !run(pattern, workshop, windows + i, same, subject, matches);
    }
    if (n_given_up) {
        leave(workshop);
        g_atomic_int_add((int *)&matcher->n_given_up, (int)n_given_up);
    }
    put_in_order(matches, first);
}
