/*
 * hours_text.h - opening hours written in English or French, or as schema.org has them, as a week.
 *
 * "Mon-Fri 9-5", "Monday to Friday, 9 a.m. to 5:30 p.m.", « du lundi au vendredi de 9 h à 17 h », « mardi : fermé »,
 * "Mo-Fr 09:00-17:00". Hours that can be read two ways ("1-5") make the whole unsure: nothing is held against anyone
 * by them.
 */
#pragma once

#include <glib.h>

enum { DAYS_A_WEEK = 7, HOURS_A_DAY = 3 };

struct open_span {
    guint from, to; /* minutes after midnight */
};

struct open_day {
    gboolean known, mixed; /* mixed: it was said in two ways */
    guint n_spans;         /* 0: closed */
    struct open_span spans[HOURS_A_DAY];
};

struct open_week {
    struct open_day days[DAYS_A_WEEK]; /* from Monday */
    gboolean unsure;
};

/*
 * Adds to `week` what `text` (folded, see fold.h; any case) says. How many statements it holds; *start and *end are
 * where the first begins and the last ends.
 */
guint hours_read(const char *text, struct open_week *week, gsize *start, gsize *end);

/* Whether `text` names days and nothing else: the first cell of a row. */
gboolean hours_only_days(const char *text);

/* "Mo-Fr 09:00-17:00; Sa closed", which hours_read() reads; "" where no day is plain. Caller frees. */
char *hours_week_text(const struct open_week *week);

/* Whether two such texts say the same of every day of which both speak. */
gboolean hours_agree(const char *one, const char *other);
