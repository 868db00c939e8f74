#include "rules/literal_set.h"

#include <string.h>

enum { MAX_NESTING = 20, MAX_CLASS = 8, MAX_COPIES = 3, MAX_NEWLINE = 2 };

struct reader {
    const char *at;
    guint nesting;
    gboolean lost;  // met something that is not understood: nothing is proven
    gboolean runs;  // counted on no run being longer than LITERALS_LONG_RUN
    gboolean ends;  // the last thing read at the top is $
    gboolean lines; // $ may be the end of a line
};

// What is known of a part of the pattern.
struct part {
    gboolean exact;        // it matches the texts of `whole` and nothing else
    gboolean repeats;      // `whole` once or more: it begins and ends with one of them
    gboolean solid;        // one character, and not white space
    guint longest;         // characters that a match can take, or LITERALS_FAR
    struct literals whole; // where exact or repeats
    struct literals best;  // one of these stands in every match; n is 0 where nothing is proven
};

static guint far_sum(guint a, guint b)
{
    return a > LITERALS_FAR - b ? LITERALS_FAR : a + b;
}

static guint far_product(guint a, guint n)
{
    return a && n > LITERALS_FAR / a ? LITERALS_FAR : a * n;
}

static void part_unknown(struct part *part, guint longest)
{
    part->exact = part->repeats = part->solid = FALSE;
    part->longest = longest;
    part->best.n = part->best.reach = part->whole.reach = 0;
}

static void part_nothing(struct part *part) // of no width: a lookaround
{
    part_unknown(part, 0);
    part->exact = TRUE;
    literals_set_empty_text(&part->whole);
}

static void part_bound(struct part *part) // ^, \b
{
    part_nothing(part);
    part->whole.all[0].bounds = BOUND_BEFORE | BOUND_AFTER;
}

static gboolean literal_of(gunichar c, struct literal *out)
{
    out->bounds = 0;
    if (c < 0x80) {
        out->length = 1;
        out->bytes[0] = g_ascii_tolower((char)c);
        return c >= ' ';
    }
    // What is left of other alphabets after folding may come in two cases of different length.
    if (g_unichar_isalpha(c) || g_unichar_tolower(c) != c || g_unichar_toupper(c) != c) {
        return FALSE;
    }
    out->length = g_unichar_to_utf8(c, out->bytes);
    return TRUE;
}

static void part_character(struct part *part, gunichar c)
{
    part_unknown(part, 1);
    part->solid = c > ' ';
    part->whole.n = 1;
    part->exact = literal_of(c, &part->whole.all[0]);
}

static gunichar next_character(struct reader *reader)
{
    gunichar c = g_utf8_get_char(reader->at);
    reader->at = g_utf8_next_char(reader->at);
    return c;
}

static void skip_past(struct reader *reader, char end)
{
    const char *found = strchr(reader->at, end);
    reader->lost |= !found;
    reader->at = found ? found + 1 : reader->at + strlen(reader->at);
}

static void read_hexadecimal(struct reader *reader, struct part *part)
{
    guint value = 0;
    gboolean braced = *reader->at == '{';
    reader->at += braced;
    for (guint i = 0; g_ascii_isxdigit(*reader->at) && i < (braced ? 6 : 2); i++) {
        value = value * 16 + g_ascii_xdigit_value(*reader->at++);
    }
    if (braced && *reader->at++ != '}') {
        reader->lost = TRUE;
        return;
    }
    part_character(part, value);
}

