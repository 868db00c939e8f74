/*
 * person.h - whether what is said is said of a colleague: of somebody who is not the practitioner of the practice file.
 *
 * FALSE wherever that is not plain, and always where the practice file names nobody.
 */
#pragma once

#include "rules/facts/around.h"

/* Of what stands at `start` of a block: somebody else's name and title stand before it, or head it. */
gboolean person_is_other(const struct fact_context *context, guint32 block, guint32 start);

/* Of structured data: the person it describes, or whose credential it is, has another name. */
gboolean person_item_is_other(const struct fact_context *context, const struct page_item *item);
