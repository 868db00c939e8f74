#include "rules/facts/phone_number.h"

#include <string.h>

enum {
    MAX_GROUPS = 8,
    MAX_DIGITS = 16,
    COMPARED_DIGITS = 9,
    MAX_GAP = 3,
    MAX_OPENING = 3,
    BLANK_DIGITS = 7,
    AREA_GROUPS = 3,
    DATE_GROUPS = 3
};

// Runs of digits with what joins them: "(416) 923-0187" is 416, 923, 0187.
struct groups {
    guint n, size[MAX_GROUPS];
    gsize ends[MAX_GROUPS]; // in the text
    char digits[MAX_DIGITS * 2];
    guint n_digits;
    gboolean plus;
};

// A slash joins only what is dialled first to the rest: "0497/62.73.52", "+32 2/345 67 89".
static gboolean is_joint(const char *text, gsize length, gsize at, gboolean slash, gsize *next)
{
    gsize end = at;
    while (end < length && end - at <= MAX_GAP && strchr(slash ? " .-()/" : " .-()", text[end])) {
        end++;
    }
    *next = end;
    gboolean year = text[at] == '/' && end + 4 <= length && strspn(text + end, "0123456789") == 4 &&
                    (strncmp(text + end, "19", 2) == 0 || strncmp(text + end, "20", 2) == 0);
    return end > at && end - at <= MAX_GAP && end < length && g_ascii_isdigit(text[end]) && !year;
}

static void read_groups(const char *text, gsize length, gsize at, struct groups *groups)
{
    memset(groups, 0, sizeof *groups);
    for (guint i = 0; i < MAX_OPENING && at < length && (text[at] == '+' || text[at] == '('); i++) {
        groups->plus = groups->plus || text[at] == '+';
        at++;
    }
    while (at < length && g_ascii_isdigit(text[at]) && groups->n < MAX_GROUPS) {
        gsize start = at;
        while (at < length && g_ascii_isdigit(text[at])) {
            at++;
        }
        if (at - start > MAX_DIGITS || groups->n_digits + (at - start) >= sizeof groups->digits) {
            return;
        }
        memcpy(groups->digits + groups->n_digits, text + start, at - start);
        groups->n_digits += at - start;
        groups->size[groups->n] = at - start;
        groups->ends[groups->n++] = at;
        gboolean slash = groups->plus ? groups->n <= AREA_GROUPS : groups->n == 1 && text[start] == '0';
        gsize next;
        if (!is_joint(text, length, at, slash, &next)) {
            return;
        }
        at = next;
    }
}

static guint digits_of(const struct groups *groups, guint n)
{
    guint total = 0;
    for (guint i = 0; i < n; i++) {
        total += groups->size[i];
    }
    return total;
}

// NPA-NXX-XXXX: no area or exchange code begins with 0 or 1, none is N11, no area code has a 9 in the middle.
static gboolean is_north_american(const char *digits)
{
    return digits[0] >= '2' && digits[1] != '9' && !(digits[1] == '1' && digits[2] == '1') && digits[3] >= '2' &&
           !(digits[4] == '1' && digits[5] == '1');
}

static gboolean shape_is(const struct groups *groups, guint n, const guint *sizes)
{
    return groups->n >= n && memcmp(groups->size, sizes, n * sizeof *sizes) == 0;
}

static guint north_american(const struct groups *groups)
{
    static const guint shapes[][4] = {{3, 3, 4}, {1, 3, 3, 4}, {10}, {11}, {3, 7}, {1, 10}, {6, 4}};
    static const guint sizes[] = {3, 4, 1, 1, 2, 2, 2};
    for (guint i = 0; i < G_N_ELEMENTS(shapes); i++) {
        guint total = shape_is(groups, sizes[i], shapes[i]) ? digits_of(groups, sizes[i]) : 0;
        const char *digits = groups->digits + (total == 11 ? 1 : 0);
        if (total && (total == 10 || groups->digits[0] == '1') && is_north_american(digits)) {
            return sizes[i];
        }
    }
    return 0;
}

// A date that begins "01.02.2024", or "02-03.07.2022", has the digits of a number, but not its grouping.
static gboolean begins_as_date(const struct groups *groups)
{
    guint n = 0, digits = 0;
    while (n < groups->n && n < DATE_GROUPS && groups->size[n] == 2) {
        digits += groups->size[n++];
    }
    const char *year = groups->digits + digits;
    return n >= 2 && n < groups->n && groups->size[n] == 4 &&
           (strncmp(year, "19", 2) == 0 || strncmp(year, "20", 2) == 0);
}

