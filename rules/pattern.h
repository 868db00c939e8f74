/*
 * pattern.h - a pattern as people write it, made to fit folded text.
 */
#pragma once

#include <glib.h>

/*
 * Folds (fold.h) the characters of a PCRE2 pattern and leaves its syntax alone, so that "avis é(tait|crit)" finds
 * "avis était" in folded text. A character that becomes two stays one thing to a quantifier (œ? -> (?:oe)?), also in a
 * class
 * ([œu] -> (?:[u]|oe)), a dash in a class stays a dash ([a–z] -> [a\-z]), and \x{e9} is é. Caller frees.
 */
char *pattern_fold(const char *pattern) G_GNUC_WARN_UNUSED_RESULT;
