/*
 * packs.h - packs written in a test, loaded as any other.
 */
#pragma once

#include "rules/pack.h"

/* A folder of data whose one pack holds `rules`, with word lists that match nothing, one standard “doc” (clauses 1
 * and 2.1) and one regulator “college”. */
char *packs_folder(const char *rules) G_GNUC_WARN_UNUSED_RESULT;

/* Writes `text` as a file of that folder, by its path inside. */
void packs_write(const char *folder, const char *path, const char *text);

/* Removes the folder, and frees its name. */
void packs_remove(char *folder);

/* The rules, loaded. The test fails where they do not. */
struct pack_set *packs_of(const char *rules) G_GNUC_WARN_UNUSED_RESULT;

/* A whole rule around `when` (or requires:) and any other keys: "when: { signals: [...] }\n". Caller frees. */
char *packs_rule(const char *id, const char *keys) G_GNUC_WARN_UNUSED_RESULT;