static void read_escape(struct reader *reader, struct part *part)
{
    char c = *reader->at;
    if (!c) {
        reader->lost = TRUE;
        return;
    }
    if (!g_ascii_isalnum(c)) {
        part_character(part, next_character(reader));
        return;
    }
    reader->at++;
    if (strchr("bAzZ", c)) {
        part_bound(part);
    } else if (strchr("BGK", c)) {
        part_nothing(part);
    } else if (c == 'x') {
        read_hexadecimal(reader, part);
    } else if (c == 'p' || c == 'P') {
        part_unknown(part, 1);
        if (*reader->at == '{') {
            skip_past(reader, '}');
        } else {
            reader->at += *reader->at != '\0';
        }
    } else if (g_ascii_isdigit(c)) { // octal or an earlier group
        part_unknown(part, LITERALS_FAR);
        reader->at += strspn(reader->at, "0123456789");
    } else if (strchr("dDwWsShHvVRXaefnrt", c)) {
        part_unknown(part, c == 'X' ? LITERALS_FAR : c == 'R' ? 2 : 1);
        part->solid = c == 'w' || c == 'd';
    } else { // \Q, \g, \k, \c, \o, \N
        reader->lost = TRUE;
    }
}

// One member of a class. FALSE where it is more, or other, than one known character.
static gboolean read_member(struct reader *reader, struct literal *member)
{
    if (*reader->at == '[' && strchr(":.=", reader->at[1])) {
        reader->lost = TRUE;
        return FALSE;
    }
    if (*reader->at != '\\') {
        return literal_of(next_character(reader), member);
    }
    reader->at++;
    if (!g_ascii_isalnum(*reader->at)) {
        return *reader->at && literal_of(next_character(reader), member);
    }
    char c = *reader->at++;
    if (c == 'p' || c == 'P') {
        if (*reader->at == '{') {
            skip_past(reader, '}');
        } else {
            reader->at += *reader->at != '\0';
        }
    } else if (!strchr("dDwWsShHvVRXaefnrtb", c)) {
        reader->lost = TRUE;
    }
    return FALSE;
}

// Whether the member of a class at hand stands for no white space.
static gboolean is_solid_member(const char *at)
{
    if (*at == '\\' && g_ascii_isalnum(at[1])) {
        return at[1] == 'w' || at[1] == 'd';
    }
    return (guchar)at[*at == '\\'] > ' ';
}

static void read_class(struct reader *reader, struct part *part)
{
    part_unknown(part, 1);
    gboolean known = *reader->at != '^';
    gboolean solid = known;
    reader->at += !known;
    struct literals members = {0};
    for (gboolean first = TRUE; first || *reader->at != ']'; first = FALSE) {
        struct literal member;
        if (!*reader->at || reader->lost) {
            break;
        }
        solid &= is_solid_member(reader->at);
        known &= read_member(reader, &member) && members.n < MAX_CLASS && literals_add(&members, &member);
        gboolean range = *reader->at == '-' && reader->at[1] != ']';
        known &= !range;
    }
    reader->lost |= *reader->at != ']';
    reader->at += *reader->at == ']';
    part->solid = solid;
    if (known && !reader->lost) {
        part->exact = TRUE;
        literals_copy(&part->whole, &members);
    }
}

static void read_alternatives(struct reader *reader, struct part *part);

enum opening { OPENS_GROUP, OPENS_LOOKAHEAD, OPENS_LOOKAROUND, OPENS_NOTHING };

// (?i) and (?i:...): letter case and newlines do not matter here, but (?x) changes how the rest reads.
static enum opening read_options(struct reader *reader)
{
    gsize n = strspn(reader->at, "^imsnJU-");
    reader->lines |= memchr(reader->at, 'm', n) != NULL;
    reader->at += n;
    char end = *reader->at;
    reader->lost |= end != ':' && end != ')';
    reader->at += end != '\0';
    return end == ')' ? OPENS_NOTHING : OPENS_GROUP;
}

