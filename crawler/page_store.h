/*
 * page_store.h - what a Page owns while it is read and after. Private to the page reader.
 */
#pragma once

#include "crawler/arena.h"
#include "crawler/page.h"

typedef struct TokenTable TokenTable;

/* Elements that come from markup inside a script (a template), which the DOM for XPath does not have. */
struct inner_range {
    guint32 first, end;
};

struct page_store {
    Arena *arena;
    GArray *elements, *blocks, *headings, *links, *images, *forms, *fields, *frames, *hosts, *remarks, *tokens, *metas,
        *items, *properties;
    GArray *last;  /* guint32 for each element: the last element below it, or itself */
    GArray *inner; /* struct inner_range */
    TokenTable *token_table;
    GString *source;   /* decoded, for the DOM that XPath asks for */
    gpointer document; /* xmlDoc, made at the first query */
};

Page *page_new(const char *address);

/* Sets the arrays of `page` from its store. */
void page_seal(Page *page);

/* Frees the DOM made for queries; in page_query.c. */
void page_query_forget(struct page_store *store);

/* Tokens of class and id, each once. */
TokenTable *token_table_new(void);
void token_table_free(TokenTable *table);

/* The index in store->tokens of the token at `text`, or PAGE_NONE. */
guint32 token_table_find(const TokenTable *table, const struct page_store *store, const char *text, gsize length,
                         gboolean is_id);

/* Counts one more element with that token, adding it if it is new. Returns its marks (token_marks.h). */
guint16 token_table_add(TokenTable *table, struct page_store *store, const char *text, gsize length, gboolean is_id,
                        guint32 element);
