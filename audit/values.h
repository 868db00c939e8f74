/*
 * values.h - the checks of plain values that people type: dates, telephone numbers, e-mail and postal addresses.
 *
 * Each answers NULL when the value is good, else a borrowed sentence that says what is wrong and what is expected.
 */
#pragma once

#include <glib.h>

/* YYYY-MM-DD, a day that exists (ISO 8601 calendar date). On success writes *date unless NULL. */
const char *value_date(const char *text, GDate *date);

/* A North American number (NANP: NPA-NXX-XXXX), or "+" and 8 to 15 digits (E.164); an extension may follow. */
const char *value_phone(const char *text);

/* local@domain.tld (RFC 5321 4.1.2, without quoted locals and address literals). */
const char *value_email(const char *text);

/* A postal address: has a number, and any Canadian postal code in it is well formed. */
const char *value_postal_address(const char *text);
