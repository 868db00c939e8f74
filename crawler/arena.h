/*
 * arena.h - memory that is taken piece by piece and given back all at once.
 */
#pragma once

#include <glib.h>

typedef struct Arena Arena;

Arena *arena_new(void) G_GNUC_WARN_UNUSED_RESULT;
void arena_free(Arena *arena);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Arena, arena_free)

/* `bytes` of memory, aligned for any type, not cleared. */
void *arena_alloc(Arena *arena, gsize bytes);

/* A copy of `length` bytes with a NUL after them. */
char *arena_text(Arena *arena, const char *text, gsize length);

/* A copy of `text`; NULL for NULL. */
char *arena_copy(Arena *arena, const char *text);
