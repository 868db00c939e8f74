#include "rules/date_text.h"

#include <string.h>

enum { WORD_BYTES = 12, MAX_PARTS = 4, FIRST_YEAR = 1990, LAST_YEAR = 2099, FIRST_SEASON = 13 };

enum token_kind { TOKEN_WORD, TOKEN_NUMBER, TOKEN_MARK };

struct token {
    enum token_kind kind;
    guint32 start, end;
    guint number, digits;     /* TOKEN_NUMBER; number is 0 beyond nine digits */
    char word[WORD_BYTES];    /* TOKEN_WORD: without accents, in lower case; "" if longer */
    gunichar mark;            /* TOKEN_MARK */
    gboolean capital, spaced; /* begins with a capital; white space stands before it */
};

struct reader {
    const struct token *tokens;
    guint n;
};

/* A month with the days named beside it; 0 where there is none. */
struct day_month {
    guint month, first_day, last_day;
};

// Months 1 to 12, then the seasons and other parts of a year.
static const char *const CALENDAR[][7] = {
    {NULL},
    {"january", "jan", "janvier", "janv"},
    {"february", "feb", "fevrier", "fevr", "fev"},
    {"march", "mar", "mars"},
    {"april", "apr", "avril", "avr"},
    {"may", "mai"},
    {"june", "jun", "juin"},
    {"july", "jul", "juillet", "juil"},
    {"august", "aug", "aout"},
    {"september", "sept", "sep", "septembre"},
    {"october", "oct", "octobre"},
    {"november", "nov", "novembre"},
    {"december", "dec", "decembre"},
    {"winter", "hiver"},
    {"spring", "printemps"},
    {"summer", "ete"},
    {"fall", "autumn", "automne"},
    {"early", "beginning", "debut"},
    {"mid", "middle", "courant"},
    {"late", "end", "fin"},
};

static const char *const SEPARATORS[] = {"to", "until", "through", "and", "or", "au", "a", "et", "ou"};
static const char *const RANGES[] = {"to", "until", "through", "au", "a", "jusqu"};
static const char *const ORDINALS[] = {"st", "nd", "rd", "th", "er", "re", "e"};
static const char *const OF[] = {"of", "de", "d", "the", "in", "en", "l"};

static gboolean among(const char *word, const char *const *words, gsize n)
{
    for (gsize i = 0; i < n; i++) {
        if (strcmp(word, words[i]) == 0) {
            return TRUE;
        }
    }
    return FALSE;
}
#define AMONG(token, words) ((token)->kind == TOKEN_WORD && among((token)->word, words, G_N_ELEMENTS(words)))

static const struct token *at(const struct reader *reader, guint index)
{
    static const struct token END = {.kind = TOKEN_MARK};
    return index < reader->n ? &reader->tokens[index] : &END;
}

static gboolean is_mark(const struct reader *reader, guint index, const char *marks)
{
    const struct token *token = at(reader, index);
    return token->kind == TOKEN_MARK && token->mark && g_utf8_strchr(marks, -1, token->mark);
}

static gboolean is_dash(const struct reader *reader, guint index)
{
    return is_mark(reader, index, "-–—‐‑−");
}

static gboolean is_separator(const struct reader *reader, guint index)
{
    return is_dash(reader, index) || is_mark(reader, index, "/&,+") || AMONG(at(reader, index), SEPARATORS);
}

/* A month (1 to 12) or a season (from FIRST_SEASON); 0 if neither. */
static guint calendar_word(const struct token *token)
{
    for (guint i = 1; token->kind == TOKEN_WORD && i < G_N_ELEMENTS(CALENDAR); i++) {
        for (guint k = 0; k < G_N_ELEMENTS(CALENDAR[i]) && CALENDAR[i][k]; k++) {
            if (*token->word == *CALENDAR[i][k] && strcmp(token->word, CALENDAR[i][k]) == 0) {
                return i;
            }
        }
    }
    return 0;
}

