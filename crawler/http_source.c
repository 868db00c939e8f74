#include "crawler/http_source.h"

#include "crawler/address.h"
#include "crawler/curl_library.h"
#include "crawler/dial.h"
#include "crawler/guard.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum {
    CONNECT_TIMEOUT_MS = 10000,
    MAX_HEADER_BYTES = 64 * 1024,
    MAX_RATIO = 200,                /* decoded to received */
    RATIO_FREE_BYTES = 1024 * 1024, /* below this any ratio will do: repetitive pages shrink well */
    MAX_IDLE_HANDLES = 32,
    MAX_CONNECTIONS = 64,
    BUFFER_BYTES = 64 * 1024,
};

#define USER_AGENT "vitrine/1.0 (+https://vitrine.example/bot)"
#define ACCEPT "Accept: text/html, application/xhtml+xml;q=0.9, */*;q=0.1"

static const char *const HEADER_NAMES[] = {
#define X(name, word) [name] = word,
    HTTP_HEADERS(X)
#undef X
};

struct HttpSource {
    CURLM *multi; // NULL until the first request: a folder needs nothing of libcurl
    const char *const *names;
    struct curl_slist *resolve; // of `names`
    GMutex mutex;               // for the three below: a wait that may be ended from another thread
    GCond waking;
    gboolean woken;
    Dial *dial;
    char *ca_file;
    GPtrArray *idle;    /* of CURL* */
    GHashTable *active; /* of struct transfer* */
    char *abandoned;    /* why everything was given up, or NULL */
};

struct transfer {
    HttpSource *source;
    CURL *easy;
    char *host;
    gsize max_bytes, n_header_bytes;
    http_wants wants;
    gboolean asked; /* whether `wants` was */
    const char *forbidden;
    struct http_reply reply;
    struct curl_slist *request_headers;
    gpointer tag;
};

static void transfer_free(struct transfer *transfer)
{
    curl()->slist_free_all(transfer->request_headers);
    http_reply_clear(&transfer->reply);
    g_free(transfer->host);
    g_free(transfer);
}

HttpSource *http_source_new(const struct http_source_options *options)
{
    HttpSource *source = g_new0(HttpSource, 1);
    g_mutex_init(&source->mutex);
    g_cond_init(&source->waking);
    source->names = options->resolve;
    source->dial = dial_new(options->allow_private, options->resolve);
    source->ca_file = g_strdup(options->ca_file);
    source->idle = g_ptr_array_new();
    source->active = g_hash_table_new(NULL, NULL);
    return source;
}

static void begin(HttpSource *source)
{
    g_mutex_lock(&source->mutex);
    if (!source->multi) {
        source->multi = curl()->multi_init();
        curl()->multi_setopt(source->multi, CURLMOPT_MAXCONNECTS, (long)MAX_CONNECTIONS);
        for (const char *const *name = source->names; name && *name; name++) {
            source->resolve = curl()->slist_append(source->resolve, *name);
        }
    }
    g_mutex_unlock(&source->mutex);
}

void http_source_free(HttpSource *source)
{
    if (!source) {
        return;
    }
    GHashTableIter iter;
    gpointer key;
    g_hash_table_iter_init(&iter, source->active);
    while (g_hash_table_iter_next(&iter, &key, NULL)) {
        struct transfer *transfer = key;
        curl()->multi_remove_handle(source->multi, transfer->easy);
        curl()->easy_cleanup(transfer->easy);
        transfer_free(transfer);
    }
    g_hash_table_unref(source->active);
    for (guint i = 0; i < source->idle->len; i++) {
        curl()->easy_cleanup(source->idle->pdata[i]);
    }
    g_ptr_array_unref(source->idle);
    if (source->multi) {
        curl()->multi_cleanup(source->multi);
        curl()->slist_free_all(source->resolve);
    }
    g_mutex_clear(&source->mutex);
    g_cond_clear(&source->waking);
    dial_free(source->dial);
    g_free(source->abandoned);
    g_free(source->ca_file);
    g_free(source);
}

