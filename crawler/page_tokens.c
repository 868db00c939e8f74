#include "crawler/page_store.h"
#include "crawler/token_marks.h"

#include <string.h>

enum { FIRST_SLOTS = 512 };

// Open addressing over the indexes of store->tokens; PAGE_NONE is a free slot.
struct slot {
    guint32 hash, index;
    guint16 marks;
};

struct TokenTable {
    struct slot *slots;
    guint32 n_slots, n_used;
};

static struct slot *slots_new(guint32 n)
{
    struct slot *slots = g_new(struct slot, n);
    memset(slots, 0xff, n * sizeof *slots);
    return slots;
}

TokenTable *token_table_new(void)
{
    TokenTable *table = g_new0(TokenTable, 1);
    table->n_slots = FIRST_SLOTS;
    table->slots = slots_new(FIRST_SLOTS);
    return table;
}

void token_table_free(TokenTable *table)
{
    if (table) {
        g_free(table->slots);
        g_free(table);
    }
}

static guint32 hash_token(const char *text, gsize length, gboolean is_id)
{
    guint32 hash = is_id ? 2166136261U : 40389U; // FNV-1a, two beginnings
    for (gsize i = 0; i < length; i++) {
        hash = (hash ^ (guchar)text[i]) * 16777619U;
    }
    return hash ^ (hash >> 15);
}

static struct slot *find_slot(const TokenTable *table, const struct page_store *store, guint32 hash, const char *text,
                              gsize length, gboolean is_id)
{
    for (guint32 i = hash & (table->n_slots - 1);; i = (i + 1) & (table->n_slots - 1)) {
        struct slot *slot = &table->slots[i];
        if (slot->index == PAGE_NONE) {
            return slot;
        }
        if (slot->hash == hash) {
            const struct page_token *token = &g_array_index(store->tokens, struct page_token, slot->index);
            if (token->is_id == is_id && strncmp(token->token, text, length) == 0 && token->token[length] == '\0') {
                return slot;
            }
        }
    }
}

guint32 token_table_find(const TokenTable *table, const struct page_store *store, const char *text, gsize length,
                         gboolean is_id)
{
    return find_slot(table, store, hash_token(text, length, is_id), text, length, is_id)->index;
}

static void grow(TokenTable *table)
{
    struct slot *old = table->slots;
    guint32 n_old = table->n_slots;
    table->n_slots *= 2;
    table->slots = slots_new(table->n_slots);
    for (guint32 i = 0; i < n_old; i++) {
        if (old[i].index != PAGE_NONE) {
            guint32 at = old[i].hash & (table->n_slots - 1);
            while (table->slots[at].index != PAGE_NONE) {
                at = (at + 1) & (table->n_slots - 1);
            }
            table->slots[at] = old[i];
        }
    }
    g_free(old);
}

guint16 token_table_add(TokenTable *table, struct page_store *store, const char *text, gsize length, gboolean is_id,
                        guint32 element)
{
    guint32 hash = hash_token(text, length, is_id);
    struct slot *slot = find_slot(table, store, hash, text, length, is_id);
    if (slot->index != PAGE_NONE) {
        g_array_index(store->tokens, struct page_token, slot->index).n++;
        return slot->marks;
    }
    const guint16 marks = token_marks(text, length) & (is_id ? MARK_ZONES : G_MAXUINT16);
    *slot = (struct slot){hash, store->tokens->len, marks};
    struct page_token token = {
        .token = arena_text(store->arena, text, length), .element = element, .n = 1, .is_id = is_id != FALSE};
    g_array_append_val(store->tokens, token);
    if (++table->n_used * 2 > table->n_slots) {
        grow(table);
    }
    return marks;
}
