#include "rules/keys.h"

#include <string.h>

#include "rules/known.h"

static guint64 hash_of(const struct literal *literal)
{
    guint64 words[2] = {0};
    G_STATIC_ASSERT(sizeof words >= LITERAL_MAX_BYTES);
    memcpy(words, literal->bytes, literal->length);
    guint64 hash = (words[0] ^ (words[1] >> 29)) * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15) + words[1];
    return (hash ^ (hash >> 32)) * G_GUINT64_CONSTANT(0xD6E8FEB86659FD93);
}

// Numbers the literals of `needs` in the order in which they first come; entries[i] is that of number i. Returns how
// many.
static guint number_literals(const GArray *needs, struct automaton_entry *entries, guint32 *numbers)
{
    guint n = 0, bits = g_bit_storage(needs->len * 2 + 1);
    g_autofree guint32 *slots = g_new0(guint32, (gsize)1 << bits); // numbers, from 1
    for (guint i = 0; i < needs->len; i++) {
        const struct literal *literal = &g_array_index(needs, struct need, i).literal;
        gsize slot = hash_of(literal) >> (64 - bits);
        for (; slots[slot]; slot = (slot + 1) & (((gsize)1 << bits) - 1)) {
            const struct automaton_entry *entry = &entries[slots[slot] - 1];
            if (entry->length == literal->length && entry->bounds == literal->bounds &&
                memcmp(entry->bytes, literal->bytes, literal->length) == 0) {
                break;
            }
        }
        if (!slots[slot]) {
            entries[n] = (struct automaton_entry){literal->bytes, literal->length, literal->bounds, 0};
            slots[slot] = ++n;
        }
        entries[slots[slot] - 1].kinds |= g_array_index(needs, struct need, i).languages;
        numbers[i] = slots[slot] - 1;
    }
    return n;
}

// Puts a user among those of its key, which stand by owner.
static void put_user(struct key_user *users, guint n, const struct key_user *user)
{
    for (; n > 0 && users[n - 1].owner > user->owner; n--) {
        users[n] = users[n - 1];
    }
    users[n] = *user;
}

static void gather_users(struct keys *keys, const GArray *needs, const guint32 *numbers)
{
    keys->all = g_new0(struct key, keys->n + 1);
    keys->users = g_new(struct key_user, needs->len + 1);
    for (guint i = 0; i < needs->len; i++) {
        keys->all[numbers[i] + 1].first++;
    }
    for (guint i = 0; i < keys->n; i++) {
        keys->all[i + 1].first += keys->all[i].first;
    }
    for (guint i = 0; i < needs->len; i++) {
        const struct need *need = &g_array_index(needs, struct need, i);
        struct key *key = &keys->all[numbers[i]];
        put_user(keys->users + key->first, key->n++, &(struct key_user){need->owner, need->pattern});
        bits_set(key->owners, key_owner_bit(need->owner));
        for (guint k = 0; k < KEY_LANGUAGES; k++) {
            if (need->languages >> k & 1) {
                bits_set(key->spoken[k], key_owner_bit(need->owner));
            }
        }
    }
}

guint keys_first_user(const struct keys *keys, const struct key *key, guint32 owner)
{
    guint low = 0, high = key->n;
    while (low < high) {
        guint middle = (low + high) / 2;
        if (keys->users[key->first + middle].owner < owner) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

void keys_init(struct keys *keys, const GArray *needs)
{
    g_autofree struct automaton_entry *entries = g_new(struct automaton_entry, needs->len + 1);
    g_autofree guint32 *numbers = g_new(guint32, needs->len + 1);
    keys->n = number_literals(needs, entries, numbers);
    keys->automaton = known_automaton(entries, keys->n);
    if (!keys->automaton) {
        keys->automaton = keys->built = automaton_new(entries, keys->n);
    }
    gather_users(keys, needs, numbers);
}

void keys_clear(struct keys *keys)
{
    automaton_free(keys->built);
    g_free(keys->all);
    g_free(keys->users);
}