static curl_socket_t open_socket(void *data, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct transfer *transfer = data;
    (void)purpose;
    const char *forbidden = dial_forbids(transfer->source->dial, transfer->host, &address->addr);
    if (forbidden) {
        transfer->forbidden = forbidden;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static void keep_header(struct http_reply *reply, const char *name, gsize n_name, const char *value, gsize n_value)
{
    for (guint i = 0; i < N_HTTP_HEADERS; i++) {
        if (strlen(HEADER_NAMES[i]) != n_name || g_ascii_strncasecmp(name, HEADER_NAMES[i], n_name) != 0) {
            continue;
        }
        g_autofree char *text = g_strstrip(g_strndup(value, n_value));
        if (!reply->headers[i]) {
            reply->headers[i] = g_steal_pointer(&text);
        } else if (i == HTTP_ROBOTS_TAG) {
            g_autofree char *earlier = reply->headers[i];
            reply->headers[i] = g_strconcat(earlier, ", ", text, NULL);
        }
        return;
    }
}

static void forget_headers(struct http_reply *reply)
{
    for (guint i = 0; i < N_HTTP_HEADERS; i++) {
        g_clear_pointer(&reply->headers[i], g_free);
    }
}

static size_t read_header(char *line, size_t size, size_t count, void *data)
{
    struct transfer *transfer = data;
    const gsize n = size * count;
    transfer->n_header_bytes += n;
    if (transfer->n_header_bytes > MAX_HEADER_BYTES) {
        transfer->reply.problem = g_strdup_printf("its headers are larger than %d KiB", MAX_HEADER_BYTES / 1024);
        return 0;
    }
    if (n >= 5 && memcmp(line, "HTTP/", 5) == 0) {
        forget_headers(&transfer->reply); // those of a "100 Continue" or "103 Early Hints" before the real answer
        return n;
    }
    const char *colon = memchr(line, ':', n);
    if (colon) {
        keep_header(&transfer->reply, line, (gsize)(colon - line), colon + 1, n - (gsize)(colon - line) - 1);
    }
    return n;
}

static gboolean is_wanted(struct transfer *transfer)
{
    if (!transfer->asked) {
        transfer->asked = TRUE;
        long status = 0;
        curl()->easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
        transfer->reply.status = (guint)status;
        if (transfer->wants && !transfer->wants(&transfer->reply)) {
            transfer->reply.end = HTTP_UNWANTED;
        }
    }
    return transfer->reply.end != HTTP_UNWANTED;
}

static size_t read_body(char *bytes, size_t size, size_t count, void *data)
{
    struct transfer *transfer = data;
    struct http_reply *reply = &transfer->reply;
    const gsize n = size * count;
    if (!is_wanted(transfer)) {
        return 0;
    }
    const gsize total = reply->body->len + n;
    if (total > transfer->max_bytes) {
        g_byte_array_append(reply->body, (const guint8 *)bytes, (guint)(transfer->max_bytes - reply->body->len));
        reply->end = HTTP_TOO_LARGE;
        reply->problem = g_strdup_printf("it is larger than %s",
                                         transfer->max_bytes >= 1 << 20 ? "8 MiB" : "the limit for such a file");
        return 0;
    }
    if (total > RATIO_FREE_BYTES) {
        curl_off_t received = 0;
        curl()->easy_getinfo(transfer->easy, CURLINFO_SIZE_DOWNLOAD_T, &received);
        if (received > 0 && total / MAX_RATIO > (gsize)received) {
            reply->end = HTTP_TOO_LARGE;
            reply->problem = g_strdup_printf("it unpacks to more than %d times what was sent", MAX_RATIO);
            return 0;
        }
    }
    g_byte_array_append(reply->body, (const guint8 *)bytes, (guint)n);
    return n;
}

static CURL *take_handle(HttpSource *source)
{
    if (source->idle->len == 0) {
        return curl()->easy_init();
    }
    return g_ptr_array_remove_index_fast(source->idle, source->idle->len - 1);
}

static void give_handle_back(HttpSource *source, CURL *easy)
{
    if (source->idle->len >= MAX_IDLE_HANDLES) {
        curl()->easy_cleanup(easy);
        return;
    }
    curl()->easy_reset(easy);
    g_ptr_array_add(source->idle, easy);
}

static void add_request_headers(struct transfer *transfer, const struct http_request *request)
{
    transfer->request_headers = curl()->slist_append(NULL, ACCEPT);
    const struct {
        const char *name, *value;
    } validators[] = {
        {"If-None-Match", request->if_none_match},
        {"If-Modified-Since", request->if_modified_since},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(validators); i++) {
        if (validators[i].value && !strpbrk(validators[i].value, "\r\n")) {
            g_autofree char *line = g_strdup_printf("%s: %s", validators[i].name, validators[i].value);
            transfer->request_headers = curl()->slist_append(transfer->request_headers, line);
        }
    }
}

static void set_options(struct transfer *transfer, const struct http_request *request)
{
    CURL *easy = transfer->easy;
    curl()->easy_setopt(easy, CURLOPT_URL, request->address);
    curl()->easy_setopt(easy, CURLOPT_PRIVATE, transfer);
    curl()->easy_setopt(easy, CURLOPT_USERAGENT, USER_AGENT);
    curl()->easy_setopt(easy, CURLOPT_HTTPHEADER, transfer->request_headers);
    curl()->easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl()->easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl()->easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
    curl()->easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
    curl()->easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl()->easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)request->timeout_ms);
    curl()->easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)MIN((guint)CONNECT_TIMEOUT_MS, request->timeout_ms));
    curl()->easy_setopt(easy, CURLOPT_BUFFERSIZE, (long)BUFFER_BYTES);
    curl()->easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    curl()->easy_setopt(easy, CURLOPT_HEADERFUNCTION, read_header);
    curl()->easy_setopt(easy, CURLOPT_HEADERDATA, transfer);
    curl()->easy_setopt(easy, CURLOPT_WRITEFUNCTION, read_body);
    curl()->easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
    curl()->easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl()->easy_setopt(easy, CURLOPT_OPENSOCKETDATA, transfer);
    if (transfer->source->ca_file) {
        curl()->easy_setopt(easy, CURLOPT_CAINFO, transfer->source->ca_file);
    }
    if (transfer->source->resolve) {
        curl()->easy_setopt(easy, CURLOPT_RESOLVE, transfer->source->resolve);
    }
    curl()->easy_setopt(easy, CURLOPT_NOBODY, request->head ? 1L : 0L);
    if (!dial_uses_proxy(transfer->source->dial, transfer->host)) {
        curl()->easy_setopt(easy, CURLOPT_PROXY, "");
    }
}

