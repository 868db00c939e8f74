#include <string.h>

#include "rules/yaml_tree.h"

struct reader {
    struct yaml_builder *builder;
    const char *at, *line; // what comes next, and where its line begins
    guint n_line;
    const char *counted; // characters are counted up to here
    guint column;
};

// A value stands in a collection that is indented by `indent`: bytes, all of them spaces and dashes.
struct place {
    gsize indent;
    gboolean in_sequence;
};

static gboolean read_block(struct reader *reader, gsize indent);
static gboolean read_flow(struct reader *reader, gsize indent);

static guint column(struct reader *reader)
{
    for (; reader->counted < reader->at; reader->counted++) {
        reader->column += ((guchar)*reader->counted & 0xC0) != 0x80;
    }
    return reader->column;
}

static gsize indent_of(const struct reader *reader)
{
    return reader->at - reader->line;
}

static void begin_line(struct reader *reader)
{
    reader->line = reader->counted = reader->at;
    reader->column = 1;
}

// Behind the end of the line, which `at` has reached.
static void next_line(struct reader *reader)
{
    reader->at++;
    reader->n_line++;
    begin_line(reader);
}

static void skip_spaces(struct reader *reader)
{
    while (*reader->at == ' ') {
        reader->at++;
    }
}

static void skip_comment(struct reader *reader)
{
    if (*reader->at == '#' && (reader->at == reader->line || reader->at[-1] == ' ')) {
        reader->at = strchrnul(reader->at, '\n');
    }
}

// To the next line that says something, or to the end. FALSE where this one still does.
static gboolean end_line(struct reader *reader)
{
    for (;;) {
        skip_spaces(reader);
        skip_comment(reader);
        if (*reader->at != '\n') {
            return !*reader->at || strspn(reader->line, " ") == indent_of(reader);
        }
        next_line(reader);
    }
}

static gboolean add(struct reader *reader, const char *end, gboolean plain)
{
    guint first = column(reader);
    const char *begin = reader->at;
    reader->at = end;
    return yaml_add_scalar(reader->builder, begin, end - begin, plain, reader->n_line, first);
}

static gboolean is_dash(const struct reader *reader)
{
    return reader->at[0] == '-' && reader->at[1] == ' ';
}

// The length of a key that is a word, with its colon; 0 where none stands.
static gsize key_length(const char *at)
{
    gsize n = 0;
    while (g_ascii_isalnum(at[n]) || (n && (at[n] == '-' || at[n] == '_' || at[n] == '.'))) {
        n++;
    }
    return n && n < 100 && at[n] == ':' && (at[n + 1] == ' ' || at[n + 1] == '\n') ? n + 1 : 0;
}

static gboolean read_key(struct reader *reader)
{
    gsize length = key_length(reader->at);
    if (!length || !add(reader, reader->at + length - 1, TRUE)) {
        return FALSE;
    }
    reader->at++;
    return TRUE;
}

// A string without quotes, up to what ends it or could be more than text.
static gboolean read_bare(struct reader *reader, gboolean in_flow)
{
    const char *at = reader->at;
    if (strchr("?:,[]{}#&*!|>'\"%@`", *at) || (*at == '-' && !g_ascii_isalnum(at[1]))) {
        return FALSE;
    }
    const char *const ends = in_flow ? ",[]{}\n:#" : "\n:#";
    for (at += strcspn(at, ends); *at == ':' || *at == '#'; at += 1 + strcspn(at + 1, ends)) {
        if (*at == ':' && (strchr(" \n", at[1]) || (in_flow && strchr(",[]{}", at[1])))) {
            return FALSE;
        }
        if (*at == '#' && at[-1] == ' ') {
            break;
        }
    }
    while (at[-1] == ' ') {
        at--;
    }
    return add(reader, at, TRUE);
}

// The character that \ and this one stand for; 0: left to libfyaml.
static char escaped(char c)
{
    return c == 'n' ? '\n' : c == '\\' || c == '"' ? c : '\0';
}

