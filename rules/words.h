/*
 * words.h - word lists: the vocabulary by which C recognises facts, kept as data.
 *
 * rules/words/NAME.yaml holds lists of patterns in English, French or both. Detectors ask "is there a word of
 * praise in this block?" and never hold vocabulary themselves, so that an officer can add a word. WORD_LISTS
 * names every list that a detector asks for; loading fails, with file:line:column, when one is missing or unknown.
 */
#pragma once

#include "rules/matcher.h"

#define WORD_LISTS(X)                                                                                                  \
    X(WORDS_PROFESSION, "profession")                                                                                  \
    X(WORDS_NO_PERSON, "no-person")                                                                                    \
    X(WORDS_INTRODUCES, "introduces")                                                                                  \
    X(WORDS_SITE_OWNER, "site-owner")                                                                                  \
    X(WORDS_HONORIFIC, "honorific")                                                                                    \
    X(WORDS_SERVICES_HEADING, "services-heading")                                                                      \
    X(WORDS_SERVICE_NAME, "service-name")                                                                              \
    X(WORDS_NO_SERVICE, "no-service")                                                                                  \
    X(WORDS_EVENT_HEADING, "event-heading")                                                                            \
    X(WORDS_EVENT_ANNOUNCED, "event-announced")                                                                        \
    X(WORDS_EVENT_START, "event-start")                                                                                \
    X(WORDS_EVENT_NOUN, "event-noun")                                                                                  \
    X(WORDS_EVENT_BUTTON, "event-button")                                                                              \
    X(WORDS_EVENT_OVER, "event-over")                                                                                  \
    X(WORDS_AWAY_UNTIL, "away-until")                                                                                  \
    X(WORDS_ARCHIVE_HEADING, "archive-heading")                                                                        \
    X(WORDS_DATED_POST, "dated-post")                                                                                  \
    X(WORDS_UPDATED_CUE, "updated-cue")                                                                                \
    X(WORDS_EFFECTIVE_CUE, "effective-cue")                                                                            \
    X(WORDS_FEE_CUE, "fee-cue")                                                                                        \
    X(WORDS_FEE_OTHER, "fee-other")                                                                                    \
    X(WORDS_OFFERED_IN_ENGLISH, "offered-in-english")                                                                  \
    X(WORDS_OFFERED_IN_FRENCH, "offered-in-french")                                                                    \
    X(WORDS_ENGLISH_ALONE, "english-alone")                                                                            \
    X(WORDS_FRENCH_ALONE, "french-alone")                                                                              \
    X(WORDS_HOURS_CUE, "hours-cue")                                                                                    \
    X(WORDS_HOURS_OTHER, "hours-other")                                                                                \
    X(WORDS_POLICY_PAGE, "policy-page")                                                                                \
    X(WORDS_SHARE_ADDRESS, "share-address")                                                                            \
    X(WORDS_PANDEMIC_MEASURE, "pandemic-measure")                                                                      \
    X(WORDS_PANDEMIC_NOW, "pandemic-now")                                                                              \
    X(WORDS_PANDEMIC_PAST, "pandemic-past")                                                                            \
    X(WORDS_SERVICE_REFUSED, "service-refused")                                                                        \
    X(WORDS_BIOGRAPHY, "biography")                                                                                    \
    X(WORDS_SERVICE_OFFERED, "service-offered")                                                                        \
    X(WORDS_NOT_SERVICES, "not-services")                                                                              \
    X(WORDS_ACCEPTING_OPEN, "accepting-open")                                                                          \
    X(WORDS_ACCEPTING_CLOSED, "accepting-closed")                                                                      \
    X(WORDS_COPYRIGHT_CUE, "copyright-cue")                                                                            \
    X(WORDS_PLACEHOLDER, "placeholder")                                                                                \
    X(WORDS_TOLD_AS_HISTORY, "told-as-history")                                                                        \
    X(WORDS_BEFRIEND, "befriend")                                                                                      \
    X(WORDS_MAIL_PROVIDER, "mail-provider")                                                                            \
    X(WORDS_CLIENT_DETAILS, "client-details")                                                                          \
    X(WORDS_CLIENT_DISGUISED, "client-disguised")                                                                      \
    X(WORDS_UNFINISHED, "unfinished")                                                                                  \
    X(WORDS_PARKED, "parked")                                                                                          \
    X(WORDS_CRISIS, "crisis")                                                                                          \
    X(WORDS_FAX_CUE, "fax-cue")                                                                                        \
    X(WORDS_PHONE_CUE, "phone-cue")                                                                                    \
    X(WORDS_NUMBER_OTHER, "number-other")                                                                              \
    X(WORDS_SOMEBODY_ELSE, "somebody-else")                                                                            \
    X(WORDS_HELP_LINE, "help-line")                                                                                    \
    X(WORDS_STREET, "street")                                                                                          \
    X(WORDS_DATED_YEAR, "dated-year")                                                                                  \
    X(WORDS_ADDRESS_CUE, "address-cue")                                                                                \
    X(WORDS_SPELLED_AT, "spelled-at")                                                                                  \
    X(WORDS_PLACEHOLDER_EMAIL, "placeholder-email")                                                                    \
    X(WORDS_PLACEHOLDER_PHONE, "placeholder-phone")                                                                    \
    X(WORDS_LICENCE_OTHER, "licence-other")                                                                            \
    X(WORDS_LICENCE_NUMBER_OTHER, "licence-number-other")                                                              \
    X(WORDS_PRACTITIONER, "practitioner")                                                                              \
    X(WORDS_MEMBERSHIP, "membership")                                                                                  \
    X(WORDS_CHOOSING, "choosing")                                                                                      \
    X(WORDS_DEGREE_OTHER, "degree-other")                                                                              \
    X(WORDS_NOT_A_NAME, "not-a-name")                                                                                  \
    X(WORDS_COMPLAINT, "complaint")                                                                                    \
    X(WORDS_COMPLAINT_BODY, "complaint-body")                                                                          \
    X(WORDS_REACH_BODY, "reach-body")                                                                                  \
    X(WORDS_COMPLAINT_CARE, "complaint-care")                                                                          \
    X(WORDS_COMPLAINT_DATA, "complaint-data")                                                                          \
    X(WORDS_PSYCHOTHERAPIST_TITLE, "psychotherapist-title")                                                            \
    X(WORDS_TITLE_EXPLAINED, "title-explained")                                                                        \
    X(WORDS_TITLE_OTHER, "title-other")                                                                                \
    X(WORDS_OTHER_PEOPLE, "other-people")                                                                              \
    X(WORDS_TITLE_COPULA, "title-copula")                                                                              \
    X(WORDS_TITLE_COPULA_NAMED, "title-copula-named")                                                                  \
    X(WORDS_REGION, "region")                                                                                          \
    X(WORDS_PROFILE_PAGE, "profile-page")                                                                              \
    X(WORDS_OUTSIDE_ONTARIO, "outside-ontario")                                                                        \
    X(WORDS_COMMENT_ADDRESS, "comment-address")                                                                        \
    X(WORDS_COMMENT_OPEN_TOKEN, "comment-open-token")                                                                  \
    X(WORDS_COMMENT_THREAD_TOKEN, "comment-thread-token")                                                              \
    X(WORDS_COMMENT_DEAD_TOKEN, "comment-dead-token")                                                                  \
    X(WORDS_COMMENT_PROMPT, "comment-prompt")                                                                          \
    X(WORDS_CONTACT_FORM, "contact-form")                                                                              \
    X(WORDS_SUBMISSION_FORM, "submission-form")                                                                        \
    X(WORDS_HOSTED_FORM_ADDRESS, "hosted-form-address")                                                                \
    X(WORDS_COMMENTS_CLOSED, "comments-closed")                                                                        \
    X(WORDS_PLATFORM_WORDPRESS, "platform-wordpress")                                                                  \
    X(WORDS_PLATFORM_SQUARESPACE, "platform-squarespace")                                                              \
    X(WORDS_PLATFORM_WIX, "platform-wix")                                                                              \
    X(WORDS_PLATFORM_GODADDY, "platform-godaddy")                                                                      \
    X(WORDS_PLATFORM_WEBFLOW, "platform-webflow")                                                                      \
    X(WORDS_PLATFORM_JOOMLA, "platform-joomla")                                                                        \
    X(WORDS_PLATFORM_DRUPAL, "platform-drupal")                                                                        \
    X(WORDS_PLATFORM_WEEBLY, "platform-weebly")                                                                        \
    X(WORDS_PLATFORM_BLOGGER, "platform-blogger")                                                                      \
    X(WORDS_PLATFORM_GHOST, "platform-ghost")                                                                          \
    X(WORDS_PLATFORM_JIMDO, "platform-jimdo")                                                                          \
    X(WORDS_PLATFORM_DUDA, "platform-duda")                                                                            \
    X(WORDS_PLATFORM_GOOGLE_SITES, "platform-google-sites")                                                            \
    X(WORDS_REVIEW_INVITATION, "review-invitation")                                                                    \
    X(WORDS_LIKE_INVITATION, "like-invitation")                                                                        \
    X(WORDS_COMMENT_INVITATION, "comment-invitation")                                                                  \
    X(WORDS_INVITATION_QUESTION, "invitation-question")                                                                \
    X(WORDS_INVITATION_NEGATION, "invitation-negation")                                                                \
    X(WORDS_STAR_RATING, "star-rating")                                                                                \
    X(WORDS_RATING_FIGURE, "rating-figure")                                                                            \
    X(WORDS_RATING_CONTEXT, "rating-context")                                                                          \
    X(WORDS_RATING_OTHER, "rating-other")                                                                              \
    X(WORDS_REVIEW_ADDRESS, "review-address")                                                                          \
    X(WORDS_RATING_ADDRESS, "rating-address")                                                                          \
    X(WORDS_REVIEW_OTHER_TYPE, "review-other-type")                                                                    \
    X(WORDS_TESTIMONIAL_HEADING, "testimonial-heading")                                                                \
    X(WORDS_TESTIMONIAL_HEADING_BARE, "testimonial-heading-bare")                                                      \
    X(WORDS_TESTIMONIAL_HEADING_WEAK, "testimonial-heading-weak")                                                      \
    X(WORDS_TESTIMONIAL_INTRO, "testimonial-intro")                                                                    \
    X(WORDS_MORE_TESTIMONIALS, "more-testimonials")                                                                    \
    X(WORDS_REPORTED_PRAISE, "reported-praise")                                                                        \
    X(WORDS_CLIENT_WROTE, "client-wrote")                                                                              \
    X(WORDS_CLIENT_VOICE, "client-voice")                                                                              \
    X(WORDS_CLIENT_CHANGE, "client-change")                                                                            \
    X(WORDS_CLIENT_PRAISE, "client-praise")                                                                            \
    X(WORDS_CLIENT_RECOMMENDS, "client-recommends")                                                                    \
    X(WORDS_CLIENT_HINT, "client-hint")                                                                                \
    X(WORDS_FIRST_PERSON, "first-person")                                                                              \
    X(WORDS_PRACTITIONER_VOICE, "practitioner-voice")                                                                  \
    X(WORDS_SPEAKS_TO_READER, "speaks-to-reader")                                                                      \
    X(WORDS_ATTRIBUTION_CLIENT, "attribution-client")                                                                  \
    X(WORDS_ATTRIBUTION_ROLE, "attribution-role")                                                                      \
    X(WORDS_ATTRIBUTION_NAME, "attribution-name")                                                                      \
    X(WORDS_ATTRIBUTION_LABEL, "attribution-label")                                                                    \
    X(WORDS_FAMOUS_AUTHOR, "famous-author")                                                                            \
    X(WORDS_FOUNDER, "founder")                                                                                        \
    X(WORDS_OTHER_SUBJECT, "other-subject")                                                                            \
    X(WORDS_OTHER_SUBJECT_HEADING, "other-subject-heading")                                                            \
    X(WORDS_WORKSHOP_HEADING, "workshop-heading")                                                                      \
    X(WORDS_VIGNETTE, "vignette")                                                                                      \
    X(WORDS_MADE_UP, "made-up-words")                                                                                  \
    X(WORDS_TYPICAL, "typical-words")                                                                                  \
    X(WORDS_COLLEAGUE, "colleague")                                                                                    \
    X(WORDS_COLLEAGUE_HEADING, "colleague-heading")                                                                    \
    X(WORDS_ENDORSEMENT_HEADING, "endorsement-heading")                                                                \
    X(WORDS_OWN_STORY_HEADING, "own-story-heading")                                                                    \
    X(WORDS_BYLINE, "byline")                                                                                          \
    X(WORDS_TESTIMONIAL_FRAME, "testimonial-frame")                                                                    \
    X(WORDS_TESTIMONIAL_PICTURE, "testimonial-picture")                                                                \
    X(WORDS_TESTIMONIAL_ANNOUNCED, "testimonial-announced")                                                            \
    X(WORDS_REVIEW_PLACE, "review-place")                                                                              \
    X(WORDS_TESTIMONIAL_PLACEHOLDER, "testimonial-placeholder")                                                        \
    X(WORDS_REVIEW_WIDGET_ADDRESS, "review-widget-address")                                                            \
    X(WORDS_REVIEW_WIDGET_TOKEN, "review-widget-token")                                                                \
    X(WORDS_REVIEW_FRAME_ADDRESS, "review-frame-address")                                                              \
    X(WORDS_REVIEW_FRAME_TITLE, "review-frame-title")                                                                  \
    X(WORDS_REVIEW_REMARK, "review-remark")                                                                            \
    X(WORDS_FEED_WIDGET, "feed-widget")                                                                                \
    X(WORDS_TESTIMONIAL_CONTAINER, "testimonial-container")                                                            \
    X(WORDS_SLIDE_TOKEN, "slide-token")                                                                                \
    X(WORDS_STAR_TOKEN, "star-token")                                                                                  \
    X(WORDS_STAR_ICON, "star-icon")                                                                                    \
    X(WORDS_REFUSAL, "testimonial-refusal")                                                                            \
    X(WORDS_LICENCE_CLAIM, "licence-claim")                                                                            \
    X(WORDS_NUMBER_CUE, "number-cue")                                                                                  \
    X(WORDS_NUMBER_WEAK, "number-weak")                                                                                \
    X(WORDS_DEGREE, "degree")

enum word_list {
#define X(name, text) name,
    WORD_LISTS(X)
#undef X
        N_WORD_LISTS
};

/* Detectors read these, the last, in one row with the words of regulators; the others they ask for where they need them
 * (hits.h). */
enum { WORDS_FIRST_IN_ROW = WORDS_LICENCE_CLAIM };

/* Lists that are read over class tokens, ids, addresses, types or single words, and never over a page's text. */
gboolean word_list_is_mark(enum word_list list);

/*
 * Adds the patterns of every list in `directory` to `matcher`, owner = enum word_list; those of mark lists to `marks`
 * instead, unless it is NULL.
 */
gboolean words_load(Matcher *matcher, Matcher *marks, const char *directory, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same in two steps: a thread begins to read, and whoever ends it takes part in what is left. `apart`: marks will
 * be given. */
struct words_load *words_begin(const char *directory, gboolean apart) G_GNUC_WARN_UNUSED_RESULT;
gboolean words_end(struct words_load *load, Matcher *matcher, Matcher *marks, GError **error) G_GNUC_WARN_UNUSED_RESULT;
