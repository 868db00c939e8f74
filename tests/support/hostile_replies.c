/* What a server can say instead of a page. */
#include "tests/support/hostile_talk.h"

#include <string.h>

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

void without_end(struct talk *talk)
{
    g_autofree char *next = g_strdup_printf("/%u", (guint)g_ascii_strtoull(talk->path + 1, NULL, 10) + 1);
    redirect(talk, next);
}

static void to_elsewhere(struct talk *talk, const char *host)
{
    g_autofree char *location = g_strdup_printf("http://%s:%u/", host, talk->elsewhere);
    redirect(talk, location);
}

void to_127_1(struct talk *talk)
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

void server_error(struct talk *talk)
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

const struct behaviour HOSTILE_REPLIES[] = {
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
    {NULL, NULL, NULL, NULL},
};
