/*
 * sitemap.h - a site's own list of its pages (sitemaps.org 0.9): XML, an index of others, or plain lines; gzip or not.
 */
#pragma once

#include <glib.h>

/* The protocol's own limits, counted after unpacking. */
enum { SITEMAP_MAX_BYTES = 50 * 1024 * 1024, SITEMAP_MAX_PAGES = 50000, SITEMAP_MAX_CHILDREN = 500 };

struct sitemap_page {
    char *address; /* normal form */
    char *lastmod; /* as written, a W3C date; or NULL */
};

struct sitemap {
    GPtrArray *pages;    /* of struct sitemap_page* */
    GPtrArray *children; /* of char*: sitemaps that an index names, normal form */
    gboolean truncated;  /* a limit was met */
};

/* Reads a sitemap that was found at `address`; what cannot be read is left out. Never NULL, nothing outside the bytes
 * is looked at. */
struct sitemap *sitemap_read(const char *bytes, gsize length, const char *address) G_GNUC_WARN_UNUSED_RESULT;
void sitemap_free(struct sitemap *sitemap);