static enum opening read_opening(struct reader *reader)
{
    if (*reader->at == '*') {
        reader->lost = TRUE;
    }
    if (*reader->at != '?') {
        return OPENS_GROUP;
    }
    reader->at++;
    const char *at = reader->at;
    if (*at == '=' || *at == '!') {
        reader->at++;
        return *at == '=' ? OPENS_LOOKAHEAD : OPENS_LOOKAROUND;
    }
    if (*at == '<' && (at[1] == '=' || at[1] == '!')) {
        reader->at += 2;
        return OPENS_LOOKAROUND;
    }
    if (*at == '|' || *at == '>') {
        reader->at++;
        return OPENS_GROUP;
    }
    reader->at += *at == 'P' && at[1] == '<';
    if (*reader->at == '<' && (g_ascii_isalpha(reader->at[1]) || reader->at[1] == '_')) {
        skip_past(reader, '>');
        return OPENS_GROUP;
    }
    if (*reader->at == '\'') {
        reader->at++;
        skip_past(reader, '\'');
        return OPENS_GROUP;
    }
    return read_options(reader);
}

static void read_group(struct reader *reader, struct part *part)
{
    enum opening opening = read_opening(reader);
    if (opening == OPENS_NOTHING || reader->lost) {
        part_nothing(part);
        return;
    }
    read_alternatives(reader, part);
    reader->lost |= *reader->at != ')';
    reader->at += *reader->at == ')';
    // What a pattern looks ahead for in the end stands there as if it were part of it.
    gboolean last = opening == OPENS_LOOKAHEAD && !*reader->at && reader->nesting == 1;
    if ((opening == OPENS_LOOKAHEAD && !last) || opening == OPENS_LOOKAROUND) {
        part_nothing(part);
    }
}

static void read_atom(struct reader *reader, struct part *part)
{
    part_unknown(part, 1);
    switch (*reader->at) {
    case '(':
        reader->at++;
        read_group(reader, part);
        return;
    case '[':
        reader->at++;
        read_class(reader, part);
        return;
    case '\\':
        reader->at++;
        read_escape(reader, part);
        return;
    case '^':
    case '$':
        reader->at++;
        part_bound(part);
        return;
    case '.':
        reader->at++;
        return;
    default:
        part_character(part, next_character(reader));
    }
}

static guint read_count(const char **at)
{
    guint64 count = g_ascii_strtoull(*at, (char **)at, 10);
    return MIN(count, G_MAXUINT16);
}

// {2}, {2,} and {2,5}. Later releases of PCRE2 read {,5} and { 2 } too, which is why these are not understood.
static gboolean read_braces(struct reader *reader, guint *min, guint *max)
{
    const char *at = reader->at + 1, *end = at + strspn(at, "0123456789, ");
    if (end == at || *end != '}') {
        return FALSE; // just a brace
    }
    reader->lost |= !g_ascii_isdigit(*at) || memchr(at, ' ', end - at);
    *min = *max = read_count(&at);
    if (*at == ',') {
        at++;
        *max = at == end ? G_MAXUINT : read_count(&at);
    }
    reader->lost |= at != end;
    reader->at = end + 1;
    return TRUE;
}

static gboolean read_quantifier(struct reader *reader, guint *min, guint *max)
{
    char c = *reader->at;
    if (c == '*' || c == '+' || c == '?') {
        reader->at++;
        *min = c == '+';
        *max = c == '?' ? 1 : G_MAXUINT;
    } else if (c != '{' || !read_braces(reader, min, max)) {
        return FALSE;
    }
    reader->at += *reader->at == '?' || *reader->at == '+'; // lazy, possessive
    return TRUE;
}

static void multiply(struct part *part, guint min, guint max)
{
    static const struct literal empty = {0};
    if (max == 0) {
        part_nothing(part);
        return;
    }
    part->longest = far_product(part->longest, max);
    part->solid = FALSE;
    if (min == 0) {
        part->best.n = 0;
        part->exact = part->exact && max == 1 && literals_add(&part->whole, &empty);
        part->repeats = FALSE;
        return;
    }
    if (min == 1 && max == 1) {
        return;
    }
    if (!part->exact) {
        part->repeats = FALSE;
        return;
    }
    struct literals once;
    literals_copy(&once, &part->whole);
    gboolean whole = min == max && min <= MAX_COPIES;
    for (guint i = 1; whole && i < min; i++) {
        whole = literals_append(&part->whole, &once);
    }
    if (!whole) {
        literals_copy(&part->whole, &once);
        part->repeats = TRUE;
        part->exact = FALSE;
    }
}

