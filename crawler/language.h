/*
 * language.h - English or French, by the small words that every sentence needs.
 */
#pragma once

#include "crawler/page.h"

/* Counts the words of `text` that only English, or only French, is made of. */
void language_vote(const char *text, gsize length, guint16 *english, guint16 *french);

/* The language that the votes show, or LANGUAGE_UNKNOWN where `length` bytes and their margin are too little to tell.
 */
enum page_language language_from_votes(gsize length, guint english, guint french);

/* What a lang attribute says: "fr-CA" is LANGUAGE_FR. */
enum page_language language_from_tag(const char *tag);

/* What an address says: /fr/, fr.roe.example, ?lang=fr. */
enum page_language language_from_address(const char *address);
