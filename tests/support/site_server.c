#include "tests/support/site_server.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <string.h>
#include <sys/stat.h>

struct host_answers {
    site_answers answers;
    gpointer data;
};

struct SiteServer {
    struct MHD_Daemon *daemon;
    char *sites, *resolve;
    char *key, *certificate; /* PEM, or NULL */
    guint16 port;
    gint n_unmodified;     /* atomic */
    gint n_connections;    /* atomic */
    char **hosts;          /* the folders of `sites` */
    GMutex mutex;          /* for all below */
    GPtrArray *requests;   /* of char* */
    GHashTable *answers;   /* host -> struct host_answers* */
    GHashTable *n_earlier; /* request line -> count */
};

struct file_type {
    const char *ending, *type;
    gboolean is_text;
};

static const struct file_type TYPES[] = {
    {".html", "text/html", TRUE},       {".htm", "text/html", TRUE},         {".css", "text/css", TRUE},
    {".js", "text/javascript", TRUE},   {".json", "application/json", TRUE}, {".xml", "application/xml", TRUE},
    {".txt", "text/plain", TRUE},       {".svg", "image/svg+xml", TRUE},     {".pdf", "application/pdf", FALSE},
    {".png", "image/png", FALSE},       {".jpg", "image/jpeg", FALSE},       {".webp", "image/webp", FALSE},
    {".gz", "application/gzip", FALSE}, {".ico", "image/x-icon", FALSE},
};

static const struct file_type *type_of(const char *path)
{
    static const struct file_type UNKNOWN = {"", "application/octet-stream", FALSE};
    for (gsize i = 0; i < G_N_ELEMENTS(TYPES); i++) {
        if (g_str_has_suffix(path, TYPES[i].ending)) {
            return &TYPES[i];
        }
    }
    return &UNKNOWN;
}

/* Adds the port to each "//HOST" of ours that ends there or goes on with a path. */
static void add_port(const SiteServer *server, GString *text)
{
    for (char **host = server->hosts; *host; host++) {
        for (const char *end = "/\"'<\n "; *end; end++) {
            g_autofree char *plain = g_strdup_printf("//%s%c", *host, *end);
            g_autofree char *ported = g_strdup_printf("//%s:%u%c", *host, server->port, *end);
            g_string_replace(text, plain, ported, 0);
        }
    }
}

static enum MHD_Result queue(struct MHD_Connection *connection, guint status, const char *type, const char *headers,
                             const void *body, gsize length)
{
    struct MHD_Response *response = MHD_create_response_from_buffer(length, (void *)body, MHD_RESPMEM_MUST_COPY);
    if (type) {
        MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, type);
    }
    g_auto(GStrv) lines = g_strsplit(headers ? headers : "", "\n", -1);
    for (char **line = lines; *line; line++) {
        char *colon = strchr(*line, ':');
        if (colon) {
            *colon = '\0';
            MHD_add_response_header(response, *line, g_strstrip(colon + 1));
        }
    }
    const enum MHD_Result result = MHD_queue_response(connection, status, response);
    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result queue_text(struct MHD_Connection *connection, guint status, const char *text)
{
    return queue(connection, status, "text/html", NULL, text, strlen(text));
}

static enum MHD_Result queue_file(SiteServer *server, struct MHD_Connection *connection, const char *path, guint status)
{
    g_autofree char *bytes = NULL;
    gsize length = 0;
    if (!g_file_get_contents(path, &bytes, &length, NULL)) {
        return queue_text(connection, 404, "<!doctype html><title>Not found</title><h1>Not found</h1>");
    }
    const struct file_type *type = type_of(path);
    if (!type->is_text) {
        return queue(connection, status, type->type, NULL, bytes, length);
    }
    g_autoptr(GString) text = g_string_new_len(bytes, (gssize)length);
    add_port(server, text);
    g_autofree char *sum = g_compute_checksum_for_data(G_CHECKSUM_SHA1, (const guchar *)text->str, text->len);
    g_autofree char *etag = g_strdup_printf("\"%.16s\"", sum);
    g_autofree char *headers = g_strdup_printf("ETag: %s", etag);
    const char *known = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_IF_NONE_MATCH);
    if (status == 200 && g_strcmp0(known, etag) == 0) {
        g_atomic_int_inc(&server->n_unmodified);
        return queue(connection, 304, NULL, headers, "", 0);
    }
    return queue(connection, status, type->type, headers, text->str, text->len);
}

