/*
 * yaml_tree.h - a tree of YAML as it grows. Shared by the two that read text, and by nobody else.
 *
 * yaml_plain.c reads what nearly every file is written in, quickly; yaml.c gives libfyaml whatever else there is, and
 * whatever is wrong, since only libfyaml says what.
 */
#pragma once

#include "rules/yaml.h"

struct Yaml {
    char *file;
    GStringChunk *strings;
    GPtrArray *slabs; /* of struct yaml_node[] */
    guint n_in_slab;  /* used in the last one */
    struct yaml_node *root;
};
Yaml *yaml_new(const char *file) G_GNUC_WARN_UNUSED_RESULT;

/* A sequence or mapping that is still open. */
struct yaml_level {
    struct yaml_node *node, *last;
    guint n;
    GHashTable *keys; /* key -> node, once they are many */
    const char *key;  /* read, its value not yet */
    guint key_line, key_column;
};

struct yaml_builder {
    Yaml *yaml;
    struct yaml_level levels[YAML_MAX_DEPTH];
    guint depth;
    GError **error;
};

/* What comes next in the text, at a line and column from 1 (0: nowhere). FALSE, saying why, where it cannot stand. */
gboolean yaml_add_scalar(struct yaml_builder *builder, const char *text, gsize length, gboolean plain, guint line,
                         guint column) G_GNUC_WARN_UNUSED_RESULT;
gboolean yaml_add_open(struct yaml_builder *builder, enum yaml_kind kind, guint line,
                       guint column) G_GNUC_WARN_UNUSED_RESULT;
void yaml_add_close(struct yaml_builder *builder);

/* Sets `error` at a place; always FALSE. */
gboolean yaml_fail_at(const char *file, guint line, guint column, enum yaml_error code, GError **error,
                      const char *format, ...) G_GNUC_PRINTF(6, 7);

/*
 * Reads `text`, valid UTF-8 and terminated, if it is plain: block mappings and sequences, words as keys, strings on one
 * line, block scalars evenly indented, flow collections. FALSE, with nothing to be relied on, where anything else
 * is met, however legal.
 */
gboolean yaml_read_plain(struct yaml_builder *builder, const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* Reads `text` with libfyaml. */
gboolean yaml_read_any(struct yaml_builder *builder, const char *text, gsize length,
                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