// 0 and an area: France 2-2-2-2-2, Switzerland 3-3-2-2, the United Kingdom 5-6, 5-3-3, 3-4-4, Australia 4-3-3 ...
static guint national(const struct groups *groups)
{
    if (groups->digits[0] != '0' || groups->digits[1] == '0' || begins_as_date(groups)) {
        return 0;
    }
    for (guint n = MIN(groups->n, 5); n > 0; n--) {
        guint total = digits_of(groups, n);
        gboolean paired = n == 5 ? total == 10 : total >= 9 && total <= 11;
        gboolean begins = groups->size[0] >= 2 || n == 1;
        if (paired && begins && groups->size[n - 1] >= 2 && (n > 1 || total != 9)) {
            return n;
        }
    }
    return 0;
}

// Mobiles of India: 98765 43210.
static guint indian(const struct groups *groups)
{
    gboolean shaped = (groups->n >= 2 && groups->size[0] == 5 && groups->size[1] == 5) || groups->size[0] == 10;
    return shaped && groups->digits[0] >= '6' ? (groups->size[0] == 10 ? 1 : 2) : 0;
}

static guint international_digits(const char *digits)
{
    static const struct {
        const char *code;
        guint digits;
    } known[] = {{"33", 11}, {"41", 11}, {"44", 12}, {"61", 11}, {"91", 12}, {"1", 11}};
    for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
        if (g_str_has_prefix(digits, known[i].code)) {
            return known[i].digits;
        }
    }
    return 0;
}

// +CC and the rest; "(0)" after the country code is not dialled.
static guint international(struct groups *groups)
{
    guint country = groups->size[0];
    if (groups->n > 2 && country <= 3 && groups->size[1] == 1 && groups->digits[country] == '0') {
        memmove(groups->digits + country, groups->digits + country + 1, groups->n_digits - country);
        groups->n_digits--;
        groups->size[1] = 0;
    }
    guint wanted = international_digits(groups->digits);
    for (guint n = groups->n; n > 0; n--) {
        guint total = digits_of(groups, n);
        if (wanted ? total == wanted : total >= 9 && total <= 15) {
            return n;
        }
    }
    return 0;
}

// "+33 0 00 00 00 00", "+1 (0) 000 0000 001": a place kept for a number.
static gboolean is_blank(const char *digits)
{
    for (const char *p = digits; *p; p++) {
        if (strspn(p, "0") >= BLANK_DIGITS) {
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean read_number(const char *text, gsize length, gsize at, struct phone_number *out)
{
    struct groups groups;
    read_groups(text, length, at, &groups);
    guint n = groups.n == 0 ? 0 : groups.plus ? international(&groups) : north_american(&groups);
    gboolean american = n > 0 && (!groups.plus || groups.digits[0] == '1');
    if (n == 0 && groups.n > 0 && !groups.plus) {
        n = national(&groups);
        n = n ? n : indian(&groups);
    }
    gsize end = n ? groups.ends[n - 1] : 0;
    // More digits or letters right behind: a longer number, or none; but "0612345678/0142345678" are two.
    gboolean two = end + 1 < length && text[end] == '/' && text[at] == '0' && text[end + 1] == '0';
    if (n == 0 || (end < length && (g_ascii_isalpha(text[end]) || text[end] == '@' || text[end] == '/') &&
                   text[end] != 'x' && text[end] != 'X' && !two)) {
        return FALSE;
    }
    groups.digits[digits_of(&groups, n)] = '\0';
    const char *area = groups.digits + (strlen(groups.digits) == 11 ? 1 : 0);
    out->start = at;
    out->end = end;
    out->bare = n == 1 && !groups.plus;
    out->fiction = (american && strncmp(area + 3, "55501", 5) == 0) || is_blank(groups.digits);
    g_snprintf(out->value, sizeof out->value, "%s%s",
               american      ? "+1"
               : groups.plus ? "+"
                             : "",
               american ? area : groups.digits);
    return TRUE;
}

gboolean phone_number_next(const char *text, gsize length, gsize *at, struct phone_number *out)
{
    for (gsize i = *at; i < length; i++) {
        gboolean begins = g_ascii_isdigit(text[i]) || (strchr("+(", text[i]) && text[i] && i + 1 < length &&
                                                       (g_ascii_isdigit(text[i + 1]) || strchr("+(", text[i + 1])));
        gboolean fresh = i == 0 || !(g_ascii_isalnum(text[i - 1]) || strchr("#/_=-.,$@+", text[i - 1]));
        if (begins && fresh && read_number(text, length, i, out)) {
            *at = out->end;
            return TRUE;
        }
        while (g_ascii_isdigit(text[i]) && i + 1 < length && g_ascii_isdigit(text[i + 1])) {
            i++;
        }
    }
    *at = length;
    return FALSE;
}

gboolean phone_number_same(const char *one, const char *other)
{
    gsize a = strlen(one), b = strlen(other);
    return a >= COMPARED_DIGITS && b >= COMPARED_DIGITS &&
           strcmp(one + a - COMPARED_DIGITS, other + b - COMPARED_DIGITS) == 0;
}