static guint month_at(const struct reader *reader, guint index)
{
    guint month = calendar_word(at(reader, index));
    return month < FIRST_SEASON ? month : 0;
}

static guint year_at(const struct reader *reader, guint index)
{
    const struct token *token = at(reader, index);
    gboolean year =
        token->kind == TOKEN_NUMBER && token->digits == 4 && token->number >= FIRST_YEAR && token->number <= LAST_YEAR;
    return year ? token->number : 0;
}

static guint day_at(const struct reader *reader, guint index)
{
    const struct token *token = at(reader, index);
    gboolean day = token->kind == TOKEN_NUMBER && token->digits <= 2 && token->number >= 1 && token->number <= 31;
    return day ? token->number : 0;
}

static guint skip_ordinal(const struct reader *reader, guint index)
{
    const struct token *token = at(reader, index);
    return AMONG(token, ORDINALS) && !token->spaced ? index + 1 : index;
}

/* Past "." and ",", "of", "de", "d'". */
static guint skip_joiners(const struct reader *reader, guint index)
{
    while (is_mark(reader, index, ".,'’") || AMONG(at(reader, index), OF)) {
        index++;
    }
    return index;
}

/* "12", "12th", "12-17", "5, 12 et 19"; returns the index past them, writes nothing where there is no day. */
static guint read_days(const struct reader *reader, guint index, struct day_month *part)
{
    guint day = day_at(reader, index);
    if (!day) {
        return index;
    }
    part->first_day = part->last_day = day;
    index = skip_ordinal(reader, index + 1);
    while (is_separator(reader, index) && day_at(reader, index + 1)) {
        guint past = skip_ordinal(reader, index + 2);
        // "April 12 - 17 May": the second day belongs to the month that follows it.
        if (part->month && month_at(reader, skip_joiners(reader, past))) {
            break;
        }
        part->last_day = day_at(reader, index + 1);
        index = past;
    }
    return index;
}

/* A month with its days, in either order; the index past it, or `index` itself where there is none. */
static guint read_day_month(const struct reader *reader, guint index, struct day_month *part)
{
    *part = (struct day_month){.month = month_at(reader, index)};
    if (part->month) {
        guint past = is_mark(reader, index + 1, ".") ? index + 2 : index + 1;
        if (is_mark(reader, past, ",") && day_at(reader, past + 1)) {
            past++;
        }
        return read_days(reader, past, part);
    }
    guint past = read_days(reader, index, part);
    if (past == index) {
        return index;
    }
    past = skip_joiners(reader, past);
    part->month = month_at(reader, past);
    return part->month ? past + 1 : index;
}

static gboolean set_days(struct found_date *date, const struct day_month *from, const struct day_month *to, guint year)
{
    gboolean whole_months = !from->first_day || !to->last_day;
    guint last_day = whole_months ? g_date_get_days_in_month(to->month, year) : to->last_day;
    guint first_day = whole_months ? 1 : from->first_day;
    guint first_year = from->month > to->month ? year - 1 : year; // "December 12 to January 9, 2014"
    if (!g_date_valid_dmy(first_day, from->month, first_year) || !g_date_valid_dmy(last_day, to->month, year)) {
        return FALSE;
    }
    g_date_set_dmy(&date->first, first_day, from->month, first_year);
    g_date_set_dmy(&date->last, last_day, to->month, year);
    date->precision = whole_months ? DATE_MONTH : DATE_DAY;
    return g_date_compare(&date->first, &date->last) <= 0;
}

