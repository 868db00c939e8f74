#include "tests/support/hostile_server.h"

#include <arpa/inet.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/support/hostile_talk.h"

enum { BOMB_BYTES = 16 << 20 };

struct HostileServer {
    int listener;
    guint16 port, elsewhere;
    GThread *thread;
    gint stopping;
    GMutex mutex;           /* for all below */
    GHashTable *n_requests; /* behaviour -> count */
    GByteArray *bomb;       /* once it was asked for */
    gint64 max_sent;        /* bytes in one answer */
    GPtrArray *threads;     /* of GThread* */
};

static const struct behaviour *const TABLES[] = {HOSTILE_WIRE, HOSTILE_REPLIES, HOSTILE_CONTENTS};

const GByteArray *talk_bomb(struct talk *talk)
{
    HostileServer *server = talk->server;
    g_mutex_lock(&server->mutex);
    if (!server->bomb) {
        g_autofree char *zeros = g_malloc0(BOMB_BYTES);
        server->bomb = hostile_pack(zeros, BOMB_BYTES);
    }
    g_mutex_unlock(&server->mutex);
    return server->bomb;
}

gboolean talk_is_over(const struct talk *talk)
{
    return g_atomic_int_get(talk->stopping);
}

gboolean send_bytes(struct talk *talk, const void *bytes, gsize length)
{
    const char *p = bytes;
    while (length > 0 && !talk_is_over(talk)) {
        const ssize_t n = send(talk->socket, p, MIN(length, (gsize)65536), MSG_NOSIGNAL);
        if (n <= 0) {
            return FALSE;
        }
        p += n;
        talk->n_sent += n;
        length -= (gsize)n;
    }
    return length == 0;
}

void say(struct talk *talk, const char *text)
{
    send_bytes(talk, text, strlen(text));
}

void sayf(struct talk *talk, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    say(talk, text);
}

void answer(struct talk *talk, const char *body)
{
    sayf(talk, HTML "Content-Length: %zu\r\n\r\n%s", strlen(body), body);
}

void status(struct talk *talk, const char *line, const char *headers)
{
    sayf(talk, "HTTP/1.1 %s\r\nContent-Type: text/html\r\n%sContent-Length: 1\r\nConnection: close\r\n\r\nx", line,
         headers);
}

void redirect(struct talk *talk, const char *location)
{
    sayf(talk, "HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", location);
}

static gboolean read_request(struct talk *talk)
{
    gsize length = 0;
    while (length + 1 < sizeof talk->head) {
        const ssize_t n = recv(talk->socket, talk->head + length, sizeof talk->head - 1 - length, 0);
        if (n <= 0) {
            return FALSE;
        }
        length += (gsize)n;
        talk->head[length] = '\0';
        if (strstr(talk->head, "\r\n\r\n")) {
            break;
        }
    }
    const char *host = strstr(talk->head, "\r\nHost: ");
    const char *path = strchr(talk->head, ' ');
    if (!host || !path) {
        return FALSE;
    }
    g_strlcpy(talk->behaviour, host + strlen("\r\nHost: "), MIN(sizeof talk->behaviour, strcspn(host + 8, ".:\r") + 1));
    g_strlcpy(talk->path, path + 1, MIN(sizeof talk->path, strcspn(path + 1, " ") + 1));
    return TRUE;
}

static void count(struct talk *talk)
{
    HostileServer *server = talk->server;
    g_mutex_lock(&server->mutex);
    talk->n_earlier = GPOINTER_TO_UINT(g_hash_table_lookup(server->n_requests, talk->behaviour));
    g_hash_table_insert(server->n_requests, g_strdup(talk->behaviour), GUINT_TO_POINTER(talk->n_earlier + 1));
    g_mutex_unlock(&server->mutex);
}

static const struct behaviour *behaviour_of(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(TABLES); i++) {
        for (const struct behaviour *behaviour = TABLES[i]; behaviour->name; behaviour++) {
            if (g_str_equal(behaviour->name, name)) {
                return behaviour;
            }
        }
    }
    return NULL;
}

