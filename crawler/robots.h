/*
 * robots.h - what a site's robots.txt asks of us (RFC 9309).
 *
 * Also read, though the RFC leaves it out: Crawl-delay. Lines that people plainly meant (no colon, a common misspelling
 * of "disallow") count, since the doubt goes to whoever asks to be left alone.
 */
#pragma once

#include <glib.h>

/* RFC 9309 2.5: at least this much is read; what stands beyond it is not. */
enum { ROBOTS_MAX_BYTES = 500 * 1024, ROBOTS_MAX_DELAY_MS = 30000 };

typedef struct Robots Robots;

/*
 * Reads the bytes of a robots.txt for the crawler `product` ("vitrine"): the groups that name it, or else those of "*".
 * Anything can be read; what is no rule is skipped.
 */
Robots *robots_parse(const char *bytes, gsize length, const char *product) G_GNUC_WARN_UNUSED_RESULT;
void robots_free(Robots *robots);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Robots, robots_free)

/*
 * Whether the page at `target`, the path and query of a normal address, may be asked for (2.2.2: longest match, Allow
 * before Disallow). If not, *line becomes the rule as it stands there, with its number: "line 3: Disallow: /private";
 * owned by `robots`.
 */
gboolean robots_allows(const Robots *robots, const char *target, const char **line);

/* Milliseconds that the site asks for between requests, at most ROBOTS_MAX_DELAY_MS; 0 if it does not say. */
guint robots_delay_ms(const Robots *robots);

/* The Sitemap lines' addresses as written, NULL-terminated. */
const char *const *robots_sitemaps(const Robots *robots);
