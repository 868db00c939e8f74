/*
 * reasons.h - why a check says what it says, in both languages. For tally.c.
 */
#pragma once

#include "crawler/fetched.h"
#include "rules/rule.h"

/* A page that could not be read. */
struct unread {
    char *shown;
    enum fetch_outcome outcome;
    guint status;
    gboolean no_host; /* its host's name stands for no address */
};
void unread_free(struct unread *unread);

/* Each sets both languages of `reason`, which is cleared first. `unread`: of struct unread*. */
void reason_unread(struct wording *reason, const GPtrArray *unread);      /* some pages could not be read */
void reason_none_read(struct wording *reason, const GPtrArray *unread);   /* no page could be */
void reason_links_unsure(struct wording *reason, const GPtrArray *links); /* no clear answer from these other sites */
void reason_seen_at(struct wording *reason, const char *page);
void reason_leads_elsewhere(struct wording *reason, const char *location);
void reason_not_seen(struct wording *reason, guint n_pages);
void reason_follows(struct wording *reason, const struct wording *first); /* what it would stand beside is not there */
