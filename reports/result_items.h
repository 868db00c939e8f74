/*
 * result_items.h - what a result holds, item by item, as result.json has it. Each returns a new object.
 */
#pragma once

#include <json-glib/json-glib.h>

#include "reports/gate.h"
#include "reports/result.h"

/* Of one item of the result's arrays, whose type is the function's name. */
typedef JsonObject *(*result_item)(const struct result *result, gconstpointer item);
JsonObject *item_pack(const struct result *result, gconstpointer item);
JsonObject *item_check(const struct result *result, gconstpointer item);
JsonObject *item_finding(const struct result *result, gconstpointer item);
JsonObject *item_rule(const struct result *result, gconstpointer item);
JsonObject *item_document(const struct result *result, gconstpointer item);
JsonObject *item_advice(const struct result *result, gconstpointer item);
JsonObject *item_decision(const struct result *result, gconstpointer item);
JsonObject *item_change(const struct result *result, gconstpointer item);
JsonObject *item_run(const struct result *result, gconstpointer item);
JsonObject *item_point(const struct result *result, gconstpointer item);

JsonObject *item_practice(const struct result *result);
JsonObject *item_gate(const struct result *result, const struct gate *gate);
JsonObject *item_statistics(const struct result *result, const struct gate *gate);
JsonObject *item_page(const struct result_page *page);
JsonObject *item_presence(const struct result_presence *presence); /* without its pages */
JsonObject *item_fact(const struct kept_fact *fact);