/* Days and months in words, then the year. */
static guint read_named(const struct reader *reader, guint index, struct found_date *date)
{
    struct day_month parts[MAX_PARTS];
    guint n = 0, past = index;
    while (n < MAX_PARTS) {
        guint next = read_day_month(reader, past, &parts[n]);
        if (next == past) {
            break;
        }
        n++;
        past = next;
        if (!is_separator(reader, past) || year_at(reader, past + 1)) {
            break;
        }
        past++;
    }
    if (n == 0) {
        return index;
    }
    past = skip_joiners(reader, past);
    guint year = year_at(reader, past);
    const struct token *word = at(reader, index);
    // "you may 2020" and "les sept 2019" are no months.
    gboolean doubtful = n == 1 && !parts[0].first_day && !word->capital && strlen(word->word) < 5 &&
                        parts[0].month != 8 && strcmp(word->word, "mars") != 0 && strcmp(word->word, "mai") != 0 &&
                        strcmp(word->word, "juin") != 0;
    if (!year || doubtful || !set_days(date, &parts[0], &parts[n - 1], year)) {
        return index;
    }
    return past + 1;
}

static guint read_season(const struct reader *reader, guint index, struct found_date *date)
{
    static const char *const AUXILIARIES[] = {"a", "ai", "as", "ont", "avait", "avons", "avez", "ayant"};
    guint season = calendar_word(at(reader, index));
    if (season < FIRST_SEASON || (index > 0 && AMONG(at(reader, index - 1), AUXILIARIES))) {
        return index;
    }
    guint last = season, past = index + 1;
    if (is_separator(reader, past) && calendar_word(at(reader, past + 1)) >= FIRST_SEASON) {
        last = calendar_word(at(reader, past + 1));
        past += 2;
    }
    past = skip_joiners(reader, past);
    guint year = year_at(reader, past);
    if (!year) {
        return index;
    }
    guint end_year = year;
    if (is_separator(reader, past + 1) && year_at(reader, past + 2) == year + 1) {
        end_year = year + 1;
        past += 2;
    }
    static const guint FIRST_MONTH[] = {1, 3, 6, 9, 1, 4, 7}, LAST_MONTH[] = {3, 6, 9, 12, 6, 9, 12};
    // "Winter 2014" may begin in December 2013 or end in March 2015.
    guint to = last == FIRST_SEASON && end_year == year ? year + 1 : end_year;
    g_date_set_dmy(&date->first, 1, FIRST_MONTH[season - FIRST_SEASON], year);
    g_date_set_dmy(&date->last, g_date_get_days_in_month(LAST_MONTH[last - FIRST_SEASON], to),
                   LAST_MONTH[last - FIRST_SEASON], to);
    date->precision = DATE_SEASON;
    return past + 1;
}

static gboolean set_day(GDate *day, guint d, guint m, guint y)
{
    if (!g_date_valid_dmy(d, m, y)) {
        return FALSE;
    }
    g_date_set_dmy(day, d, m, y);
    return TRUE;
}

/* Three groups of figures: a four-digit year first is certain, elsewhere only what can be read one way is. */
static guint read_figures(const struct reader *reader, guint index, struct found_date *date)
{
    const struct token *t[5];
    for (guint i = 0; i < G_N_ELEMENTS(t); i++) {
        t[i] = at(reader, index + i);
        if (i > 0 && t[i]->spaced) {
            return index;
        }
    }
    if (t[0]->kind != TOKEN_NUMBER || t[2]->kind != TOKEN_NUMBER || t[4]->kind != TOKEN_NUMBER || t[2]->digits > 2 ||
        t[1]->mark != t[3]->mark || !(is_mark(reader, index + 1, "/.") || is_dash(reader, index + 1))) {
        return index;
    }
    date->precision = DATE_DAY;
    if (year_at(reader, index) && t[4]->digits <= 2) {
        if (!set_day(&date->first, t[4]->number, t[2]->number, t[0]->number)) {
            return index;
        }
        date->last = date->first;
        return index + 5;
    }
    guint year = t[4]->digits == 2 ? 2000 + t[4]->number : year_at(reader, index + 4);
    GDate day_first, month_first;
    gboolean a = t[0]->digits <= 2 && year && set_day(&day_first, t[0]->number, t[2]->number, year);
    gboolean b = t[0]->digits <= 2 && year && set_day(&month_first, t[2]->number, t[0]->number, year);
    if (!a && !b) {
        return index;
    }
    gboolean a_is_first = a && (!b || g_date_compare(&day_first, &month_first) <= 0);
    date->first = a_is_first ? day_first : month_first;
    date->last = a && b ? (a_is_first ? month_first : day_first) : date->first;
    date->unsure = t[4]->digits == 2 || g_date_compare(&date->first, &date->last) != 0;
    return index + 5;
}

