/*
 * refusal.h - told no in other words than a status: challenges, login walls, and pages that say there is no page.
 *
 * What stands in an answer's first bytes, its headers or its address; never a guess from a vendor's name alone, since
 * most sites behind a bot wall are read without meeting it.
 */
#pragma once

#include "crawler/http_source.h"

enum refusal_kind {
    REFUSAL_NONE,
    REFUSAL_CHALLENGE, /* something wants proof that we are a person */
    REFUSAL_LOGIN,
    REFUSAL_NO_PAGE, /* "page not found", with a status that says otherwise */
};

/* Judges a complete answer; *reason is one line, constant. */
enum refusal_kind refusal_of(const struct http_reply *reply, const char **reason);

/* Whether an address, as where a redirect leads, is a place to log in. */
gboolean refusal_is_login(const char *address);
