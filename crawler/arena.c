#include "crawler/arena.h"

#include <string.h>

enum { CHUNK_BYTES = 64 * 1024, ALIGNMENT = 16 };

struct chunk {
    struct chunk *next;
    _Alignas(ALIGNMENT) char bytes[];
};

struct Arena {
    struct chunk *chunks;
    char *free, *end;
};

Arena *arena_new(void)
{
    return g_new0(Arena, 1);
}

void arena_free(Arena *arena)
{
    if (!arena) {
        return;
    }
    for (struct chunk *chunk = arena->chunks; chunk;) {
        struct chunk *next = chunk->next;
        g_free(chunk);
        chunk = next;
    }
    g_free(arena);
}

static char *add_chunk(Arena *arena, gsize bytes)
{
    struct chunk *chunk = g_malloc(sizeof *chunk + bytes);
    chunk->next = arena->chunks;
    arena->chunks = chunk;
    return chunk->bytes;
}

static char *take(Arena *arena, gsize bytes)
{
    if (bytes > CHUNK_BYTES / 4) {
        return add_chunk(arena, bytes); // its own, so that the rest of the open chunk stays usable
    }
    if ((gsize)(arena->end - arena->free) < bytes) {
        arena->free = add_chunk(arena, CHUNK_BYTES);
        arena->end = arena->free + CHUNK_BYTES;
    }
    char *taken = arena->free;
    arena->free += bytes;
    return taken;
}

void *arena_alloc(Arena *arena, gsize bytes)
{
    gsize odd = (gsize)arena->free % ALIGNMENT;
    if (odd && (gsize)(arena->end - arena->free) >= ALIGNMENT - odd) {
        arena->free += ALIGNMENT - odd;
    } else if (odd) {
        arena->free = arena->end = NULL;
    }
    return take(arena, bytes);
}

char *arena_text(Arena *arena, const char *text, gsize length)
{
    char *copy = take(arena, length + 1);
    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

char *arena_copy(Arena *arena, const char *text)
{
    return text ? arena_text(arena, text, strlen(text)) : NULL;
}
