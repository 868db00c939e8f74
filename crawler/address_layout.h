/*
 * address_layout.h - where the parts of a normal address begin; for crawler/address*.c alone.
 */
#pragma once

#include <glib.h>
#include <string.h>

/* Where authority, path and query begin. */
struct layout {
    const char *authority, *path, *query, *end;
};

static inline struct layout layout_of(const char *address)
{
    struct layout layout = {0};
    const char *colon = strstr(address, "://");
    layout.authority = colon ? colon + 3 : address;
    layout.end = address + strlen(address);
    layout.path = layout.authority + strcspn(layout.authority, "/");
    layout.query = layout.path + strcspn(layout.path, "?");
    return layout;
}

/* Length of the host at the beginning of an authority. */
static inline gsize host_length(const char *authority)
{
    return authority[0] == '[' ? strcspn(authority, "]/") + 1 : strcspn(authority, ":/");
}
