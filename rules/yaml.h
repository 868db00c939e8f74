/*
 * yaml.h - a YAML file as a tree that knows where everything stands.
 *
 * The one home of libfyaml. What the build has read (known.h) is not read again. Whatever is wrong, in the syntax or in
 * what a caller makes of the content, is one line: "file:line:column: error: what, and what to do". Anchors, aliases,
 * tags and several documents in one file are refused: nothing here needs them, and an unquoted * or & at the start of a
 * pattern is a mistake.
 *
 * Every function below that can fail returns FALSE or NULL with YAML_ERROR set, and writes its output only on success.
 */
#pragma once

#include <glib.h>

#define YAML_ERROR (yaml_error_quark())
GQuark yaml_error_quark(void);
enum yaml_error { YAML_ERROR_READ, YAML_ERROR_SYNTAX, YAML_ERROR_CONTENT };

enum { YAML_MAX_BYTES = 4 << 20, YAML_MAX_DEPTH = 32 };

enum yaml_kind { YAML_SCALAR, YAML_SEQUENCE, YAML_MAPPING };

/* Read-only. Walk the items of a sequence or mapping: for (item = node->first; item; item = item->next). */
struct yaml_node {
    enum yaml_kind kind;
    gboolean plain;     /* a scalar without quotes, so that null, true and 3 mean what they say */
    guint line, column; /* from 1, in characters */
    const char *text;   /* of a scalar; "" otherwise */
    const char *key;    /* in a mapping; NULL otherwise */
    guint key_line, key_column;
    const char *file; /* as given to yaml_load */
    const struct yaml_node *first, *next;
};

/* A file read whole; owns its nodes and their strings. */
typedef struct Yaml Yaml;

/* Reads a regular file of at most YAML_MAX_BYTES, which must be UTF-8 text and not empty. */
Yaml *yaml_load(const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same from memory; `file` is the name for messages. */
Yaml *yaml_parse(const char *file, const char *text, gsize length, GError **error) G_GNUC_WARN_UNUSED_RESULT;

const struct yaml_node *yaml_root(const Yaml *yaml);
void yaml_free(Yaml *yaml);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Yaml, yaml_free)

/* Sets YAML_ERROR_CONTENT at `node`, or at its key; always FALSE, so that a caller can return it. */
gboolean yaml_fail(const struct yaml_node *node, GError **error, const char *format, ...) G_GNUC_PRINTF(3, 4);
gboolean yaml_fail_key(const struct yaml_node *node, GError **error, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* Whether it is an unquoted null, ~ or nothing at all. */
gboolean yaml_is_null(const struct yaml_node *node);

/* The value of `key` in a mapping; NULL where there is none, or it is null, or `node` is NULL or no mapping. */
const struct yaml_node *yaml_get(const struct yaml_node *node, const char *key);

/* The same, an error where there is none. `node` must be a mapping. */
const struct yaml_node *yaml_require(const struct yaml_node *node, const char *key, GError **error);

/* That `node` is a mapping (sequence), which may be empty. */
gboolean yaml_expect(const struct yaml_node *node, enum yaml_kind kind, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* That `node` is a mapping all of whose keys are in `known` (NULL-terminated); names the nearest for one that is not.
 */
gboolean yaml_check_keys(const struct yaml_node *node, const char *const *known,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Scalars. A string is not empty, and is borrowed from the tree. */
gboolean yaml_string(const struct yaml_node *node, const char **out, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean yaml_boolean(const struct yaml_node *node, gboolean *out, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean yaml_integer(const struct yaml_node *node, gint64 min, gint64 max, gint64 *out,
                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean yaml_number(const struct yaml_node *node, double *out, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A date YYYY-MM-DD, quoted or not, that the calendar has. */
gboolean yaml_date(const struct yaml_node *node, GDate *out, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* One of `words` (NULL-terminated): its index. */
gboolean yaml_word(const struct yaml_node *node, const char *const *words, guint *out,
                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A string, or a sequence of at least one: a copy for g_strfreev(). */
char **yaml_strings(const struct yaml_node *node, GError **error) G_GNUC_WARN_UNUSED_RESULT;
