/*
 * fact.h - what is on a page, before anyone says whether that is acceptable.
 *
 * Detectors in rules/facts/ add facts; packs name them (`fact: email`) and judge. A detector looks at the Page, the
 * hits of the word lists, the practice and the date to judge by, and nothing else.
 */
#pragma once

#include "crawler/page.h"
#include "rules/hits.h"
#include "rules/practice.h"
#include "rules/rule.h"

/* Kind and the name that packs use. `result` lists those kept in result.json's facts (NULL: not kept). */
#define FACT_KINDS(X)                                                                                                  \
    X(FACT_EMAIL, "email", "email")                                                                                    \
    X(FACT_PHONE, "phone", "phone")                                                                                    \
    X(FACT_FAX, "fax", "fax")                                                                                          \
    X(FACT_PLACEHOLDER_PHONE, "placeholder-phone", NULL)                                                               \
    X(FACT_ADDRESS, "postal-address", "address")                                                                       \
    X(FACT_HOURS, "opening-hours", "openingHours")                                                                     \
    X(FACT_TITLE, "title", "titles")                                                                                   \
    X(FACT_CREDENTIAL, "credential", "credentials")                                                                    \
    X(FACT_LICENCE_CLAIM, "licence-claim", NULL)                                                                       \
    X(FACT_REGISTRATION_NUMBER, "registration-number", "registrationNumber")                                           \
    X(FACT_REGULATOR, "regulator", "regulators")                                                                       \
    X(FACT_REGULATOR_CONTACT, "regulator-contact", NULL)                                                               \
    X(FACT_COMPLAINT, "complaint", NULL)                                                                               \
    X(FACT_CLIENT_STATEMENT, "client-statement", NULL)                                                                 \
    X(FACT_COMMENT_FORM, "comment-form", NULL)                                                                         \
    X(FACT_COMMENT_THREAD, "comment-thread", NULL)                                                                     \
    X(FACT_DEAD_COMMENT_CODE, "dead-comment-code", NULL)                                                               \
    X(FACT_ENDORSEMENT, "endorsement", NULL)                                                                           \
    X(FACT_RATING_LINK, "rating-link", NULL)                                                                           \
    X(FACT_REVIEW_INVITATION, "review-invitation", NULL)                                                               \
    X(FACT_REVIEW_MARKUP, "review-markup", NULL)                                                                       \
    X(FACT_REVIEW_WIDGET, "review-widget", NULL)                                                                       \
    X(FACT_STAR_RATING, "star-rating", NULL)                                                                           \
    X(FACT_SUBMISSION_FORM, "submission-form", NULL)                                                                   \
    X(FACT_TESTIMONIAL_REFUSAL, "testimonial-refusal", NULL)                                                           \
    X(FACT_TESTIMONIAL_SECTION, "testimonial-section", NULL)                                                           \
    X(FACT_COPYRIGHT_YEAR, "copyright-year", "copyrightYears")                                                         \
    X(FACT_DATED_POST, "dated-post", NULL)                                                                             \
    X(FACT_UPDATED, "updated", NULL)                                                                                   \
    X(FACT_SITEMAP_DATE, "sitemap-date", "sitemapDates")                                                               \
    X(FACT_HEADER_DATE, "header-date", "headerDates")                                                                  \
    X(FACT_IMAGE_DATE, "image-date", "imageDates")                                                                     \
    X(FACT_PAST_EVENT, "past-event", NULL)                                                                             \
    X(FACT_PANDEMIC_NOTICE, "pandemic-notice", NULL)                                                                   \
    X(FACT_RETIRED_TECHNOLOGY, "retired-technology", NULL)                                                             \
    X(FACT_OLD_REFERENCE, "old-reference", NULL)                                                                       \
    X(FACT_PLACEHOLDER, "placeholder", NULL)                                                                           \
    X(FACT_CONTACT_DIFFERS, "contact-differs", NULL)                                                                   \
    X(FACT_REGISTRATION_DIFFERS, "registration-differs", NULL)                                                         \
    X(FACT_CREDENTIAL_DIFFERS, "credential-differs", NULL)                                                             \
    X(FACT_ACCEPTING, "accepting-clients", NULL)                                                                       \
    X(FACT_FEE_DIFFERS, "fee-differs", NULL)                                                                           \
    X(FACT_LANGUAGE_DIFFERS, "language-differs", NULL)                                                                 \
    X(FACT_TRACKER, "tracker", NULL)                                                                                   \
    X(FACT_PERSONAL_ACCOUNT, "personal-account", NULL)                                                                 \
    X(FACT_INSECURE_PAGE, "insecure-page", NULL)                                                                       \
    X(FACT_INSECURE_FORM, "insecure-form", NULL)                                                                       \
    X(FACT_CLIENT_DETAILS, "client-details", NULL)                                                                     \
    X(FACT_PRACTICE_PAGE, "practice-page", NULL)                                                                       \
    X(FACT_PARKED_PAGE, "parked-page", NULL)                                                                           \
    X(FACT_UNLISTED_PRESENCE, "unlisted-presence", NULL)                                                               \
    X(FACT_RETIRED_SERVICE, "retired-service", NULL)                                                                   \
    X(FACT_CURRENT_SERVICE, "current-service", "services")                                                             \
    X(FACT_PLATFORM, "platform", "platforms")                                                                          \
    X(FACT_PERSON, "person", "people")                                                                                 \
    X(FACT_POST_NOMINAL, "post-nominal", "postNominals")                                                               \
    X(FACT_SITE_NAME, "site-name", "siteNames")                                                                        \
    X(FACT_SITE_ADDRESS, "site-address", "siteAddresses")                                                              \
    X(FACT_OFFERED, "offered-service", "offeredServices")                                                              \
    X(FACT_TAKES_CLIENTS, "takes-clients", "takesClients")

