/*
 * answer.h - what an HTTP reply amounts to: a page, a redirect, or why there is none.
 */
#pragma once

#include "crawler/fetched.h"
#include "crawler/http_source.h"

/* Whether the body of a reply could be a page, or a word of refusal worth reading. */
gboolean answer_wants(const struct http_reply *reply);

/* Fills outcome, reason, status, body, types and location of `fetched`, whose address is set. Takes the reply's body.
 */
void answer_read(struct http_reply *reply, struct fetched *fetched);

/* Why the kind of thing that `address` names is not a page ("a PDF document"), or NULL; and whether it should not even
 * be listed. */
const char *answer_is_no_page(const char *address, gboolean *trifle);
