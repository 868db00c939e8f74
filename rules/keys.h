/*
 * keys.h - literals, each once, with the patterns that need it.
 */
#pragma once

#include "rules/automaton.h"
#include "rules/literals.h"

/* What a pattern, of some owner, needs. */
struct need {
    struct literal literal;
    guint8 languages;
    guint32 owner, pattern;
};

struct key_user {
    guint32 owner, pattern;
};

/* Owners from the last bit on, which nobody asks for one by one, share it. */
enum { KEY_OWNER_BITS = 192, KEY_LANGUAGES = 3 };

static inline guint key_owner_bit(guint32 owner)
{
    return MIN(owner, KEY_OWNER_BITS - 1);
}

struct key {
    guint32 first, n;                                   /* of its users, by owner */
    guint64 owners[KEY_OWNER_BITS / 64];                /* of them: bits by key_owner_bit() */
    guint64 spoken[KEY_LANGUAGES][KEY_OWNER_BITS / 64]; /* the same, by the languages of the patterns (matcher.h) */
};

struct keys {
    guint n;
    struct key *all;
    struct key_user *users;
    const Automaton *automaton; /* whose entries are the keys */
    Automaton *built;           /* the same, unless it is known from the build (known.h) */
};

void keys_init(struct keys *keys, const GArray *needs);
void keys_clear(struct keys *keys);

/* The number, among a key's users, of the first whose owner is `owner` or comes later. */
guint keys_first_user(const struct keys *keys, const struct key *key, guint32 owner);
