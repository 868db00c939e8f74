/*
 * literal_reader.h - what the sources that read patterns share. Nobody else includes it.
 *
 * literals.c puts parts together, literal_atoms.c reads the smallest: a character, a class, an escape, what a group
 * begins with.
 */
#pragma once

#include "rules/literal_set.h"

/* Bytes of compiled code, reckoned high. */
enum { CHARACTER_CODE = 8 };

struct reader {
    const char *at;
    guint nesting;
    guint behind;                           /* lookbehinds around what is read */
    gboolean lost;                          /* met something that is not understood: nothing is proven */
    gboolean doubt;                         /* met something that PCRE2 might refuse: it is not known to be sound */
    gboolean runs;                          /* counted on no run being longer than LITERALS_LONG_RUN */
    gboolean ends;                          /* the last thing read at the top is $ */
    gboolean lines;                         /* $ may be the end of a line */
    const struct literals_visitor *visitor; /* or NULL */
};

/* What is known of a part of the pattern. */
struct part {
    gboolean exact;        /* it matches the texts of `whole` and nothing else */
    gboolean repeats;      /* `whole` once or more: it begins and ends with one of them */
    gboolean solid;        /* one character, and not white space */
    gboolean single;       /* one character */
    gboolean repeatable;   /* a quantifier may follow */
    gboolean fixed;        /* each match takes `shortest` characters */
    guint shortest;        /* characters that a match takes at least */
    guint longest;         /* characters that a match can take, or LITERALS_FAR */
    guint code_bytes;      /* of what PCRE2 makes of it, at most */
    struct literals whole; /* where exact or repeats */
    struct literals best;  /* one of these stands in every match; n is 0 where nothing is proven */
};

/* Of `longest` characters at most, and of one at least if that is not 0. */
void part_unknown(struct part *part, guint longest);

/* Of no width: a lookaround; and what says that no letter stands beside it: ^, \b. */
void part_nothing(struct part *part);
void part_bound(struct part *part);
void part_start(const struct reader *reader, struct part *part);

/* A character that stands for itself. */
void part_character(struct part *part, gunichar c);
gunichar next_character(struct reader *reader);

/* What comes after \ and after [. */
void read_escape(struct reader *reader, struct part *part);
void read_class(struct reader *reader, struct part *part);

enum opening { OPENS_GROUP, OPENS_LOOKAHEAD, OPENS_LOOKBEHIND, OPENS_NOT_AHEAD, OPENS_NOTHING };

/* What comes after (; (?i) opens nothing. */
/* What a lookaround, read from behind its question mark, says of the text beside it: (?<!\w), (?![\w.]), (?<=, ). */
guint lookaround_bounds(const char *at);

enum opening read_opening(struct reader *reader);
