/*
 * date_text.h - dates written in English or French sentences.
 *
 * "March 14, 2019", "14th of March 2019", "du 7 octobre au 25 novembre 2019", "1er août 2021", "fall of 2016",
 * "l'automne 2021", "Sept.-Dec. 2014", "2014-03-01", "03/04/2019", "2009 à 2014", "2019". A date without a year is
 * none.
 */
#pragma once

#include <glib.h>

enum date_precision { DATE_YEAR, DATE_SEASON, DATE_MONTH, DATE_DAY };

struct found_date {
    guint32 start, end; /* bytes of the text */
    GDate first,
        last; /* every day it may mean: a year alone is 1 January to 31 December, winter runs into the next spring */
    enum date_precision precision;
    gboolean range;  /* from one to another: "2009-2014" */
    gboolean unsure; /* numbers that can be read two ways; first and last embrace both */
};

/* Appends the dates in `length` bytes of valid UTF-8 to `dates` (of struct found_date), by start; they do not overlap.
 */
void dates_find(const char *text, gsize length, GArray *dates);

/* Whole days from the last day that `date` may mean to `day`; negative while it is still to come. */
int date_age_days(const struct found_date *date, const GDate *day);