static enum MHD_Result queue_missing(SiteServer *server, struct MHD_Connection *connection, const char *host)
{
    g_autofree char *path = g_build_filename(server->sites, host, "404.html", NULL);
    return queue_file(server, connection, path, 404);
}

static enum MHD_Result serve_path(SiteServer *server, struct MHD_Connection *connection, const char *host,
                                  const char *url)
{
    if (!server->sites || strstr(url, "..") || !g_strv_contains((const char *const *)server->hosts, host)) {
        return queue_text(connection, 404, "<!doctype html><title>No such site</title><h1>No such site</h1>");
    }
    g_autofree char *path = g_build_filename(server->sites, host, url, NULL);
    if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
        if (!g_str_has_suffix(url, "/")) {
            g_autofree char *location = g_strdup_printf("Location: %s/", url);
            return queue(connection, 301, NULL, location, "", 0);
        }
        g_autofree char *index = g_build_filename(path, "index.html", NULL);
        return g_file_test(index, G_FILE_TEST_IS_REGULAR) ? queue_file(server, connection, index, 200)
                                                          : queue_missing(server, connection, host);
    }
    return g_file_test(path, G_FILE_TEST_IS_REGULAR) ? queue_file(server, connection, path, 200)
                                                     : queue_missing(server, connection, host);
}

static gboolean answer_by_hand(SiteServer *server, const char *host, const char *target, guint n_earlier,
                               struct site_answer *answer)
{
    g_mutex_lock(&server->mutex);
    const struct host_answers *found = g_hash_table_lookup(server->answers, host);
    const struct host_answers by_hand = found ? *found : (struct host_answers){0};
    g_mutex_unlock(&server->mutex);
    return by_hand.answers && by_hand.answers(target, n_earlier, answer, by_hand.data);
}

static guint record(SiteServer *server, char *line)
{
    g_mutex_lock(&server->mutex);
    const char *target = strchr(line, ' '); // whatever the method
    const guint n_earlier = GPOINTER_TO_UINT(g_hash_table_lookup(server->n_earlier, target));
    g_hash_table_insert(server->n_earlier, g_strdup(target), GUINT_TO_POINTER(n_earlier + 1));
    g_ptr_array_add(server->requests, line);
    g_mutex_unlock(&server->mutex);
    return n_earlier;
}

/* Keeps the target as it was sent, with its query and before anything is decoded. */
static void *keep_target(void *data, const char *uri, struct MHD_Connection *connection)
{
    (void)data;
    (void)connection;
    return g_strdup(uri);
}

static void forget_target(void *data, struct MHD_Connection *connection, void **state,
                          enum MHD_RequestTerminationCode code)
{
    (void)data;
    (void)connection;
    (void)code;
    g_free(*state);
}

static enum MHD_Result handle(void *data, struct MHD_Connection *connection, const char *url, const char *method,
                              const char *version, const char *upload, size_t *n_upload, void **state)
{
    (void)version;
    (void)upload;
    SiteServer *server = data;
    if (*n_upload > 0) {
        *n_upload = 0;
        return MHD_YES;
    }
    const char *header = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_HOST);
    g_autofree char *host = g_ascii_strdown(header ? header : "", -1);
    host[strcspn(host, ":")] = '\0';
    const char *target = *state;
    const guint n_earlier = record(server, g_strdup_printf("%s %s%s", method, host, target));
    struct site_answer answer = {0};
    if (answer_by_hand(server, host, target, n_earlier, &answer)) {
        const char *body = answer.body ? answer.body : "";
        return queue(connection, answer.status ? answer.status : 200, answer.type, answer.headers, body,
                     answer.length > 0 ? (gsize)answer.length : strlen(body));
    }
    return serve_path(server, connection, host, url);
}

static char **list_hosts(const char *sites, GError **error)
{
    g_autoptr(GPtrArray) hosts = g_ptr_array_new();
    g_autoptr(GDir) dir = sites ? g_dir_open(sites, 0, error) : NULL;
    if (sites && !dir) {
        return NULL;
    }
    const char *name;
    while (dir && (name = g_dir_read_name(dir))) {
        g_ptr_array_add(hosts, g_strdup(name));
    }
    g_ptr_array_add(hosts, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&hosts), FALSE);
}

static SiteServer *server_alloc(const char *sites, char **hosts)
{
    SiteServer *server = g_new0(SiteServer, 1);
    g_mutex_init(&server->mutex);
    server->sites = g_strdup(sites);
    server->hosts = hosts;
    server->requests = g_ptr_array_new_with_free_func(g_free);
    server->answers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    server->n_earlier = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return server;
}

