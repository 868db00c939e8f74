/*
 * dial.h - which addresses may be dialled for which host: the guard's verdict, and who is exempt from it.
 *
 * Exempt are the addresses that --resolve names, for the host and port it names them for, and the proxy that the
 * environment names, since it then stands between us and every address.
 */
#pragma once

#include <glib.h>
#include <sys/socket.h>

typedef struct Dial Dial;

/* `resolve` are HOST:PORT:ADDRESS[,ADDRESS]..., HOST perhaps "*", NULL-terminated; or NULL. Where there are any, no
 * proxy is used. */
Dial *dial_new(gboolean allow_private, const char *const *resolve) G_GNUC_WARN_UNUSED_RESULT;
void dial_free(Dial *dial);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Dial, dial_free)

/* What `address` is part of, if it may not be dialled for `host`; NULL if it may. */
const char *dial_forbids(const Dial *dial, const char *host, const struct sockaddr *address);

/* Whether `host` is reached by the environment's proxy; what is plainly inside a network never is, so that the guard
 * sees it. */
gboolean dial_uses_proxy(const Dial *dial, const char *host);
