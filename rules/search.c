#include "rules/search.h"

#include "rules/literals.h"

enum {
    STEP_LIMIT = 20000,       // for each place where a match may begin: tests/bench/matcher_bench.c
    RUNS_BEFORE_JIT = 32,     // machine code costs some 200,000 instructions, a search without it a few thousand more
    RUNS_BEFORE_DEMANDS = 16, // reading a pattern once more costs some 40,000
    QUICK_STEP_LIMIT = 1000,  // without it; a search that needs more is made again with it, so both see the same
    DEPTH_LIMIT = 2000,       // where there is no JIT
    HEAP_LIMIT_KIB = 4096,
    JIT_STACK_BYTES = 32 << 10,
    MAX_JIT_STACK_BYTES = 512 << 10,
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
    code = pattern->known ? known_code(pattern->known) : NULL;
    code = code ? code : matcher_compile(pattern->folded, &reason, &offset);
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

// Many threads may come to it first: who is second has read the pattern in vain.
static const Demands *demands_of(struct pattern *pattern)
{
    Demands *demands = g_atomic_pointer_get(&pattern->demands);
    if (demands) {
        return demands;
    }
    demands = demands_new(pattern->folded);
    if (g_atomic_pointer_compare_and_exchange(&pattern->demands, NULL, demands)) {
        return demands;
    }
    demands_free(demands);
    return g_atomic_pointer_get(&pattern->demands);
}

// One pattern on one text.
struct run {
    struct pattern *pattern;
    struct workshop *workshop;
    struct subject *subject;
    gboolean from_start; // a match may begin where the text does
    gboolean hopeless;   // the text lacks what the pattern demands
    GArray *matches;
    guint n; // of them
};

static gboolean lacks_something(const struct run *run)
{
    struct subject *subject = run->subject;
    const Demands *demands = demands_of(run->pattern);
    if (demands_nothing(demands)) {
        return FALSE;
    }
    if (!subject->grams) {
        subject->grams = g_new(struct grams, 1);
        grams_note(subject->grams, subject->text, subject->length);
    }
    return !demands_met(demands, subject->grams, run->from_start);
}

static int match_slowly(const struct run *run, gsize from, gsize to)
{
    const struct workshop *workshop = run->workshop;
    pcre2_set_offset_limit(workshop->quick_limits, to);
    return pcre2_match(run->pattern->code, (PCRE2_SPTR)run->subject->text, run->subject->length, from,
                       PCRE2_NO_UTF_CHECK | PCRE2_NOTEMPTY | PCRE2_NO_JIT, workshop->found, workshop->quick_limits);
}

static int match_fast(const struct run *run, gsize from, gsize to)
{
    const struct workshop *workshop = run->workshop;
    PCRE2_SPTR text = (PCRE2_SPTR)run->subject->text;
    pcre2_set_offset_limit(workshop->limits, to);
    int result = pcre2_jit_match(run->pattern->code, text, run->subject->length, from, PCRE2_NOTEMPTY, workshop->found,
                                 workshop->limits);
    if (result != PCRE2_ERROR_JIT_BADOPTION) {
        return result;
    }
    return pcre2_match(run->pattern->code, text, run->subject->length, from, PCRE2_NO_UTF_CHECK | PCRE2_NOTEMPTY,
                       workshop->found, workshop->limits);
}

// The first match that begins from `from` to `to`, into workshop->found, as pcre2_match() says it.
static int match(const struct run *run, gsize from, gsize to)
{
    struct pattern *pattern = run->pattern;
    if (!compiled(pattern)) {
        return PCRE2_ERROR_NOMATCH;
    }
    if (!g_atomic_pointer_get(&pattern->compiled_fully) && g_atomic_int_add(&pattern->n_runs, 1) < RUNS_BEFORE_JIT) {
        int result = match_slowly(run, from, to);
        if (result >= 0 || result == PCRE2_ERROR_NOMATCH) {
            return result;
        }
    }
    compile_fully(pattern);
    return match_fast(run, from, to);
}

// The same, where it may be hopeless. Whether a text lacks something is looked into late, since reading the pattern for
// it takes its time; but before it is given up, so that the order of texts changes nothing.
static int match_if_hopeful(struct run *run, gsize from, gsize to)
{
    int result = run->hopeless ? PCRE2_ERROR_NOMATCH : match(run, from, to);
    if (result < 0 && result != PCRE2_ERROR_NOMATCH && lacks_something(run)) {
        run->hopeless = TRUE;
        return PCRE2_ERROR_NOMATCH;
    }
    return result;
}

enum outcome { SEARCHED, FOUND_ENOUGH, GAVE_UP, SPENT };

// Finds matches that begin at *from or later, and no later than `to`; moves *from behind what was searched.
static enum outcome search(struct run *run, gsize *from, gsize to)
{
    struct workshop *workshop = run->workshop;
    const struct subject *subject = run->subject;
    const gsize *span = pcre2_get_ovector_pointer(workshop->found);
    while (*from <= to) {
        // A window is reckoned in bytes; a search begins at a character.
        while (*from < subject->length && (subject->text[*from] & 0xC0) == 0x80) {
            (*from)++;
        }
        if (!spend(workshop, SEARCH_COST)) {
            return SPENT;
        }
        int result = match_if_hopeful(run, *from, to);
        workshop->left -= (gint64)((result < 0 ? to : MIN(to, span[0])) - MIN(to, *from));
        if (result < 0) {
            *from = to + 1;
            return result == PCRE2_ERROR_NOMATCH ? SEARCHED : GAVE_UP;
        }
        if (span[1] <= *from || span[0] >= span[1]) { // \K in odd places
            return FOUND_ENOUGH;
        }
        add_match(subject, run->pattern->owner, span[0], span[1], run->matches);
        *from = span[1];
        if (++run->n == MATCHER_MAX_MATCHES) {
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

// One pattern in its windows. FALSE when it gave up.
static gboolean run_in(struct run *run, const struct window *windows, guint n)
{
    gsize from = first_place(run->pattern, run->subject);
    for (; n > 0 && windows->to < from; n--) {
        windows++;
    }
    if (n == 0) {
        return TRUE;
    }
    run->from_start = from == 0 && windows->from == 0;
    run->hopeless = g_atomic_int_get(&run->pattern->n_runs) >= RUNS_BEFORE_DEMANDS && lacks_something(run);
    enum outcome outcome = SEARCHED;
    for (guint i = 0; i < n && outcome == SEARCHED; i++) {
        from = MAX(from, windows[i].from);
        outcome = search(run, &from, windows[i].to);
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

void search_windows(const Matcher *matcher, struct subject *subject, Windows *windows, GArray *matches)
{
    struct run run = {.workshop = workshop_get(), .subject = subject, .matches = matches};
    guint first = matches->len, n_given_up = 0;
    for (guint i = 0; i < windows_n_patterns(windows); i++) {
        guint32 index;
        guint n;
        const struct window *all = windows_of(windows, i, &index, &n);
        run.pattern = matcher_pattern(matcher, index);
        run.n = 0;
        n_given_up += !run_in(&run, all, n);
    }
    if (n_given_up) {
        leave(run.workshop);
        g_atomic_int_add((int *)&matcher->n_given_up, (int)n_given_up);
    }
    put_in_order(matches, first);
}
