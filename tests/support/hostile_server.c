#include "tests/support/hostile_server.h"

#include <arpa/inet.h>
#include <gio/gio.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MAX_REQUEST_BYTES = 16384, DRIP_MS = 50 };

struct HostileServer {
    int listener;
    guint16 port, elsewhere;
    GThread *thread;
    gint stopping;
    GByteArray *bomb;       /* 16 MiB of zeros, packed */
    GMutex mutex;           /* for all below */
    GHashTable *n_requests; /* behaviour -> count */
    GPtrArray *threads;     /* of GThread* */
};

/* One request being answered. */
struct talk {
    HostileServer *server;
    int socket;
    char behaviour[64], path[4096], head[MAX_REQUEST_BYTES];
    guint n_earlier; /* requests of the same behaviour, pages only */
};

typedef void (*behave)(struct talk *talk);

static gboolean is_over(const struct talk *talk)
{
    return g_atomic_int_get(&talk->server->stopping);
}

static gboolean send_bytes(const struct talk *talk, const void *bytes, gsize length)
{
    const char *p = bytes;
    while (length > 0 && !is_over(talk)) {
        const ssize_t n = send(talk->socket, p, MIN(length, (gsize)65536), MSG_NOSIGNAL);
        if (n <= 0) {
            return FALSE;
        }
        p += n;
        length -= (gsize)n;
    }
    return length == 0;
}

static void say(const struct talk *talk, const char *text)
{
    send_bytes(talk, text, strlen(text));
}

