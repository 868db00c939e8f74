/*
 * yaml_flat.h - a tree of YAML as one run of bytes, for what the build knows of the files in rules/ (known.h).
 */
#pragma once

#include "rules/yaml.h"

/* One file. Behind its nodes, in the order of the text, their strings, then the text itself. */
struct yaml_flat {
    guint32 n_text_bytes, n_string_bytes, n_nodes;
    struct yaml_flat_node {
        guint8 kind; /* enum yaml_kind */
        guint8 plain, has_key, has_items;
        guint32 line, column, text, key_line, key_column, key; /* strings: bytes from the first of them */
        guint32 next;                                          /* the number of a node; 0: none */
    } nodes[];
};

/* Appends `yaml`, which is what `text` says, to `out`, where it begins at a multiple of four bytes. */
void yaml_flatten(const Yaml *yaml, const char *text, gsize length, GByteArray *out);

/* Whether it is of this very text. */
gboolean yaml_flat_is_of(const struct yaml_flat *flat, const char *text, gsize length);

/* The tree again; `file` is the name for messages. Borrows the strings of `flat`. */
Yaml *yaml_unflatten(const char *file, const struct yaml_flat *flat) G_GNUC_WARN_UNUSED_RESULT;