void http_source_ask(HttpSource *source, const struct http_request *request, gpointer tag)
{
    begin(source);
    struct transfer *transfer = g_new0(struct transfer, 1);
    transfer->source = source;
    transfer->easy = take_handle(source);
    transfer->host = address_host(request->address);
    transfer->max_bytes = request->max_bytes;
    transfer->wants = request->wants;
    transfer->tag = tag;
    transfer->reply.body = g_byte_array_new();
    add_request_headers(transfer, request);
    set_options(transfer, request);
    g_hash_table_add(source->active, transfer);
    curl()->multi_add_handle(source->multi, transfer->easy);
}

static gboolean is_certificate_problem(CURLcode code)
{
    return code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_ISSUER_ERROR ||
           code == CURLE_SSL_INVALIDCERTSTATUS;
}

static gboolean is_broken_connection(CURLcode code)
{
    switch (code) {
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_PARTIAL_FILE:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
        return TRUE;
    default:
        return FALSE;
    }
}

static void settle_failure(struct transfer *transfer, CURLcode code)
{
    struct http_reply *reply = &transfer->reply;
    if (reply->end != HTTP_COMPLETE) {
        return; // our own limits ended it and have said why
    }
    reply->end = HTTP_FAILED;
    if (reply->problem) {
        return;
    }
    if (code ==
        CURLE_OUT_OF_MEMORY) { // what libcurl says of one header line beyond its own limit; the real thing ends us
        reply->problem = g_strdup_printf("its headers are larger than %d KiB", MAX_HEADER_BYTES / 1024);
    } else if (transfer->forbidden && (code == CURLE_COULDNT_CONNECT || code == CURLE_ABORTED_BY_CALLBACK)) {
        reply->end = HTTP_REFUSED;
        reply->problem =
            g_strdup_printf("%s stands for an address that is not public (%s); --allow-private would read it",
                            transfer->host, transfer->forbidden);
    } else if (code == CURLE_COULDNT_RESOLVE_HOST) {
        reply->end = HTTP_NO_HOST;
        reply->problem = g_strdup_printf("the name %s stands for no address", transfer->host);
    } else if (code == CURLE_OPERATION_TIMEDOUT) {
        reply->end = HTTP_TIMED_OUT;
        reply->problem = g_strdup("no whole answer came in time");
    } else if (is_certificate_problem(code)) {
        reply->end = HTTP_BAD_CERTIFICATE;
        reply->problem = g_strdup_printf("its certificate cannot be trusted: %s", curl()->easy_strerror(code));
    } else {
        reply->end = is_broken_connection(code) ? HTTP_BROKEN : HTTP_FAILED;
        g_autofree char *words = g_strdup(curl()->easy_strerror(code));
        words[0] = g_ascii_tolower(words[0]);
        reply->problem = g_strdup_printf("the connection failed: %s", words);
    }
}

