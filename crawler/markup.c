#include "crawler/markup.h"
#include "crawler/markup_mend.h"
#include "crawler/xml_begin.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <string.h>

enum {
    CACHE_SIZE = 512,              // a power of two, well above the names of one page
    MAX_STEPS = 100 * 1000 * 1000, // open elements that libxml2 may look through for stray end tags, in all
    MIN_CUT_BYTES = 128
};

#define CUT_MARK "\xef\xb7\x90" // U+FDD0, which is no character

static const struct {
    const char *name;
    guint16 roles;
} TAGS[N_TAGS] = {[TAG_OTHER] = {NULL, 0},
#define X(tag, text, bits) [TAG_##tag] = {text, bits},
                  MARKUP_TAGS(X)
#undef X
};

static const char *const ATTRIBUTES[N_ATTRIBUTES] = {
#define X(name, text) [ATTRIBUTE_##name] = text,
    MARKUP_ATTRIBUTES(X)
#undef X
};

// libxml2 interns names, so that one pointer is one name for as long as the parser lives.
struct cached {
    const xmlChar *name;
    guint8 known;
};

/*
 * The text of a script or style, which libxml2 would read letter by letter: it is given a mark with the number of the
 * cut instead.
 */
struct cut {
    const char *text;
    gsize length;
    guint n_lines;
};

struct reader {
    htmlParserCtxt *parser;
    const struct markup_handler *handler;
    gpointer data;
    guint depth;
    guint mute_depth; /* of a script too deep to be reported with its text, or 0 */
    gint64 steps;
    GArray *cuts;       /* of struct cut */
    guint n_cut_lines;  /* in those that were met */
    guint n_met;        /* of them, each in its turn and where it belongs; G_MAXUINT once one was not */
    gboolean at_script; /* a script or style has just begun */
    struct cached tags[CACHE_SIZE], attributes[CACHE_SIZE];
    struct markup_start start;
};

static struct cached *cache_slot(struct cached *cache, const xmlChar *name)
{
    guintptr bits = (guintptr)name;
    return &cache[(bits ^ (bits >> 9)) % CACHE_SIZE];
}

static guint8 tag_from_name(const char *name)
{
    for (guint tag = TAG_OTHER + 1; tag < N_TAGS; tag++) {
        if (TAGS[tag].name[0] == name[0] && strcmp(TAGS[tag].name, name) == 0) {
            return (guint8)tag;
        }
    }
    return TAG_OTHER;
}

static guint8 attribute_from_name(const char *name)
{
    for (guint attribute = ATTRIBUTE_OTHER + 1; attribute < N_ATTRIBUTES; attribute++) {
        if (ATTRIBUTES[attribute][0] == name[0] && strcmp(ATTRIBUTES[attribute], name) == 0) {
            return (guint8)attribute;
        }
    }
    return ATTRIBUTE_OTHER;
}

static guint8 known_tag(struct reader *reader, const xmlChar *name)
{
    struct cached *slot = cache_slot(reader->tags, name);
    if (slot->name != name) {
        *slot = (struct cached){name, tag_from_name((const char *)name)};
    }
    return slot->known;
}

static guint8 known_attribute(struct reader *reader, const xmlChar *name)
{
    struct cached *slot = cache_slot(reader->attributes, name);
    if (slot->name != name) {
        *slot = (struct cached){name, attribute_from_name((const char *)name)};
    }
    return slot->known;
}

/* Custom elements hold cards and slides far more often than words within a sentence. */
static guint16 custom_roles(const char *name)
{
    return strchr(name, '-') && !strstr(name, "icon") && !strstr(name, "time") ? MARKUP_BLOCK : 0;
}

static void stop(struct reader *reader)
{
    xmlStopParser(reader->parser);
}

static void on_start(void *data, const xmlChar *name, const xmlChar **attributes)
{
    struct reader *reader = data;
    const gboolean flat = reader->depth++ >= MARKUP_MAX_DEPTH - 1;
    struct markup_start *start = &reader->start;
    memset(start->known, 0, sizeof start->known);
    start->tag = known_tag(reader, name);
    start->name = start->tag == TAG_OTHER ? (const char *)name : TAGS[start->tag].name;
    start->roles = start->tag == TAG_OTHER ? custom_roles(start->name) : TAGS[start->tag].roles;
    start->line = MAX(reader->parser->input->line, 1) + reader->n_cut_lines;
    start->attributes = (const char *const *)attributes;
    for (; attributes && attributes[0]; attributes += 2) {
        guint8 known = known_attribute(reader, attributes[0]);
        if (known && !start->known[known]) {
            start->known[known] = attributes[1] ? (const char *)attributes[1] : "";
        }
    }
    const gboolean raw = start->tag == TAG_SCRIPT || start->tag == TAG_STYLE;
    reader->at_script = raw;
    if (!reader->handler->start(reader->data, start)) {
        reader->depth--; // it was not opened
        stop(reader);
        return;
    }
    if (flat) {
        reader->handler->end(reader->data);
        reader->mute_depth = raw && !reader->mute_depth ? reader->depth : reader->mute_depth;
    }
}

