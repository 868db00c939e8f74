#include "audit/values.h"

#include <string.h>

const char *value_date(const char *text, GDate *date)
{
    static const char *const form = "is not a date: write it as YYYY-MM-DD, for example 2026-11-21";
    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-') {
        return form;
    }
    for (int i = 0; i < 10; i++) {
        if (i != 4 && i != 7 && !g_ascii_isdigit(text[i])) {
            return form;
        }
    }
    guint year = (guint)g_ascii_strtoull(text, NULL, 10);
    guint month = (guint)g_ascii_strtoull(text + 5, NULL, 10);
    guint day = (guint)g_ascii_strtoull(text + 8, NULL, 10);
    if (year < 1900 || year > 2999 || month < 1 || month > 12 ||
        !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year)) {
        return "is a day that does not exist";
    }
    if (date) {
        g_date_set_dmy(date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
    }
    return NULL;
}

/* NPA and NXX begin with 2 to 9 and are not N11 (ATIS-0300051). */
static gboolean is_nanp(const char *digits)
{
    return digits[0] >= '2' && digits[3] >= '2' && !(digits[1] == '1' && digits[2] == '1') &&
           !(digits[4] == '1' && digits[5] == '1');
}

const char *value_phone(const char *text)
{
    static const char *const form =
        "is not a telephone number: write it as 416-923-0187, or with its country as +33 6 12 34 56 78";
    char digits[16];
    guint n = 0;
    const char *extension = strpbrk(text, "xXp#e");
    for (const char *c = text; *c && c != extension; c++) {
        if (g_ascii_isdigit(*c) && n < sizeof digits) {
            digits[n++] = *c;
        } else if (g_ascii_isdigit(*c) || !strchr(" -.()+/", *c)) {
            return form;
        }
    }
    if (text[0] == '+' && n > 0 && digits[0] != '1') {
        return n >= 8 && n <= 15 ? NULL : "is not a telephone number: after + come 8 to 15 digits";
    }
    guint skip = n == 11 && digits[0] == '1' ? 1 : 0;
    if (n - skip != 10) {
        return form;
    }
    return is_nanp(digits + skip) ? NULL : "is not a telephone number that can exist in North America";
}

static gboolean is_domain(const char *domain)
{
    gsize length = strlen(domain);
    if (length < 4 || length > 253 || !strchr(domain, '.') || domain[0] == '.' || domain[length - 1] == '.' ||
        strstr(domain, "..")) {
        return FALSE;
    }
    for (const char *c = domain; *c; c++) {
        if (!g_ascii_isalnum(*c) && *c != '-' && *c != '.' && !(*c & 0x80)) {
            return FALSE;
        }
    }
    return strlen(strrchr(domain, '.')) > 2;
}

const char *value_email(const char *text)
{
    static const char *const form = "is not an e-mail address: write it as name@domain.ca";
    const char *at = strrchr(text, '@');
    if (!at || at == text || at - text > 64 || !is_domain(at + 1) || text[0] == '.' || at[-1] == '.') {
        return form;
    }
    for (const char *c = text; c < at; c++) {
        if (!g_ascii_isalnum(*c) && !strchr("!#$%&'*+-/=?^_`{|}~.", *c)) {
            return form;
        }
    }
    return NULL;
}

/* Reads what has the shape of a Canadian postal code, letter digit letter, digit letter digit. */
static gboolean read_postal_code(const char *text, char code[7])
{
    guint n = 0;
    const char *c = text;
    for (; *c && n < 6; c++) {
        if ((*c == ' ' || *c == '-') && n == 3) {
            continue;
        }
        if (n % 2 == 0 ? !g_ascii_isalpha(*c) : !g_ascii_isdigit(*c)) {
            return FALSE;
        }
        code[n++] = g_ascii_toupper(*c);
    }
    code[n] = '\0';
    return n == 6 && !g_ascii_isalnum(*c);
}

/* Canada Post's Addressing Guidelines: never D F I O Q U, and W Z not first. */
static gboolean can_exist(const char *code)
{
    return strchr("ABCEGHJKLMNPRSTVXY", code[0]) && strchr("ABCEGHJKLMNPRSTVWXYZ", code[2]) &&
           strchr("ABCEGHJKLMNPRSTVWXYZ", code[4]);
}

const char *value_postal_address(const char *text)
{
    gboolean number = FALSE;
    for (const char *c = text; *c; c++) {
        char code[7];
        number = number || g_ascii_isdigit(*c);
        if ((c == text || !g_ascii_isalnum(c[-1])) && read_postal_code(c, code) && !can_exist(code)) {
            return "holds a postal code that cannot exist: Canadian codes look like M5V 2T6, without D, F, I, O, Q or "
                   "U";
        }
    }
    return number ? NULL : "is not a postal address: give the street number, the street, the town and the postal code";
}
