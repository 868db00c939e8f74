/*
 * known_make.h - finds out about patterns what known.h tells: for the build, and for tests.
 */
#pragma once

#include "rules/known.h"
#include "rules/matcher.h"

/* What is known of the patterns and automata of `n` sealed matchers, and of the texts of `files` (NULL-terminated paths
 * of YAML): a struct known_head and what belongs to it, for this machine and this PCRE2. NULL where a file cannot be
 * read. */
GBytes *known_make(const Matcher *const *matchers, guint n, const char *const *files,
                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