static void on_end(void *data, const xmlChar *name)
{
    (void)name;
    struct reader *reader = data;
    reader->at_script = FALSE;
    if (reader->depth == reader->mute_depth) {
        reader->mute_depth = 0;
    }
    if (reader->depth > 0 && --reader->depth < MARKUP_MAX_DEPTH - 1) {
        reader->handler->end(reader->data);
    }
}

/* What was cut out where `text` is its mark, or NULL. */
static const struct cut *cut_at(const struct reader *reader, const char *text, gsize length)
{
    gsize at = strlen(CUT_MARK), number = 0;
    if (length <= at || memcmp(text, CUT_MARK, at) != 0) {
        return NULL;
    }
    for (; at < length && g_ascii_isdigit(text[at]) && number < reader->cuts->len; at++) {
        number = number * 10 + (gsize)(text[at] - '0');
    }
    return at == length && number < reader->cuts->len ? &g_array_index(reader->cuts, struct cut, number) : NULL;
}

static void on_text(void *data, const xmlChar *bytes, int n_bytes)
{
    struct reader *reader = data;
    const char *text = (const char *)bytes;
    gsize length = (gsize)MAX(n_bytes, 0);
    const struct cut *cut = reader->n_met < reader->cuts->len ? cut_at(reader, text, length) : NULL;
    if (cut) {
        const gboolean expected = reader->at_script && cut == &g_array_index(reader->cuts, struct cut, reader->n_met);
        reader->n_met = expected ? reader->n_met + 1 : G_MAXUINT;
        reader->n_cut_lines += cut->n_lines;
        text = cut->text;
        length = cut->length;
    }
    if (length > 0 && !reader->mute_depth) {
        reader->handler->text(reader->data, text, length);
    }
}

static void on_comment(void *data, const xmlChar *text)
{
    const struct reader *reader = data;
    if (reader->handler->comment && !reader->mute_depth) {
        reader->handler->comment(reader->data, (const char *)text);
    }
}

/* A stray end tag makes libxml2 look through every open element. */
static void on_error(void *data, xmlError *error)
{
    (void)error;
    struct reader *reader = data;
    reader->steps += reader->parser->nameNr;
    if (reader->steps > MAX_STEPS) {
        stop(reader);
    }
}

static char *find(char *at, char *end, const char *needle)
{
    gsize length = strlen(needle);
    for (; (gsize)(end - at) >= length && (at = memchr(at, needle[0], end - at)); at++) {
        if ((gsize)(end - at) >= length && g_ascii_strncasecmp(at, needle, length) == 0) {
            return at;
        }
    }
    return end;
}

/* Where the comment that begins at `at` ends, at the latest that libxml2 may see it end. */
static char *skip_comment(char *at, char *end)
{
    for (at += 2; (at = find(at, end, "--")) < end; at++) {
        char *after = at + 2;
        while (after < end && *after == '-') {
            after++;
        }
        if (after < end && (*after == '>' || (*after == '!' && after + 1 < end && after[1] == '>'))) {
            return after;
        }
    }
    return end;
}

/* Blanks the attributes of one tag past the limit: libxml2 compares each with all before it. Returns the tag's end. */
static char *tame_tag(char *at, char *end)
{
    char quote = 0, last = 0;
    guint n_words = 0;
    gboolean in_word = TRUE;
    for (; at < end; at++) {
        if (quote && n_words <= MARKUP_MAX_ATTRIBUTES) {
            at = memchr(at, quote, (gsize)(end - at));
            if (!at) {
                return end;
            }
        }
        const char c = *at;
        if (quote) {
            in_word = c != quote;
            quote = in_word ? quote : 0;
        } else if (c == '>') {
            return at;
        } else if ((c == '"' || c == '\'') && last == '=') {
            quote = c;
        } else if (g_ascii_isspace(c) || c == '/') {
            in_word = FALSE;
        } else if (!in_word) {
            in_word = TRUE;
            n_words++;
        }
        last = g_ascii_isspace(c) ? last : c;
        if (n_words > MARKUP_MAX_ATTRIBUTES && c != '\n') {
            *at = ' ';
        }
    }
    return end;
}

static gboolean is_tag(const char *at, const char *end, const char *name)
{
    gsize length = strlen(name);
    return (gsize)(end - at) > length && g_ascii_strncasecmp(at, name, length) == 0 && !g_ascii_isalnum(at[length]) &&
           !strchr("-_:.", at[length]);
}

