/*
 * literals.h - what must stand in a text before a pattern can match there.
 *
 * Reads a pattern just far enough to prove that every match contains one of a few literals, and that PCRE2 will accept
 * it, so that it need not be compiled before a text asks for it. Whatever is not understood (recursion, conditions,
 * verbs, (?x)) proves nothing: the pattern is compiled at once, and run on every text. Nothing is claimed that PCRE2
 * would deny: tests/unit/literals_test.c holds it against PCRE2.
 */
#pragma once

#include <glib.h>

enum { LITERALS_MAX = 256, LITERAL_MAX_BYTES = 13, LITERALS_FAR = G_MAXUINT };

/* Bytes. Words of a text, or whatever stands between white space, are seldom longer: \w+ is taken for so many. */
enum { LITERALS_LONG_RUN = 40 };

/* That no ASCII letter, digit or _ stands right before, or after, the literal. */
enum literal_bounds { BOUND_BEFORE = 1, BOUND_AFTER = 2 };

struct literal {
    guint8 length; /* 2 or more; 1 where it is a word by itself, or neither letter, digit nor space */
    guint8 bounds;
    guint8 rarity;                 /* of its bytes: literal_rarity() */
    char bytes[LITERAL_MAX_BYTES]; /* ASCII letters in lower case; NUL behind `length` */
};

struct literals {
    guint n;
    guint reach;    /* a match begins at most so many characters before the literal; LITERALS_FAR: not known */
    guint tail;     /* and at most so many before the end of the text; LITERALS_FAR: not known */
    gboolean runs;  /* both only in a text without a longer run between white space than LITERALS_LONG_RUN */
    gboolean sound; /* PCRE2 will compile the pattern, and no match is empty; FALSE: not known */
    guint longest;  /* bytes of the longest literal */
    guint rarity;   /* of the best so far, for literals_consider() */
    struct literal all[LITERALS_MAX];
};

/*
 * Finds literals of which at least one stands, ASCII case ignored, in every text in which `pattern` (folded,
 * caseless) matches, within reach of where the match begins; of several such sets, the rarest. FALSE, with
 * nothing but `tail`, `runs` and `sound` to be relied on, where none can be proven.
 */
gboolean literals_find(const char *pattern, struct literals *out);

/* Stands in a literal that a visitor is told of: where the text begins, and so does the match. */
enum { LITERALS_START = '\x02' };

/* Told what every match holds, alternative by alternative. */
struct literals_visitor {
    /* One of `set` stands in each match of the alternative. */
    void (*set)(const struct literals *set, gpointer data);
    /* That was all of it; `best` is what literals_find() would choose. */
    void (*alternative)(const struct literals *best, gpointer data);
    gpointer data;
};

/*
 * Tells the sets that literals_find() would choose from. FALSE, with nothing that was told to be relied on, where the
 * pattern is not understood.
 */
gboolean literals_visit(const char *pattern, const struct literals_visitor *visitor);

/* How rare a literal is likely to be in English or French text; higher is rarer. */
guint literal_rarity(const char *bytes, guint length);
