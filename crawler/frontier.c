#include "crawler/frontier.h"

#include <string.h>

enum { CHUNK_BYTES = 16 * 1024, MIN_SLOTS = 64 };

struct Frontier {
    GStringChunk *text;
    GArray *entries;
    guint32 *slots; /* open addressing by hash of the address: index of an entry, or FRONTIER_NONE */
    guint n_slots;  /* a power of two */
};

static void set_slots(Frontier *frontier, guint n)
{
    frontier->slots = g_renew(guint32, frontier->slots, n);
    memset(frontier->slots, 0xff, n * sizeof *frontier->slots); // FRONTIER_NONE
    frontier->n_slots = n;
}

/* Where `address` stands, or would. */
static guint32 *slot_of(const Frontier *frontier, const char *address)
{
    guint at = g_str_hash(address) * 2654435769U; // spread: neighbours differ in their last letter only
    for (at ^= at >> 15;; at++) {
        guint32 *slot = &frontier->slots[at & (frontier->n_slots - 1)];
        if (*slot == FRONTIER_NONE ||
            strcmp(g_array_index(frontier->entries, struct frontier_entry, *slot).address, address) == 0) {
            return slot;
        }
    }
}

static void grow(Frontier *frontier)
{
    set_slots(frontier, frontier->n_slots * 2);
    for (guint i = 0; i < frontier->entries->len; i++) {
        *slot_of(frontier, frontier_at(frontier, i)->address) = i;
    }
}

Frontier *frontier_new(void)
{
    Frontier *frontier = g_new0(Frontier, 1);
    frontier->text = g_string_chunk_new(CHUNK_BYTES);
    frontier->entries = g_array_new(FALSE, FALSE, sizeof(struct frontier_entry));
    set_slots(frontier, MIN_SLOTS);
    return frontier;
}

void frontier_free(Frontier *frontier)
{
    if (frontier) {
        g_free(frontier->slots);
        g_array_unref(frontier->entries);
        g_clear_pointer(&frontier->text, g_string_chunk_free);
        g_free(frontier);
    }
}

gboolean frontier_add(Frontier *frontier, const char *address, guint depth, guint32 from)
{
    guint32 *slot = slot_of(frontier, address);
    if (*slot != FRONTIER_NONE) {
        return FALSE;
    }
    struct frontier_entry entry = {
        .address = g_string_chunk_insert(frontier->text, address),
        .from = from,
        .depth = (guint16)MIN(depth, G_MAXUINT16),
        .hops = from == FRONTIER_NONE ? 0 : (guint16)(frontier_at(frontier, from)->hops + 1),
    };
    *slot = frontier->entries->len;
    g_array_append_val(frontier->entries, entry);
    if (frontier->entries->len > frontier->n_slots / 4 * 3) {
        grow(frontier);
    }
    return TRUE;
}

gboolean frontier_has_seen(const Frontier *frontier, const char *address)
{
    return *slot_of(frontier, address) != FRONTIER_NONE;
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

GStringChunk *frontier_take_texts(Frontier *frontier)
{
    return g_steal_pointer(&frontier->text);
}
