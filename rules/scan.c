#include "rules/scan.h"

#include <string.h>

#include "rules/fold.h"
#include "rules/literals.h"
#include "rules/search.h"

enum {
    MAX_HITS = 6000, // of literals in one text; with more, every pattern reads all of it: tests/bench/matcher_bench.c,
                     // hostile block
    NEAR = 400,      // characters before a literal where a match may begin, for it to be worth looking there alone
    BYTES_A_CHARACTER = 4,
    STEPS_A_PLACE = 8, // of the cheap ones: a byte passed over, a literal weighed
};

static const guint32 ANY_OWNER = G_MAXUINT32;

struct Scan {
    const Matcher *matcher;
    struct subject subject;
    guint languages;
    char *folded; // where it is not the text itself
    guint32 *origins;
    gboolean everywhere; // too many literals: any pattern may match at any place
    guint n_hits;
    struct automaton_hit *hits;          // of keys
    guint64 owners[KEY_OWNER_BITS / 64]; // of their users
};

// What one thread works with, kept from text to text.
struct desk {
    GString *folded;
    GArray *origins, *hits;
    Windows *windows;
};

static void desk_free(gpointer data)
{
    struct desk *desk = data;
    g_string_free(desk->folded, TRUE);
    g_array_unref(desk->origins);
    g_array_unref(desk->hits);
    windows_free(desk->windows);
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
    desk->windows = windows_new();
    g_private_set(&of_thread, desk);
    return desk;
}

