#include "rules/literal_reader.h"

#include <string.h>

// A range over letters may bring their other cases.
enum { MAX_CLASS = 8, CLASS_CODE = 64, MEMBER_CODE = 24 };

void part_unknown(struct part *part, guint longest)
{
    part->exact = part->repeats = part->solid = FALSE;
    part->longest = longest;
    part->shortest = MIN(longest, 1);
    part->fixed = longest <= 1;
    part->single = part->repeatable = longest > 0;
    part->code_bytes = CHARACTER_CODE;
    part->best.n = part->best.reach = part->whole.reach = 0;
}

void part_nothing(struct part *part)
{
    part_unknown(part, 0);
    part->exact = TRUE;
    literals_set_empty_text(&part->whole);
}

void part_bound(struct part *part)
{
    part_nothing(part);
    part->whole.all[0].bounds = BOUND_BEFORE | BOUND_AFTER;
}

void part_start(const struct reader *reader, struct part *part)
{
    part_bound(part);
    if (reader->visitor && !reader->lines) {
        part->whole.all[0] = (struct literal){.length = 1, .bytes = {LITERALS_START}};
        part->whole.all[0].rarity = literal_rarity(part->whole.all[0].bytes, 1);
        part->whole.longest = 1;
    }
}

static gboolean literal_of(gunichar c, struct literal *out)
{
    *out = (struct literal){0};
    if (c < 0x80) {
        out->length = 1;
        out->bytes[0] = g_ascii_tolower((char)c);
        out->rarity = literal_rarity(out->bytes, 1);
        return c >= ' ';
    }
    // What is left of other alphabets after folding may come in two cases of different length.
    if (g_unichar_isalpha(c) || g_unichar_tolower(c) != c || g_unichar_toupper(c) != c) {
        return FALSE;
    }
    out->length = g_unichar_to_utf8(c, out->bytes);
    out->rarity = literal_rarity(out->bytes, out->length);
    return TRUE;
}

void part_character(struct part *part, gunichar c)
{
    part_unknown(part, 1);
    part->solid = c > ' ';
    literals_set_empty_text(&part->whole);
    part->exact = literal_of(c, &part->whole.all[0]);
    part->whole.longest = part->whole.all[0].length;
}

gunichar next_character(struct reader *reader)
{
    gunichar c = (guchar)*reader->at;
    if (c < 0x80) {
        reader->at++;
        return c;
    }
    c = g_utf8_get_char(reader->at);
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
    guint value = 0, n = 0;
    gboolean braced = *reader->at == '{';
    reader->at += braced;
    for (; g_ascii_isxdigit(*reader->at) && n < (braced ? 6 : 2); n++) {
        value = value * 16 + g_ascii_xdigit_value(*reader->at++);
    }
    if (braced && *reader->at++ != '}') {
        reader->lost = TRUE;
        return;
    }
    reader->doubt |= n == 0 || !g_unichar_validate(value);
    part_character(part, value);
}

// \p{L}, \pL: the name of a category is known, others are left to PCRE2.
static void read_property(struct reader *reader)
{
    static const char *const categories[] = {"L", "Lu", "Ll", "M", "N", "Nd", "P", "Pd", "S", "Sc", "Z", "Zs", NULL};
    const char *name = reader->at;
    if (*name != '{') {
        reader->doubt |= !*name || !strchr("LMNPSZ", *name);
        reader->at += *name != '\0';
        return;
    }
    skip_past(reader, '}');
    gboolean known = FALSE;
    for (guint i = 0; categories[i] && !known; i++) {
        gsize length = strlen(categories[i]);
        known = strncmp(name + 1, categories[i], length) == 0 && name[1 + length] == '}';
    }
    reader->doubt |= !known;
}

void read_escape(struct reader *reader, struct part *part)
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
    if (c == 'A') {
        part_start(reader, part);
    } else if (strchr("bzZ", c)) {
        part_bound(part);
    } else if (strchr("BGK", c)) {
        reader->doubt |= c == 'K';
        part_nothing(part);
    } else if (c == 'x') {
        read_hexadecimal(reader, part);
    } else if (c == 'p' || c == 'P') {
        part_unknown(part, 1);
        read_property(reader);
    } else if (g_ascii_isdigit(c)) { // octal or an earlier group
        part_unknown(part, LITERALS_FAR);
        reader->doubt = TRUE;
        reader->at += strspn(reader->at, "0123456789");
    } else if (strchr("dDwWsShHvVRXaefnrt", c)) {
        part_unknown(part, c == 'X' ? LITERALS_FAR : c == 'R' ? 2 : 1);
        part->solid = c == 'w' || c == 'd';
    } else { // \Q, \g, \k, \c, \o, \N
        reader->lost = TRUE;
    }
}

// One member of a class: the character it stands for, or 0 where that is not one, or not known.
static gunichar read_member(struct reader *reader)
{
    if (*reader->at == '[' && strchr(":.=", reader->at[1])) {
        reader->lost = TRUE;
        return 0;
    }
    if (*reader->at != '\\') {
        return next_character(reader);
    }
    reader->at++;
    if (!g_ascii_isalnum(*reader->at)) {
        return *reader->at ? next_character(reader) : 0;
    }
    char c = *reader->at++;
    if (c == 'p' || c == 'P') {
        read_property(reader);
    } else if (!strchr("dDwWsShHvVRXaefnrtb", c)) {
        reader->lost = TRUE;
    }
    reader->doubt |= c == 'R' || c == 'X';
    return 0;
}

