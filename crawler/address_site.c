#include "crawler/address.h"

#include <arpa/inet.h>
#include <libpsl.h>
#include <string.h>

#include "crawler/address_layout.h"

char *address_host(const char *address)
{
    const struct layout layout = layout_of(address);
    return layout.path == layout.authority ? NULL : g_strndup(layout.authority, host_length(layout.authority));
}

char *address_path(const char *address)
{
    const struct layout layout = layout_of(address);
    return layout.path == layout.query ? g_strdup("/") : g_strndup(layout.path, (gsize)(layout.query - layout.path));
}

static gboolean is_ip(const char *host)
{
    struct in_addr ignored;
    return host[0] == '[' || strchr(host, ':') || inet_pton(AF_INET, host, &ignored) == 1;
}

char *address_registrable(const char *host)
{
    const char *domain = is_ip(host) ? NULL : psl_registrable_domain(psl_builtin(), host);
    return g_strdup(domain ? domain : host);
}

/*
 * The folder that a root's path means, without its last slash: that of a file ("/en/index.html" -> "/en"), or the path
 * itself, since "/view/roe" is far more often a site of its own than a page of "/view".
 */
static gsize scope_length(const struct layout *root)
{
    gsize length = (gsize)(root->query - root->path);
    const char *slash = memrchr(root->path, '/', length);
    const gboolean is_file = slash && memchr(slash, '.', length - (gsize)(slash - root->path));
    if (is_file) {
        length = (gsize)(slash - root->path);
    }
    return length > 0 && root->path[length - 1] == '/' ? length - 1 : length;
}

/* A root that is its domain's main site stands for every host of the domain; one on another host, for that host only.
 */
static gboolean is_host_in_scope(const char *host, const char *root_host, gboolean whole_site)
{
    const char *bare = g_str_has_prefix(root_host, "www.") ? root_host + 4 : root_host;
    const char *bare_host = g_str_has_prefix(host, "www.") ? host + 4 : host;
    return g_str_equal(bare, bare_host) || (whole_site && !is_ip(bare) && host_is_within(host, bare));
}

static const char *port_of(const struct layout *layout)
{
    return layout->authority + host_length(layout->authority);
}

static gboolean is_same_port(const struct layout *a, const struct layout *b)
{
    const gsize n_a = (gsize)(a->path - port_of(a));
    const gsize n_b = (gsize)(b->path - port_of(b));
    return n_a == n_b && memcmp(port_of(a), port_of(b), n_a) == 0;
}

gboolean address_within(const char *address, const char *root)
{
    const struct layout a = layout_of(address);
    const struct layout r = layout_of(root);
    const gboolean file = g_str_has_prefix(address, "file:");
    if (file != g_str_has_prefix(root, "file:") || !is_same_port(&a, &r)) {
        return FALSE;
    }
    const gsize n = scope_length(&r);
    const gsize n_authority = (gsize)(a.path - a.authority);
    const gboolean same = n_authority > 0 && n_authority == (gsize)(r.path - r.authority) &&
                          memcmp(a.authority, r.authority, n_authority) == 0;
    if (!file && !same) {
        g_autofree char *host = address_host(address);
        g_autofree char *root_host = address_host(root);
        if (!host || !root_host || !is_host_in_scope(host, root_host, n == 0)) {
            return FALSE;
        }
    }
    const gsize n_path = (gsize)(a.query - a.path);
    return n_path >= n && memcmp(a.path, r.path, n) == 0 && (n_path == n || a.path[n] == '/');
}

gboolean host_is_within(const char *host, const char *domain)
{
    const gsize n_host = strlen(host);
    const gsize n = strlen(domain);
    return n > 0 && n <= n_host && (n == n_host || host[n_host - n - 1] == '.') &&
           g_ascii_strcasecmp(host + n_host - n, domain) == 0;
}

gpointer address_key(const char *address)
{
    guint64 hash = G_GUINT64_CONSTANT(14695981039346656037); // FNV-1a
    for (; *address; address++) {
        hash = (hash ^ (guchar)*address) * G_GUINT64_CONSTANT(1099511628211);
    }
    return (gpointer)(gsize)hash;
}
