/*
 * digest.h - the sentences at the head of every report: how things stand, in words and without a score.
 */
#pragma once

#include "reports/gate.h"
#include "reports/outline.h"
#include "reports/phrases.h"

/* What a report is made from, gathered once. Everything is borrowed. */
struct digest {
    const struct result *result;
    const struct outline *outline;
    const Phrases *phrases;
    enum language language;
    struct gate gate;
};

/* "4 things to fix", "2 to check by hand" ...; strings, owned by the array; never empty. */
GPtrArray *digest_status(const struct digest *digest);

/* Complete, or partial and what that means. Borrowed. */
const char *digest_completeness(const struct digest *digest);

/* Whether the run passes and which findings count. Caller frees. */
char *digest_gate(const struct digest *digest);

/* "about 15 minutes", "may need the person who built the site"; "" when nothing is known. Caller frees. */
char *digest_effort(const struct digest *digest, const struct rule_info *rule);

/* The task in one sentence: the first step, or else the finding's message. Caller frees. */
char *digest_task(const struct digest *digest, const struct outline_rule *rule);

/* The practitioner, or the practice, or the first address. Caller frees. */
char *digest_name(const struct digest *digest);

/* A rule's title, with French spacing. Caller frees. */
char *digest_title(const struct digest *digest, const struct rule_info *rule);

/* The same over its findings: "Not seen: ..." where what a rule requires was seen nowhere. Caller frees. */
char *digest_heading(const struct digest *digest, const struct outline_rule *rule);

/* "Handbook, third edition, clause 7.1.2". Caller frees. */
char *digest_clause(const struct digest *digest, const struct citation *citation);

/* A wording in the digest's language, with French spacing. Caller frees. */
char *digest_words(const struct digest *digest, const struct wording *wording);
