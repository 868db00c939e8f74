/*
 * charset.h - bytes of a page made into UTF-8, as a browser would decide.
 *
 * Order: byte order mark, Content-Type, <meta> in the first bytes, then a guess (valid UTF-8 is UTF-8, all else
 * windows-1252). Labels mean what the WHATWG Encoding Standard says they mean: iso-8859-1 is windows-1252.
 */
#pragma once

#include <glib.h>

/*
 * The UTF-8 text of `length` bytes at `body`: always valid, without NUL bytes or byte order mark; bytes that mean
 * nothing become U+FFFD. `declared` is the charset of Content-Type or NULL. *name is set to what it was decoded
 * from, in lower case, static.
 */
GString *charset_decode(const char *body, gsize length, const char *declared,
                        const char **name) G_GNUC_WARN_UNUSED_RESULT;

/* The name of the encoding that `label` stands for, or NULL if it is not known. Static. */
const char *charset_from_label(const char *label, gsize length);
