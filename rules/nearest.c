#include "rules/nearest.h"

#include <string.h>

enum { MAX_WORD = 64 };

static guint slips(const char *a, gsize a_length, const char *b, gsize b_length)
{
    guint rows[3][MAX_WORD + 1]; // distances for the prefix of `a` at hand, one shorter and two shorter
    guint *older = rows[0], *old = rows[1], *new = rows[2];
    for (gsize j = 0; j <= b_length; j++) {
        old[j] = j;
    }
    for (gsize i = 1; i <= a_length; i++) {
        new[0] = i;
        for (gsize j = 1; j <= b_length; j++) {
            char x = g_ascii_tolower(a[i - 1]), y = g_ascii_tolower(b[j - 1]);
            new[j] = MIN(MIN(old[j], new[j - 1]) + 1, old[j - 1] + (x != y));
            gboolean swapped = i > 1 && j > 1 && x == g_ascii_tolower(b[j - 2]) && y == g_ascii_tolower(a[i - 2]);
            if (swapped) {
                new[j] = MIN(new[j], older[j - 2] + 1);
            }
        }
        guint *spare = older;
        older = old;
        old = new;
        new = spare;
    }
    return old[b_length];
}

const char *nearest_word(const char *word, const char *const *known)
{
    gsize length = strlen(word);
    if (length == 0 || length > MAX_WORD) {
        return NULL;
    }
    const char *nearest = NULL;
    guint fewest = MAX(1, length / 3) + 1;
    for (; *known; known++) {
        gsize known_length = strlen(*known);
        guint n = known_length <= MAX_WORD ? slips(word, length, *known, known_length) : G_MAXUINT;
        if (n < fewest) {
            fewest = n;
            nearest = *known;
        }
    }
    return nearest;
}
