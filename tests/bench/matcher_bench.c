// How long patterns take to load, and text to read. `matcher_bench [FILE...]` reads the paragraphs of text files
// instead of its own.
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "rules/matcher.h"
#include "rules/words.h"

enum { MANY_PATTERNS = 1500, ROUNDS = 200 };

static const char *const paragraphs[] = {
    "I offer a warm and confidential space where adults, couples and families can speak openly about what weighs on "
    "them, at "
    "their own pace. Sessions take place in my office near the park, by telephone or on a secure video platform.",
    "Je propose un espace chaleureux et confidentiel où adultes, couples et familles peuvent parler librement de ce "
    "qui leur "
    "pèse, à leur rythme. Les séances ont lieu à mon bureau près du parc, par téléphone ou en vidéo.",
    "If you need to change an appointment, please give me at least twenty-four hours so that somebody else can have "
    "the hour.",
    "Book now",
    "Most extended health plans cover part of the fee; ask yours which letters it wants to see on the receipt.",
    "© 2026 Roe Counselling. All rights reserved. Site by a friend.",
};

static gint64 now_us(void)
{
    struct timespec time; // of this process, whatever else the machine does
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

// Stands for the patterns of packs: phrases of the length and shape that rules have, of words no page here holds.
static char *make_pattern(GRand *random)
{
    static const char *const starts[] = {"leav",   "writ",  "post",      "shar",  "request",
                                         "submit", "publi", "recommand", "évalu", "décriv"};
    static const char *const middles[] = {"(e|ing|es)? (us |me )?", "( |-)(un|une|votre|le) ", "[^.]{0,40}",
                                          "s? (our|my|the) ", ".{0,20}\\b"};
    static const char *const ends[] = {"review", "testimonial", "rating",  "feedback", "témoignage",
                                       "avis",   "étoile",      "critiqu", "comment",  "kudo"};
    return g_strdup_printf("\\b%s%s%s(s|es)?\\b%s%u", starts[g_rand_int_range(random, 0, 10)],
                           middles[g_rand_int_range(random, 0, 5)], ends[g_rand_int_range(random, 0, 10)], " [a-z]",
                           g_rand_int_range(random, 0, 1000));
}

static void load(Matcher *matcher)
{
    g_autoptr(GError) error = NULL;
    gint64 start = now_us();
    if (!words_load(matcher, NULL, "rules/words", &error)) {
        g_error("%s", error->message);
    }
    gint64 words = now_us() - start;
    guint n_words = matcher_n_patterns(matcher);
    g_autoptr(GRand) random = g_rand_new_with_seed(1);
    g_autoptr(GPtrArray) patterns = g_ptr_array_new_with_free_func(g_free);
    while (n_words + patterns->len < MANY_PATTERNS) {
        g_ptr_array_add(patterns, make_pattern(random));
    }
    start = now_us();
    for (guint i = 0; i < patterns->len; i++) {
        if (!matcher_add(matcher, g_ptr_array_index(patterns, i), MATCH_ANY, N_WORD_LISTS + i, &error)) {
            g_error("%s", error->message);
        }
    }
    gint64 added = now_us() - start;
    start = now_us();
    matcher_seal(matcher);
    printf("word lists: %u patterns in %.1f ms, YAML included (%.1f us each)\n", n_words, words / 1e3,
           (double)words / n_words);
    printf("more: %u patterns in %.1f ms (%.1f us each), sealed in %.1f ms\n", patterns->len, added / 1e3,
           (double)added / MAX(1, patterns->len), (now_us() - start) / 1e3);
    printf("in all: %u patterns, %u unanchored, automaton %zu KiB\n", matcher_n_patterns(matcher),
           matcher_n_unanchored(matcher), matcher_automaton_bytes(matcher) / 1024);
}

static void read_texts(const Matcher *matcher, const char *const *texts, guint n, guint rounds, const char *what)
{
    g_autoptr(GArray) matches = g_array_new(FALSE, FALSE, sizeof(struct match));
    gsize bytes = 0, n_matches = 0;
    gint64 start = now_us();
    for (guint round = 0; round < rounds; round++) {
        for (guint i = 0; i < n; i++) {
            gsize length = strlen(texts[i]);
            g_array_set_size(matches, 0);
            matcher_find(matcher, texts[i], length, MATCH_ANY, matches);
            bytes += length;
            n_matches += matches->len;
        }
    }
    gint64 took = MAX(1, now_us() - start);
    printf("%s: %.1f MB/s (%.2f us a text of %zu bytes, %.2f matches)\n", what, (double)bytes / took,
           (double)took / rounds / n, bytes / rounds / n, (double)n_matches / rounds / n);
}

static void read_file(const Matcher *matcher, const char *path)
{
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;
    if (!g_file_get_contents(path, &text, NULL, &error)) {
        g_error("%s", error->message);
    }
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    read_texts(matcher, (const char *const *)lines, g_strv_length(lines), 1, "first reading");
    read_texts(matcher, (const char *const *)lines, g_strv_length(lines), 5, path);
}

// Text that sends every pattern with a gap back and forth.
static void read_hostile(const Matcher *matcher)
{
    g_autoptr(GString) text = g_string_new(NULL);
    while (text->len < 20000) {
        g_string_append(text, "leave review write us testimonial évaluez avis ");
    }
    read_texts(matcher, (const char *const *)&text->str, 1, 3, "hostile block");
    printf("given up: %u times\n", matcher_n_given_up(matcher));
}

int main(int argc, char **argv)
{
    g_autoptr(Matcher) matcher = matcher_new();
    load(matcher);
    for (int i = 1; i < argc; i++) {
        read_file(matcher, argv[i]);
    }
    read_texts(matcher, paragraphs, G_N_ELEMENTS(paragraphs), 1, "first reading");
    read_texts(matcher, paragraphs, G_N_ELEMENTS(paragraphs), ROUNDS, "paragraphs");
    g_autoptr(GString) plain = g_string_new(NULL);
    while (plain->len < 20000) {
        g_string_append(plain, "The kettle hums while grey rain falls upon quiet fields, and nobody minds. ");
    }
    read_texts(matcher, (const char *const *)&plain->str, 1, ROUNDS, "text without hits");
    read_hostile(matcher);
    return 0;
}
