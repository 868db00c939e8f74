/*
 * judge.h - a page held against the rules, and a presence, and the practice.
 *
 * A Judge is packs, practice and date made ready; it does not change, and threads share it. judge_page() (judge_page.c)
 * runs on the pool; a Tally gathers verdicts on one thread, in page order, and answers what holds for a presence and
 * the practice.
 */
#pragma once

#include "rules/fact.h"
#include "rules/finding.h"
#include "rules/pack.h"

typedef struct Judge Judge;

/* `packs` and `practice` are borrowed and must outlive the judge. */
Judge *judge_new(const struct pack_set *packs, const struct practice *practice,
                 const GDate *as_of) G_GNUC_WARN_UNUSED_RESULT;
void judge_free(Judge *judge);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Judge, judge_free)

/* What judging one page found: small, and free of the page. */
typedef struct Verdict Verdict;
Verdict *judge_page(const Judge *judge, const Page *page, const char *shown,
                    enum presence_kind kind) G_GNUC_WARN_UNUSED_RESULT;
void verdict_free(Verdict *verdict);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Verdict, verdict_free)

/* `vitrine explain`: for each rule (or the one named) what was seen, the weights, and what stopped it; plain text,
 * caller frees. */
char *judge_explain(const Judge *judge, const Page *page, const char *rule_or_null) G_GNUC_WARN_UNUSED_RESULT;

typedef struct Tally Tally;
Tally *tally_new(const Judge *judge) G_GNUC_WARN_UNUSED_RESULT;
void tally_free(Tally *tally);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Tally, tally_free)

/* The next presence's pages follow; `shown` names it. */
void tally_presence(Tally *tally, guint presence, const char *shown, enum presence_kind kind);

/* A page that was read. Takes the verdict. */
void tally_page(Tally *tally, guint presence, Verdict *verdict);

/* The page told last repeats the text of an earlier one of its presence: both are places, but they count as one page.
 */
void tally_repeats(Tally *tally, guint presence);

/* A page that was not: what it could have held is not known. `status` is HTTP's, 0 for none: a page that is gone (404,
 * 410) hides nothing, nor one whose host's name stands for no address (`no_host`). */
void tally_unread(Tally *tally, guint presence, const char *shown, enum fetch_outcome outcome, guint status,
                  gboolean no_host);

/* `page` leads to `links` (NULL-terminated, may be NULL): for naming the pages with a link to what is gone. */
void tally_links(Tally *tally, guint presence, const char *page, const char *const *links);

/*
 * Addresses outside all presences that websites link to, at most `max`, those that matter most first (the College,
 * booking and profiles, policies), and always in the same order. The array is the caller's, its texts are the tally's.
 */
GPtrArray *tally_outside_links(const Tally *tally, guint max) G_GNUC_WARN_UNUSED_RESULT;

/* What came of asking for one of them. */
void tally_link_checked(Tally *tally, const struct link_check *check);

/* How many of a presence's links to others were asked, and of these how many did not let a program know. */
guint tally_n_links_asked(const Tally *tally, guint presence, guint *n_silent);

/* A presence's own address redirects to `location`; said again, it leads on from there. */
void tally_leads_to(Tally *tally, guint presence, const char *location);

/* Ends the tally: appends findings and checks (owned by the arrays) in their fixed order, and facts (struct
 * kept_fact*). */
struct kept_fact {
    enum fact_kind kind;
    char *value, *shown, *page; /* page: the first that shows it */
    guint presence, n_pages;
    double number; /* how strongly all pages say so, where a practice file is being drafted */
};
void kept_fact_free(struct kept_fact *fact);
void tally_finish(Tally *tally, GPtrArray *findings, GPtrArray *checks, GPtrArray *facts);
