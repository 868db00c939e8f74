#include "rules/facts/bodies.h"

#include <string.h>

gboolean body_is_own(const struct fact_context *context, const struct regulator *regulator)
{
    return !context->practice->regulator || strcmp(context->practice->regulator, regulator->id) == 0;
}

static gboolean names_body(enum regulator_word word)
{
    return word == REGULATOR_NAME || word == REGULATOR_ABBREVIATION;
}

gboolean body_is_on_page(const struct fact_context *context, const struct regulator *regulator)
{
    for (guint32 b = 0; b < context->page->n_blocks; b++) {
        guint n;
        const struct match *matches = hits_in(context->hits, b, &n);
        for (guint i = 0; i < n; i++) {
            enum regulator_word word;
            const struct regulator *named = regulator_word_of(context->packs, matches[i].owner, &word);
            if (named == regulator && names_body(word)) {
                return TRUE;
            }
        }
    }
    for (guint32 i = 0; i < context->page->n_hosts; i++) {
        if (regulator_has_host(regulator, context->page->hosts[i].host)) {
            return TRUE;
        }
    }
    return FALSE;
}

gboolean body_elsewhere_on_page(const struct fact_context *context, const struct regulator *regulator)
{
    for (guint i = 0; i < context->packs->regulators->len; i++) {
        const struct regulator *other = g_ptr_array_index(context->packs->regulators, i);
        gboolean rival = other->statutory && strcmp(other->jurisdiction, regulator->jurisdiction) != 0 &&
                         (strcmp(other->profession, regulator->profession) == 0 || g_str_has_prefix(other->id, "us-"));
        if (rival && body_is_on_page(context, other)) {
            return TRUE;
        }
    }
    return FALSE;
}

guint bodies_in(const struct fact_context *context, guint32 block)
{
    const struct regulator *seen[8];
    guint n_seen = 0, n;
    const struct match *matches = hits_in(context->hits, block, &n);
    for (guint i = 0; i < n && n_seen < G_N_ELEMENTS(seen); i++) {
        enum regulator_word word;
        const struct regulator *named = regulator_word_of(context->packs, matches[i].owner, &word);
        gboolean known = !named || !names_body(word);
        for (guint s = 0; s < n_seen && !known; s++) {
            known = seen[s] == named;
        }
        if (!known) {
            seen[n_seen++] = named;
        }
    }
    return n_seen;
}
