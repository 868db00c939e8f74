#include "crawler/language.h"

#include <string.h>

enum { MIN_BYTES = 20, MIN_MARGIN = 2, MAX_WORD = 8, N_SLOTS = 512 };

// Words of at most eight bytes that the other language does not have; accents as they stand in lower case.
static const char *const ENGLISH[] = {
    "the", "and",  "of",     "to",      "your", "you",   "with",  "that", "this",  "is",    "are",   "was",  "for",
    "we",  "our",  "my",     "i",       "it",   "be",    "have",  "has",  "will",  "can",   "from",  "or",   "by",
    "an",  "as",   "at",     "not",     "they", "who",   "what",  "when", "how",   "more",  "about", "all",  "their",
    "her", "his",  "she",    "he",      "been", "would", "also",  "may",  "which", "these", "those", "help", "if",
    "do",  "does", "should", "through", "into", "any",   "other", "than", "them",  "its",   "us",    "but",  "in",
};
static const char *const FRENCH[] = {
    "le",    "la",    "les",   "des",   "et",   "vous", "nous", "votre", "vos",  "notre", "nos",   "une",  "un",
    "est",   "sont",  "pour",  "avec",  "dans", "sur",  "par",  "que",   "qui",  "ce",    "cette", "ces",  "du",
    "de",    "au",    "aux",   "je",    "mon",  "ma",   "mes",  "il",    "elle", "ils",   "se",    "sa",   "ses",
    "son",   "leur",  "leurs", "ou",    "mais", "ne",   "pas",  "tout",  "tous", "toute", "en",    "chez", "afin",
    "aussi", "comme", "entre", "ainsi", "lors", "sans", "sous", "peut",  "être", "très",  "où",    "à",    "été",
    "ont",   "avez",  "moi",   "si",    "plus", "vers", "dont", "donc",  "fait",
};

struct word {
    guint64 bytes;
    guint8 language;
};

struct table {
    struct word words[N_SLOTS];
    guchar letters[256]; // in lower case; 0: no letter
};

static guint slot_of(guint64 bytes)
{
    return (guint)((bytes * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15)) >> 55) % N_SLOTS;
}

static void put_words(struct word *words, const char *const *list, gsize n, guint8 language)
{
    for (gsize i = 0; i < n; i++) {
        guint64 bytes = 0;
        for (gsize at = 0; list[i][at]; at++) {
            bytes |= (guint64)(guchar)list[i][at] << (8 * at);
        }
        guint slot = slot_of(bytes);
        while (words[slot].bytes) {
            slot = (slot + 1) % N_SLOTS;
        }
        words[slot] = (struct word){bytes, language};
    }
}

static gboolean is_letter(guchar byte)
{
    return g_ascii_isalpha(byte) || byte == 0xc3 || (byte >= 0x80 && byte <= 0xbf);
}

static const struct table *known_words(void)
{
    static gsize once;
    static struct table table;
    if (g_once_init_enter(&once)) {
        put_words(table.words, ENGLISH, G_N_ELEMENTS(ENGLISH), LANGUAGE_EN);
        put_words(table.words, FRENCH, G_N_ELEMENTS(FRENCH), LANGUAGE_FR);
        for (guint byte = 0; byte < G_N_ELEMENTS(table.letters); byte++) {
            table.letters[byte] = is_letter((guchar)byte) ? (guchar)g_ascii_tolower((char)byte) : 0;
        }
        g_once_init_leave(&once, 1);
    }
    return &table;
}

static guint8 language_of(const struct word *words, guint64 bytes)
{
    for (guint slot = slot_of(bytes); words[slot].bytes; slot = (slot + 1) % N_SLOTS) {
        if (words[slot].bytes == bytes) {
            return words[slot].language;
        }
    }
    return LANGUAGE_UNKNOWN;
}

/* l', d', qu' ...: the elisions that only French writes, by ' or the typographic apostrophe. */
static gboolean is_elision(const char *word, gsize length, const char *after, const char *end)
{
    if (length > 2) {
        return FALSE;
    }
    gboolean apostrophe =
        after < end && (*after == '\'' || (end - after >= 3 && memcmp(after, "\xe2\x80\x99", 3) == 0));
    if (!apostrophe) {
        return FALSE;
    }
    return (length == 1 && strchr("ldcjnmst", g_ascii_tolower(*word))) ||
           (length == 2 && g_ascii_strncasecmp(word, "qu", 2) == 0);
}

static void add(guint16 *votes)
{
    *votes += *votes < G_MAXUINT16;
}

void language_vote(const char *text, gsize length, guint16 *english, guint16 *french)
{
    const struct table *table = known_words();
    const char *end = text + length;
    for (const char *at = text; at < end; at++) {
        const char *word = at;
        guint64 bytes = 0, letter;
        for (guint shift = 0; at < end && (letter = table->letters[(guchar)*at]); at++) {
            if (shift < 8 * MAX_WORD) {
                bytes |= letter << shift;
                shift += 8;
            }
        }
        gsize n = at - word;
        if (n == 0 || n > MAX_WORD) {
            continue;
        }
        guint8 language = is_elision(word, n, at, end) ? LANGUAGE_FR : language_of(table->words, bytes);
        if (language) {
            add(language == LANGUAGE_EN ? english : french);
        }
    }
}

enum page_language language_from_votes(gsize length, guint english, guint french)
{
    if (length < MIN_BYTES) {
        return LANGUAGE_UNKNOWN;
    }
    if (english >= french + MIN_MARGIN) {
        return LANGUAGE_EN;
    }
    return french >= english + MIN_MARGIN ? LANGUAGE_FR : LANGUAGE_UNKNOWN;
}

enum page_language language_from_tag(const char *tag)
{
    if (!tag || !*tag) {
        return LANGUAGE_UNKNOWN;
    }
    gsize length = strcspn(tag, "-_ ,;");
    if (length == 2 && g_ascii_strncasecmp(tag, "en", 2) == 0) {
        return LANGUAGE_EN;
    }
    return length == 2 && g_ascii_strncasecmp(tag, "fr", 2) == 0 ? LANGUAGE_FR : LANGUAGE_OTHER;
}

static gboolean says(const char *address, const char *code)
{
    const char *const shapes[] = {"/%s/",    "//%s.",     "lang=%s",  "language=%s",
                                  "/%s-ca/", "locale=%s", "-%s.html", "_%s.html"};
    for (gsize i = 0; i < G_N_ELEMENTS(shapes); i++) {
        const char *mark = strstr(shapes[i], "%s");
        char needle[24];
        g_snprintf(needle, sizeof needle, "%.*s%s%s", (int)(mark - shapes[i]), shapes[i], code, mark + 2);
        if (strstr(address, needle)) {
            return TRUE;
        }
    }
    char tail[8];
    g_snprintf(tail, sizeof tail, "/%s", code);
    return g_str_has_suffix(address, tail);
}

enum page_language language_from_address(const char *address)
{
    return !address              ? LANGUAGE_UNKNOWN
           : says(address, "fr") ? LANGUAGE_FR
           : says(address, "en") ? LANGUAGE_EN
                                 : LANGUAGE_UNKNOWN;
}
