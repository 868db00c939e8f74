/*
 * pack_read.h - what the sources that load packs share. Nobody else includes it.
 *
 * Readers take a node of YAML and fail with its file, line and column.
 */
#pragma once

#include "rules/pack.h"
#include "rules/yaml.h"

enum { PACK_MAX_BYTES = 1 << 20, PACK_MAX_RULES = 2000, PACK_MAX_PATTERNS = 20000, PACK_MAX_FILES = 200 };

/* A page, and whether the rule must find fault with it. */
struct example {
    gboolean passes;
    char *html;     /* stands in <body> */
    char *language; /* of <html lang>, or NULL */
    char *address;  /* of the page, or NULL */
    enum presence_kind kind;
    GDate as_of;
    struct practice *practice;
    char *file;
    guint line, column;
};

struct pack_reader {
    struct pack_set *set;
    struct pack *pack;
    guint n_patterns, n_rules;
};

/* Words in both languages; `out` is cleared first. Both must be there. */
gboolean read_wording(const struct yaml_node *node, struct wording *out, GError **error);

/* A list of signals, or with `unless` of what stops them. Fills *out, also in part when it fails: signals_clear()
 * frees. */
gboolean read_signals(struct pack_reader *reader, const struct yaml_node *list, gboolean unless, struct signal **out,
                      guint *n, GError **error);
void signals_clear(struct signal *signals, guint n);

struct rule *read_rule(struct pack_reader *reader, const struct yaml_node *node, GError **error);
void rule_free(struct rule *rule);

/* The examples of `rule` from its `examples:`. */
gboolean read_examples(struct rule *rule, const struct yaml_node *node, GError **error);
void examples_clear(struct example *examples, guint n);

/* Every folder of `directory` that holds a pack, and every *.yaml of it, as paths, sorted; the caller's. NULL when it
 * cannot be read or holds too many. */
GPtrArray *pack_folders(const char *directory, GError **error);
GPtrArray *yaml_files(const char *directory, GError **error);

/* yaml_load() under PACK_MAX_BYTES. */
Yaml *pack_file_load(const char *path, GError **error);

gboolean standards_load(struct pack_set *set, const char *directory, GError **error);
gboolean regulators_load(struct pack_set *set, const char *directory, GError **error);
void regulator_free(struct regulator *regulator);

/* The keys of a table or the ids of documents, sorted and NULL-terminated, for “did you mean”. The array alone is
 * freed. */
const char **known_documents(const struct pack_set *set);
const struct clause *document_clause(const struct document *document, const char *number);

/* The document or clause that a node names; NULL with an error that names the nearest. */
const struct document *read_document_id(const struct pack_set *set, const struct yaml_node *node, GError **error);
const struct clause *read_clause_number(const struct document *document, const struct yaml_node *node, GError **error);