static void sayf(const struct talk *talk, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void sayf(const struct talk *talk, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    say(talk, text);
}

#define HTML "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n"
#define PAGE "<!doctype html><title>Page</title><p>hello"

static void answer(const struct talk *talk, const char *body)
{
    sayf(talk, HTML "Content-Length: %zu\r\n\r\n%s", strlen(body), body);
}

static void status(const struct talk *talk, const char *line, const char *headers)
{
    sayf(talk, "HTTP/1.1 %s\r\nContent-Type: text/html\r\n%sContent-Length: 1\r\nConnection: close\r\n\r\nx", line,
         headers);
}

static void redirect(const struct talk *talk, const char *location)
{
    sayf(talk, "HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", location);
}

/* Time and length */

static void drip(struct talk *talk)
{
    say(talk, HTML "\r\n");
    while (!is_over(talk) && send_bytes(talk, "a", 1)) {
        poll(NULL, 0, DRIP_MS);
    }
}

static void drip_headers(struct talk *talk)
{
    say(talk, "HTTP/1.1 200 OK\r\n");
    for (guint i = 0; !is_over(talk) && send_bytes(talk, "X: 1\r\n", 6) && i < 100000; i++) {
        poll(NULL, 0, DRIP_MS);
    }
}

static void silent(struct talk *talk)
{
    struct pollfd gone = {.fd = talk->socket, .events = POLLIN};
    while (!is_over(talk) && poll(&gone, 1, DRIP_MS) == 0) {
    }
}

static void no_length(struct talk *talk)
{
    say(talk, HTML "\r\n" PAGE);
}

static void too_short(struct talk *talk)
{
    say(talk, HTML "Content-Length: 1000\r\n\r\n" PAGE);
}

static void too_long(struct talk *talk)
{
    say(talk, HTML "Content-Length: 10\r\n\r\n" PAGE);
}

static void negative_length(struct talk *talk)
{
    say(talk, HTML "Content-Length: -5\r\n\r\n" PAGE);
}

static void huge_length(struct talk *talk)
{
    say(talk, HTML "Content-Length: 99999999999999999999999\r\n\r\n" PAGE);
}

static void reset(struct talk *talk)
{
    say(talk, HTML "Content-Length: 100000\r\n\r\n" PAGE);
    const struct linger at_once = {.l_onoff = 1};
    setsockopt(talk->socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

static void reset_once(struct talk *talk)
{
    if (talk->n_earlier == 0) {
        reset(talk);
    } else {
        answer(talk, PAGE);
    }
}

static void hang_up(struct talk *talk)
{
    (void)talk;
}

static void endless(struct talk *talk)
{
    g_autofree char *block = g_strnfill(65536, 'a');
    say(talk, HTML "\r\n");
    while (send_bytes(talk, block, 65536)) {
    }
}

static void endless_chunks(struct talk *talk)
{
    say(talk, HTML "Transfer-Encoding: chunked\r\n\r\n");
    while (send_bytes(talk, "1\r\na\r\n", 6)) {
    }
}

/* Packing */

static GByteArray *pack(const void *bytes, gsize length)
{
    g_autoptr(GConverter) gzip = G_CONVERTER(g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
    g_autoptr(GInputStream) plain = g_memory_input_stream_new_from_data(bytes, (gssize)length, NULL);
    g_autoptr(GInputStream) stream = g_converter_input_stream_new(plain, gzip);
    g_autoptr(GOutputStream) out = g_memory_output_stream_new_resizable();
    g_output_stream_splice(out, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL);
    return g_bytes_unref_to_array(g_memory_output_stream_steal_as_bytes(G_MEMORY_OUTPUT_STREAM(out)));
}

static void send_packed(const struct talk *talk, const char *encoding, const void *bytes, gsize length)
{
    sayf(talk, HTML "Content-Encoding: %s\r\nContent-Length: %zu\r\n\r\n", encoding, length);
    send_bytes(talk, bytes, length);
}

static void gzip_fine(struct talk *talk)
{
    g_autoptr(GByteArray) packed = pack(PAGE, strlen(PAGE));
    send_packed(talk, "gzip", packed->data, packed->len);
}

static void gzip_twice(struct talk *talk)
{
    g_autoptr(GByteArray) once = pack(PAGE, strlen(PAGE));
    g_autoptr(GByteArray) twice = pack(once->data, once->len);
    send_packed(talk, "gzip, gzip", twice->data, twice->len);
}

static void gzip_nine_times(struct talk *talk)
{
    g_autoptr(GByteArray) packed = pack(PAGE, strlen(PAGE));
    send_packed(talk, "gzip, gzip, gzip, gzip, gzip, gzip, gzip, gzip, gzip", packed->data, packed->len);
}

static void gzip_broken(struct talk *talk)
{
    g_autoptr(GByteArray) packed = pack(PAGE PAGE PAGE PAGE, strlen(PAGE) * 4);
    memset(packed->data + 10, 0xff, packed->len - 10); // behind the header, where no block can begin so
    send_packed(talk, "gzip", packed->data, packed->len);
}

static void gzip_bomb(struct talk *talk)
{
    send_packed(talk, "gzip", talk->server->bomb->data, talk->server->bomb->len);
}

static void brotli_bomb(struct talk *talk)
{
    // 64 MiB of zeros
    static const guint8 PACKED[] = {
        0xcf, 0xff, 0xff, 0x7f, 0xf8, 0x27, 0x00, 0xe2, 0xb1, 0x40, 0x20, 0xf7, 0xfe, 0x9f, 0xff, 0xff, 0xff, 0xf0,
        0x4f, 0x00, 0xc4, 0x61, 0x01, 0x80, 0xee, 0xfd, 0x3f, 0xff, 0xff, 0xff, 0xe1, 0x9f, 0x00, 0x88, 0xc3, 0x22,
        0x00, 0xdd, 0xfb, 0xff, 0xfc, 0xff, 0xff, 0xc7, 0x3f, 0x01, 0x10, 0x87, 0x05, 0x00, 0xba, 0xf7, 0xff,
    };
    send_packed(talk, "br", PACKED, sizeof PACKED);
}

static void zstd_bomb(struct talk *talk)
{
    g_autoptr(GByteArray) packed = g_byte_array_new();
    g_byte_array_append(packed, (const guint8 *)"\x28\xb5\x2f\xfd\x00\x58", 6); // a frame with a window of 2 MiB
    const guint32 size = 128 * 1024;
    for (guint i = 0; i < 512; i++) { // blocks of one octet repeated
        const guint32 header = (i == 511) | 1u << 1 | size << 3;
        const guint8 block[] = {header & 0xff, header >> 8 & 0xff, header >> 16 & 0xff, 'a'};
        g_byte_array_append(packed, block, sizeof block);
    }
    send_packed(talk, "zstd", packed->data, packed->len);
}

static void unknown_encoding(struct talk *talk)
{
    send_packed(talk, "rot13", PAGE, strlen(PAGE));
}

/* Broken HTTP */

static void http09(struct talk *talk)
{
    say(talk, PAGE);
}

static void garbage(struct talk *talk)
{
    send_bytes(talk, "\x16\x03\x01\x00\x00\x00\xff\xff\n\n", 10);
}

static void bad_chunk(struct talk *talk)
{
    say(talk, HTML "Transfer-Encoding: chunked\r\n\r\nzz\r\n" PAGE "\r\n0\r\n\r\n");
}

static void cut_chunk(struct talk *talk)
{
    say(talk, HTML "Transfer-Encoding: chunked\r\n\r\n100\r\n" PAGE);
}

static void huge_header(struct talk *talk)
{
    g_autofree char *value = g_strnfill(100 * 1024, 'a');
    sayf(talk, HTML "X-Large: %s\r\n\r\n" PAGE, value);
}

static void many_headers(struct talk *talk)
{
    say(talk, "HTTP/1.1 200 OK\r\n");
    for (guint i = 0; i < 1000000 && send_bytes(talk, "Set-Cookie: a=b\r\n", 17); i++) {
    }
}

static void endless_hints(struct talk *talk)
{
    for (guint i = 0; i < 1000000 && send_bytes(talk, "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", 40); i++) {
    }
}

static void hints(struct talk *talk)
{
    say(talk, "HTTP/1.1 103 Early Hints\r\nContent-Type: image/png\r\nLink: </a>; rel=preload\r\n\r\n");
    answer(talk, PAGE);
}

static void nul_in_header(struct talk *talk)
{
    static const char head[] = "HTTP/1.1 200 OK\r\nContent-Type: text/\0html\r\nContent-Length: 1\r\n\r\nx";
    send_bytes(talk, head, sizeof head - 1);
}

static void no_type(struct talk *talk)
{
    say(talk, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" PAGE);
}

/* Redirects */

static void to_itself(struct talk *talk)
{
    redirect(talk, talk->path);
}

static void in_a_circle(struct talk *talk)
{
    redirect(talk, g_str_equal(talk->path, "/a") ? "/" : "/a");
}

static void cookie_wall(struct talk *talk)
{
    if (strstr(talk->head, "\r\nCookie:")) {
        answer(talk, PAGE);
    } else {
        sayf(talk, "HTTP/1.1 302 Found\r\nSet-Cookie: seen=1\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n", talk->path);
    }
}

static void without_end(struct talk *talk)
{
    g_autofree char *next = g_strdup_printf("/%u", (guint)g_ascii_strtoull(talk->path + 1, NULL, 10) + 1);
    redirect(talk, next);
}

static void to_elsewhere(const struct talk *talk, const char *host)
{
    g_autofree char *location = g_strdup_printf("http://%s:%u/", host, talk->server->elsewhere);
    redirect(talk, location);
}

static void to_127_1(struct talk *talk)
{
    to_elsewhere(talk, "127.1");
}

static void to_hexadecimal(struct talk *talk)
{
    to_elsewhere(talk, "0x7f000001");
}

static void to_decimal(struct talk *talk)
{
    to_elsewhere(talk, "2130706433");
}

static void to_mapped(struct talk *talk)
{
    to_elsewhere(talk, "[::ffff:127.0.0.1]");
}

static void to_localhost(struct talk *talk)
{
    to_elsewhere(talk, "localhost");
}

static void to_name_inside(struct talk *talk)
{
    to_elsewhere(talk, "localhost."); // resolves to loopback, and ends in a dot
}

static void to_user_at_inside(struct talk *talk)
{
    to_elsewhere(talk, "roe.example@127.0.0.1");
}

static void to_metadata(struct talk *talk)
{
    redirect(talk, "http://169.254.169.254/latest/meta-data/");
}

static void to_file(struct talk *talk)
{
    redirect(talk, "file:///etc/passwd");
}

static void to_ftp(struct talk *talk)
{
    redirect(talk, "ftp://ftp.example/");
}

static void to_gopher(struct talk *talk)
{
    redirect(talk, "gopher://127.0.0.1:25/_HELO");
}

static void to_injection(struct talk *talk)
{
    redirect(talk, talk->n_earlier == 0 ? "/x%0d%0aHost:%20evil.example%0d%0a\tX" : "/");
}

static void to_nowhere(struct talk *talk)
{
    redirect(talk, "http://");
}

static void to_login(struct talk *talk)
{
    redirect(talk, "/accounts/login/?next=/");
}

/* Saying no */

static void challenge(struct talk *talk)
{
    answer(talk, "<!doctype html><title>Just a moment...</title><script>window._cf_chl_opt={}</script>");
}

static void challenge_header(struct talk *talk)
{
    status(talk, "403 Forbidden", "cf-mitigated: challenge\r\n");
}

static void too_many_once(struct talk *talk)
{
    if (talk->n_earlier == 0) {
        status(talk, "429 Too Many Requests", "Retry-After: 1\r\n");
    } else {
        answer(talk, PAGE);
    }
}

static void too_many(struct talk *talk)
{
    status(talk, "429 Too Many Requests", "Retry-After: 1\r\n");
}

static void come_back_tomorrow(struct talk *talk)
{
    status(talk, "503 Service Unavailable", "Retry-After: 86400\r\n");
}

static void retry_at_date(struct talk *talk)
{
    if (talk->n_earlier == 0) {
        status(talk, "503 Service Unavailable",
               "Date: Sat, 21 Nov 2026 10:00:00 GMT\r\nRetry-After: Sat, 21 Nov 2026 10:00:01 GMT\r\n");
    } else {
        answer(talk, PAGE);
    }
}

static void linkedin(struct talk *talk)
{
    status(talk, "999 Request denied", "");
}

static void password(struct talk *talk)
{
    status(talk, "401 Unauthorized", "WWW-Authenticate: Basic realm=x\r\n");
}

static void legal(struct talk *talk)
{
    status(talk, "451 Unavailable For Legal Reasons", "");
}

static void server_error(struct talk *talk)
{
    status(talk, "500 Internal Server Error", "");
}

static void error_once(struct talk *talk)
{
    if (talk->n_earlier == 0) {
        status(talk, "502 Bad Gateway", "");
    } else {
        answer(talk, PAGE);
    }
}

static void soft_404(struct talk *talk)
{
    answer(talk, "<title>Page not found | Roe</title><p>Sorry");
}

/* Statuses out of place */

static void s204(struct talk *talk)
{
    say(talk, "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
}

static void s205(struct talk *talk)
{
    say(talk, "HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
}

static void s206(struct talk *talk)
{
    say(talk, "HTTP/1.1 206 Partial Content\r\nContent-Type: text/html\r\nContent-Range: bytes 0-3/9\r\n"
              "Content-Length: 4\r\nConnection: close\r\n\r\n<p>a");
}

static void s304(struct talk *talk)
{
    say(talk, "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n");
}

static void s700(struct talk *talk)
{
    status(talk, "700 Beyond", "");
}

/* Contents */

static void pdf_as_html(struct talk *talk)
{
    answer(talk, "%PDF-1.7 and so on");
}

static void html_as_binary(struct talk *talk)
{
    say(talk, "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: 3\r\n\r\n<p>");
}

static void utf16(struct talk *talk)
{
    static const char text[] = "\xff\xfe<\0p\0>\0h\0i\0";
    sayf(talk, "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-16\r\nContent-Length: %zu\r\n\r\n",
         sizeof text - 1);
    send_bytes(talk, text, sizeof text - 1);
}

static void wrong_charset(struct talk *talk)
{
    say(talk, "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=\"no-such-charset\"\r\nContent-Length: "
              "5\r\n\r\n<p>\xc3\xa9");
}

static void nofollow(struct talk *talk)
{
    say(talk, HTML "X-Robots-Tag: noindex\r\nX-Robots-Tag: nofollow\r\n\r\n<a href=\"/b\">b</a>");
}

/* Without end */

static void calendar(struct talk *talk)
{
    const guint64 in_path = g_ascii_strtoull(strrchr(talk->path, '/') + 1, NULL, 10);
    const guint month = in_path > 0 ? (guint)in_path : 1000;
    g_autofree char *body = g_strdup_printf("<title>Month %u</title><a href=\"/calendar/2026/%u\">previous</a>"
                                            "<a href=\"/calendar/2026/%u\">next</a>",
                                            month, month - 1, month + 1);
    answer(talk, body);
}

static void archive(struct talk *talk)
{
    g_autoptr(GString) body = g_string_new("<title>Archive</title>");
    for (guint i = 0; i < 300 && talk->path[1] == '\0'; i++) {
        g_string_append_printf(body, "<a href=\"/archive/2026-%u/\">x</a>", i);
    }
    answer(talk, body->str);
}

static void growing(struct talk *talk)
{
    answer(talk, "<title>Page</title><a href=\"more/\">more</a><a href=\"other/more/\">other</a>");
}

static void facets(struct talk *talk)
{
    g_autoptr(GString) body = g_string_new("<title>Shop</title>");
    for (guint i = 0; i < 400 && talk->path[1] == '\0'; i++) {
        g_string_append_printf(body, "<a href=\"/shop?colour=%u&amp;size=%u&amp;sort=%u\">x</a>", i % 7, i % 11, i);
    }
    answer(talk, body->str);
}

static void sessions(struct talk *talk)
{
    g_autoptr(GString) body = g_string_new("<title>Shop</title>");
    for (guint i = 0; i < 100; i++) {
        g_string_append_printf(body,
                               "<a href=\"/?PHPSESSID=%u\">x</a><a href=\"/;jsessionid=%u\">y</a>"
                               "<a href=\"/?utm_source=%u\">z</a>",
                               i, i, i);
    }
    answer(talk, body->str);
}

static void many_links(struct talk *talk)
{
    g_autoptr(GString) body = g_string_new("<title>All</title>");
    for (guint i = 0; i < 10000 && talk->path[1] == '\0'; i++) {
        g_string_append_printf(body, "<a href=\"/page-%u.html\">x</a>", i);
    }
    answer(talk, body->str);
}

static void refresh_loop(struct talk *talk)
{
    answer(talk, "<meta http-equiv=\"refresh\" content=\"0;url=/\"><p>hello");
}

static void base_elsewhere(struct talk *talk)
{
    answer(talk, "<base href=\"http://other.example/\"><a href=\"a\">a</a><a href=\"b\">b</a>");
}

/* robots.txt and sitemaps: the page itself is fine */

static void fine(struct talk *talk)
{
    answer(talk, "<title>Page</title><a href=\"/private/a\">a</a><a href=\"/open\">b</a>");
}

static void text(const struct talk *talk, const char *body)
{
    sayf(talk, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n%s",
         strlen(body), body);
}

static void robots_large(struct talk *talk)
{
    g_autoptr(GString) body = g_string_new("User-agent: *\nDisallow: /private\n");
    while (body->len < 600 * 1024) {
        g_string_append(body, "# filling\n");
    }
    g_string_append(body, "Disallow: /open\n");
    text(talk, body->str);
}

static void robots_redirected(struct talk *talk)
{
    const guint64 n = g_ascii_strtoull(strpbrk(talk->path, "?") ? strpbrk(talk->path, "?") + 1 : "0", NULL, 10);
    g_autofree char *next = g_strdup_printf("/robots.txt?%u", (guint)n + 1);
    if (n < 5) {
        redirect(talk, next);
    } else {
        text(talk, "User-agent: *\nDisallow: /private\n");
    }
}

static void robots_html(struct talk *talk)
{
    answer(talk, "<!doctype html><title>Welcome</title><p>Disallow: everything");
}

static void robots_refuses(struct talk *talk)
{
    text(talk, "User-agent: *\nDisallow: /private\n");
}

static void robots_bomb(struct talk *talk)
{
    gzip_bomb(talk);
}

static void robots_forbidden(struct talk *talk)
{
    status(talk, "403 Forbidden", "");
}

static void sitemap_loop(struct talk *talk)
{
    answer(talk, "<sitemapindex><sitemap><loc>/sitemap.xml</loc></sitemap><sitemap><loc>/sitemap.xml?2</loc></sitemap>"
                 "</sitemapindex>");
}

static void sitemap_orphan(struct talk *talk)
{
    answer(talk, "<urlset><url><loc>/orphan</loc><lastmod>2026-01-02</lastmod></url>"
                 "<url><loc>http://other.example/</loc></url></urlset>");
}

/* Name; what it does for pages; for robots.txt (NULL: there is none); for sitemaps likewise. */
static const struct {
    const char *name;
    behave page, robots, sitemap;
} BEHAVIOURS[] = {
    {"drip", drip, NULL, NULL},
    {"drip-headers", drip_headers, NULL, NULL},
    {"silent", silent, NULL, NULL},
    {"no-length", no_length, NULL, NULL},
    {"too-short", too_short, NULL, NULL},
    {"too-long", too_long, NULL, NULL},
    {"negative-length", negative_length, NULL, NULL},
    {"huge-length", huge_length, NULL, NULL},
    {"reset", reset, NULL, NULL},
    {"reset-once", reset_once, NULL, NULL},
    {"hang-up", hang_up, NULL, NULL},
    {"endless", endless, NULL, NULL},
    {"endless-chunks", endless_chunks, NULL, NULL},
    {"gzip", gzip_fine, NULL, NULL},
    {"gzip-twice", gzip_twice, NULL, NULL},
    {"gzip-nine-times", gzip_nine_times, NULL, NULL},
    {"gzip-broken", gzip_broken, NULL, NULL},
    {"gzip-bomb", gzip_bomb, NULL, NULL},
    {"brotli-bomb", brotli_bomb, NULL, NULL},
    {"zstd-bomb", zstd_bomb, NULL, NULL},
    {"unknown-encoding", unknown_encoding, NULL, NULL},
    {"http09", http09, NULL, NULL},
    {"garbage", garbage, NULL, NULL},
    {"bad-chunk", bad_chunk, NULL, NULL},
    {"cut-chunk", cut_chunk, NULL, NULL},
    {"huge-header", huge_header, NULL, NULL},
    {"many-headers", many_headers, NULL, NULL},
    {"endless-hints", endless_hints, NULL, NULL},
    {"hints", hints, NULL, NULL},
    {"nul-in-header", nul_in_header, NULL, NULL},
    {"no-type", no_type, NULL, NULL},
    {"to-itself", to_itself, NULL, NULL},
    {"in-a-circle", in_a_circle, NULL, NULL},
    {"cookie-wall", cookie_wall, NULL, NULL},
    {"without-end", without_end, NULL, NULL},
    {"to-127-1", to_127_1, NULL, NULL},
    {"to-hexadecimal", to_hexadecimal, NULL, NULL},
    {"to-decimal", to_decimal, NULL, NULL},
    {"to-mapped", to_mapped, NULL, NULL},
    {"to-localhost", to_localhost, NULL, NULL},
    {"to-name-inside", to_name_inside, NULL, NULL},
    {"to-user-at-inside", to_user_at_inside, NULL, NULL},
    {"to-metadata", to_metadata, NULL, NULL},
    {"to-file", to_file, NULL, NULL},
    {"to-ftp", to_ftp, NULL, NULL},
    {"to-gopher", to_gopher, NULL, NULL},
    {"to-injection", to_injection, NULL, NULL},
    {"to-nowhere", to_nowhere, NULL, NULL},
    {"to-login", to_login, NULL, NULL},
    {"challenge", challenge, NULL, NULL},
    {"challenge-header", challenge_header, NULL, NULL},
    {"too-many-once", too_many_once, NULL, NULL},
    {"too-many", too_many, NULL, NULL},
    {"come-back-tomorrow", come_back_tomorrow, NULL, NULL},
    {"retry-at-date", retry_at_date, NULL, NULL},
    {"linkedin", linkedin, NULL, NULL},
    {"password", password, NULL, NULL},
    {"legal", legal, NULL, NULL},
    {"server-error", server_error, NULL, NULL},
    {"error-once", error_once, NULL, NULL},
    {"soft-404", soft_404, NULL, NULL},
    {"s204", s204, NULL, NULL},
    {"s205", s205, NULL, NULL},
    {"s206", s206, NULL, NULL},
    {"s304", s304, NULL, NULL},
    {"s700", s700, NULL, NULL},
    {"pdf-as-html", pdf_as_html, NULL, NULL},
    {"html-as-binary", html_as_binary, NULL, NULL},
    {"utf16", utf16, NULL, NULL},
    {"wrong-charset", wrong_charset, NULL, NULL},
    {"nofollow", nofollow, NULL, NULL},
    {"calendar", calendar, NULL, NULL},
    {"archive", archive, NULL, NULL},
    {"growing", growing, NULL, NULL},
    {"facets", facets, NULL, NULL},
    {"sessions", sessions, NULL, NULL},
    {"many-links", many_links, NULL, NULL},
    {"refresh-loop", refresh_loop, NULL, NULL},
    {"base-elsewhere", base_elsewhere, NULL, NULL},
    {"robots-large", fine, robots_large, NULL},
    {"robots-redirected", fine, robots_redirected, NULL},
    {"robots-redirected-forever", fine, without_end, NULL},
    {"robots-html", fine, robots_html, NULL},
    {"robots-refuses", fine, robots_refuses, NULL},
    {"robots-forbidden", fine, robots_forbidden, NULL},
    {"robots-fails", fine, server_error, NULL},
    {"robots-silent", fine, silent, NULL},
    {"robots-bomb", fine, robots_bomb, NULL},
    {"robots-inside", fine, to_127_1, NULL},
    {"sitemap-loop", fine, NULL, sitemap_loop},
    {"sitemap-orphan", fine, NULL, sitemap_orphan},
    {"sitemap-bomb", fine, NULL, gzip_bomb},
    {"sitemap-inside", fine, NULL, to_127_1},
};

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
    g_mutex_lock(&talk->server->mutex);
    talk->n_earlier = GPOINTER_TO_UINT(g_hash_table_lookup(talk->server->n_requests, talk->behaviour));
    g_hash_table_insert(talk->server->n_requests, g_strdup(talk->behaviour), GUINT_TO_POINTER(talk->n_earlier + 1));
    g_mutex_unlock(&talk->server->mutex);
}

static void respond(struct talk *talk)
{
    static const char NOTHING[] = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    const gboolean robots = g_str_has_prefix(talk->path, "/robots.txt");
    const gboolean sitemap = g_str_has_prefix(talk->path, "/sitemap");
    for (gsize i = 0; i < G_N_ELEMENTS(BEHAVIOURS); i++) {
        if (!g_str_equal(BEHAVIOURS[i].name, talk->behaviour)) {
            continue;
        }
        const behave behaviour = robots ? BEHAVIOURS[i].robots : sitemap ? BEHAVIOURS[i].sitemap : BEHAVIOURS[i].page;
        if (!robots && !sitemap) {
            count(talk);
        }
        if (behaviour) {
            behaviour(talk);
            return;
        }
    }
    say(talk, NOTHING);
}

static gpointer talk_to(gpointer data)
{
    struct talk *talk = data;
    if (read_request(talk)) {
        respond(talk);
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
    g_autofree char *zeros = g_malloc0(16 << 20);
    server->bomb = pack(zeros, 16 << 20);
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
    g_byte_array_unref(server->bomb);
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

const char *const *hostile_server_behaviours(void)
{
    static const char *names[G_N_ELEMENTS(BEHAVIOURS) + 1];
    for (gsize i = 0; i < G_N_ELEMENTS(BEHAVIOURS); i++) {
        names[i] = BEHAVIOURS[i].name;
    }
    return names;
}
