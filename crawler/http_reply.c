#include "crawler/http_source.h"

#include "crawler/curl_library.h"

void http_reply_clear(struct http_reply *reply)
{
    g_free(reply->problem);
    g_free(reply->dialled);
    for (guint i = 0; i < N_HTTP_HEADERS; i++) {
        g_free(reply->headers[i]);
    }
    if (reply->body) {
        g_byte_array_unref(reply->body);
    }
}

guint http_retry_after_ms(const struct http_reply *reply)
{
    const char *value = reply->headers[HTTP_RETRY_AFTER];
    if (!value) {
        return 0;
    }
    gint64 seconds = 0;
    if (g_ascii_isdigit(value[0])) {
        seconds = (gint64)MIN(g_ascii_strtoull(value, NULL, 10), (guint64)G_MAXINT32);
    } else {
        const time_t until = curl()->getdate(value, NULL);
        const char *date = reply->headers[HTTP_DATE];
        const time_t sent = date ? curl()->getdate(date, NULL) : -1;
        const gint64 now = sent >= 0 ? (gint64)sent : g_get_real_time() / G_USEC_PER_SEC;
        seconds = until >= 0 ? (gint64)until - now : 0;
    }
    return (guint)(CLAMP(seconds, 0, G_MAXINT32 / 1000) * 1000);
}
