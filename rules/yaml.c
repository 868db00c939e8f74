#include "rules/yaml_tree.h"

#include <string.h>
#include <sys/stat.h>

#include <glib/gstdio.h>
#include <libfyaml.h>

#include "rules/known.h"

G_DEFINE_QUARK(vitrine - yaml - error, yaml_error)

static guint line_of(const struct fy_mark *mark)
{
    return mark ? mark->line + 1 : 0;
}

static guint column_of(const struct fy_mark *mark)
{
    return mark ? mark->column + 1 : 0;
}

static gboolean refuse(struct yaml_builder *builder, const struct fy_mark *mark, guint back, const char *what)
{
    guint line = mark ? mark->line + 1 : 1, column = mark ? mark->column + 1 : 1;
    return yaml_fail_at(builder->yaml->file, line, MAX(column, back + 1) - back, YAML_ERROR_SYNTAX, builder->error,
                        "%s", what);
}

// Of what is in single quotes libfyaml 0.7 reads two doubled quotes in a row as three, and drops as much at the end.
static gboolean is_read_wrongly(struct fy_event *event, const char *input)
{
    const struct fy_mark *start = fy_event_start_mark(event), *end = fy_event_end_mark(event);
    const char *found = start && end ? strstr(input + start->input_pos, "''''") : NULL;
    return found && found + 4 <= input + end->input_pos;
}

static gboolean on_scalar(struct yaml_builder *builder, struct fy_event *event, const char *input)
{
    const struct fy_mark *mark = fy_event_start_mark(event);
    gsize length = 0;
    const char *text = event->scalar.value ? fy_token_get_text(event->scalar.value, &length) : NULL;
    enum fy_scalar_style style = event->scalar.value ? fy_token_scalar_style(event->scalar.value) : FYSS_PLAIN;
    if (text &&
        !g_utf8_validate(text, length, NULL)) { // an odd block scalar, of which libfyaml gives what is not its own
        return refuse(builder, mark, 0, "this text cannot be read; put it in quotes");
    }
    if (style == FYSS_SINGLE_QUOTED && is_read_wrongly(event, input)) {
        return refuse(builder, mark, 1,
                      "two apostrophes in a row within single quotes; put this value in double quotes");
    }
    gboolean quoted = style == FYSS_SINGLE_QUOTED || style == FYSS_DOUBLE_QUOTED; // marks stand after the quote
    return yaml_add_scalar(builder, text, text ? length : 0, style == FYSS_PLAIN, line_of(mark),
                           column_of(mark) - quoted);
}

static gboolean on_open(struct yaml_builder *builder, struct fy_event *event, enum yaml_kind kind)
{
    const struct fy_mark *mark = fy_event_start_mark(event);
    return yaml_add_open(builder, kind, line_of(mark), column_of(mark));
}

static gboolean refuse_decoration(struct yaml_builder *builder, struct fy_event *event)
{
    struct fy_token *anchor = NULL, *tag = NULL;
    if (event->type == FYET_SCALAR) {
        anchor = event->scalar.anchor;
        tag = event->scalar.tag;
    } else if (event->type == FYET_SEQUENCE_START) {
        anchor = event->sequence_start.anchor;
        tag = event->sequence_start.tag;
    } else if (event->type == FYET_MAPPING_START) {
        anchor = event->mapping_start.anchor;
        tag = event->mapping_start.tag;
    }
    if (anchor) {
        return refuse(builder, fy_token_start_mark(anchor), 1, "a value that begins with & must be in quotes");
    }
    return tag ? refuse(builder, fy_token_start_mark(tag), 0, "a value that begins with ! must be in quotes") : TRUE;
}

static gboolean on_event(struct yaml_builder *builder, struct fy_event *event, const char *input)
{
    if (!refuse_decoration(builder, event)) {
        return FALSE;
    }
    switch (event->type) {
    case FYET_DOCUMENT_START:
        return !builder->yaml->root ||
               refuse(builder, fy_event_start_mark(event), 0, "a second document begins here; one file holds one");
    case FYET_ALIAS:
        return refuse(builder, fy_event_start_mark(event), 1, "a value that begins with * must be in quotes");
    case FYET_SCALAR:
        return on_scalar(builder, event, input);
    case FYET_SEQUENCE_START:
        return on_open(builder, event, YAML_SEQUENCE);
    case FYET_MAPPING_START:
        return on_open(builder, event, YAML_MAPPING);
    case FYET_SEQUENCE_END:
    case FYET_MAPPING_END:
        yaml_add_close(builder);
        return TRUE;
    default:
        return TRUE;
    }
}

// The nearest line at or above `line` that is indented with a tab; 0 if there is none. YAML's own words for it are
// obscure.
static guint tab_indented_line(const char *text, guint line)
{
    guint found = 0, n = 1;
    while (n <= line && *text) {
        if (text[strspn(text, " ")] == '\t') {
            found = n;
        }
        const char *end = strchr(text, '\n');
        if (!end) {
            break;
        }
        text = end + 1;
        n++;
    }
    return found;
}

static void fail_syntax(const char *file, const char *text, struct fy_diag *diag, GError **error)
{
    void *iterator = NULL;
    const struct fy_diag_error *first = fy_diag_errors_iterate(diag, &iterator);
    guint line = first && first->line > 0 ? (guint)first->line : 1;
    guint column = first && first->column > 0 ? (guint)first->column : 1;
    guint tab = tab_indented_line(text, line + 1); // a key torn apart by a tab is reported where it begins
    if (tab) {
        yaml_fail_at(file, tab, 1, YAML_ERROR_SYNTAX, error, "indented with a tab; YAML wants spaces");
        return;
    }
    const char *what = first && first->msg ? first->msg : "this is not YAML";
    yaml_fail_at(file, line, column, YAML_ERROR_SYNTAX, error, "%.*s", (int)strcspn(what, "\r\n"), what);
}

