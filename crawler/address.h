/*
 * address.h - web addresses: made equal when they mean the same page, taken apart, put together.
 *
 * The parsing is libcurl's (close to the WHATWG's for http and https) and the registrable domain is
 * libpsl's. An address that these functions return is always absolute, http or https (or file, for a
 * folder being audited), with a lower-case ASCII host, no default port, no fragment, no tracking
 * parameter or session id, and percent-encoding made uniform.
 */
#pragma once

#include <glib.h>

#define ADDRESS_ERROR (address_error_quark())
GQuark address_error_quark(void);
enum address_error { ADDRESS_ERROR_SYNTAX, ADDRESS_ERROR_SCHEME, ADDRESS_ERROR_HOST, ADDRESS_ERROR_TOO_LONG };

enum { ADDRESS_MAX_BYTES = 2048 };

/* The normal form of `text`, which must be absolute. NULL with ADDRESS_ERROR and words for its owner. */
char *address_normalise(const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/*
 * The normal form of `reference` as a link in a page whose base is `base` (itself normal; RFC 3986 5.2).
 * NULL, without an error, for what leads to no page: mailto:, tel:, javascript:, data:, an empty or broken reference.
 */
char *address_resolve(const char *base, const char *reference) G_GNUC_WARN_UNUSED_RESULT;

/* The host of a normal address, or NULL for a file. */
char *address_host(const char *address) G_GNUC_WARN_UNUSED_RESULT;

/* The path of a normal address, beginning with '/'. */
char *address_path(const char *address) G_GNUC_WARN_UNUSED_RESULT;

/* The domain that its owner registered ("www.roe.example" -> "roe.example"); an IP address or single label is returned
 * as it is. */
char *address_registrable(const char *host) G_GNUC_WARN_UNUSED_RESULT;

/*
 * Whether `address` belongs to the site that `root` is the start of: the same host (with or without "www.") and port,
 * at or below root's path, where "/en/index.html" stands for "/en/". A root without a path also stands for the hosts
 * below its own; a root on a deeper host ("roe.platform.example") never for its siblings, which are other people's.
 */
gboolean address_within(const char *address, const char *root);

/* A hash as wide as a pointer, for tables of very many addresses that do not keep them. */
gpointer address_key(const char *address);

/* Whether `host` is `domain` or below it, ignoring case. */
gboolean host_is_within(const char *host, const char *domain);
