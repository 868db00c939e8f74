#include "rules/windows.h"

enum { FIRST_ROOM = 64 };

struct place {
    struct window window;
    guint32 before; // the number of the one before it of its pattern, from 1; or 0
};

struct slot {
    guint32 round; // in which the pattern was last added
    guint32 last;  // as `before`
};

struct Windows {
    struct place *places;
    guint n_places, room;
    struct slot *slots; // of each pattern
    guint n_slots;
    guint32 round;
    GArray *patterns; // that were added, each once
    GArray *row;      // what windows_of() gives
};

Windows *windows_new(void)
{
    Windows *windows = g_new0(Windows, 1);
    windows->patterns = g_array_new(FALSE, FALSE, sizeof(guint32));
    windows->row = g_array_new(FALSE, FALSE, sizeof(struct window));
    return windows;
}

void windows_free(Windows *windows)
{
    if (windows) {
        g_array_unref(windows->patterns);
        g_array_unref(windows->row);
        g_free(windows->places);
        g_free(windows->slots);
        g_free(windows);
    }
}

void windows_clear(Windows *windows, guint n_patterns)
{
    g_array_set_size(windows->patterns, 0);
    windows->n_places = 0;
    if (windows->n_slots < n_patterns || ++windows->round == 0) {
        g_free(windows->slots);
        windows->n_slots = MAX(windows->n_slots, n_patterns);
        windows->slots = g_new0(struct slot, windows->n_slots);
        windows->round = 1;
    }
}

static struct place *place_of(const Windows *windows, guint32 number)
{
    return &windows->places[number - 1];
}

static void widen(struct window *window, guint32 from, guint32 to)
{
    window->from = MIN(window->from, from);
    window->to = MAX(window->to, to);
}

static void push(Windows *windows, struct slot *slot, guint32 from, guint32 to)
{
    if (windows->n_places == windows->room) {
        windows->room = MAX(FIRST_ROOM, 2 * windows->room);
        windows->places = g_renew(struct place, windows->places, windows->room);
    }
    windows->places[windows->n_places++] = (struct place){{from, to}, slot->last};
    slot->last = windows->n_places;
}

void windows_add(Windows *windows, guint32 pattern, guint32 from, guint32 to)
{
    struct slot *slot = &windows->slots[pattern];
    if (slot->round != windows->round) {
        *slot = (struct slot){windows->round, 0};
        g_array_append_val(windows->patterns, pattern);
    }
    if (!slot->last || place_of(windows, slot->last)->window.to + 1 < from) {
        push(windows, slot, from, to);
        return;
    }
    struct place *last = place_of(windows, slot->last);
    widen(&last->window, from, to);
    while (last->before && place_of(windows, last->before)->window.to + 1 >= last->window.from) {
        const struct place *before = place_of(windows, last->before);
        widen(&last->window, before->window.from, before->window.to);
        last->before = before->before;
    }
}

guint windows_n_patterns(const Windows *windows)
{
    return windows->patterns->len;
}

const struct window *windows_of(Windows *windows, guint i, guint32 *pattern, guint *n)
{
    *pattern = g_array_index(windows->patterns, guint32, i);
    *n = 0;
    const guint32 last = windows->slots[*pattern].last;
    if (!place_of(windows, last)->before) {
        *n = 1;
        return &place_of(windows, last)->window;
    }
    for (guint32 at = last; at; at = place_of(windows, at)->before) {
        (*n)++;
    }
    g_array_set_size(windows->row, *n);
    struct window *end = (struct window *)windows->row->data + *n;
    for (guint32 at = last; at; at = place_of(windows, at)->before) {
        *--end = place_of(windows, at)->window;
    }
    return end;
}