// A string in quotes, all on one line.
static gboolean read_quoted(struct reader *reader)
{
    char quote = *reader->at;
    guint first = column(reader);
    const char *const begin = reader->at + 1, *const ends = quote == '"' ? "\"\\\n" : "'\n";
    const char *at = begin + strcspn(begin, ends);
    g_autoptr(GString) text = NULL;
    while (*at == '\\' || (*at == quote && quote == '\'' && at[1] == quote)) {
        char c = quote == '"' ? escaped(at[1]) : quote;
        if (!c) {
            return FALSE;
        }
        text = text ? text : g_string_new_len(begin, at - begin);
        g_string_append_c(text, c);
        gsize more = strcspn(at + 2, ends);
        g_string_append_len(text, at + 2, more);
        at += 2 + more;
    }
    if (*at != quote) {
        return FALSE;
    }
    reader->at = at + 1;
    return yaml_add_scalar(reader->builder, text ? text->str : begin, text ? text->len : (gsize)(at - begin), FALSE,
                           reader->n_line, first);
}

// Line breaks before a further line of a block scalar. Folded, one of them is a space and of several one is dropped.
static void append_breaks(GString *text, guint n_breaks, gboolean folded)
{
    if (folded && n_breaks == 1) {
        g_string_append_c(text, ' ');
        return;
    }
    for (guint i = folded ? 1 : 0; i < n_breaks; i++) {
        g_string_append_c(text, '\n');
    }
}

// The lines of a block scalar into `text`; stops at the first that is indented less.
static gboolean read_block_lines(struct reader *reader, gsize indent, gboolean folded, GString *text)
{
    for (guint n_breaks = 0;;) {
        gsize spaces = strspn(reader->at, " ");
        const char *end = strchr(reader->at, '\n');
        gboolean blank = reader->at + spaces == end;
        if (!reader->at[spaces] || (spaces < indent && !blank)) {
            return spaces == 0 || reader->at[spaces];
        }
        if (!end || (blank ? spaces > indent : folded && (spaces > indent || end[-1] == ' '))) {
            return FALSE;
        }
        if (!blank) {
            append_breaks(text, n_breaks, folded);
            g_string_append_len(text, reader->at + indent, end - reader->at - indent);
            n_breaks = 0;
        }
        n_breaks++;
        reader->at = end;
        next_line(reader);
    }
}

// | and >, with - or nothing behind them. It stands, as libfyaml says it, at the beginning of the line below.
static gboolean read_block_scalar(struct reader *reader, gsize outer)
{
    gboolean folded = *reader->at == '>', strip = reader->at[1] == '-';
    reader->at += 1 + strip;
    if (*reader->at != '\n') {
        return FALSE;
    }
    next_line(reader);
    guint line = reader->n_line;
    gsize indent = strspn(reader->at, " ");
    g_autoptr(GString) text = g_string_new(NULL);
    if (indent <= outer || reader->at[indent] == '\n' || !read_block_lines(reader, indent, folded, text)) {
        return FALSE;
    }
    if (!strip) {
        g_string_append_c(text, '\n');
    }
    return yaml_add_scalar(reader->builder, text->str, text->len, FALSE, line, 1);
}

// Spaces, comments and line ends between the parts of a flow collection, which stays within its indentation.
static gboolean skip_flow_space(struct reader *reader, gsize indent)
{
    for (;;) {
        skip_spaces(reader);
        skip_comment(reader);
        if (*reader->at != '\n') {
            return reader->line + strspn(reader->line, " ") != reader->at || indent_of(reader) > indent;
        }
        next_line(reader);
    }
}

static gboolean read_flow_value(struct reader *reader, gsize indent)
{
    switch (*reader->at) {
    case '[':
    case '{':
        return read_flow(reader, indent);
    case '"':
    case '\'':
        return read_quoted(reader);
    default:
        return *reader->at && read_bare(reader, TRUE);
    }
}

static gboolean read_flow_item(struct reader *reader, gboolean is_mapping, gsize indent)
{
    return (!is_mapping || (read_key(reader) && skip_flow_space(reader, indent))) && read_flow_value(reader, indent) &&
           skip_flow_space(reader, indent);
}

