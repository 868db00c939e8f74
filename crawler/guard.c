#include "crawler/guard.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

struct range {
    const char *prefix;
    guint bits;
    const char *what;
};

/* IANA's special-purpose registries: what is not globally reachable, and what tunnels to what may not be. */
static const struct range RANGES4[] = {
    {"0.0.0.0", 8, "“this network”"},
    {"10.0.0.0", 8, "a private network"},
    {"100.64.0.0", 10, "a provider's private network"},
    {"127.0.0.0", 8, "loopback"},
    {"169.254.0.0", 16, "link-local"},
    {"172.16.0.0", 12, "a private network"},
    {"192.0.0.0", 24, "reserved for protocols"},
    {"192.0.2.0", 24, "reserved for documentation"},
    {"192.88.99.0", 24, "a 6to4 relay"},
    {"192.168.0.0", 16, "a private network"},
    {"198.18.0.0", 15, "reserved for benchmarks"},
    {"198.51.100.0", 24, "reserved for documentation"},
    {"203.0.113.0", 24, "reserved for documentation"},
    {"224.0.0.0", 4, "multicast"},
    {"240.0.0.0", 4, "reserved"},
};

static const struct range RANGES6[] = {
    {"::1", 128, "loopback"},
    {"::", 96, "reserved"},
    {"64:ff9b:1::", 48, "a local translation prefix"},
    {"100::", 64, "a discard prefix"},
    {"2001::", 23, "reserved for protocols (Teredo and others)"},
    {"2001:db8::", 32, "reserved for documentation"},
    {"2002::", 16, "a 6to4 tunnel"},
    {"3fff::", 20, "reserved for documentation"},
    {"5f00::", 16, "reserved for segment routing"},
    {"fc00::", 7, "a private network"},
    {"fe80::", 10, "link-local"},
    {"fec0::", 10, "a private network"},
    {"ff00::", 8, "multicast"},
};

static gboolean is_in_range(const guint8 *address, const guint8 *prefix, guint bits)
{
    const guint whole = bits / 8;
    const guint8 mask = (guint8)(0xff00 >> bits % 8);
    return memcmp(address, prefix, whole) == 0 && (bits % 8 == 0 || ((address[whole] ^ prefix[whole]) & mask) == 0);
}

static const char *find_range(int family, const guint8 *address, const struct range *ranges, gsize n_ranges)
{
    for (gsize i = 0; i < n_ranges; i++) {
        guint8 prefix[16];
        if (inet_pton(family, ranges[i].prefix, prefix) == 1 && is_in_range(address, prefix, ranges[i].bits)) {
            return ranges[i].what;
        }
    }
    return NULL;
}

static const char *forbids6(const guint8 *address)
{
    static const guint8 MAPPED[12] = {[10] = 0xff, [11] = 0xff};
    static const guint8 NAT64[12] = {0x00, 0x64, 0xff, 0x9b};
    // Both carry an IPv4 address, which is what will be reached. Nothing public is dialled as a mapped one.
    if (memcmp(address, MAPPED, sizeof MAPPED) == 0) {
        const char *what = find_range(AF_INET, address + 12, RANGES4, G_N_ELEMENTS(RANGES4));
        return what ? what : "an IPv4-mapped address";
    }
    if (memcmp(address, NAT64, sizeof NAT64) == 0) {
        return find_range(AF_INET, address + 12, RANGES4, G_N_ELEMENTS(RANGES4));
    }
    return find_range(AF_INET6, address, RANGES6, G_N_ELEMENTS(RANGES6));
}

static const guint8 *bytes_of(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        return (const guint8 *)&((const struct sockaddr_in *)(const void *)address)->sin_addr;
    }
    return (const guint8 *)&((const struct sockaddr_in6 *)(const void *)address)->sin6_addr;
}

const char *guard_forbids(const struct sockaddr *address)
{
    switch (address->sa_family) {
    case AF_INET:
        return find_range(AF_INET, bytes_of(address), RANGES4, G_N_ELEMENTS(RANGES4));
    case AF_INET6:
        return forbids6(bytes_of(address));
    default:
        return "not an internet address";
    }
}

gboolean guard_parse(const char *text, struct sockaddr_storage *out)
{
    g_autofree char *bare = g_strdup(text[0] == '[' ? text + 1 : text);
    bare[strcspn(bare, "]%")] = '\0';
    struct sockaddr_in *in4 = (void *)out;
    struct sockaddr_in6 *in6 = (void *)out;
    memset(out, 0, sizeof *out);
    if (inet_pton(AF_INET, bare, &in4->sin_addr) == 1) {
        in4->sin_family = AF_INET;
        return TRUE;
    }
    if (inet_pton(AF_INET6, bare, &in6->sin6_addr) == 1) {
        in6->sin6_family = AF_INET6;
        return TRUE;
    }
    return FALSE;
}

const char *guard_forbids_text(const char *host)
{
    struct sockaddr_storage address;
    return guard_parse(host, &address) ? guard_forbids((const struct sockaddr *)&address) : NULL;
}

gboolean guard_is_loopback(const struct sockaddr *address)
{
    return g_strcmp0(guard_forbids(address), "loopback") == 0;
}

char *guard_text(const struct sockaddr *address)
{
    char text[INET6_ADDRSTRLEN] = "";
    if (address->sa_family == AF_INET || address->sa_family == AF_INET6) {
        inet_ntop(address->sa_family, bytes_of(address), text, sizeof text);
    }
    return g_strdup(text);
}