/* Whether libxml2 would pass `text` on as it stands: all of it are characters of XML 1.0. Counts its lines. */
static gboolean is_passed_on(const char *text, gsize length, guint *n_lines)
{
    for (const char *at = text, *end = text + length; at < end; at++) {
        const guchar c = (guchar)*at;
        *n_lines += c == '\n';
        if (c < ' ' ? c != '\n' && c != '\t' && c != '\r' : c == 0xef && memcmp(at, "\xef\xbf\xbd", 3) > 0) {
            return FALSE;
        }
    }
    return TRUE;
}

/* Leaves out of `short_html`, which ends before `*copied`, what stands from `text` to `end`. */
static void cut_out(GString *short_html, const char **copied, const char *text, const char *end, GArray *cuts)
{
    struct cut cut = {.text = text, .length = (gsize)(end - text)};
    if (*text == '<' || cut.length < MIN_CUT_BYTES || !is_passed_on(text, cut.length, &cut.n_lines)) {
        return; // libxml2 looks for a tag first, and only then reads a script
    }
    g_string_append_len(short_html, *copied, text - *copied);
    g_string_append_printf(short_html, CUT_MARK "%u", cuts->len);
    g_array_append_val(cuts, cut);
    *copied = end;
}

/* Puts the ends that a page forgot before the end tag at `tag`. */
static void mend(GString *short_html, const char **copied, const char *tag, guint n_missing)
{
    if (n_missing) {
        g_string_append_len(short_html, *copied, tag - *copied);
        *copied = tag;
    }
    for (; n_missing; n_missing--) {
        g_string_append(short_html, "</div>");
    }
}

/* What ends the raw text that the tag at `at` begins, or NULL. */
static const char *end_of_raw(const char *at, const char *end)
{
    return is_tag(at, end, "<script") ? "</script" : is_tag(at, end, "<style") ? "</style" : NULL;
}

/* What libxml2 is to read: `html` made tame and mended, and without what can be cut out if `quick`. */
static GString *tame(char *html, gsize length, gboolean quick, GArray *cuts)
{
    GString *short_html = g_string_sized_new(length);
    struct mender mender = {0};
    const char *copied = html;
    char *end = html + length;
    for (char *at = html; at < end && (at = memchr(at, '<', end - at)); at++) {
        if (end - at > 4 && memcmp(at, "<!--", 4) == 0) {
            at = skip_comment(at, end);
            continue;
        }
        if (end - at > 2 && at[1] == '/') {
            mend(short_html, &copied, at, mender_end(&mender, at + 2, (gsize)(end - at - 2)));
        }
        if (end - at < 2 || !g_ascii_isalpha(at[1])) {
            continue;
        }
        const char *name = at + 1, *closing = end_of_raw(at, end);
        at = tame_tag(at + 1, end);
        if (at == end || at[-1] == '/') {
            continue;
        }
        mender_start(&mender, name, (gsize)(end - name));
        if (closing) {
            const char *text = at + 1;
            at = find(at, end, closing);
            if (quick && at < end) {
                cut_out(short_html, &copied, text, at, cuts);
            }
        }
    }
    g_string_append_len(short_html, copied, end - copied);
    return short_html;
}

enum markup_end markup_read(char *html, gsize length, gboolean quick, const struct markup_handler *handler,
                            gpointer data)
{
    if (length == 0 || length > G_MAXINT - 1) {
        return length == 0 ? MARKUP_WHOLE : MARKUP_STOPPED;
    }
    xml_begin();
    g_autoptr(GArray) cuts = g_array_new(FALSE, FALSE, sizeof(struct cut));
    GString *short_html = tame(html, length, quick, cuts);
    htmlParserCtxt *parser = htmlCreateMemoryParserCtxt(short_html->str, (int)short_html->len); // which has a copy
    g_string_free(short_html, TRUE);
    if (!parser) {
        return MARKUP_STOPPED;
    }
    g_autofree struct reader *reader = g_new0(struct reader, 1);
    *reader = (struct reader){.parser = parser, .handler = handler, .data = data, .cuts = cuts};

    htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                                   HTML_PARSE_IGNORE_ENC | XML_PARSE_HUGE);
    xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
    htmlSAXHandler events = {
        .startElement = on_start,
        .endElement = on_end,
        .characters = on_text,
        .cdataBlock = on_text,
        .ignorableWhitespace = on_text,
        .comment = on_comment,
        .serror = on_error,
        .initialized = XML_SAX2_MAGIC,
    };
    *parser->sax = events;
    parser->userData = reader;
    htmlParseDocument(parser);

    gboolean finished = parser->instate != XML_PARSER_EOF || parser->errNo != XML_ERR_USER_STOP;
    for (; reader->depth > 0; reader->depth--) { // the ends that a stop left out
        if (reader->depth < MARKUP_MAX_DEPTH) {
            handler->end(data);
        }
    }
    if (parser->myDoc) {
        xmlFreeDoc(parser->myDoc);
    }
    htmlFreeParserCtxt(parser);
    return reader->n_met != cuts->len ? MARKUP_MISREAD : finished ? MARKUP_WHOLE : MARKUP_STOPPED;
}
