#include "rules/verdict.h"

#include <string.h>

#include "rules/fold.h"

guint64 stable_hash(guint64 hash, const char *text, gsize length)
{
    for (gsize i = 0; i < length; i++) {
        hash = (hash ^ (guint8)text[i]) * G_GUINT64_CONSTANT(0x100000001b3);
    }
    return hash;
}

guint64 evidence_key(const struct evidence *evidence)
{
    g_autofree char *folded = fold(evidence->text);
    g_autofree char *plain = g_utf8_casefold(folded, -1);
    return stable_hash(STABLE_HASH, plain, strlen(plain));
}

void unit_free(struct unit *unit)
{
    if (unit) {
        g_ptr_array_unref(unit->evidence);
        g_array_unref(unit->keys);
        g_free(unit->value);
        g_free(unit->shown);
        g_free(unit);
    }
}

static int by_hash(gconstpointer a, gconstpointer b)
{
    const struct unit_key *x = a, *y = b;
    return x->hash < y->hash ? -1 : x->hash > y->hash;
}

void unit_seal(struct unit *unit)
{
    g_array_sort(unit->keys, by_hash);
    struct unit_key *keys = (struct unit_key *)(gpointer)unit->keys->data;
    guint n = 0;
    for (guint i = 0; i < unit->keys->len; i++) {
        if (n > 0 && keys[n - 1].hash == keys[i].hash) {
            keys[n - 1].mask |= keys[i].mask;
        } else {
            keys[n++] = keys[i];
        }
    }
    g_array_set_size(unit->keys, n);
    unit->hash = STABLE_HASH;
    for (guint i = 0; i < n; i++) {
        unit->hash = stable_hash(unit->hash, (const char *)&keys[i].hash, sizeof keys[i].hash);
    }
}

void verdict_free(Verdict *verdict)
{
    if (verdict) {
        g_free(verdict->shown);
        if (verdict->units) {
            g_ptr_array_unref(verdict->units);
        }
        if (verdict->facts) {
            g_array_unref(verdict->facts);
        }
        g_free(verdict);
    }
}