static void set_years(struct found_date *date, guint first, guint last)
{
    g_date_set_dmy(&date->first, 1, 1, first);
    g_date_set_dmy(&date->last, 31, 12, last);
    date->precision = DATE_YEAR;
    date->range = first != last;
}

/* "2014-09" is a month, "2014-15" a pair of years, "2009-10" either. */
static guint read_year_and_two_figures(const struct reader *reader, guint index, struct found_date *date)
{
    guint year = year_at(reader, index), two = at(reader, index + 2)->number;
    if (two == (year + 1) % 100) {
        set_years(date, year, year + 1);
        date->unsure = two <= 12;
        return index + 3;
    }
    if (two < 1 || two > 12) {
        return index;
    }
    g_date_set_dmy(&date->first, 1, two, year);
    g_date_set_dmy(&date->last, g_date_get_days_in_month(two, year), two, year);
    date->precision = DATE_MONTH;
    return index + 3;
}

/* A year alone, or from year to year. Not a part of a telephone number, a price or a longer figure. */
static guint read_years(const struct reader *reader, guint index, struct found_date *date)
{
    guint year = year_at(reader, index);
    gboolean glued_before = index > 0 && !at(reader, index)->spaced &&
                            (at(reader, index - 1)->kind != TOKEN_MARK || is_mark(reader, index - 1, "-.$#/_=") ||
                             is_dash(reader, index - 1));
    gboolean glued_after = is_mark(reader, index + 1, "/.") && !at(reader, index + 1)->spaced &&
                           !at(reader, index + 2)->spaced && at(reader, index + 2)->kind == TOKEN_NUMBER;
    if (!year || glued_before || glued_after || is_mark(reader, index + 1, "$%€_=")) {
        return index;
    }
    const struct token *after = at(reader, index + 1), *second = at(reader, index + 2);
    if (is_dash(reader, index + 1) && !after->spaced && !second->spaced && second->kind == TOKEN_NUMBER) {
        guint past = second->digits == 2 ? read_year_and_two_figures(reader, index, date) : index;
        if (past != index || second->digits != 4) {
            return past;
        }
    }
    if (after->kind == TOKEN_WORD && !after->spaced) {
        return index;
    }
    guint last = is_dash(reader, index + 1) || AMONG(after, RANGES) ? year_at(reader, index + 2) : 0;
    set_years(date, year, last > year ? last : year);
    return last > year ? index + 3 : index + 1;
}

static guint read_date(const struct reader *reader, guint index, struct found_date *date)
{
    static guint (*const READERS[])(const struct reader *, guint, struct found_date *) = {read_figures, read_named,
                                                                                          read_season, read_years};
    for (guint i = 0; i < G_N_ELEMENTS(READERS); i++) {
        memset(date, 0, sizeof *date);
        guint past = READERS[i](reader, index, date);
        if (past != index) {
            date->start = at(reader, index)->start;
            date->end = at(reader, past - 1)->end;
            return past;
        }
    }
    return index;
}

/* Past "to", "–", "jusqu'au" between two whole dates; 0 where there is nothing of the kind. */
static guint skip_range_word(const struct reader *reader, guint index)
{
    if (!is_dash(reader, index) && !AMONG(at(reader, index), RANGES)) {
        return 0;
    }
    index++;
    while (is_mark(reader, index, "'’") || AMONG(at(reader, index), RANGES) || AMONG(at(reader, index), OF)) {
        index++;
    }
    return index;
}

