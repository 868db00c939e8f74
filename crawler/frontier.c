#include "crawler/frontier.h"

enum { CHUNK_BYTES = 16 * 1024 };

struct Frontier {
    GStringChunk *text;
    GHashTable *seen; /* of addresses in `text` */
    GArray *entries;
};

Frontier *frontier_new(void)
{
    Frontier *frontier = g_new0(Frontier, 1);
    frontier->text = g_string_chunk_new(CHUNK_BYTES);
    frontier->seen = g_hash_table_new(g_str_hash, g_str_equal);
    frontier->entries = g_array_new(FALSE, FALSE, sizeof(struct frontier_entry));
    return frontier;
}

void frontier_free(Frontier *frontier)
{
    if (frontier) {
        g_hash_table_unref(frontier->seen);
        g_array_unref(frontier->entries);
        g_string_chunk_free(frontier->text);
        g_free(frontier);
    }
}

gboolean frontier_add(Frontier *frontier, const char *address, guint depth, guint32 from)
{
    if (frontier_has_seen(frontier, address)) {
        return FALSE;
    }
    struct frontier_entry entry = {
        .address = g_string_chunk_insert(frontier->text, address),
        .from = from,
        .depth = (guint16)MIN(depth, G_MAXUINT16),
        .hops = from == FRONTIER_NONE ? 0 : (guint16)(frontier_at(frontier, from)->hops + 1),
    };
    g_hash_table_add(frontier->seen, (gpointer)entry.address);
    g_array_append_val(frontier->entries, entry);
    return TRUE;
}

gboolean frontier_has_seen(const Frontier *frontier, const char *address)
{
    return g_hash_table_contains(frontier->seen, address);
}

guint frontier_count(const Frontier *frontier)
{
    return frontier->entries->len;
}

struct frontier_entry *frontier_at(Frontier *frontier, guint index)
{
    return &g_array_index(frontier->entries, struct frontier_entry, index);
}

gboolean frontier_came_through(const Frontier *frontier, guint index, const char *address)
{
    while (index != FRONTIER_NONE) {
        const struct frontier_entry *entry = &g_array_index(frontier->entries, struct frontier_entry, index);
        if (g_str_equal(entry->address, address)) {
            return TRUE;
        }
        index = entry->from;
    }
    return FALSE;
}
