#include "rules/fact.h"

#include <string.h>

#include "rules/facts/detectors.h"

struct Facts {
    GArray *all; // of struct fact
    GStringChunk *strings;
};

static const char *const words[N_FACT_KINDS] = {
#define X(name, word, kept) [name] = word,
    FACT_KINDS(X)
#undef X
};

static const char *const kept_as[N_FACT_KINDS] = {
#define X(name, word, kept) [name] = kept,
    FACT_KINDS(X)
#undef X
};

const char *fact_kind_word(enum fact_kind kind)
{
    return words[kind];
}

const char *fact_kind_kept(enum fact_kind kind)
{
    return kept_as[kind];
}

gboolean fact_kind_from_word(const char *word, enum fact_kind *out)
{
    for (guint i = 0; i < N_FACT_KINDS; i++) {
        if (strcmp(words[i], word) == 0) {
            *out = i;
            return TRUE;
        }
    }
    return FALSE;
}

Facts *facts_read(const struct fact_context *context)
{
    static void (*const detectors[])(const struct fact_context *, Facts *) = {
#define X(name) facts_##name,
        FACT_DETECTORS(X)
#undef X
            NULL};
    Facts *facts = g_new0(Facts, 1);
    facts->all = g_array_new(FALSE, FALSE, sizeof(struct fact));
    facts->strings = g_string_chunk_new(1024);
    for (guint i = 0; detectors[i]; i++) {
        detectors[i](context, facts);
    }
    return facts;
}

void facts_free(Facts *facts)
{
    if (facts) {
        g_array_unref(facts->all);
        g_string_chunk_free(facts->strings);
        g_free(facts);
    }
}

guint facts_count(const Facts *facts)
{
    return facts->all->len;
}

const struct fact *facts_at(const Facts *facts, guint index)
{
    return &g_array_index(facts->all, struct fact, index);
}

const struct fact *facts_next(const Facts *facts, enum fact_kind kind, guint *index)
{
    while (*index < facts->all->len) {
        const struct fact *fact = facts_at(facts, (*index)++);
        if (fact->kind == kind) {
            return fact;
        }
    }
    return NULL;
}

void facts_add(Facts *facts, const struct fact *fact)
{
    struct fact copy = *fact;
    copy.value = fact->value ? g_string_chunk_insert_const(facts->strings, fact->value) : "";
    copy.shown = fact->shown ? g_string_chunk_insert_const(facts->strings, fact->shown) : NULL;
    copy.tags = fact->tags ? g_string_chunk_insert_const(facts->strings, fact->tags) : "";
    g_array_append_val(facts->all, copy);
}

gboolean fact_has_tag(const struct fact *fact, const char *tag)
{
    gsize length = strlen(tag);
    for (const char *at = fact->tags; length && (at = strstr(at, tag)); at += length) {
        gboolean begins = at == fact->tags || at[-1] == ' ', ends = at[length] == ' ' || !at[length];
        if (begins && ends) {
            return TRUE;
        }
    }
    return FALSE;
}