// Whether the member of a class at hand stands for no white space.
static gboolean is_solid_member(const char *at)
{
    if (*at == '\\' && g_ascii_isalnum(at[1])) {
        return at[1] == 'w' || at[1] == 'd';
    }
    return (guchar)at[*at == '\\'] > ' ';
}

// After a member, whether a dash makes it the first of a range. Sound are those from one ASCII character to a later
// one.
static gboolean begins_range(struct reader *reader, gunichar first)
{
    if (*reader->at != '-' || reader->at[1] == ']') {
        return FALSE;
    }
    gunichar last = (guchar)reader->at[1];
    reader->doubt |= !first || first >= 0x80 || last >= 0x80 || last < first || last == '\\' || last == '[';
    return TRUE;
}

// [:alpha:], which belongs in a class. Doubtful where an escape makes its end hard to see.
static gboolean looks_like_posix(const char *at)
{
    const char *end = *at && strchr(":.=", *at) ? strchr(at + 1, ']') : NULL;
    return end && (end[-1] == *at || memchr(at, '\\', end - at));
}

void read_class(struct reader *reader, struct part *part)
{
    part_unknown(part, 1);
    part->code_bytes = CLASS_CODE;
    reader->doubt |= looks_like_posix(reader->at);
    gboolean known = *reader->at != '^', solid = known;
    reader->at += !known;
    struct literals members;
    members.n = members.longest = 0;
    for (gboolean first = TRUE; first || *reader->at != ']'; first = FALSE) {
        struct literal member;
        if (!*reader->at || reader->lost) {
            break;
        }
        solid &= is_solid_member(reader->at);
        gunichar c = read_member(reader);
        known = known && c && literal_of(c, &member) && members.n < MAX_CLASS && literals_add(&members, &member);
        known &= !begins_range(reader, c);
        part->code_bytes += MEMBER_CODE;
    }
    reader->lost |= *reader->at != ']';
    reader->at += *reader->at == ']';
    part->solid = solid;
    if (known && !reader->lost) {
        part->exact = TRUE;
        literals_copy(&part->whole, &members);
    }
}

// \w alone, or among others in a class, at the end of a group.
static gboolean is_word_class(const char *at)
{
    if (g_str_has_prefix(at, "\\w)")) {
        return TRUE;
    }
    gboolean word = FALSE;
    gsize n = *at == '[' && at[1] != '^' && at[1] != ']' ? 1 : 0;
    while (n && at[n] && at[n] != ']') {
        word |= at[n] == '\\' && at[n + 1] == 'w';
        n += at[n] == '\\' && at[n + 1] ? 2 : 1;
        n = at[n] == '[' ? 0 : n;
    }
    return word && at[n] == ']' && at[n + 1] == ')';
}

// A group that ends in a space, or is a class of signs.
static gboolean ends_in_sign(const char *at)
{
    gsize n = strcspn(at, "()|["), n_signs = *at == '[' ? strspn(at + 1, " ,;:/(") : 0;
    return (n > 0 && at[n] == ')' && at[n - 1] == ' ') || (n_signs > 0 && g_str_has_prefix(at + 1 + n_signs, "])"));
}

guint lookaround_bounds(const char *at)
{
    if (*at == '!') {
        return is_word_class(at + 1) ? BOUND_AFTER : 0;
    }
    if (*at == '<' && at[1] == '!') {
        return is_word_class(at + 2) ? BOUND_BEFORE : 0;
    }
    return *at == '<' && at[1] == '=' && ends_in_sign(at + 2) ? BOUND_BEFORE : 0;
}

// (?i) and (?i:...): letter case and newlines do not matter here, but (?x) changes how the rest reads.
static enum opening read_options(struct reader *reader)
{
    gsize n = strspn(reader->at, "^imsnJU-"), on = strspn(reader->at, "ims");
    const char *dash = reader->at + on;
    gsize off = *dash == '-' ? 1 + strspn(dash + 1, "ims") : 0;
    reader->doubt |= on + off != n || off == 1;
    reader->lines |= memchr(reader->at, 'm', n) != NULL;
    reader->at += n;
    char end = *reader->at;
    reader->lost |= end != ':' && end != ')';
    reader->at += end != '\0';
    return end == ')' ? OPENS_NOTHING : OPENS_GROUP;
}

// (?<n>...), (?P<n>...), (?'n'...)
static gboolean read_name(struct reader *reader)
{
    reader->at += *reader->at == 'P' && reader->at[1] == '<';
    if (*reader->at == '<' && (g_ascii_isalpha(reader->at[1]) || reader->at[1] == '_')) {
        skip_past(reader, '>');
    } else if (*reader->at == '\'') {
        reader->at++;
        skip_past(reader, '\'');
    } else {
        return FALSE;
    }
    reader->doubt = TRUE; // two may have one name
    return TRUE;
}

enum opening read_opening(struct reader *reader)
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
        return *at == '=' ? OPENS_LOOKAHEAD : OPENS_NOT_AHEAD;
    }
    if (*at == '<' && (at[1] == '=' || at[1] == '!')) {
        reader->at += 2;
        return OPENS_LOOKBEHIND;
    }
    if (*at == '|' || *at == '>') {
        reader->doubt |= *at == '|';
        reader->at++;
        return OPENS_GROUP;
    }
    return read_name(reader) ? OPENS_GROUP : read_options(reader);
}
