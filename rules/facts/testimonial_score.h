/*
 * testimonial_score.h - how much each sign that a client is speaking counts, for and against.
 *
 * A statement is reported at SCORE_ENOUGH, and only if something besides its words marks it off: quotation marks,
 * someone it is attributed to, a heading or a container that announces it, or stars. Prose about therapy is full of the
 * same words.
 */
#pragma once

#define TESTIMONIAL_SCORES(X)                                                                                          \
    X(VOICE, 3, "voice") /* "helped me", "my therapist" */                                                             \
    X(RECOMMENDS, 3, "recommends")                                                                                     \
    X(CHANGE, 2, "change") /* "I sleep again" */                                                                       \
    X(PRAISE, 2, "praise")                                                                                             \
    X(HINT, 3, "hint")         /* "in record time": only where quoted words are signed as clients sign */              \
    X(REPORTED, 4, "reported") /* "clients have described my approach as ..." */                                       \
    X(QUOTED, 1, "quoted")                                                                                             \
    X(BY_CLIENT, 2, "attributed")      /* "M. K.", "mother of two", "Paul, 45" */                                      \
    X(BY_COLLEAGUE, 2, "by-colleague") /* "executive director": an endorsement */                                      \
    X(BY_ROLE, 3, "role")              /* "former client", besides being attributed */                                 \
    X(BY_NAME, 1, "named")             /* a name that could be anyone's, or a dash */                                  \
    X(SECTION, 4, "section-named")     /* "What clients say" */                                                        \
    X(SECTION_MAYBE, 2, "section")     /* "Feedback" */                                                                \
    X(CONTAINER, 2, "container")       /* class="testimonial-card" */                                                  \
    X(NEIGHBOURS, 1, "neighbours")     /* others like it beside it */                                                  \
    X(FELLOWS, 1, "fellows")           /* others beside it, and signed like it */                                      \
    X(STARS, 2, "stars")                                                                                               \
    X(PRACTITIONER, -4, "practitioner") /* "I help people who ..." */                                                  \
    X(TO_READER, -1, "to-reader")                                                                                      \
    X(AUTHOR, -6, "author")               /* Rumi, Psalm 23 */                                                         \
    X(OTHER_SUBJECT, -4, "other-subject") /* a book, a course */                                                       \
    X(VIGNETTE, -4, "vignette")                                                                                        \
    X(QUESTION, -3, "question")                                                                                        \
    X(REFUSAL, -6, "refusal")                                                                                          \
    X(OWN_WORDS, -6, "own-words") /* attributed to the practitioner */

enum testimonial_cue {
#define X(name, score, tag) CUE_##name,
    TESTIMONIAL_SCORES(X)
#undef X
        N_CUES
};

enum { SCORE_ENOUGH = 5 };
