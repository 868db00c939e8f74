#include "crawler/answer.h"

#include "crawler/address.h"
#include "crawler/refusal.h"

#include <string.h>

enum { SNIFF_BYTES = 512 };

static char *media_type(const char *content_type)
{
    if (!content_type) {
        return NULL;
    }
    g_autofree char *type = g_strndup(content_type, strcspn(content_type, ";,"));
    g_strstrip(type);
    return *type ? g_ascii_strdown(type, -1) : NULL;
}

static char *charset_of(const char *content_type)
{
    const char *p = content_type ? strchr(content_type, ';') : NULL;
    for (; p; p = strchr(p, ';')) {
        p += 1 + strspn(p + 1, " \t");
        if (g_ascii_strncasecmp(p, "charset=", 8) == 0) {
            p += 8 + strspn(p + 8, " \t\"'");
            const gsize n = strcspn(p, " \t\"';,");
            return n > 0 && n < 64 ? g_ascii_strdown(p, (gssize)n) : NULL;
        }
    }
    return NULL;
}

static gboolean is_page_type(const char *type)
{
    return g_str_equal(type, "text/html") || g_str_equal(type, "application/xhtml+xml") ||
           g_str_equal(type, "text/xhtml");
}

gboolean answer_wants(const struct http_reply *reply)
{
    g_autofree char *type = media_type(reply->headers[HTTP_CONTENT_TYPE]);
    return !type || is_page_type(type);
}

