/*
 * audits.h - a few pages judged by rules written in a test.
 */
#pragma once

#include "rules/judge.h"

/* One run over presences and pages; free with audit_free(). */
struct audit {
    struct pack_set *set;
    struct practice *practice; /* may be filled in before the first page */
    Judge *judge;
    Tally *tally;
    GPtrArray *findings, *checks, *facts; /* after audit_end() */
};

/* `rules`: YAML, as packs_of() takes it. Presence 0 is the website http://roe.example/. */
struct audit *audit_new(const char *rules);
void audit_free(struct audit *audit);

void audit_presence(struct audit *audit, guint presence, const char *address, enum presence_kind kind);
void audit_page(struct audit *audit, guint presence, const char *address, const char *body);
void audit_unread(struct audit *audit, guint presence, const char *address, enum fetch_outcome outcome, guint status);
void audit_end(struct audit *audit);

/* The check of `rule`, on `subject` unless NULL; NULL if there is none. */
const struct check *audit_check(const struct audit *audit, const char *rule, const char *subject);

/* What one finding quotes, joined by " | ". Caller frees. */
char *audit_quotes(const struct finding *finding);