static gboolean read_with_libfyaml(struct yaml_builder *builder, const char *text, gsize length, GError **error)
{
    struct fy_diag_cfg diag_options;
    fy_diag_cfg_default(&diag_options);
    diag_options.fp = NULL;
    struct fy_diag *diag = fy_diag_create(&diag_options);
    fy_diag_set_collect_errors(diag, true);
    struct fy_parse_cfg options = {.flags = FYPCF_QUIET | FYPCF_COLLECT_DIAG | FYPCF_DISABLE_DEPTH_LIMIT, .diag = diag};
    struct fy_parser *parser = fy_parser_create(&options);
    builder->error = error;
    gboolean good = fy_parser_set_string(parser, text, length) == 0, ended = FALSE;
    while (good && !ended) {
        struct fy_event *event = fy_parser_parse(parser);
        if (!event) {
            break;
        }
        ended = event->type == FYET_STREAM_END;
        good = on_event(builder, event, text);
        fy_parser_event_free(parser, event);
    }
    if (good && !ended) {
        fail_syntax(builder->yaml->file, text, diag, error);
        good = FALSE;
    }
    fy_parser_destroy(parser);
    fy_diag_destroy(diag);
    return good;
}

static gboolean fail_at_byte(const char *file, const char *text, gsize offset, GError **error, const char *what)
{
    guint line = 1, column = 1;
    for (gsize i = 0; i < offset; i++) {
        gboolean newline = text[i] == '\n';
        line += newline;
        column = newline ? 1 : column + ((text[i] & 0xC0) != 0x80);
    }
    return yaml_fail_at(file, line, column, YAML_ERROR_SYNTAX, error, "%s", what);
}

// Whether one of eight bytes is below a space, as one at the end of a line is.
static gboolean has_control(const char *eight)
{
    const guint64 ones = G_GUINT64_CONSTANT(0x0101010101010101);
    guint64 word;
    memcpy(&word, eight, sizeof word);
    return ((word - ones * ' ') & ~word & ones * 0x80) != 0;
}

static gboolean check_text(const char *file, const char *text, gsize length, GError **error)
{
    for (gsize i = 0; i < length; i++) {
        while (length - i >= 8 && !has_control(text + i)) {
            i += 8;
        }
        if (i == length) {
            break;
        }
        guchar byte = text[i];
        if (byte < ' ' && byte != '\t' && byte != '\n' && byte != '\r') {
            return fail_at_byte(file, text, i, error, "this is not a text file");
        }
    }
    const char *end;
    if (!g_utf8_validate_len(text, length, &end)) {
        return fail_at_byte(file, text, end - text, error, "this is not UTF-8 text; save the file as UTF-8");
    }
    return TRUE;
}

static void close_all(struct yaml_builder *builder)
{
    while (builder->depth) {
        yaml_add_close(builder);
    }
}

Yaml *yaml_parse(const char *file, const char *text, gsize length, GError **error)
{
    if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3;
        length -= 3;
    }
    const struct yaml_flat *known = known_tree(text, length);
    if (known) {
        return yaml_unflatten(file, known);
    }
    if (!check_text(file, text, length, error)) {
        return NULL;
    }
    // Searching for line ends needs a terminator, which `text` may lack.
    g_autofree char *copy = g_strndup(text, length);
    g_autoptr(Yaml) yaml = yaml_new(file);
    struct yaml_builder builder = {.yaml = yaml};
    gboolean good = read_with_libfyaml(&builder, copy, length, error);
    close_all(&builder);
    if (!good) {
        return NULL;
    }
    if (!yaml->root || yaml_is_null(yaml->root)) {
        yaml_fail_at(file, 1, 1, YAML_ERROR_SYNTAX, error, "the file is empty");
        return NULL;
    }
    return g_steal_pointer(&yaml);
}

static gboolean fail_reading(const char *path, GError **error, const char *what)
{
    g_set_error(error, YAML_ERROR, YAML_ERROR_READ, "%s: error: %s", path, what);
    return FALSE;
}

// A folder, a pipe or a giant must be told before anything is read.
static gboolean check_file(const char *path, GError **error)
{
    GStatBuf status;
    if (g_stat(path, &status) != 0) {
        return fail_reading(path, error, g_strerror(errno));
    }
    if (S_ISDIR(status.st_mode)) {
        return fail_reading(path, error, "this is a folder, not a file");
    }
    if (!S_ISREG(status.st_mode)) {
        return fail_reading(path, error, "this is not a regular file");
    }
    if (status.st_size > YAML_MAX_BYTES) {
        return fail_reading(path, error, "the file is larger than 4 MiB");
    }
    return TRUE;
}

Yaml *yaml_load(const char *path, GError **error)
{
    if (!check_file(path, error)) {
        return NULL;
    }
    g_autofree char *text = NULL;
    gsize length = 0;
    g_autoptr(GError) reason = NULL;
    if (!g_file_get_contents(path, &text, &length, &reason)) {
        fail_reading(path, error, reason->message);
        return NULL;
    }
    return yaml_parse(path, text, length, error);
}

const struct yaml_node *yaml_root(const Yaml *yaml)
{
    return yaml->root;
}
