#include "rules/hours_text.h"

#include <string.h>

enum {
    ALL_DAYS = 0x7f,
    WORKDAYS = 0x1f,
    WEEKEND = 0x60,
    NOON = 12,
    MINUTES_A_DAY = 24 * 60,
    EARLIEST = 7,
    MAX_JOINS = 4
};

// Longer names before those that they begin with. Two letters are days with a capital only.
static const struct {
    const char *word;
    guint8 days;
} day_words[] = {
    {"monday to friday", WORKDAYS},
    {"every day", ALL_DAYS},
    {"daily", ALL_DAYS},
    {"7 days a week", ALL_DAYS},
    {"seven days a week", ALL_DAYS},
    {"tous les jours", ALL_DAYS},
    {"7 jours sur 7", ALL_DAYS},
    {"7j/7", ALL_DAYS},
    {"weekdays", WORKDAYS},
    {"en semaine", WORKDAYS},
    {"jours ouvrables", WORKDAYS},
    {"weekends", WEEKEND},
    {"fins de semaine", WEEKEND},
    {"fin de semaine", WEEKEND},
    {"week-ends", WEEKEND},
    {"week-end", WEEKEND},
    {"monday", 1},
    {"lundi", 1},
    {"lun", 1},
    {"mon", 1},
    {"tuesday", 2},
    {"mardi", 2},
    {"tues", 2},
    {"tue", 2},
    {"wednesday", 4},
    {"mercredi", 4},
    {"weds", 4},
    {"wed", 4},
    {"mer", 4},
    {"thursday", 8},
    {"jeudi", 8},
    {"thurs", 8},
    {"thur", 8},
    {"thu", 8},
    {"jeu", 8},
    {"friday", 16},
    {"vendredi", 16},
    {"fri", 16},
    {"ven", 16},
    {"saturday", 32},
    {"samedi", 32},
    {"sat", 32},
    {"sam", 32},
    {"sunday", 64},
    {"dimanche", 64},
    {"sun", 64},
    {"dim", 64},
};
static const char *const day_letters[DAYS_A_WEEK] = {"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};
static const char *const day_ranges[] = {"-", "to", "through", "thru", "until", "au", "a", NULL};
static const char *const day_joints[] = {",", "and", "&", "et", "/", "+", NULL};
static const char *const time_ranges[] = {"-", "to", "until", "till", "a", "jusqu'a", "et", NULL};
static const char *const time_joints[] = {",", "and", "et", "&", "/", "puis", NULL};
static const char *const fillers[] = {":",  ",",    "-",      "|",       "(",     "from",
                                      "de", "open", "ouvert", "between", "entre", NULL};
static const char *const closed_words[] = {"closed", "fermee", "ferme", "clos", NULL};

static const char *skip_blanks(const char *p)
{
    while (*p == ' ' || *p == '\t' || *p == '\n') {
        p++;
    }
    return p;
}

/* Past `word` where it stands at p as a word of its own; NULL where it does not. */
static const char *past_word(const char *p, const char *word)
{
    gsize length = strlen(word);
    gboolean letters = g_ascii_isalpha(word[length - 1]);
    return g_ascii_strncasecmp(p, word, length) == 0 && !(letters && g_ascii_isalpha(p[length])) ? p + length : NULL;
}

/* Past the first of `words` after blanks; NULL where none is. */
static const char *past_any(const char *p, const char *const *words)
{
    p = skip_blanks(p);
    for (guint i = 0; words[i]; i++) {
        const char *past = past_word(p, words[i]);
        if (past) {
            return past;
        }
    }
    return NULL;
}

static const char *read_day(const char *p, guint8 *days)
{
    static const char *const articles[] = {"les", "le", "on", NULL};
    const char *past_article = past_any(p, articles);
    p = skip_blanks(past_article ? past_article : p);
    for (guint i = 0; i < G_N_ELEMENTS(day_words); i++) {
        gsize length = strlen(day_words[i].word);
        if (g_ascii_strncasecmp(p, day_words[i].word, length) == 0) {
            const char *past = p + length;
            past += (*past == 's' || *past == 'S') && !g_ascii_isalpha(past[1]); // "Mondays"
            past += *past == '.';
            if (!g_ascii_isalpha(*past)) {
                *days = day_words[i].days;
                return past;
            }
        }
    }
    for (guint i = 0; i < DAYS_A_WEEK; i++) {
        if (strncmp(p, day_letters[i], 2) == 0 && !g_ascii_isalnum(p[2])) {
            *days = (guint8)(1u << i);
            return p + 2;
        }
    }
    return NULL;
}

/* Every day from the last of `days` to that of `to`, over the end of the week if need be. */
static guint8 days_through(guint8 from, guint8 to)
{
    guint days = 0, day = from;
    for (guint n = 0; n < DAYS_A_WEEK; n++) {
        days |= day;
        if (day == to) {
            break;
        }
        day = day == 1u << (DAYS_A_WEEK - 1) ? 1 : day << 1;
    }
    return (guint8)days;
}

/* "Mon-Wed, Fri", "du lundi au jeudi": past it, or NULL. */
static const char *read_days(const char *p, guint8 *days)
{
    guint8 last = 0, next = 0;
    const char *at = read_day(p, &last);
    *days = last;
    while (at) {
        const char *range = past_any(at, day_ranges), *joint = past_any(at, day_joints);
        const char *past = range ? read_day(range, &next) : joint ? read_day(joint, &next) : NULL;
        if (!past) {
            break;
        }
        *days |= range ? days_through(last, next) : next;
        last = next;
        at = past;
    }
    return at;
}

struct clock {
    guint hour, minute;
    gboolean am, pm, whole; // whole: of 24 hours
};

static const char *read_meridiem(const char *p, struct clock *clock)
{
    static const char *const am[] = {"am", "a.m.", "a.m", NULL}, *const pm[] = {"pm", "p.m.", "p.m", NULL};
    const char *past_am = past_any(p, am), *past_pm = past_any(p, pm);
    clock->am = past_am != NULL;
    clock->pm = past_pm != NULL;
    return past_am ? past_am : past_pm ? past_pm : p;
}

/* "9", "9:30", "9.30 a.m.", "9 h 30", "midi": past it, or NULL. */
static const char *read_clock(const char *p, struct clock *clock)
{
    static const char *const noons[] = {"noon", "midi", NULL};
    *clock = (struct clock){0};
    p = skip_blanks(p);
    const char *noon = past_any(p, noons);
    if (noon) {
        *clock = (struct clock){.hour = NOON, .whole = TRUE};
        return noon;
    }
    gsize n = strspn(p, "0123456789");
    if (n < 1 || n > 2) {
        return NULL;
    }
    clock->hour = (guint)g_ascii_strtoull(p, NULL, 10);
    clock->whole = (n == 2 && *p == '0') || clock->hour > NOON;
    p += n;
    const char *h = skip_blanks(p);
    if ((*h == 'h' || *h == 'H') && !g_ascii_isalpha(h[1])) {
        clock->whole = TRUE;
        p = h + 1;
        h = skip_blanks(p);
        if (strspn(h, "0123456789") == 2) {
            clock->minute = (guint)g_ascii_strtoull(h, NULL, 10);
            p = h + 2;
        }
    } else if ((*p == ':' || *p == '.') && strspn(p + 1, "0123456789") == 2) {
        clock->minute = (guint)g_ascii_strtoull(p + 1, NULL, 10);
        p += 3;
        p += strncmp(p, ":00", 3) == 0 ? 3 : 0; // schema.org may say seconds
    }
    p = read_meridiem(p, clock);
    gboolean possible = clock->hour <= 24 && clock->minute < 60 && (!(clock->am || clock->pm) || clock->hour <= NOON);
    return possible && !g_ascii_isalnum(*p) ? p : NULL;
}

static guint minutes_of(const struct clock *clock, gboolean pm)
{
    guint hour = clock->whole ? clock->hour : clock->hour % NOON + (pm ? NOON : 0);
    return hour * 60 + clock->minute;
}

/* Both ends as minutes of one day. FALSE where they can be read two ways, or make no sense. */
static gboolean resolve(const struct clock *from, const struct clock *to, struct open_span *span)
{
    gboolean from_said = from->am || from->pm || from->whole, to_said = to->am || to->pm || to->whole;
    guint start = minutes_of(from, from->pm), end = minutes_of(to, to->pm);
    if (!from_said && to_said) { // the later of the two that is before the end
        guint late = minutes_of(from, TRUE);
        start = late < end ? late : minutes_of(from, FALSE);
    } else if (!to_said) { // the earlier of the two that is after the start
        gboolean plain = from_said || (from->hour >= EARLIEST && from->hour < NOON);
        start = from_said ? start : minutes_of(from, FALSE);
        end = minutes_of(to, FALSE) > start ? minutes_of(to, FALSE) : minutes_of(to, TRUE);
        if (!plain) {
            return FALSE;
        }
    }
    *span = (struct open_span){start, end};
    return start < end && end <= MINUTES_A_DAY;
}

/* "9 to 12 and 1:30 to 5", "closed": past it; NULL where no hours follow. */
static const char *read_hours(const char *p, struct open_day *day, gboolean *unsure)
{
    const char *closed = past_any(p, closed_words), *past = NULL;
    *day = (struct open_day){.known = TRUE};
    if (closed) {
        return closed;
    }
    for (const char *at = p; at && day->n_spans < HOURS_A_DAY;) {
        struct clock from, to;
        const char *range = read_clock(at, &from);
        range = range ? past_any(range, time_ranges) : NULL;
        const char *end = range ? read_clock(range, &to) : NULL;
        if (!end) {
            break;
        }
        *unsure = !resolve(&from, &to, &day->spans[day->n_spans]) || *unsure;
        day->n_spans++;
        past = end;
        at = past_any(end, time_joints);
        const char *filled = at ? past_any(at, fillers) : NULL;
        at = filled ? filled : at;
    }
    return past;
}

static gboolean same_day(const struct open_day *one, const struct open_day *other)
{
    return one->n_spans == other->n_spans && memcmp(one->spans, other->spans, one->n_spans * sizeof *one->spans) == 0;
}

static void add_day(struct open_week *week, guint8 days, const struct open_day *said)
{
    for (guint i = 0; i < DAYS_A_WEEK; i++) {
        struct open_day *day = &week->days[i];
        if (days & 1u << i) {
            gboolean mixed = day->mixed || (day->known && !same_day(day, said));
            *day = *said;
            day->mixed = mixed;
        }
    }
}

guint hours_read(const char *text, struct open_week *week, gsize *start, gsize *end)
{
    guint n = 0;
    for (const char *p = text; *p;) {
        guint8 days = 0;
        gboolean begins = p == text || !g_ascii_isalnum(p[-1]);
        const char *past = begins ? read_days(p, &days) : NULL;
        if (!past) {
            p++;
            continue;
        }
        const char *at = past;
        for (guint i = 0; i < MAX_JOINS && past_any(at, fillers); i++) {
            at = past_any(at, fillers);
        }
        struct open_day day;
        const char *hours = read_hours(at, &day, &week->unsure);
        if (hours) {
            add_day(week, days, &day);
            *start = n++ == 0 ? (gsize)(p - text) : *start;
            *end = (gsize)(hours - text);
        }
        p = hours ? hours : past;
    }
    return n;
}

gboolean hours_only_days(const char *text)
{
    guint8 days;
    const char *past = read_days(text, &days);
    return past && *(past + strspn(past, " :,-.")) == '\0';
}

static void add_hours(GString *text, const struct open_day *day)
{
    if (day->n_spans == 0) {
        g_string_append(text, " closed");
    }
    for (guint i = 0; i < day->n_spans; i++) {
        const struct open_span *span = &day->spans[i];
        g_string_append_printf(text, "%s%02u:%02u-%02u:%02u", i ? ", " : " ", span->from / 60, span->from % 60,
                               span->to / 60, span->to % 60);
    }
}

char *hours_week_text(const struct open_week *week)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < DAYS_A_WEEK && !week->unsure; i++) {
        const struct open_day *day = &week->days[i];
        guint last = i;
        if (!day->known || day->mixed) {
            continue;
        }
        while (last + 1 < DAYS_A_WEEK && week->days[last + 1].known && !week->days[last + 1].mixed &&
               same_day(day, &week->days[last + 1])) {
            last++;
        }
        g_string_append_printf(text, "%s%s", text->len ? "; " : "", day_letters[i]);
        if (last > i) {
            g_string_append_printf(text, "-%s", day_letters[last]);
        }
        add_hours(text, day);
        i = last;
    }
    return g_string_free(text, FALSE);
}

gboolean hours_agree(const char *one, const char *other)
{
    struct open_week a = {0}, b = {0};
    gsize start, end;
    hours_read(one, &a, &start, &end);
    hours_read(other, &b, &start, &end);
    for (guint i = 0; i < DAYS_A_WEEK; i++) {
        if (a.days[i].known && b.days[i].known && !same_day(&a.days[i], &b.days[i])) {
            return FALSE;
        }
    }
    return TRUE;
}
