/*
 * guard.h - which network addresses a stranger's link may not lead to.
 *
 * A name, a redirect or an odd spelling of a number can point into the network that the audit runs in. So what is
 * judged is the address about to be dialled, not the text of a link: that also holds against names that change between
 * two look-ups.
 */
#pragma once

#include <glib.h>
#include <sys/socket.h>

/* What `address` is part of ("loopback", "a private network"), if only its owner has business there; NULL if anyone may
 * dial it. */
const char *guard_forbids(const struct sockaddr *address);

/* The same for numeric text, as in an address's host: "10.0.0.1", "[::1]", "::1". NULL also for what is no number. */
const char *guard_forbids_text(const char *host);

/* Whether `address` is this very machine: 127/8 or ::1. */
gboolean guard_is_loopback(const struct sockaddr *address);

/* The address as text, without its port. */
char *guard_text(const struct sockaddr *address) G_GNUC_WARN_UNUSED_RESULT;

/* Reads numeric text, in brackets or not, into *out with port 0. */
gboolean guard_parse(const char *text, struct sockaddr_storage *out);