static void fold_word(struct token *token, const char *text)
{
    gsize n = 0;
    for (const char *p = text + token->start; p < text + token->end; p = g_utf8_next_char(p)) {
        gunichar base = g_utf8_get_char(p), rest;
        g_unichar_decompose(base, &base, &rest);
        if (base >= 128 || n + 1 >= WORD_BYTES) {
            n = 0;
            break;
        }
        token->word[n++] = g_ascii_tolower((char)base);
    }
    token->word[n] = '\0';
}

static void read_token(struct token *token, const char *text, const char *end, gunichar first)
{
    const char *p = text + token->start;
    token->kind = g_ascii_isdigit(*p) ? TOKEN_NUMBER : g_unichar_isalpha(first) ? TOKEN_WORD : TOKEN_MARK;
    token->mark = token->kind == TOKEN_MARK ? first : 0;
    token->capital = g_unichar_isupper(first);
    do {
        p = g_utf8_next_char(p);
    } while (p < end && ((token->kind == TOKEN_NUMBER && g_ascii_isdigit(*p)) ||
                         (token->kind == TOKEN_WORD && g_unichar_isalpha(g_utf8_get_char(p)))));
    token->end = (guint32)(p - text);
    if (token->kind == TOKEN_WORD) {
        fold_word(token, text);
    }
    if (token->kind == TOKEN_NUMBER) {
        token->digits = token->end - token->start;
        for (const char *d = text + token->start; token->digits <= 9 && d < p; d++) {
            token->number = token->number * 10 + (guint)(*d - '0');
        }
    }
}

static void read_tokens(const char *text, gsize length, GArray *tokens)
{
    const char *end = text + length;
    gboolean spaced = FALSE;
    for (const char *p = text; p < end;) {
        gunichar c = g_utf8_get_char(p);
        if (g_unichar_isspace(c)) {
            spaced = TRUE;
            p = g_utf8_next_char(p);
            continue;
        }
        struct token token = {.start = (guint32)(p - text), .spaced = spaced};
        read_token(&token, text, end, c);
        g_array_append_val(tokens, token);
        spaced = FALSE;
        p = text + token.end;
    }
}

static gboolean begins_as_year(const char *text)
{
    return strncmp(text, "19", 2) == 0 || strncmp(text, "20", 2) == 0;
}

/* A year, or figures that a dash, a stroke or a point may join to others: "12/05/24". */
static gboolean may_hold_date(const char *text, gsize length)
{
    gsize n_figures = 0;
    for (gsize i = 0; i < length; i++) {
        if (g_ascii_isdigit(text[i])) {
            n_figures++;
            continue;
        }
        if ((n_figures == 4 && begins_as_year(text + i - 4)) ||
            (n_figures > 0 && (strchr("/.-", text[i]) || (guchar)text[i] >= 0x80))) {
            return TRUE;
        }
        n_figures = 0;
    }
    return n_figures == 4 && begins_as_year(text + length - 4);
}

void dates_find(const char *text, gsize length, GArray *dates)
{
    if (!may_hold_date(text, length)) {
        return;
    }
    g_autoptr(GArray) tokens = g_array_new(FALSE, FALSE, sizeof(struct token));
    read_tokens(text, length, tokens);
    struct reader reader = {(const struct token *)(void *)tokens->data, tokens->len};
    for (guint i = 0; i < reader.n;) {
        struct found_date date, second;
        guint past = read_date(&reader, i, &date);
        if (past == i) {
            i++;
            continue;
        }
        guint from = date.precision == DATE_YEAR ? 0 : skip_range_word(&reader, past);
        guint to = from ? read_date(&reader, from, &second) : 0;
        if (to > from && second.precision == date.precision && g_date_compare(&date.first, &second.last) <= 0) {
            date.end = second.end;
            date.last = second.last;
            date.range = TRUE;
            date.unsure = date.unsure || second.unsure;
            past = to;
        }
        g_array_append_val(dates, date);
        i = past;
    }
}

int date_age_days(const struct found_date *date, const GDate *day)
{
    return g_date_days_between(&date->last, day);
}