static void respond(struct talk *talk)
{
    static const char NOTHING[] = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    const gboolean robots = g_str_has_prefix(talk->path, "/robots.txt");
    const gboolean sitemap = g_str_has_prefix(talk->path, "/sitemap");
    const struct behaviour *known = behaviour_of(talk->behaviour);
    const behave behaviour = !known ? NULL : robots ? known->robots : sitemap ? known->sitemap : known->page;
    if (known && !robots && !sitemap) {
        count(talk);
    }
    if (behaviour) {
        behaviour(talk);
    } else {
        say(talk, NOTHING);
    }
}

static void add_sent(struct talk *talk)
{
    HostileServer *server = talk->server;
    g_mutex_lock(&server->mutex);
    server->max_sent = MAX(server->max_sent, talk->n_sent);
    g_mutex_unlock(&server->mutex);
}

static gpointer talk_to(gpointer data)
{
    struct talk *talk = data;
    if (read_request(talk)) {
        respond(talk);
        add_sent(talk);
    }
    shutdown(talk->socket, SHUT_WR);
    close(talk->socket);
    g_free(talk);
    return NULL;
}

static gpointer listen_to_all(gpointer data)
{
    HostileServer *server = data;
    struct pollfd pollfd = {.fd = server->listener, .events = POLLIN};
    while (!g_atomic_int_get(&server->stopping)) {
        if (poll(&pollfd, 1, DRIP_MS) <= 0) {
            continue;
        }
        const int connection = accept4(server->listener, NULL, NULL, SOCK_CLOEXEC);
        if (connection >= 0) {
            struct talk *talk = g_new0(struct talk, 1);
            talk->server = server;
            talk->elsewhere = server->elsewhere;
            talk->stopping = &server->stopping;
            talk->socket = connection;
            g_ptr_array_add(server->threads, g_thread_new("talk", talk_to, talk));
        }
    }
    return NULL;
}

HostileServer *hostile_server_new(guint16 elsewhere, GError **error)
{
    HostileServer *server = g_new0(HostileServer, 1);
    g_mutex_init(&server->mutex);
    server->elsewhere = elsewhere;
    server->n_requests = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    server->threads = g_ptr_array_new();
    server->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    if (bind(server->listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(server->listener, 64) != 0 ||
        getsockname(server->listener, (struct sockaddr *)&address, &length) != 0) {
        g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "cannot listen on 127.0.0.1");
        hostile_server_free(server);
        return NULL;
    }
    server->port = ntohs(address.sin_port);
    server->thread = g_thread_new("hostile", listen_to_all, server);
    return server;
}

void hostile_server_free(HostileServer *server)
{
    if (!server) {
        return;
    }
    g_atomic_int_set(&server->stopping, 1);
    if (server->thread) {
        g_thread_join(server->thread);
    }
    for (guint i = 0; i < server->threads->len; i++) {
        g_thread_join(server->threads->pdata[i]);
    }
    g_ptr_array_unref(server->threads);
    g_clear_pointer(&server->bomb, g_byte_array_unref);
    close(server->listener);
    g_hash_table_unref(server->n_requests);
    g_mutex_clear(&server->mutex);
    g_free(server);
}

guint16 hostile_server_port(const HostileServer *server)
{
    return server->port;
}

guint hostile_server_n_requests(HostileServer *server, const char *behaviour)
{
    g_mutex_lock(&server->mutex);
    const guint n = GPOINTER_TO_UINT(g_hash_table_lookup(server->n_requests, behaviour));
    g_mutex_unlock(&server->mutex);
    return n;
}

gint64 hostile_server_max_sent(HostileServer *server)
{
    g_mutex_lock(&server->mutex);
    const gint64 max_sent = server->max_sent;
    g_mutex_unlock(&server->mutex);
    return max_sent;
}

GPtrArray *hostile_server_behaviours(void)
{
    GPtrArray *names = g_ptr_array_new();
    for (gsize i = 0; i < G_N_ELEMENTS(TABLES); i++) {
        for (const struct behaviour *behaviour = TABLES[i]; behaviour->name; behaviour++) {
            g_ptr_array_add(names, (gpointer)behaviour->name);
        }
    }
    return names;
}
