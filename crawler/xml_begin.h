/*
 * xml_begin.h - libxml2 made ready, once, whichever thread comes first.
 *
 * libxml2 2.9 initialises itself on first use without a lock around all of it: two threads that parse their first page
 * together can wait for each other for ever.
 */
#pragma once

/* To be called before anything of libxml2. */
void xml_begin(void);
