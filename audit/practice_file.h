/*
 * practice_file.h - reads practice.yaml and holds it to what it may say.
 *
 * Every error is one line, "file:line:column: error: what is wrong, and what to do", with the nearest known key or
 * the allowed values.
 */
#pragma once

#include "rules/pack.h"
#include "rules/practice.h"

/* `packs` gives the regulators and rules that a practice file may name. NULL with YAML_ERROR. */
struct practice *practice_file_read(const char *path, const struct pack_set *packs,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same from memory; `path` is only named in errors. */
struct practice *practice_file_parse(const char *text, const char *path, const struct pack_set *packs,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