static void count_connection(void *data, struct MHD_Connection *connection, void **context,
                             enum MHD_ConnectionNotificationCode code)
{
    (void)connection;
    (void)context;
    SiteServer *server = data;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        g_atomic_int_inc(&server->n_connections);
    }
}

static gboolean start(SiteServer *server, guint16 port, GError **error)
{
    const struct sockaddr_in address = {
        .sin_family = AF_INET,
        .sin_port = htons(port),
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
    };
    struct MHD_OptionItem tls[] = {
        {MHD_OPTION_HTTPS_MEM_KEY, 0, server->key},
        {MHD_OPTION_HTTPS_MEM_CERT, 0, server->certificate},
        {MHD_OPTION_END, 0, NULL},
    };
    struct MHD_OptionItem *more = server->key ? tls : &tls[2];
    const guint flags = MHD_USE_AUTO | MHD_USE_INTERNAL_POLLING_THREAD | (server->key ? MHD_USE_TLS : 0);
    server->daemon = MHD_start_daemon(flags, port, NULL, NULL, handle, server, MHD_OPTION_SOCK_ADDR, &address,
                                      MHD_OPTION_URI_LOG_CALLBACK, keep_target, NULL, MHD_OPTION_NOTIFY_COMPLETED,
                                      forget_target, NULL, MHD_OPTION_NOTIFY_CONNECTION, count_connection, server,
                                      MHD_OPTION_ARRAY, more, MHD_OPTION_END);
    if (!server->daemon) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "cannot listen on 127.0.0.1:%u", port);
        return FALSE;
    }
    server->port = MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
    server->resolve = g_strdup_printf("*:%u:127.0.0.1", server->port);
    return TRUE;
}

SiteServer *site_server_new(const char *sites, guint16 port, GError **error)
{
    char **hosts = list_hosts(sites, error);
    if (!hosts) {
        return NULL;
    }
    g_autoptr(SiteServer) server = server_alloc(sites, hosts);
    return start(server, port, error) ? g_steal_pointer(&server) : NULL;
}

SiteServer *site_server_new_tls(const char *certificate, GError **error)
{
    g_autofree char *path = g_strdup_printf("tests/support/tls/%s.pem", certificate);
    g_autoptr(SiteServer) server = server_alloc(NULL, g_new0(char *, 1));
    if (!g_file_get_contents(path, &server->certificate, NULL, error) ||
        !g_file_get_contents("tests/support/tls/server.key", &server->key, NULL, error)) {
        return NULL;
    }
    return start(server, 0, error) ? g_steal_pointer(&server) : NULL;
}

void site_server_free(SiteServer *server)
{
    if (!server) {
        return;
    }
    if (server->daemon) {
        MHD_stop_daemon(server->daemon);
    }
    g_hash_table_unref(server->answers);
    g_hash_table_unref(server->n_earlier);
    g_ptr_array_unref(server->requests);
    g_strfreev(server->hosts);
    g_free(server->sites);
    g_free(server->key);
    g_free(server->certificate);
    g_free(server->resolve);
    g_mutex_clear(&server->mutex);
    g_free(server);
}

guint16 site_server_port(const SiteServer *server)
{
    return server->port;
}

const char *site_server_resolve(const SiteServer *server)
{
    return server->resolve;
}

char *site_server_add_port(const SiteServer *server, const char *text)
{
    GString *ported = g_string_new(text);
    add_port(server, ported);
    return g_string_free(ported, FALSE);
}

guint site_server_n_connections(SiteServer *server)
{
    return (guint)g_atomic_int_get(&server->n_connections);
}

guint site_server_n_unmodified(SiteServer *server)
{
    return (guint)g_atomic_int_get(&server->n_unmodified);
}

char **site_server_requests(SiteServer *server)
{
    g_autoptr(GPtrArray) copy = g_ptr_array_new();
    g_mutex_lock(&server->mutex);
    for (guint i = 0; i < server->requests->len; i++) {
        g_ptr_array_add(copy, g_strdup(server->requests->pdata[i]));
    }
    g_mutex_unlock(&server->mutex);
    g_ptr_array_add(copy, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&copy), FALSE);
}

void site_server_answer(SiteServer *server, const char *host, site_answers answers, gpointer data)
{
    struct host_answers *by_hand = g_new0(struct host_answers, 1);
    by_hand->answers = answers;
    by_hand->data = data;
    g_mutex_lock(&server->mutex);
    g_hash_table_insert(server->answers, g_strdup(host), by_hand);
    g_mutex_unlock(&server->mutex);
}
