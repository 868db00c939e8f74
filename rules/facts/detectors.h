/*
 * detectors.h - every detector, in the order in which they run.
 *
 * To add one: write rules/facts/NAME.c with `void facts_NAME(const struct fact_context *context, Facts *facts)`, which
 * adds what it sees with facts_add(), and add X(NAME) to this list. A detector may read what earlier ones added.
 */
#pragma once

#include "rules/fact.h"

#define FACT_DETECTORS(X)                                                                                              \
    X(emails)                                                                                                          \
    X(phones)                                                                                                          \
    X(postal_addresses)                                                                                                \
    X(credentials)                                                                                                     \
    X(titles)                                                                                                          \
    X(licences)                                                                                                        \
    X(regulators)                                                                                                      \
    X(complaints)                                                                                                      \
    X(history)                                                                                                         \
    X(dates)                                                                                                           \
    X(copyright)                                                                                                       \
    X(services)                                                                                                        \
    X(hours)                                                                                                           \
    X(staleness)                                                                                                       \
    X(compare)                                                                                                         \
    X(terms)                                                                                                           \
    X(privacy)                                                                                                         \
    X(testimonials)                                                                                                    \
    X(people)                                                                                                          \
    X(offered)                                                                                                         \
    X(presences)

#define X(name) void facts_##name(const struct fact_context *context, Facts *facts);
FACT_DETECTORS(X)
#undef X
