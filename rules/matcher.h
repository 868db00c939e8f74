/*
 * matcher.h - many patterns, one reading of the text.
 *
 * Patterns are PCRE2, case-insensitive, over folded text (fold.h), under a match limit. From each one the matcher takes
 * literals of which one must stand in any match; one automaton (Aho-Corasick) finds those literals of
 * all patterns together, and only patterns whose literal is there are run. A pattern without such a literal
 * runs on every text: correct, only slower (matcher_n_unanchored counts them for the benchmark).
 *
 * Built on one thread, sealed, then shared by all.
 */
#pragma once

#include <glib.h>

#define MATCHER_ERROR (matcher_error_quark())
GQuark matcher_error_quark(void);
enum matcher_error { MATCHER_ERROR_SYNTAX, MATCHER_ERROR_EMPTY };

/* Of one pattern on one text; what is beyond is not reported. */
enum { MATCHER_MAX_MATCHES = 100 };

/* Languages a pattern is meant for, and a text may be in: bits. MATCH_OTHER is a text in neither. */
enum match_language { MATCH_EN = 1, MATCH_FR = 2, MATCH_OTHER = 4, MATCH_ANY = 7 };

struct match {
    guint32 owner;      /* as given to matcher_add */
    guint32 start, end; /* bytes of the text as it stood, not folded */
};

typedef struct Matcher Matcher;

Matcher *matcher_new(void) G_GNUC_WARN_UNUSED_RESULT;
void matcher_free(Matcher *matcher);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Matcher, matcher_free)

/*
 * Adds a pattern, whose matches carry `owner`; several patterns may share one. FALSE, naming the character in question,
 * if it does not parse, or could match without a single character ("(review)?").
 */
gboolean matcher_add(Matcher *matcher, const char *pattern, guint languages, guint32 owner,
                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Takes the patterns of `other`, which is freed: what was read on two threads comes together. Neither is sealed. */
void matcher_absorb(Matcher *matcher, Matcher *other);

/* No more patterns; from here on the matcher does not change. */
void matcher_seal(Matcher *matcher);

/*
 * Appends every match (struct match; of one pattern they do not overlap) of the patterns meant for any of
 * `languages`, by start, then owner, each once. A pattern that meets the match limit yields nothing more on this text.
 */
void matcher_find(const Matcher *matcher, const char *text, gsize length, guint languages, GArray *matches);

/* Whether there is a match of one owner. */
gboolean matcher_holds(const Matcher *matcher, const char *text, gsize length, guint languages, guint32 owner);

/*
 * A page can be made to be slow to search. Between these two, the matchers search no more on this thread than `places`
 * where a match may begin, and what they pass over and weigh besides, in the same measure; the rest they leave. It
 * depends on texts and patterns alone, never on time. matcher_budget_end() is TRUE if nothing was left, and no search
 * given up.
 */
void matcher_budget_begin(gint64 places);
gboolean matcher_budget_end(void);

/* For benchmarks and `rules check`: patterns that run on every text; searches that met the match limit; bytes of the
 * automaton. */
guint matcher_n_patterns(const Matcher *matcher);
guint matcher_n_unanchored(const Matcher *matcher);
guint matcher_n_given_up(const Matcher *matcher);
gsize matcher_automaton_bytes(const Matcher *matcher);
