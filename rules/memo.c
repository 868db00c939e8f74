#include "rules/memo.h"

#include <string.h>

enum { N_SLOTS = 2048, MAX_ITEMS = 200, MIN_TEXT_BYTES = 4 };

struct entry {
    guint64 hash;
    gint64 cost;
    guint32 languages, owner, n, length;
    char bytes[]; // `n` items, then the text
};

struct Memo {
    GMutex lock;
    gsize item_bytes;
    struct entry *slots[N_SLOTS];
};

Memo *memo_new(gsize item_bytes)
{
    Memo *memo = g_new0(Memo, 1);
    memo->item_bytes = item_bytes;
    g_mutex_init(&memo->lock);
    return memo;
}

void memo_free(Memo *memo)
{
    if (memo) {
        for (guint i = 0; i < N_SLOTS; i++) {
            g_free(memo->slots[i]);
        }
        g_mutex_clear(&memo->lock);
        g_free(memo);
    }
}

static guint64 mix(guint64 hash, guint64 word)
{
    hash = (hash ^ word) * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);
    return hash ^ (hash >> 29);
}

static guint64 hash_of(const struct memo_key *key)
{
    guint64 hash = mix(key->length, (guint64)key->owner << 32 | key->languages), word = 0;
    gsize at = 0;
    for (; at + sizeof word <= key->length; at += sizeof word) {
        memcpy(&word, key->text + at, sizeof word);
        hash = mix(hash, word);
    }
    word = 0;
    memcpy(&word, key->text + at, key->length - at);
    return mix(hash, word);
}

static gboolean is_kept_kind(const struct memo_key *key)
{
    return key->length >= MIN_TEXT_BYTES && key->length <= MEMO_MAX_TEXT_BYTES;
}

static gboolean is_entry_of(const Memo *memo, const struct entry *entry, const struct memo_key *key, guint64 hash)
{
    return entry && entry->hash == hash && entry->length == key->length && entry->owner == key->owner &&
           entry->languages == key->languages &&
           memcmp(entry->bytes + entry->n * memo->item_bytes, key->text, key->length) == 0;
}

gboolean memo_recall(Memo *memo, const struct memo_key *key, gint64 most, GArray *items, gint64 *cost)
{
    if (!is_kept_kind(key)) {
        return FALSE;
    }
    guint64 hash = hash_of(key);
    g_mutex_lock(&memo->lock);
    const struct entry *entry = memo->slots[hash % N_SLOTS];
    gboolean known = is_entry_of(memo, entry, key, hash) && entry->cost < most;
    if (known) {
        g_array_append_vals(items, entry->bytes, entry->n);
        *cost = entry->cost;
    }
    g_mutex_unlock(&memo->lock);
    return known;
}

void memo_keep(Memo *memo, const struct memo_key *key, gint64 cost, const GArray *items, guint first)
{
    guint n = items->len - first;
    if (!is_kept_kind(key) || n > MAX_ITEMS) {
        return;
    }
    gsize size = n * memo->item_bytes;
    struct entry *entry = g_malloc(sizeof *entry + size + key->length);
    *entry = (struct entry){hash_of(key), cost, key->languages, key->owner, n, (guint32)key->length};
    if (n) {
        memcpy(entry->bytes, items->data + first * memo->item_bytes, size);
    }
    memcpy(entry->bytes + size, key->text, key->length);
    struct entry **slot = &memo->slots[entry->hash % N_SLOTS];
    g_mutex_lock(&memo->lock);
    struct entry *forgotten = *slot;
    *slot = entry;
    g_mutex_unlock(&memo->lock);
    g_free(forgotten);
}
