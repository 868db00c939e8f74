/*
 * escape.h - a stranger's text made safe for where it goes, and French spacing.
 *
 * Text comes from pages nobody here has seen. What JSON, XML and HTML writers escape by themselves is left to them;
 * here is what they do not. All return new strings.
 */
#pragma once

#include <glib.h>

/* Valid UTF-8 whatever came in. */
char *text_valid(const char *text);

/* For showing: valid UTF-8, control characters gone (tab and line feed stay), direction overrides shown as [U+202E].
 * NULL gives "". */
char *text_shown(const char *text);

/* The same on one line, white space single, at most `max_characters` followed by "…" where it was longer. */
char *text_line(const char *text, gsize max_characters);

/* For stdout and logs: one line of text_shown(). */
char *text_terminal(const char *text);

/* For a table or list in GitHub's Markdown: no mark-up, HTML, mention or link survives. One line. */
char *text_markdown(const char *text, gsize max_characters);

/* A CSV cell (RFC 4180), quoted, that no spreadsheet takes for a formula. */
char *text_csv(const char *text);

/* The text of a GitHub workflow command, and of its properties. */
char *text_annotation(const char *text);
char *text_annotation_property(const char *text);

/* No-break spaces as Québec usage has them: before a colon, inside guillemets, none before ; ! ? */
char *text_french(const char *text);

/* `text` of our own packs as print has it: curly apostrophes within words in both languages, and the above in French.
 */
char *text_typographic(const char *text, gboolean french);

/* Whether `address` may be a link: http or https, no control characters. */
gboolean address_is_link(const char *address);

/* `address` opened at `text` (a URL text fragment; https://wicg.github.io/scroll-to-text-fragment/), or NULL where it
 * cannot be. */
char *address_at_text(const char *address, const char *text);
