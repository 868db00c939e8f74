#include "crawler/trap.h"

#include <string.h>

enum {
    MAX_DEPTH = 40,
    DEEP = 8, /* links from the start: beyond, one part of a site may not hold everything */
    MAX_DEEP_IN_PART = 500,
    MAX_SEGMENTS = 24,
    MAX_SAME_SEGMENT = 4, /* times that one segment stands in a path */
    MAX_DATED = 200,      /* addresses that differ only in numbers of which one looks like a year */
    MAX_ONE_PARAMETER = 3000,
    MAX_TWO_PARAMETERS = 300,
    MAX_MORE_PARAMETERS = 60,
    MAX_SHAPES = 40, /* sets of parameters that one path is asked with */
};

enum kind { KIND_NONE, DEPTH, SEGMENTS, PART, DATES, FACETS, SHAPES };

struct Trap {
    GHashTable *counts; /* hash of a pattern -> how many addresses have it */
    GHashTable *kinds;  /* hash of a pattern or kind -> set, once one of it was left out */
};

Trap *trap_new(void)
{
    Trap *trap = g_new0(Trap, 1);
    trap->counts = g_hash_table_new(NULL, NULL);
    trap->kinds = g_hash_table_new(NULL, NULL);
    return trap;
}

void trap_free(Trap *trap)
{
    if (trap) {
        g_hash_table_unref(trap->counts);
        g_hash_table_unref(trap->kinds);
        g_free(trap);
    }
}

static guint64 mix(guint64 hash, guchar c)
{
    return (hash ^ c) * G_GUINT64_CONSTANT(1099511628211); // FNV-1a
}

static const guint64 SEED = G_GUINT64_CONSTANT(14695981039346656037);

/* What an address is made of. */
struct shape {
    guint64 path, pattern; /* the path as it is; with every number made the same, and names of parameters only */
    guint64 part;          /* its first segment */
    guint n_segments, n_parameters;
    gboolean dated; /* a number looks like a year */
    gboolean repeats;
};

static gsize n_digits(const char *text)
{
    return strspn(text, "0123456789");
}

static gboolean is_year(const char *digits, gsize n)
{
    return (n == 4 || n == 6 || n == 8) && (memcmp(digits, "19", 2) == 0 || memcmp(digits, "20", 2) == 0);
}

/* Mixes `length` bytes in, every run of digits as one '#'. */
static guint64 mix_pattern(guint64 hash, const char *text, gsize length, gboolean *dated)
{
    for (gsize i = 0; i < length;) {
        const gsize n = MIN(n_digits(text + i), length - i);
        if (n > 0) {
            *dated = *dated || is_year(text + i, n);
            hash = mix(hash, '#');
            i += n;
        } else {
            hash = mix(hash, (guchar)text[i++]);
        }
    }
    return hash;
}

/* Whether a segment stands too often in the path. Short paths are quick; long ones are refused for their length first.
 */
static gboolean repeats_itself(const char *path, gsize length)
{
    struct {
        const char *text;
        gsize length;
    } segments[MAX_SEGMENTS + 1];
    gsize n_segments = 0;
    for (gsize i = 0; i < length && n_segments < G_N_ELEMENTS(segments);) {
        i += path[i] == '/';
        const gsize n = MIN(strcspn(path + i, "/?"), length - i);
        if (n > 0) {
            segments[n_segments].text = path + i;
            segments[n_segments++].length = n;
        }
        i += n;
    }
    for (gsize i = 0; i < n_segments; i++) {
        guint n_same = 0;
        for (gsize j = 0; j < n_segments; j++) {
            n_same += segments[i].length == segments[j].length &&
                      memcmp(segments[i].text, segments[j].text, segments[i].length) == 0;
        }
        if (n_same >= MAX_SAME_SEGMENT) {
            return TRUE;
        }
    }
    return FALSE;
}

static void read_query(const char *query, struct shape *shape)
{
    while (*query) {
        const gsize n = strcspn(query, "&");
        const gsize n_name = MIN(strcspn(query, "="), n);
        shape->n_parameters++;
        shape->pattern = mix_pattern(mix(shape->pattern, '&'), query, n_name, &shape->dated);
        gboolean dated = FALSE;
        mix_pattern(0, query + n_name, n - n_name, &dated);
        shape->dated = shape->dated || dated;
        query += n + (query[n] == '&');
    }
}

static struct shape shape_of(const char *address)
{
    struct shape shape = {.path = SEED, .pattern = SEED, .part = SEED};
    const char *host = strstr(address, "://");
    const char *path = host ? host + 3 + strcspn(host + 3, "/") : address;
    const gsize length = strcspn(path, "?");
    for (gsize i = 0; i < length; i++) {
        shape.n_segments += path[i] == '/';
        shape.path = mix(shape.path, (guchar)path[i]);
        shape.part = shape.n_segments <= 1 ? mix(shape.part, (guchar)path[i]) : shape.part;
    }
    shape.repeats = repeats_itself(path, length);
    shape.pattern = mix_pattern(shape.pattern, path, length, &shape.dated);
    if (path[length] == '?') {
        read_query(path + length + 1, &shape);
    }
    return shape;
}

static guint count(Trap *trap, guint64 hash)
{
    const gpointer key = (gpointer)(gsize)hash;
    const guint n = GPOINTER_TO_UINT(g_hash_table_lookup(trap->counts, key)) + 1;
    g_hash_table_insert(trap->counts, key, GUINT_TO_POINTER(n));
    return n;
}

static guint most_of_query(guint n_parameters)
{
    return n_parameters == 1 ? MAX_ONE_PARAMETER : n_parameters == 2 ? MAX_TWO_PARAMETERS : MAX_MORE_PARAMETERS;
}

static enum kind kind_of(Trap *trap, const struct shape *shape, guint depth)
{
    if (depth > MAX_DEPTH) {
        return DEPTH;
    }
    if (shape->n_segments > MAX_SEGMENTS || shape->repeats) {
        return SEGMENTS;
    }
    if (depth > DEEP && count(trap, mix(shape->part, 'd')) > MAX_DEEP_IN_PART) {
        return PART;
    }
    if (!shape->dated && shape->n_parameters == 0) {
        return KIND_NONE;
    }
    const guint n = count(trap, shape->pattern);
    if (shape->dated && n > MAX_DATED) {
        return DATES;
    }
    if (shape->n_parameters > 0 && n > most_of_query(shape->n_parameters)) {
        return FACETS;
    }
    return shape->n_parameters > 0 && n == 1 && count(trap, mix(shape->path, '?')) > MAX_SHAPES ? SHAPES : KIND_NONE;
}

const char *trap_check(Trap *trap, const char *address, guint depth, gboolean *first)
{
    static const char *const WORDS[] = {
        [DEPTH] = "too many links away from the start page",
        [SEGMENTS] = "its path repeats itself or goes too deep",
        [PART] = "too many pages deep in one part of the site",
        [DATES] = "addresses that differ only in their dates, as a calendar's do",
        [FACETS] = "addresses that differ only in what they filter by",
        [SHAPES] = "one page asked for in too many ways",
    };
    const struct shape shape = shape_of(address);
    const enum kind kind = kind_of(trap, &shape, depth);
    if (kind == KIND_NONE) {
        return NULL;
    }
    const gboolean by_pattern = kind == DATES || kind == FACETS;
    *first = g_hash_table_add(trap->kinds, (gpointer)(gsize)(by_pattern ? shape.pattern : kind));
    return WORDS[kind];
}