enum fact_kind {
#define X(name, word, kept) name,
    FACT_KINDS(X)
#undef X
        N_FACT_KINDS
};
const char *fact_kind_word(enum fact_kind kind);
const char *fact_kind_kept(enum fact_kind kind);
gboolean fact_kind_from_word(const char *word, enum fact_kind *out);

struct fact {
    guint8 kind;
    const char *value; /* normal form, for comparing: "+14165550134" */
    const char *shown; /* as it stands on the page: "(416) 555-0134"; NULL: the block's text from start to end */
    const char
        *tags; /* what more is known, single spaces: "footer mailto"; "" if nothing. Packs ask `with:` and `without:` */
    const struct wording *note; /* what is known of it, in both languages; borrowed from the pack set, or NULL */
    double number;              /* a measure packs can bound with `min:` and `max:`: a year's age, a rating */
    guint32 block, element;     /* PAGE_NONE where it stands in none */
    guint32 start, end;         /* bytes of the block's text; both 0 where it is the whole block or none */
    guint32 last;               /* of a statement: the last block of it and of who says it; 0 where that is `block` */
};

typedef struct Facts Facts;

struct fact_context {
    const Page *page;
    const Hits *hits;
    const struct practice *practice; /* never NULL, often empty */
    const struct pack_set *packs;    /* regulators; see pack.h */
    const GDate *as_of;
};

/* Runs every detector. */
Facts *facts_read(const struct fact_context *context) G_GNUC_WARN_UNUSED_RESULT;
void facts_free(Facts *facts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Facts, facts_free)

guint facts_count(const Facts *facts);
const struct fact *facts_at(const Facts *facts, guint index);

/* The next fact of `kind` at or after *index, which moves past it; NULL when there is none. */
const struct fact *facts_next(const Facts *facts, enum fact_kind kind, guint *index);

/* For detectors: adds a copy of `fact`, its strings copied too. */
void facts_add(Facts *facts, const struct fact *fact);

gboolean fact_has_tag(const struct fact *fact, const char *tag);
