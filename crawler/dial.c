#include "crawler/dial.h"

#include "crawler/address.h"
#include "crawler/curl_library.h"
#include "crawler/guard.h"

#include <netdb.h>
#include <netinet/in.h>
#include <string.h>

/* An address that may be dialled for a host, whatever the guard says. */
struct exemption {
    char *host; /* or "*" for any name; NULL for a proxy */
    guint16 port;
    char *address;
};

struct Dial {
    GArray *exemptions; /* of struct exemption */
    gboolean allow_private;
    gboolean proxied; /* the environment names a proxy */
};

static void exemption_clear(gpointer data)
{
    struct exemption *exemption = data;
    g_free(exemption->host);
    g_free(exemption->address);
}

/* "HOST:PORT:ADDRESS[,ADDRESS]...", perhaps after a '+', as CURLOPT_RESOLVE documents it. */
static void read_exemptions(Dial *dial, const char *entry)
{
    entry += *entry == '+';
    g_auto(GStrv) parts = g_strsplit(entry, ":", 3);
    if (*entry == '-' || g_strv_length(parts) != 3) {
        return;
    }
    g_auto(GStrv) addresses = g_strsplit(parts[2], ",", -1);
    for (char **address = addresses; *address; address++) {
        struct sockaddr_storage parsed;
        if (guard_parse(*address, &parsed)) {
            struct exemption exemption = {
                .host = g_ascii_strdown(parts[0], -1),
                .port = (guint16)g_ascii_strtoull(parts[1], NULL, 10),
                .address = guard_text((const struct sockaddr *)&parsed),
            };
            g_array_append_val(dial->exemptions, exemption);
        }
    }
}

/* A proxy that the environment names may be dialled wherever it is: it then stands between us and every address. */
static void exempt_proxy(Dial *dial, const char *variable)
{
    const char *proxy = g_getenv(variable);
    if (!proxy || !*proxy) {
        return;
    }
    CURLU *url = curl()->url();
    char *host = NULL;
    char *port = NULL;
    struct addrinfo *found = NULL;
    if (curl()->url_set(url, CURLUPART_URL, proxy, CURLU_GUESS_SCHEME | CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK &&
        curl()->url_get(url, CURLUPART_HOST, &host, 0) == CURLUE_OK) {
        curl()->url_get(url, CURLUPART_PORT, &port, CURLU_DEFAULT_PORT);
        g_autofree char *bare = g_strdup(host[0] == '[' ? host + 1 : host);
        bare[strcspn(bare, "]")] = '\0';
        const struct addrinfo hints = {.ai_socktype = SOCK_STREAM};
        dial->proxied = TRUE;
        if (getaddrinfo(bare, NULL, &hints, &found) != 0) {
            found = NULL;
        }
    }
    for (const struct addrinfo *item = found; item; item = item->ai_next) {
        struct exemption exemption = {
            .port = (guint16)(port ? g_ascii_strtoull(port, NULL, 10) : 1080), // as libcurl takes it
            .address = guard_text(item->ai_addr),
        };
        g_array_append_val(dial->exemptions, exemption);
    }
    if (found) {
        freeaddrinfo(found);
    }
    curl()->free(host);
    curl()->free(port);
    curl()->url_cleanup(url);
}

/* Names and numbers that a proxy would look up or reach inside its own network. */
static gboolean is_inside_name(const char *host)
{
    static const char *const INSIDE[] = {"localhost", "local", "internal", "lan", "home.arpa", "intranet"};
    for (gsize i = 0; i < G_N_ELEMENTS(INSIDE); i++) {
        if (host_is_within(host, INSIDE[i])) {
            return TRUE;
        }
    }
    return guard_forbids_text(host) != NULL || (host[0] != '[' && !strchr(host, '.'));
}

Dial *dial_new(gboolean allow_private, const char *const *resolve)
{
    Dial *dial = g_new0(Dial, 1);
    dial->allow_private = allow_private;
    dial->exemptions = g_array_new(FALSE, FALSE, sizeof(struct exemption));
    g_array_set_clear_func(dial->exemptions, exemption_clear);
    for (const char *const *entry = resolve; entry && *entry; entry++) {
        read_exemptions(dial, *entry);
    }
    static const char *const PROXIES[] = {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"};
    for (gsize i = 0; i < G_N_ELEMENTS(PROXIES) && (!resolve || !*resolve); i++) {
        exempt_proxy(dial, PROXIES[i]);
    }
    return dial;
}

void dial_free(Dial *dial)
{
    if (dial) {
        g_array_unref(dial->exemptions);
        g_free(dial);
    }
}

gboolean dial_uses_proxy(const Dial *dial, const char *host)
{
    return dial->proxied && (dial->allow_private || !is_inside_name(host));
}

static guint16 port_of(const struct sockaddr *address)
{
    return ntohs(address->sa_family == AF_INET6 ? ((const struct sockaddr_in6 *)(const void *)address)->sin6_port
                                                : ((const struct sockaddr_in *)(const void *)address)->sin_port);
}

static gboolean is_exempt(const Dial *dial, const char *host, const struct sockaddr *address)
{
    struct sockaddr_storage ignored;
    const gboolean is_number = guard_parse(host, &ignored);
    const gboolean proxied = dial_uses_proxy(dial, host);
    g_autofree char *text = guard_text(address);
    for (guint i = 0; i < dial->exemptions->len; i++) {
        const struct exemption *exemption = &g_array_index(dial->exemptions, struct exemption, i);
        const gboolean any_name = g_strcmp0(exemption->host, "*") == 0 && !is_number;
        const gboolean proxy = !exemption->host && proxied;
        if ((proxy || any_name || g_strcmp0(exemption->host, host) == 0) && exemption->port == port_of(address) &&
            g_str_equal(exemption->address, text)) {
            return TRUE;
        }
    }
    return FALSE;
}

const char *dial_forbids(const Dial *dial, const char *host, const struct sockaddr *address)
{
    const char *forbidden = dial->allow_private ? NULL : guard_forbids(address);
    return forbidden && !is_exempt(dial, host, address) ? forbidden : NULL;
}
