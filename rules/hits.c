#include "rules/hits.h"

struct Hits {
    GArray *matches; // of struct match, block after block
    guint32 *starts; // of block i: matches[starts[i]] up to matches[starts[i + 1]]
    guint32 n_blocks;
};

static guint languages_of(const struct page_block *block)
{
    switch (block->language) {
    case LANGUAGE_EN:
        return MATCH_EN;
    case LANGUAGE_FR:
        return MATCH_FR;
    case LANGUAGE_OTHER:
        return MATCH_OTHER;
    default:
        return MATCH_ANY;
    }
}

Hits *hits_read(const Matcher *matcher, const Page *page)
{
    Hits *hits = g_new0(Hits, 1);
    hits->n_blocks = page->n_blocks;
    hits->matches = g_array_new(FALSE, FALSE, sizeof(struct match));
    hits->starts = g_new(guint32, page->n_blocks + 1);
    for (guint32 i = 0; i < page->n_blocks; i++) {
        const struct page_block *block = &page->blocks[i];
        hits->starts[i] = hits->matches->len;
        matcher_find(matcher, block->text, block->length, languages_of(block), hits->matches);
    }
    hits->starts[page->n_blocks] = hits->matches->len;
    return hits;
}

void hits_free(Hits *hits)
{
    if (hits) {
        g_array_unref(hits->matches);
        g_free(hits->starts);
        g_free(hits);
    }
}

const struct match *hits_in(const Hits *hits, guint32 block, guint *n)
{
    if (block >= hits->n_blocks) {
        *n = 0;
        return NULL;
    }
    *n = hits->starts[block + 1] - hits->starts[block];
    return *n ? &g_array_index(hits->matches, struct match, hits->starts[block]) : NULL;
}

const struct match *hits_first(const Hits *hits, guint32 block, guint32 owner)
{
    guint n;
    const struct match *matches = hits_in(hits, block, &n);
    for (guint i = 0; i < n; i++) {
        if (matches[i].owner == owner) {
            return &matches[i];
        }
    }
    return NULL;
}
