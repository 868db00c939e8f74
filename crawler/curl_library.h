/*
 * curl_library.h - libcurl, loaded when something is first asked of it.
 *
 * It brings thirty libraries of its own, which was more than half of what every start waited for; a folder, a help text
 * and a list of rules need none of them. Calls read as libcurl's own: curl()->easy_init().
 */
#pragma once

#include <curl/curl.h>

/* The functions that are called, without their prefix. */
#define CURL_CALLS(X)                                                                                                  \
    X(easy_cleanup)                                                                                                    \
    X(easy_getinfo)                                                                                                    \
    X(easy_init)                                                                                                       \
    X(easy_reset)                                                                                                      \
    X(easy_setopt)                                                                                                     \
    X(easy_strerror)                                                                                                   \
    X(free)                                                                                                            \
    X(getdate)                                                                                                         \
    X(multi_add_handle)                                                                                                \
    X(multi_cleanup)                                                                                                   \
    X(multi_info_read)                                                                                                 \
    X(multi_init)                                                                                                      \
    X(multi_perform)                                                                                                   \
    X(multi_poll)                                                                                                      \
    X(multi_remove_handle)                                                                                             \
    X(multi_setopt)                                                                                                    \
    X(multi_wakeup)                                                                                                    \
    X(slist_append)                                                                                                    \
    X(slist_free_all)                                                                                                  \
    X(url)                                                                                                             \
    X(url_cleanup)                                                                                                     \
    X(url_get)                                                                                                         \
    X(url_set)

struct curl_library {
#define X(name) __typeof__(curl_##name) *name;
    CURL_CALLS(X)
#undef X
};

/* On any thread. Never NULL: without libcurl the program ends here, as it otherwise would where it begins. */
const struct curl_library *curl(void);
