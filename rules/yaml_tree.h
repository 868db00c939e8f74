/*
 * yaml_tree.h - a tree of YAML as it grows: shared by what reads it from text (yaml.c) and from the build's own trees
 * (yaml_flat.c), and by nobody else.
 */
#pragma once

#include "rules/yaml.h"

struct Yaml {
    char *file;
    GStringChunk *strings; /* NULL before the first */
    GPtrArray *slabs;      /* of struct yaml_node[] */
    guint n_in_slab;       /* used in the last one */
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
