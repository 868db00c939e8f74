#include "rules/hits.h"

#include <string.h>

#include "crawler/arena.h"
#include "rules/scan.h"
#include "rules/words.h"

enum { MAX_KEPT_BYTES = 16 << 20 }; // of scans; beyond, a block is scanned again for each question

// What `owner` matches in a block.
struct answer {
    struct answer *next;
    guint32 owner, n;
    struct match matches[];
};

struct block_hits {
    Scan *scan; // NULL before it is asked, and where it is not kept
    struct answer *answers;
    guint32 first; // of its row
    gboolean has_figure;
};

struct Hits {
    const Matcher *matcher;
    const Page *page;
    struct block_hits *blocks; // and one more
    GArray *row;               // of struct match, block after block: what hits_in() gives
    GHashTable *owners;        // in the row
    GArray *found;             // in the last question
    Arena *answers;
    gsize kept_bytes;
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

static Scan *scan_block(const Hits *hits, guint32 index)
{
    const struct page_block *block = &hits->page->blocks[index];
    return scan_new(hits->matcher, block->text, block->length, languages_of(block));
}

static void read_block(Hits *hits, guint32 block)
{
    g_autoptr(Scan) scan = scan_block(hits, block);
    hits->blocks[block].first = hits->row->len;
    const char *text = scan_text(scan);
    hits->blocks[block].has_figure = text[strcspn(text, "0123456789")] != '\0';
    scan_find(scan, WORDS_FIRST_IN_ROW, G_MAXUINT32, hits->row);
    if (hits->kept_bytes + scan_bytes(scan) <= MAX_KEPT_BYTES) {
        hits->kept_bytes += scan_bytes(scan);
        hits->blocks[block].scan = g_steal_pointer(&scan);
    }
}

Hits *hits_read(const Matcher *matcher, const Page *page)
{
    Hits *hits = g_new0(Hits, 1);
    hits->matcher = matcher;
    hits->page = page;
    hits->row = g_array_new(FALSE, FALSE, sizeof(struct match));
    hits->found = g_array_new(FALSE, FALSE, sizeof(struct match));
    hits->answers = arena_new();
    hits->blocks = g_new0(struct block_hits, page->n_blocks + 1);
    for (guint32 i = 0; i < page->n_blocks; i++) {
        read_block(hits, i);
    }
    hits->blocks[page->n_blocks].first = hits->row->len;
    hits->owners = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < hits->row->len; i++) {
        g_hash_table_add(hits->owners, GUINT_TO_POINTER(g_array_index(hits->row, struct match, i).owner));
    }
    return hits;
}

void hits_free(Hits *hits)
{
    if (hits) {
        for (guint32 i = 0; i < hits->page->n_blocks; i++) {
            scan_free(hits->blocks[i].scan);
        }
        g_array_unref(hits->row);
        g_hash_table_unref(hits->owners);
        g_array_unref(hits->found);
        arena_free(hits->answers);
        g_free(hits->blocks);
        g_free(hits);
    }
}

const struct match *hits_in(const Hits *hits, guint32 block, guint *n)
{
    if (block >= hits->page->n_blocks) {
        *n = 0;
        return NULL;
    }
    const struct block_hits *at = &hits->blocks[block];
    *n = at[1].first - at->first;
    return *n ? &g_array_index(hits->row, struct match, at->first) : NULL;
}

gboolean hits_anywhere(const Hits *hits, guint32 owner)
{
    return g_hash_table_contains(hits->owners, GUINT_TO_POINTER(owner));
}

gboolean hits_has_figure(const Hits *hits, guint32 block)
{
    return block < hits->page->n_blocks && hits->blocks[block].has_figure;
}

static struct answer *answer_new(const Hits *hits, guint32 owner, const GArray *found)
{
    struct answer *answer = arena_alloc(hits->answers, sizeof *answer + found->len * sizeof(struct match));
    *answer = (struct answer){.owner = owner, .n = found->len};
    if (found->len) {
        memcpy(answer->matches, found->data, found->len * sizeof(struct match));
    }
    return answer;
}

static void pick(const Hits *hits, guint32 block, guint32 owner)
{
    guint n;
    const struct match *row = hits_in(hits, block, &n);
    for (guint i = 0; i < n; i++) {
        if (row[i].owner == owner) {
            g_array_append_val(hits->found, row[i]);
        }
    }
}

static const struct answer *ask(const Hits *hits, guint32 block, guint32 owner)
{
    struct block_hits *at = &hits->blocks[block];
    for (const struct answer *known = at->answers; known; known = known->next) {
        if (known->owner == owner) {
            return known;
        }
    }
    g_array_set_size(hits->found, 0);
    if (owner >= WORDS_FIRST_IN_ROW) {
        pick(hits, block, owner);
    } else {
        g_autoptr(Scan) again = at->scan ? NULL : scan_block(hits, block);
        scan_find(at->scan ? at->scan : again, owner, owner, hits->found);
    }
    struct answer *answer = answer_new(hits, owner, hits->found);
    answer->next = at->answers;
    at->answers = answer;
    return answer;
}

const struct match *hits_of(const Hits *hits, guint32 block, guint32 owner, guint *n)
{
    *n = 0;
    const Scan *scan = block < hits->page->n_blocks ? hits->blocks[block].scan : NULL;
    if (block >= hits->page->n_blocks || (scan && !scan_may_hold(scan, owner))) {
        return NULL;
    }
    const struct answer *answer = ask(hits, block, owner);
    *n = answer->n;
    return answer->n ? answer->matches : NULL;
}

const struct match *hits_first(const Hits *hits, guint32 block, guint32 owner)
{
    guint n;
    if (owner < WORDS_FIRST_IN_ROW) {
        return hits_of(hits, block, owner, &n);
    }
    const struct match *matches = hits_in(hits, block, &n);
    for (guint i = 0; i < n; i++) {
        if (matches[i].owner == owner) {
            return &matches[i];
        }
    }
    return NULL;
}
