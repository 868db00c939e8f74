/*
 * hostile_talk.h - one request to the hostile server being answered, and the tables of its behaviours.
 */
#pragma once

#include "tests/support/hostile_server.h"

struct talk {
    HostileServer *server;
    int socket;
    guint16 elsewhere; /* port of a server that nobody may be led to */
    gint *stopping;    /* atomic: the server is being freed */
    gint64 n_sent;     /* bytes */
    char behaviour[64], path[4096], head[16384];
    guint n_earlier; /* requests of the same behaviour, pages only */
};

typedef void (*behave)(struct talk *talk);

/* What a host does for pages, for robots.txt and for sitemaps; NULL: there is none. Tables end with a NULL name. */
struct behaviour {
    const char *name;
    behave page, robots, sitemap;
};
extern const struct behaviour HOSTILE_WIRE[];     /* time, length, packing, broken HTTP */
extern const struct behaviour HOSTILE_REPLIES[];  /* redirects, refusals, statuses out of place */
extern const struct behaviour HOSTILE_CONTENTS[]; /* pages, robots.txt, sitemaps */

enum { DRIP_MS = 50 };

/* 16 MiB of zeros, packed. */
const GByteArray *talk_bomb(struct talk *talk);

gboolean talk_is_over(const struct talk *talk);
/* FALSE if the other end is gone, or the server is being freed. */
gboolean send_bytes(struct talk *talk, const void *bytes, gsize length);
void say(struct talk *talk, const char *text);
void sayf(struct talk *talk, const char *format, ...) G_GNUC_PRINTF(2, 3);

#define HTML "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n"
#define PAGE "<!doctype html><title>Page</title><p>hello"
void answer(struct talk *talk, const char *body);
void status(struct talk *talk, const char *line, const char *headers);
void redirect(struct talk *talk, const char *location);

/* Behaviours of more than one table. */
void silent(struct talk *talk);
void gzip_bomb(struct talk *talk);
void server_error(struct talk *talk);
void without_end(struct talk *talk);
void to_127_1(struct talk *talk);

/* `length` bytes as gzip packs them. */
GByteArray *hostile_pack(const void *bytes, gsize length) G_GNUC_WARN_UNUSED_RESULT;
