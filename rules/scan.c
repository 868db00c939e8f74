#include "rules/scan.h"

#include <string.h>

#include "rules/fold.h"
#include "rules/literals.h"
#include "rules/search.h"

enum {
    MAX_HITS = 6000, // of literals in one text; with more, every pattern reads all of it: tests/bench/matcher_bench.c,
                     // hostile block
    ANY_OWNER = -1,
    NEAR = 400, // characters before a literal where a match may begin, for it to be worth looking there alone
    BYTES_A_CHARACTER = 4,
    N_OWNER_BITS = 256,
};

struct Scan {
    const Matcher *matcher;
    struct subject subject;
    guint languages;
    char *folded; // where it is not the text itself
    guint32 *origins;
    gboolean everywhere; // too many literals: any pattern may match at any place
    guint n_windows;
    struct window *windows;
    guint64 owners[N_OWNER_BITS / 64]; // of windows, by their number: two may share a bit
};

// What one thread works with, kept from text to text.
struct desk {
    GString *folded;
    GArray *origins, *hits, *windows;
    guint64 *whole; // bits of the patterns to run on the whole text
    gsize n_words;
};

static void desk_free(gpointer data)
{
    struct desk *desk = data;
    g_string_free(desk->folded, TRUE);
    g_array_unref(desk->origins);
    g_array_unref(desk->hits);
    g_array_unref(desk->windows);
    g_free(desk->whole);
    g_free(desk);
}

static struct desk *desk_get(void)
{
    static GPrivate of_thread = G_PRIVATE_INIT(desk_free);
    struct desk *desk = g_private_get(&of_thread);
    if (desk) {
        return desk;
    }
    desk = g_new0(struct desk, 1);
    desk->folded = g_string_sized_new(1024);
    desk->origins = g_array_new(FALSE, FALSE, sizeof(guint32));
    desk->hits = g_array_new(FALSE, FALSE, sizeof(struct automaton_hit));
    desk->windows = g_array_new(FALSE, FALSE, sizeof(struct window));
    g_private_set(&of_thread, desk);
    return desk;
}

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

// Makes the subject: the text without accents, which is itself where it is ASCII already.
static void fold_text(Scan *scan, struct desk *desk, const char *text, gsize length)
{
    struct subject *subject = &scan->subject;
    *subject = (struct subject){.text = text, .length = length, .ascii = TRUE};
    if (fold_ascii_prefix(text, length) < length) {
        g_string_truncate(desk->folded, 0);
        g_array_set_size(desk->origins, 0);
        fold_traced(desk->folded, desk->origins, text, length);
        guint32 end = length;
        g_array_append_val(desk->origins, end);
        subject->length = desk->folded->len;
        subject->text = scan->folded = g_memdup2(desk->folded->str, subject->length + 1);
        subject->origins = scan->origins = g_memdup2(desk->origins->data, desk->origins->len * sizeof(guint32));
        subject->ascii = fold_ascii_prefix(subject->text, subject->length) == subject->length;
    }
    subject->long_runs = has_long_run(subject->text, subject->length);
}

static void add_windows(const Scan *scan, const struct desk *desk, const struct automaton_hit *hit)
{
    const struct pattern *pattern = matcher_pattern(scan->matcher, hit->value);
    if (!(pattern->languages & scan->languages)) {
        return;
    }
    if (pattern->reach > NEAR || (pattern->runs && scan->subject.long_runs)) {
        bits_set(desk->whole, hit->value);
        return;
    }
    guint32 reach = pattern->reach * (scan->subject.ascii ? 1 : BYTES_A_CHARACTER);
    struct window window = {hit->value, hit->at - MIN(hit->at, reach), hit->at};
    g_array_append_val(desk->windows, window);
}