static gboolean is_redirect(guint status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

static void set(struct fetched *fetched, enum fetch_outcome outcome, const char *reason)
{
    fetched->outcome = outcome;
    g_free(fetched->reason);
    fetched->reason = g_strdup(reason);
}

static void read_redirect(const struct http_reply *reply, struct fetched *fetched)
{
    const char *to = reply->headers[HTTP_LOCATION];
    fetched->location = to ? address_resolve(fetched->address, to) : NULL;
    if (fetched->location && refusal_is_login(fetched->location) && !refusal_is_login(fetched->address)) {
        g_clear_pointer(&fetched->location, g_free);
        set(fetched, FETCH_BLOCKED, "it asks visitors to log in");
    } else if (fetched->location) {
        set(fetched, FETCH_REDIRECT, NULL);
        fetched->reason = g_strdup_printf("leads to %s", fetched->location);
    } else {
        set(fetched, FETCH_ERROR, "it redirects to what is not a web address");
    }
}

static void read_refusal(guint status, struct fetched *fetched)
{
    const struct {
        guint status;
        enum fetch_outcome outcome;
        const char *reason;
    } known[] = {
        {401, FETCH_BLOCKED, "it asks for a name and password (401)"},
        {402, FETCH_BLOCKED, "it asks for payment (402)"},
        {403, FETCH_BLOCKED, "the site refuses automated readers (403)"},
        {404, FETCH_ERROR, "there is no such page (404)"},
        {407, FETCH_BLOCKED, "a proxy asks for a name and password (407)"},
        {410, FETCH_ERROR, "the page is gone (410)"},
        {429, FETCH_BLOCKED, "the site asks for fewer requests (429)"},
        {451, FETCH_BLOCKED, "withheld for legal reasons (451)"},
        {503, FETCH_ERROR, "the site says it is not available now (503)"},
        {999, FETCH_BLOCKED, "the site refuses automated readers (999)"},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(known); i++) {
        if (known[i].status == status) {
            set(fetched, known[i].outcome, known[i].reason);
            return;
        }
    }
    set(fetched, FETCH_ERROR, NULL);
    fetched->reason = status >= 500 ? g_strdup_printf("the site's server failed (%u)", status)
                                    : g_strdup_printf("the server answered %u, which is no page", status);
}

/* Without a type, a body is a page if it begins like one; with one, unless it plainly is something else. */
static gboolean looks_like_page(const guint8 *bytes, gsize length, gboolean declared)
{
    static const char *const OTHERS[] = {"%PDF-", "\x89PNG", "GIF8", "\xff\xd8\xff", "PK\x03\x04", "\x1f\x8b"};
    for (gsize i = 0; i < G_N_ELEMENTS(OTHERS); i++) {
        if (length >= strlen(OTHERS[i]) && memcmp(bytes, OTHERS[i], strlen(OTHERS[i])) == 0) {
            return FALSE;
        }
    }
    if (declared) {
        return TRUE;
    }
    for (gsize i = 0; i < MIN(length, (gsize)SNIFF_BYTES); i++) {
        if (bytes[i] == '<') {
            return TRUE;
        }
    }
    return FALSE;
}

static void read_page(struct http_reply *reply, struct fetched *fetched)
{
    const gboolean declared = fetched->content_type != NULL;
    if (!looks_like_page(reply->body->data, reply->body->len, declared)) {
        set(fetched, FETCH_UNSUPPORTED,
            reply->body->len == 0 && !declared ? "the answer is empty" : "its content is not HTML");
        return;
    }
    fetched->outcome = FETCH_OK;
    fetched->body = g_byte_array_free_to_bytes(g_steal_pointer(&reply->body));
}

/* What the answer says in words outweighs its status: a challenge can come with 200, "not found" too. */
static gboolean read_words(const struct http_reply *reply, struct fetched *fetched)
{
    const char *reason = NULL;
    switch (refusal_of(reply, &reason)) {
    case REFUSAL_NONE:
        return FALSE;
    case REFUSAL_CHALLENGE:
    case REFUSAL_LOGIN:
        set(fetched, FETCH_BLOCKED, reason);
        return TRUE;
    case REFUSAL_NO_PAGE:
        if (reply->status == 200) {
            set(fetched, FETCH_ERROR, reason);
        }
        return reply->status == 200;
    }
    return FALSE;
}

static void read_complete(struct http_reply *reply, struct fetched *fetched)
{
    if (read_words(reply, fetched)) {
        return;
    }
    if (is_redirect(reply->status) && reply->headers[HTTP_LOCATION]) {
        read_redirect(reply, fetched);
    } else if (reply->status != 200 && reply->status != 203) {
        read_refusal(reply->status, fetched);
    } else {
        read_page(reply, fetched);
    }
}

/* The reply's body was left unread because of its type; its status may still say more than the type does. */
static void read_unwanted(struct http_reply *reply, struct fetched *fetched)
{
    if (reply->status != 200 && reply->status != 203) {
        read_complete(reply, fetched);
        return;
    }
    set(fetched, FETCH_UNSUPPORTED, NULL);
    fetched->reason = g_strdup_printf("it is %s, not HTML", fetched->content_type);
}

void answer_read(struct http_reply *reply, struct fetched *fetched)
{
    fetched->status = reply->status;
    fetched->content_type = media_type(reply->headers[HTTP_CONTENT_TYPE]);
    fetched->charset = charset_of(reply->headers[HTTP_CONTENT_TYPE]);
    fetched->last_modified = g_strdup(reply->headers[HTTP_LAST_MODIFIED]);
    if (reply->headers[HTTP_ROBOTS_TAG]) {
        fetched->robots_tag = g_ascii_strdown(reply->headers[HTTP_ROBOTS_TAG], -1);
        fetched->nofollow = strstr(fetched->robots_tag, "nofollow") || strstr(fetched->robots_tag, "none");
    }
    switch (reply->end) {
    case HTTP_COMPLETE:
        read_complete(reply, fetched);
        break;
    case HTTP_UNWANTED:
        read_unwanted(reply, fetched);
        break;
    case HTTP_TOO_LARGE:
        set(fetched, FETCH_TOO_LARGE, reply->problem);
        break;
    case HTTP_TIMED_OUT:
        set(fetched, FETCH_TIMEOUT, reply->problem);
        break;
    case HTTP_REFUSED:
    case HTTP_BAD_CERTIFICATE:
    case HTTP_NO_HOST:
    case HTTP_BROKEN:
    case HTTP_FAILED:
        fetched->bad_certificate = reply->end == HTTP_BAD_CERTIFICATE;
        fetched->no_host = reply->end == HTTP_NO_HOST;
        set(fetched, FETCH_ERROR, reply->problem);
        break;
    }
}

const char *answer_is_no_page(const char *address, gboolean *trifle)
{
    static const struct {
        const char *endings;
        const char *what; /* NULL: a part of pages or a picture, not worth a line */
    } KINDS[] = {
        {" pdf ", "a PDF document"},
        {" doc docx odt rtf pages ", "a word processor's document"},
        {" xls xlsx ods csv ppt pptx odp ", "an office document"},
        {" jpg jpeg png gif webp svg avif ico bmp tif tiff heic mp3 m4a wav ogg mp4 m4v mov avi webm mkv wmv css js "
         "mjs map "
         "json xml rss atom woff woff2 ttf otf eot zip gz tgz rar 7z dmg exe msi apk ics vcf swf txt ",
         NULL},
    };
    *trifle = FALSE;
    g_autofree char *path = address_path(address);
    const char *slash = strrchr(path, '/');
    const char *dot = strrchr(slash ? slash : path, '.');
    if (!dot || strlen(dot) > 8) {
        return NULL;
    }
    g_autofree char *lower = g_ascii_strdown(dot + 1, -1);
    g_autofree char *word = g_strdup_printf(" %s ", lower);
    for (gsize i = 0; i < G_N_ELEMENTS(KINDS); i++) {
        if (strstr(KINDS[i].endings, word)) {
            *trifle = KINDS[i].what == NULL;
            return KINDS[i].what ? KINDS[i].what : "no page";
        }
    }
    return NULL;
}
