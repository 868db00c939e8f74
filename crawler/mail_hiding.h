/*
 * mail_hiding.h - e-mail addresses that a page hides from harvesters and shows to people.
 */
#pragma once

#include <glib.h>

/* Cloudflare: hexadecimal, first byte the key of the rest. NULL if it is none. Caller frees. */
char *mail_from_cloudflare(const char *hex) G_GNUC_WARN_UNUSED_RESULT;

/* Cloudflare in a link, /cdn-cgi/l/email-protection#hex: "mailto:..." or NULL. Caller frees. */
char *mail_from_cloudflare_link(const char *href) G_GNUC_WARN_UNUSED_RESULT;

/* <joomla-hidden-mail first last>, both base64. NULL if it is none. Caller frees. */
char *mail_from_joomla(const char *first, const char *last) G_GNUC_WARN_UNUSED_RESULT;

/* Joomla before 4: a script that puts "addy" together from quoted pieces with numeric entities. NULL if it does not. */
char *mail_from_cloak_script(const char *script) G_GNUC_WARN_UNUSED_RESULT;