// The texts that may stand right before what is read next, and how far from the beginning they stand at most.
struct run {
    struct literals texts;
    guint at;
};

// Puts `item` behind `run`; `part->best` keeps the best of what had to be closed.
static void join(struct part *part, struct run *run, const struct part *item)
{
    guint before = part->longest;
    part->longest = far_sum(before, item->longest);
    if (item->exact && item->whole.n > 1) {
        literals_consider(&part->best, &run->texts, run->at);
    }
    if (item->exact && literals_append(&run->texts, &item->whole)) {
        return;
    }
    if (item->repeats) {
        literals_consider(&part->best, &run->texts, run->at);
        literals_append(&run->texts, &item->whole);
    }
    literals_consider(&part->best, &run->texts, run->at);
    literals_consider(&part->best, &item->best, far_sum(before, item->best.reach));
    part->exact = FALSE;
    run->at = item->exact ? before : part->longest;
    if (item->exact || item->repeats) {
        literals_copy(&run->texts, &item->whole);
    } else {
        literals_set_empty_text(&run->texts);
    }
}

static void read_sequence(struct reader *reader, struct part *part)
{
    struct run run = {.at = 0};
    struct part item;
    part_nothing(part);
    literals_set_empty_text(&run.texts);
    while (*reader->at && *reader->at != '|' && *reader->at != ')' && !reader->lost) {
        guint min, max;
        reader->ends = *reader->at == '$' && reader->nesting == 1;
        read_atom(reader, &item);
        while (!reader->lost && read_quantifier(reader, &min, &max)) {
            gboolean is_run = item.solid && max == G_MAXUINT;
            multiply(&item, min, max);
            item.longest = is_run ? LITERALS_LONG_RUN : item.longest;
            reader->runs |= is_run;
            reader->ends = FALSE;
        }
        join(part, &run, &item);
    }
    literals_consider(&part->best, &run.texts, run.at);
    if (part->exact) {
        literals_copy(&part->whole, &run.texts);
    }
}

static void read_alternatives(struct reader *reader, struct part *part)
{
    if (++reader->nesting > MAX_NESTING) {
        reader->lost = TRUE;
    }
    read_sequence(reader, part);
    gboolean alone = *reader->at != '|';
    while (*reader->at == '|' && !reader->lost) {
        struct part other;
        reader->at++;
        read_sequence(reader, &other);
        part->longest = MAX(part->longest, other.longest);
        part->best.reach = MAX(part->best.reach, other.best.reach);
        gboolean proven = part->best.n && other.best.n && literals_unite(&part->best, &other.best);
        part->best.n = proven ? part->best.n : 0;
        part->exact = part->exact && other.exact && literals_unite(&part->whole, &other.whole);
    }
    reader->ends &= alone && reader->nesting == 1;
    reader->nesting--;
}

gboolean literals_find(const char *pattern, struct literals *out)
{
    struct reader reader = {.at = pattern};
    struct part part;
    read_alternatives(&reader, &part);
    out->n = 0;
    out->reach = out->tail = LITERALS_FAR;
    out->runs = reader.runs;
    if (!reader.lost && !*reader.at && reader.ends && !reader.lines) {
        out->tail = far_sum(part.longest, MAX_NEWLINE);
    }
    if (reader.lost || *reader.at || part.best.n == 0) {
        return FALSE;
    }
    literals_copy(out, &part.best);
    for (guint i = 0; i < out->n; i++) {
        out->all[i].bounds = literal_bounds_of(&out->all[i]);
    }
    return TRUE;
}
