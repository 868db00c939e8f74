/*
 * walk_parts.h - the parts of the page reader: each adds to the Page what concerns it. Called by walk.c.
 */
#pragma once

#include "crawler/walk_state.h"

/* page_text.c: text, blocks and headings. */
void text_append(struct walk *walk, const char *text, gsize length);
void text_break(struct walk *walk); /* ends the open block */
void text_add_alt(struct walk *walk, const char *text, guint32 element, enum page_zone zone);
void text_close_heading(struct frame *parent, const struct frame *child);
void text_open_heading(const struct frame *parent, struct frame *child);

/* page_zone.c */
void zone_open(const struct frame *parent, struct frame *frame, const struct markup_start *start, guint16 marks);
gboolean zone_is_hidden(const struct markup_start *start);

/* page_links.c: links, images, frames, metas. */
void links_start(struct walk *walk, const struct markup_start *start);
void links_end(struct walk *walk, const struct frame *frame);

/* page_forms.c */
void forms_start(struct walk *walk, const struct markup_start *start);
void forms_end(struct walk *walk, const struct frame *frame);
void forms_finish(struct walk *walk);

/* page_items.c: microdata, RDFa, microformats. */
void items_start(struct walk *walk, const struct markup_start *start);
void items_end(struct walk *walk, const struct frame *frame);
void items_finish(struct walk *walk);
GArray *items_refs_new(void);
guint32 items_add(struct walk *walk, const struct page_item *item);
void items_add_property(struct walk *walk, guint32 item, const char *name, const char *value, gsize length);

/* page_scripts.c: scripts, styles, hosts. */
void scripts_end(struct walk *walk, const struct frame *frame);
void hosts_in_attributes(struct walk *walk, const struct markup_start *start);
void hosts_in_text(struct walk *walk, const char *text, gsize length, const char *where);

/* page_finish.c: what can only be told when all is read. */
void walk_finish(struct walk *walk);