static void add_whole(const Scan *scan, const struct desk *desk)
{
    for (gsize word = 0; word < bits_words(scan->matcher->patterns->len); word++) {
        for (guint64 bits = desk->whole[word]; bits; bits &= bits - 1) {
            struct window window = {word * 64 + __builtin_ctzll(bits), 0, scan->subject.length};
            if (matcher_pattern(scan->matcher, window.pattern)->languages & scan->languages) {
                g_array_append_val(desk->windows, window);
            }
        }
    }
}

// Finds where it is worth running patterns: anywhere for those that need nothing, around what they need for others.
static void find_windows(Scan *scan, struct desk *desk)
{
    const Matcher *matcher = scan->matcher;
    const struct subject *subject = &scan->subject;
    gsize words = bits_words(matcher->patterns->len);
    if (desk->n_words < words) {
        desk->whole = g_renew(guint64, desk->whole, words);
        desk->n_words = words;
    }
    g_array_set_size(desk->hits, 0);
    g_array_set_size(desk->windows, 0);
    scan->everywhere = !automaton_scan(matcher->automaton, subject->text, subject->length, MAX_HITS, desk->hits);
    if (scan->everywhere || !words) {
        return;
    }
    memcpy(desk->whole, matcher->unanchored, words * sizeof(guint64));
    for (guint i = 0; i < desk->hits->len; i++) {
        add_windows(scan, desk, &g_array_index(desk->hits, struct automaton_hit, i));
    }
    add_whole(scan, desk);
    scan->n_windows = desk->windows->len;
    for (guint i = 0; i < scan->n_windows; i++) {
        guint32 pattern = g_array_index(desk->windows, struct window, i).pattern;
        bits_set(scan->owners, matcher_pattern(matcher, pattern)->owner % N_OWNER_BITS);
    }
    scan->windows = g_memdup2(desk->windows->data, scan->n_windows * sizeof(struct window));
}

Scan *scan_new(const Matcher *matcher, const char *text, gsize length, guint languages)
{
    g_return_val_if_fail(matcher->automaton && length < G_MAXINT32, NULL);
    Scan *scan = g_new0(Scan, 1);
    struct desk *desk = desk_get();
    scan->matcher = matcher;
    scan->languages = languages;
    fold_text(scan, desk, text, length);
    find_windows(scan, desk);
    return scan;
}

void scan_free(Scan *scan)
{
    if (scan) {
        g_free(scan->folded);
        g_free(scan->origins);
        g_free(scan->windows);
        g_free(scan);
    }
}

gsize scan_bytes(const Scan *scan)
{
    gsize folded = scan->folded ? scan->subject.length * (1 + sizeof(guint32)) : 0;
    return sizeof *scan + folded + scan->n_windows * sizeof(struct window);
}

gboolean scan_may_hold(const Scan *scan, guint32 owner)
{
    return scan->everywhere || bits_has(scan->owners, owner % N_OWNER_BITS);
}

static gboolean is_wanted(const Scan *scan, guint32 index, matcher_wants wants, gconstpointer data)
{
    const struct pattern *pattern = matcher_pattern(scan->matcher, index);
    return (pattern->languages & scan->languages) && (!wants || wants(pattern->owner, data));
}

void scan_find(const Scan *scan, matcher_wants wants, gconstpointer data, GArray *matches)
{
    GArray *windows = desk_get()->windows;
    guint n = scan->everywhere ? scan->matcher->patterns->len : scan->n_windows;
    g_array_set_size(windows, 0);
    for (guint i = 0; i < n; i++) {
        struct window window = scan->everywhere ? (struct window){i, 0, scan->subject.length} : scan->windows[i];
        if (is_wanted(scan, window.pattern, wants, data)) {
            g_array_append_val(windows, window);
        }
    }
    search_windows(scan->matcher, &scan->subject, (struct window *)windows->data, windows->len, matches);
}

void matcher_find_of(const Matcher *matcher, const char *text, gsize length, guint languages, matcher_wants wants,
                     gconstpointer data, GArray *matches)
{
    g_autoptr(Scan) scan = scan_new(matcher, text, length, languages);
    scan_find(scan, wants, data, matches);
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