// In a collection indented by `indent`: [a, b] or {a: 1, b: 2}.
static gboolean read_flow(struct reader *reader, gsize indent)
{
    gboolean is_mapping = *reader->at == '{';
    char end = is_mapping ? '}' : ']';
    if (!yaml_add_open(reader->builder, is_mapping ? YAML_MAPPING : YAML_SEQUENCE, reader->n_line, column(reader))) {
        return FALSE;
    }
    reader->at++;
    gboolean good = skip_flow_space(reader, indent);
    gboolean more = good && *reader->at != end;
    while (good && more) {
        good = read_flow_item(reader, is_mapping, indent);
        more = good && *reader->at == ',';
        if (more) {
            reader->at++;
            good = skip_flow_space(reader, indent);
        }
    }
    if (!good || *reader->at != end) {
        return FALSE;
    }
    reader->at++;
    yaml_add_close(reader->builder);
    return TRUE;
}

// What stands on the lines below a key or a dash: indented more, or dashes right below a key. Nothing is for libfyaml.
static gboolean read_below(struct reader *reader, const struct place *place)
{
    if (!end_line(reader) || !*reader->at) {
        return FALSE;
    }
    gsize indent = indent_of(reader);
    gboolean dashes = indent == place->indent && !place->in_sequence && is_dash(reader);
    return (indent > place->indent || dashes) && read_block(reader, indent);
}

// FALSE unless the next line, if there is one, belongs to this collection or to one around it.
static gboolean is_over(const struct reader *reader, gsize indent)
{
    return !*reader->at || indent_of(reader) <= indent;
}

// What stands behind a key or a dash.
static gboolean read_value(struct reader *reader, const struct place *place)
{
    skip_spaces(reader);
    skip_comment(reader);
    gboolean good;
    switch (*reader->at) {
    case '\0':
        return FALSE;
    case '\n':
        return read_below(reader, place) && is_over(reader, place->indent);
    case '|':
    case '>':
        good = read_block_scalar(reader, place->indent);
        break;
    default:
        if (place->in_sequence && (is_dash(reader) || key_length(reader->at))) {
            return read_block(reader, indent_of(reader)) && is_over(reader, place->indent);
        }
        good = strchr("[{\"'", *reader->at) ? read_flow_value(reader, place->indent) : read_bare(reader, FALSE);
    }
    return good && end_line(reader) && is_over(reader, place->indent);
}

// A mapping or sequence whose entries are indented by `indent`, up to a line that is indented less - or, behind dashes
// right below a key, by as much.
static gboolean read_block(struct reader *reader, gsize indent)
{
    const struct place place = {indent, is_dash(reader)};
    if (!yaml_add_open(reader->builder, place.in_sequence ? YAML_SEQUENCE : YAML_MAPPING, reader->n_line,
                       column(reader))) {
        return FALSE;
    }
    gboolean good = TRUE;
    do {
        if (place.in_sequence) {
            reader->at++;
        }
        good = (place.in_sequence || read_key(reader)) && read_value(reader, &place);
    } while (good && *reader->at && indent_of(reader) == indent && is_dash(reader) == place.in_sequence);
    yaml_add_close(reader->builder);
    return good;
}

// Line breaks and characters that YAML has rules of its own for.
static gboolean is_ordinary(const char *text)
{
    static const char leads[] = "\t\r\x7F\xC2\xE2\xEF";
    const char *at = text + strcspn(text, leads);
    for (; *at == '\xC2' || *at == '\xE2'; at += 1 + strcspn(at + 1, leads)) {
        gboolean control = *at == '\xC2' && (guchar)at[1] < 0xA0;
        if (control || (*at == '\xE2' && at[1] == '\x80' && (at[2] & '\xFE') == '\xA8')) { // U+2028, U+2029
            return FALSE;
        }
    }
    return !*at;
}

gboolean yaml_read_plain(struct yaml_builder *builder, const char *text)
{
    struct reader reader = {.builder = builder, .at = text, .n_line = 1};
    begin_line(&reader);
    return is_ordinary(text) && end_line(&reader) && *reader.at && indent_of(&reader) == 0 && read_block(&reader, 0) &&
           !*reader.at;
}
