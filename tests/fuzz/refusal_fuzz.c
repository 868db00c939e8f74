#include <glib.h>
#include <stdint.h>

#include <string.h>

#include "crawler/answer.h"
#include "crawler/refusal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The first bytes choose a status and a type, the next line is a Location; the rest is the body. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const guint statuses[] = {200, 301, 403, 404, 429, 503, 999, 206};
    static const char *const types[] = {NULL, "text/html; charset=\"utf-8\"", "application/pdf",
                                        ";charset=", "TEXT/HTML;x"};
    if (size < 2) {
        return 0;
    }
    struct http_reply reply = {.status = statuses[data[0] % G_N_ELEMENTS(statuses)], .body = g_byte_array_new()};
    reply.headers[HTTP_CONTENT_TYPE] = g_strdup(types[data[1] % G_N_ELEMENTS(types)]);
    const uint8_t *line = memchr(data + 2, '\n', size - 2);
    if (line) {
        reply.headers[HTTP_LOCATION] = g_strndup((const char *)data + 2, (gsize)(line - data) - 2);
    }
    const uint8_t *body = line ? line + 1 : data + 2;
    g_byte_array_append(reply.body, body, (guint)(data + size - body));
    struct fetched *fetched = g_new0(struct fetched, 1);
    fetched->address = g_strdup("https://roe.example/");
    fetched->shown = g_strdup(fetched->address);
    answer_read(&reply, fetched);
    g_assert_true((fetched->outcome == FETCH_OK) == (fetched->body != NULL));
    g_assert_true((fetched->outcome == FETCH_OK) == (fetched->reason == NULL));
    g_assert_true((fetched->outcome == FETCH_REDIRECT) == (fetched->location != NULL));
    fetched_free(fetched);
    http_reply_clear(&reply);
    return 0;
}