static void settle(struct transfer *transfer, CURLcode code)
{
    struct http_reply *reply = &transfer->reply;
    long status = 0;
    const char *dialled = NULL;
    curl()->easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
    if (!dial_uses_proxy(transfer->source->dial, transfer->host)) { // a proxy's address says nothing of the host
        curl()->easy_getinfo(transfer->easy, CURLINFO_PRIMARY_IP, &dialled);
    }
    reply->status = (guint)status;
    reply->dialled = g_strdup(dialled && dialled[0] ? dialled : NULL);
    struct sockaddr_storage parsed;
    reply->loopback =
        reply->dialled && guard_parse(reply->dialled, &parsed) && guard_is_loopback((const struct sockaddr *)&parsed);
    if (code != CURLE_OK) {
        settle_failure(transfer, code);
    } else {
        is_wanted(transfer); // an empty body is as unwanted as another
    }
}

static void report(HttpSource *source, struct transfer *transfer, http_ended on_ended, gpointer data)
{
    g_hash_table_remove(source->active, transfer);
    curl()->multi_remove_handle(source->multi, transfer->easy);
    give_handle_back(source, transfer->easy);
    on_ended(&transfer->reply, transfer->tag, data);
    transfer_free(transfer);
}

static guint report_abandoned(HttpSource *source, http_ended on_ended, gpointer data)
{
    g_autofree char *problem = g_steal_pointer(&source->abandoned);
    g_autoptr(GList) transfers = g_hash_table_get_keys(source->active);
    for (GList *item = transfers; item; item = item->next) {
        struct transfer *transfer = item->data;
        g_free(transfer->reply.problem);
        transfer->reply.end = HTTP_TIMED_OUT;
        transfer->reply.problem = g_strdup(problem);
        report(source, transfer, on_ended, data);
    }
    return g_list_length(transfers);
}

static void wait_to_be_woken(HttpSource *source, int timeout_ms)
{
    const gint64 end_us = g_get_monotonic_time() + (gint64)timeout_ms * 1000;
    g_mutex_lock(&source->mutex);
    while (!source->woken && timeout_ms > 0 && g_cond_wait_until(&source->waking, &source->mutex, end_us)) {
    }
    source->woken = FALSE;
    g_mutex_unlock(&source->mutex);
}

guint http_source_turn(HttpSource *source, int timeout_ms, http_ended on_ended, gpointer data)
{
    if (source->abandoned) {
        return report_abandoned(source, on_ended, data);
    }
    if (!source->multi) {
        wait_to_be_woken(source, timeout_ms);
        return 0;
    }
    int running = 0;
    curl()->multi_perform(source->multi, &running);
    int n_messages = 0;
    CURLMsg *message = curl()->multi_info_read(source->multi, &n_messages);
    if (!message && timeout_ms > 0) {
        curl()->multi_poll(source->multi, NULL, 0, timeout_ms, NULL);
        curl()->multi_perform(source->multi, &running);
        message = curl()->multi_info_read(source->multi, &n_messages);
    }
    guint n_ended = 0;
    for (; message; message = curl()->multi_info_read(source->multi, &n_messages)) {
        if (message->msg == CURLMSG_DONE) {
            struct transfer *transfer = NULL;
            curl()->easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
            settle(transfer, message->data.result);
            report(source, transfer, on_ended, data);
            n_ended++;
        }
    }
    return n_ended;
}

void http_source_wake(HttpSource *source)
{
    g_mutex_lock(&source->mutex);
    source->woken = TRUE;
    g_cond_signal(&source->waking);
    if (source->multi) {
        curl()->multi_wakeup(source->multi);
    }
    g_mutex_unlock(&source->mutex);
}

void http_source_abandon(HttpSource *source, const char *problem)
{
    g_free(source->abandoned);
    source->abandoned = g_strdup(problem);
}

guint http_source_n_active(const HttpSource *source)
{
    return g_hash_table_size(source->active);
}
