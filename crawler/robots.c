#include "crawler/robots.h"

#include <string.h>

enum { MAX_PATTERN_BYTES = 2048, MAX_SITEMAPS = 50, MAX_LINE_SHOWN = 200 };

struct rule {
    char *pattern; /* canonical; '*' is any octets */
    gsize length;
    guint order;                /* of the line in the file */
    gboolean allow, to_the_end; /* to_the_end: it ended in '$' */
    char *line;
};

/* Rules for us and rules for everyone; the latter count only if there is no group of ours. */
struct group {
    GArray *rules; /* of struct rule, the longest first, then Allow, then as they stand */
    guint delay_ms;
    gboolean seen;
};

struct Robots {
    struct group ours, everyone;
    GPtrArray *sitemaps; /* of char*, NULL-terminated once parsed */
};

/* Where the parser stands: which groups the rules that follow belong to. */
struct parser {
    Robots *robots;
    const char *product;
    gboolean for_us, for_everyone;
    gboolean in_rules; /* a rule was seen, so that the next user-agent line begins a new group */
    guint line;
};

static void rule_clear(gpointer data)
{
    struct rule *rule = data;
    g_free(rule->pattern);
    g_free(rule->line);
}

static gboolean is_unreserved(guchar c)
{
    return g_ascii_isalnum(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

/* In a query these mean the same whether encoded or not; RFC 9309 2.2.2 compares them encoded, people write both. */
static gboolean is_idle_in_query(guchar c)
{
    return c == ':' || c == '/' || c == '?' || c == '@' || c == '!' || c == '\'' || c == '(' || c == ')' || c == ',' ||
           c == ';';
}

static void append_octet(GString *out, guchar c, gboolean encoded)
{
    if (encoded || c <= 0x20 || c >= 0x7f) {
        g_string_append_printf(out, "%%%02X", c);
    } else {
        g_string_append_c(out, (char)c);
    }
}

/*
 * One spelling for what is equal (2.2.2): hexadecimal digits in upper case, unreserved octets bare, the rest encoded.
 * In an address '*' and '$' are octets like others and are encoded (2.2.3); in a rule they stay, being special.
 */
static char *canonical(const char *text, gsize length, gboolean is_rule)
{
    GString *out = g_string_sized_new(length + 16);
    gboolean in_query = FALSE;
    for (gsize i = 0; i < length; i++) {
        guchar c = (guchar)text[i];
        if (c == '%' && i + 2 < length && g_ascii_isxdigit(text[i + 1]) && g_ascii_isxdigit(text[i + 2])) {
            c = (guchar)(g_ascii_xdigit_value(text[i + 1]) << 4 | g_ascii_xdigit_value(text[i + 2]));
            i += 2;
            append_octet(out, c, !is_unreserved(c) && !(in_query && is_idle_in_query(c)));
            continue;
        }
        append_octet(out, c, c == '$' || c == '%' || (c == '*' && !is_rule));
        in_query = in_query || c == '?';
    }
    return g_string_free(out, FALSE);
}

static gboolean is_end(char c)
{
    return c == '\n' || c == '\r';
}

static void strip(const char **text, gsize *length)
{
    while (*length > 0 && (**text == ' ' || **text == '\t' || **text == '\0')) {
        (*text)++;
        (*length)--;
    }
    while (*length > 0 &&
           ((*text)[*length - 1] == ' ' || (*text)[*length - 1] == '\t' || (*text)[*length - 1] == '\0')) {
        (*length)--;
    }
}

static gboolean is_key(const char *key, gsize length, const char *names)
{
    g_autofree char *lower = g_ascii_strdown(key, (gssize)length);
    g_autofree char *word = g_strdup_printf("|%s|", lower);
    return strstr(names, word) != NULL;
}

/* 2.2.1: the product token of a user-agent line is its letters, hyphens and underscores; what follows is decoration. */
static void read_agent(struct parser *parser, const char *value, gsize length)
{
    if (parser->in_rules) {
        parser->for_us = parser->for_everyone = parser->in_rules = FALSE;
    }
    if (length > 0 && value[0] == '*' && (length == 1 || value[1] == ' ' || value[1] == '\t')) {
        parser->for_everyone = TRUE;
        parser->robots->everyone.seen = TRUE;
        return;
    }
    gsize n = 0;
    while (n < length && (g_ascii_isalpha(value[n]) || value[n] == '-' || value[n] == '_')) {
        n++;
    }
    if (n == strlen(parser->product) && g_ascii_strncasecmp(value, parser->product, n) == 0) {
        parser->for_us = TRUE;
        parser->robots->ours.seen = TRUE;
    }
}

static void add_rule(struct parser *parser, struct group *group, gboolean allow, const char *value, gsize length)
{
    const gboolean to_the_end = value[length - 1] == '$';
    struct rule rule = {
        .pattern = canonical(value, length - to_the_end, TRUE),
        .order = parser->line,
        .allow = allow,
        .to_the_end = to_the_end,
        .line = g_strdup_printf("line %u: %s: %.*s", parser->line, allow ? "Allow" : "Disallow",
                                (int)MIN(length, (gsize)MAX_LINE_SHOWN), value),
    };
    g_autofree char *valid = rule.line;
    rule.line = g_utf8_make_valid(valid, -1);
    rule.length = strlen(rule.pattern) + to_the_end;
    g_array_append_val(group->rules, rule);
}

static void read_rule(struct parser *parser, gboolean allow, const char *value, gsize length)
{
    parser->in_rules = TRUE;
    // An empty rule matches nothing, and one that does not begin a path can match none.
    if (length == 0 || length > MAX_PATTERN_BYTES || (value[0] != '/' && value[0] != '*')) {
        return;
    }
    if (parser->for_us) {
        add_rule(parser, &parser->robots->ours, allow, value, length);
    }
    if (parser->for_everyone) {
        add_rule(parser, &parser->robots->everyone, allow, value, length);
    }
}

static void read_delay(struct parser *parser, const char *value, gsize length)
{
    g_autofree char *text = g_strndup(value, MIN(length, (gsize)32));
    char *end = NULL;
    const double seconds = g_ascii_strtod(text, &end);
    if (end == text || !(seconds > 0)) {
        return;
    }
    const guint delay_ms = seconds * 1000 < ROBOTS_MAX_DELAY_MS ? (guint)(seconds * 1000) : ROBOTS_MAX_DELAY_MS;
    struct group *groups[] = {parser->for_us ? &parser->robots->ours : NULL,
                              parser->for_everyone ? &parser->robots->everyone : NULL};
    for (gsize i = 0; i < G_N_ELEMENTS(groups); i++) {
        if (groups[i]) {
            groups[i]->delay_ms = MAX(groups[i]->delay_ms, delay_ms);
        }
    }
}

static void read_sitemap(struct parser *parser, const char *value, gsize length)
{
    if (length > 0 && length <= MAX_PATTERN_BYTES && parser->robots->sitemaps->len < MAX_SITEMAPS) {
        g_ptr_array_add(parser->robots->sitemaps, g_strndup(value, length));
    }
}

static void read_line(struct parser *parser, const char *line, gsize length)
{
    parser->line++;
    const char *hash = memchr(line, '#', length);
    length = hash ? (gsize)(hash - line) : length;
    strip(&line, &length);
    const char *colon = memchr(line, ':', length);
    gsize n_key = colon ? (gsize)(colon - line) : 0;
    while (!colon && n_key < length && line[n_key] != ' ' && line[n_key] != '\t') {
        n_key++;
    }
    if (n_key == 0 || n_key > 32 || n_key == length) {
        return;
    }
    const char *value = line + n_key + 1;
    gsize n_value = length - n_key - 1;
    strip(&value, &n_value);
    strip(&line, &n_key);
    if (is_key(line, n_key, "|user-agent|useragent|user agent|")) {
        read_agent(parser, value, n_value);
    } else if (is_key(line, n_key, "|disallow|dissallow|dissalow|disalow|diasllow|disallaw|")) {
        read_rule(parser, FALSE, value, n_value);
    } else if (is_key(line, n_key, "|allow|")) {
        read_rule(parser, TRUE, value, n_value);
    } else if (is_key(line, n_key, "|crawl-delay|crawldelay|")) {
        read_delay(parser, value, n_value);
    } else if (is_key(line, n_key, "|sitemap|site-map|")) {
        read_sitemap(parser, value, n_value);
    }
}

static int longest_first(gconstpointer a, gconstpointer b)
{
    const struct rule *left = a;
    const struct rule *right = b;
    if (left->length != right->length) {
        return left->length < right->length ? 1 : -1;
    }
    if (left->allow != right->allow) {
        return left->allow ? -1 : 1;
    }
    return left->order < right->order ? -1 : left->order > right->order;
}

static void group_init(struct group *group)
{
    group->rules = g_array_new(FALSE, FALSE, sizeof(struct rule));
    g_array_set_clear_func(group->rules, rule_clear);
}

/* Half a rule could refuse everything: a line that the limit cuts is left out. */
static gsize readable_length(const char *bytes, gsize length)
{
    if (length <= ROBOTS_MAX_BYTES) {
        return length;
    }
    gsize n = ROBOTS_MAX_BYTES;
    while (n > 0 && !is_end(bytes[n - 1])) {
        n--;
    }
    return n;
}

Robots *robots_parse(const char *bytes, gsize length, const char *product)
{
    Robots *robots = g_new0(Robots, 1);
    group_init(&robots->ours);
    group_init(&robots->everyone);
    robots->sitemaps = g_ptr_array_new_with_free_func(g_free);
    struct parser parser = {.robots = robots, .product = product};
    const char *end = bytes + readable_length(bytes, length);
    static const char BOM[] = "\xef\xbb\xbf";
    for (gsize i = 0; i < strlen(BOM) && bytes < end && *bytes == BOM[i]; i++) {
        bytes++;
    }
    while (bytes < end) {
        const char *stop = bytes;
        while (stop < end && !is_end(*stop)) {
            stop++;
        }
        read_line(&parser, bytes, (gsize)(stop - bytes));
        bytes = stop + (stop + 1 < end && stop[0] == '\r' && stop[1] == '\n' ? 2 : 1);
    }
    g_array_sort(robots->ours.rules, longest_first);
    g_array_sort(robots->everyone.rules, longest_first);
    g_ptr_array_add(robots->sitemaps, NULL);
    return robots;
}

void robots_free(Robots *robots)
{
    if (robots) {
        g_array_unref(robots->ours.rules);
        g_array_unref(robots->everyone.rules);
        g_ptr_array_unref(robots->sitemaps);
        g_free(robots);
    }
}

/*
 * Whether `target` begins with what the rule says. Each literal between stars is taken where it comes first, which
 * leaves most for what follows; so no rule costs more than a few passes over the target.
 */
static gboolean matches(const struct rule *rule, const char *target, gsize n_target)
{
    const char *pattern = rule->pattern;
    gsize at = 0;
    for (gboolean first = TRUE;; first = FALSE) {
        const gsize n = strcspn(pattern, "*");
        const gboolean last = pattern[n] == '\0';
        if (last && rule->to_the_end) {
            return n <= n_target - at && memcmp(target + n_target - n, pattern, n) == 0 && (!first || n == n_target);
        }
        const char *found = first ? (n <= n_target && memcmp(target, pattern, n) == 0 ? target : NULL)
                                  : memmem(target + at, n_target - at, pattern, n);
        if (!found || last) {
            return found != NULL;
        }
        at = (gsize)(found - target) + n;
        pattern += n + 1;
    }
}

static const struct group *group_of(const Robots *robots)
{
    return robots->ours.seen ? &robots->ours : &robots->everyone;
}

gboolean robots_allows(const Robots *robots, const char *target, const char **line)
{
    const GArray *rules = group_of(robots)->rules;
    if (rules->len == 0 || g_str_equal(target, "/robots.txt")) {
        return TRUE; // 2.2.2: robots.txt itself is implicitly allowed
    }
    g_autofree char *encoded = canonical(target, strlen(target), FALSE);
    const gsize length = strlen(encoded);
    for (guint i = 0; i < rules->len; i++) {
        const struct rule *rule = &g_array_index(rules, struct rule, i);
        if (matches(rule, encoded, length)) {
            *line = rule->line;
            return rule->allow;
        }
    }
    return TRUE;
}

guint robots_delay_ms(const Robots *robots)
{
    return group_of(robots)->delay_ms;
}

const char *const *robots_sitemaps(const Robots *robots)
{
    return (const char *const *)robots->sitemaps->pdata;
}
