/* How bytes can come: slowly, without end, packed, or as no HTTP at all. */
#include "tests/support/hostile_talk.h"

#include <gio/gio.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

/* Time and length */

static void drip(struct talk *talk)
{
    say(talk, HTML "\r\n");
    while (!talk_is_over(talk) && send_bytes(talk, "a", 1)) {
        poll(NULL, 0, DRIP_MS);
    }
}

static void drip_headers(struct talk *talk)
{
    say(talk, "HTTP/1.1 200 OK\r\n");
    for (guint i = 0; !talk_is_over(talk) && send_bytes(talk, "X: 1\r\n", 6) && i < 100000; i++) {
        poll(NULL, 0, DRIP_MS);
    }
}

void silent(struct talk *talk)
{
    struct pollfd gone = {.fd = talk->socket, .events = POLLIN};
    while (!talk_is_over(talk) && poll(&gone, 1, DRIP_MS) == 0) {
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

GByteArray *hostile_pack(const void *bytes, gsize length)
{
    g_autoptr(GConverter) gzip = G_CONVERTER(g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
    g_autoptr(GInputStream) plain = g_memory_input_stream_new_from_data(bytes, (gssize)length, NULL);
    g_autoptr(GInputStream) stream = g_converter_input_stream_new(plain, gzip);
    g_autoptr(GOutputStream) out = g_memory_output_stream_new_resizable();
    g_output_stream_splice(out, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL);
    return g_bytes_unref_to_array(g_memory_output_stream_steal_as_bytes(G_MEMORY_OUTPUT_STREAM(out)));
}

static void send_packed(struct talk *talk, const char *encoding, const void *bytes, gsize length)
{
    sayf(talk, HTML "Content-Encoding: %s\r\nContent-Length: %zu\r\n\r\n", encoding, length);
    send_bytes(talk, bytes, length);
}

static void gzip_fine(struct talk *talk)
{
    g_autoptr(GByteArray) packed = hostile_pack(PAGE, strlen(PAGE));
    send_packed(talk, "gzip", packed->data, packed->len);
}

static void gzip_twice(struct talk *talk)
{
    g_autoptr(GByteArray) once = hostile_pack(PAGE, strlen(PAGE));
    g_autoptr(GByteArray) twice = hostile_pack(once->data, once->len);
    send_packed(talk, "gzip, gzip", twice->data, twice->len);
}

static void gzip_nine_times(struct talk *talk)
{
    g_autoptr(GByteArray) packed = hostile_pack(PAGE, strlen(PAGE));
    send_packed(talk, "gzip, gzip, gzip, gzip, gzip, gzip, gzip, gzip, gzip", packed->data, packed->len);
}

static void gzip_broken(struct talk *talk)
{
    g_autoptr(GByteArray) packed = hostile_pack(PAGE PAGE PAGE PAGE, strlen(PAGE) * 4);
    memset(packed->data + 10, 0xff, packed->len - 10); // behind the header, where no block can begin so
    send_packed(talk, "gzip", packed->data, packed->len);
}

void gzip_bomb(struct talk *talk)
{
    const GByteArray *bomb = talk_bomb(talk);
    send_packed(talk, "gzip", bomb->data, bomb->len);
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

const struct behaviour HOSTILE_WIRE[] = {
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
    {NULL, NULL, NULL, NULL},
};