static gboolean has_long_run(const char *text, gsize length)
{
    for (gsize begin = 0; begin + LITERALS_LONG_RUN < length;) {
        gsize end = begin + LITERALS_LONG_RUN + 1; // looked at from there backwards, most bytes need not be
        while (end > begin && (guchar)text[end - 1] > ' ') {
            end--;
        }
        if (end == begin) {
            return TRUE;
        }
        begin = end;
    }
    return FALSE;
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

// Finds what patterns need.
static void find_hits(Scan *scan, struct desk *desk)
{
    const struct keys *keys = &scan->matcher->keys;
    const struct subject *subject = &scan->subject;
    g_array_set_size(desk->hits, 0);
    if (!search_spend(subject->length / STEPS_A_PLACE)) {
        return;
    }
    scan->everywhere =
        !automaton_scan(keys->automaton, subject->text, subject->length, scan->languages, MAX_HITS, desk->hits);
    scan->n_hits = scan->everywhere ? 0 : desk->hits->len;
    scan->hits = g_memdup2(desk->hits->data, scan->n_hits * sizeof(struct automaton_hit));
    for (guint k = 0; k < KEY_LANGUAGES; k++) {
        for (guint i = 0; i < scan->n_hits && (scan->languages >> k & 1); i++) {
            for (guint word = 0; word < G_N_ELEMENTS(scan->owners); word++) {
                scan->owners[word] |= keys->all[scan->hits[i].entry].spoken[k][word];
            }
        }
    }
    for (guint i = 0; i < scan->matcher->unanchored->len; i++) {
        guint32 pattern = g_array_index(scan->matcher->unanchored, guint32, i);
        const struct pattern *at = matcher_pattern(scan->matcher, pattern);
        if (at->languages & scan->languages) {
            bits_set(scan->owners, key_owner_bit(at->owner));
        }
    }
}

Scan *scan_new(const Matcher *matcher, const char *text, gsize length, guint languages)
{
    g_return_val_if_fail(matcher->memo && length < G_MAXINT32, NULL);
    Scan *scan = g_new0(Scan, 1);
    struct desk *desk = desk_get();
    scan->matcher = matcher;
    scan->languages = languages;
    fold_text(scan, desk, text, length);
    find_hits(scan, desk);
    return scan;
}

void scan_free(Scan *scan)
{
    if (scan) {
        g_free(scan->folded);
        g_free(scan->origins);
        g_free(scan->hits);
        g_free(scan->subject.grams);
        g_free(scan);
    }
}

const char *scan_text(const Scan *scan)
{
    return scan->subject.text;
}

gsize scan_bytes(const Scan *scan)
{
    gsize folded = scan->folded ? scan->subject.length * (1 + sizeof(guint32)) : 0;
    return sizeof *scan + sizeof(struct grams) + folded + scan->n_hits * sizeof(struct automaton_hit);
}

gboolean scan_may_hold(const Scan *scan, guint32 owner)
{
    return scan->everywhere || bits_has(scan->owners, key_owner_bit(owner));
}

// Where patterns of some owners are worth running.
struct choice {
    const Scan *scan;
    guint32 first, last; // owners
    Windows *windows;
};

static void choose(const struct choice *choice, guint32 index, guint32 from, guint32 to)
{
    const struct pattern *pattern = matcher_pattern(choice->scan->matcher, index);
    if ((pattern->languages & choice->scan->languages) && pattern->owner >= choice->first &&
        pattern->owner <= choice->last) {
        windows_add(choice->windows, index, from, to);
    }
}

// Around a literal, or anywhere where it may stand far from where the match begins.
static void choose_around(const struct choice *choice, guint32 index, guint32 at)
{
    const struct subject *subject = &choice->scan->subject;
    const struct pattern *pattern = matcher_pattern(choice->scan->matcher, index);
    if (pattern->reach > NEAR || (pattern->runs && subject->long_runs)) {
        choose(choice, index, 0, subject->length);
    } else {
        guint32 reach = pattern->reach * (subject->ascii ? 1 : BYTES_A_CHARACTER);
        choose(choice, index, at - MIN(at, reach), at);
    }
}

static void choose_by_key(const struct choice *choice, const struct key *key, guint32 at)
{
    const struct keys *keys = &choice->scan->matcher->keys;
    const struct key_user *users = &keys->users[key->first];
    if (users[key->n - 1].owner < choice->first) {
        return;
    }
    for (guint j = keys_first_user(keys, key, choice->first); j < key->n && users[j].owner <= choice->last; j++) {
        choose_around(choice, users[j].pattern, at);
    }
}

// Hits are passed over for each list that is asked for, and most of them lead nowhere.
static void choose_by_bits(const struct choice *choice, guint word, guint64 mask)
{
    const struct key *keys = choice->scan->matcher->keys.all;
    const guint64 *owners = &keys->owners[word];
    const struct automaton_hit *hits = choice->scan->hits, *end = hits + choice->scan->n_hits;
    for (const struct automaton_hit *hit = hits; hit < end; hit++) {
        if (owners[hit->entry * (sizeof *keys / sizeof *owners)] & mask) {
            choose_by_key(choice, &keys[hit->entry], hit->at);
        }
    }
}

static void choose_by_hits(const struct choice *choice)
{
    const Scan *scan = choice->scan;
    const guint bit = key_owner_bit(choice->first), word = bit / 64;
    const guint64 mask = G_GUINT64_CONSTANT(1) << (bit % 64);
    if (choice->first == choice->last) {
        choose_by_bits(choice, word, mask);
    } else if (choice->last == G_MAXUINT32 && word == KEY_OWNER_BITS / 64 - 1) {
        choose_by_bits(choice, word, -mask); // and all that come later
    } else {
        for (guint i = 0; i < scan->n_hits; i++) {
            choose_by_key(choice, &scan->matcher->keys.all[scan->hits[i].entry], scan->hits[i].at);
        }
    }
}

void scan_find(Scan *scan, guint32 first, guint32 last, GArray *matches)
{
    const struct choice choice = {scan, first, last, desk_get()->windows};
    const GArray *unanchored = scan->matcher->unanchored;
    windows_clear(choice.windows, scan->matcher->patterns->len);
    if (!search_spend((scan->n_hits + (scan->everywhere ? scan->matcher->patterns->len : 0)) / STEPS_A_PLACE)) {
        return;
    }
    for (guint i = 0; i < unanchored->len && !scan->everywhere; i++) {
        choose(&choice, g_array_index(unanchored, guint32, i), 0, scan->subject.length);
    }
    for (guint i = 0; i < scan->matcher->patterns->len && scan->everywhere; i++) {
        choose(&choice, i, 0, scan->subject.length);
    }
    choose_by_hits(&choice);
    search_windows(scan->matcher, &scan->subject, choice.windows, matches);
}

// Of texts that come again, of which little is asked.
static void find(const Matcher *matcher, const struct memo_key *key, guint32 first, guint32 last, GArray *matches)
{
    guint n = matches->len;
    gint64 before = search_left(), cost = 0;
    if (memo_recall(matcher->memo, key, before, matches, &cost)) {
        search_spend(cost); // as if it had been searched: what is left must not depend on what came before
        return;
    }
    search_was_whole();
    g_autoptr(Scan) scan = scan_new(matcher, key->text, key->length, key->languages);
    scan_find(scan, first, last, matches);
    if (search_was_whole()) {
        memo_keep(matcher->memo, key, before - search_left(), matches, n);
    }
}

void matcher_find(const Matcher *matcher, const char *text, gsize length, guint languages, GArray *matches)
{
    const struct memo_key key = {text, length, languages, ANY_OWNER};
    find(matcher, &key, 0, G_MAXUINT32, matches);
}

gboolean matcher_holds(const Matcher *matcher, const char *text, gsize length, guint languages, guint32 owner)
{
    g_autoptr(GArray) matches = g_array_new(FALSE, FALSE, sizeof(struct match));
    const struct memo_key key = {text, length, languages, owner};
    find(matcher, &key, owner, owner, matches);
    return matches->len > 0;
}
