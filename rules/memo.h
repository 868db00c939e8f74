/*
 * memo.h - texts that were searched before, and what was found in them.
 *
 * The pages of one site repeat their header, menus, footer and whole paragraphs. A memo keeps what a search found in
 * short texts, by the whole of the text, so it never changes an answer. It forgets: a text may take another's place.
 * Any number of threads may ask and add.
 */
#pragma once

#include <glib.h>

enum { MEMO_MAX_TEXT_BYTES = 2048 };

typedef struct Memo Memo;

/* A question: `text` (not necessarily terminated) searched in a certain way, said by the two numbers. */
struct memo_key {
    const char *text;
    gsize length;
    guint32 languages, owner;
};

Memo *memo_new(gsize item_bytes) G_GNUC_WARN_UNUSED_RESULT;
void memo_free(Memo *memo);

/*
 * Appends to `items`, whose elements are of `item_bytes`, what was kept for `key`, and says in *cost what it took to
 * find. FALSE where nothing was, or where it took `most` or more.
 */
gboolean memo_recall(Memo *memo, const struct memo_key *key, gint64 most, GArray *items, gint64 *cost);

/* Keeps the elements of `items` from `first` on, if the text is short enough. */
void memo_keep(Memo *memo, const struct memo_key *key, gint64 cost, const GArray *items, guint first);
