/*
 * targets.h - what was named on the command line, made into one practice.
 *
 * A practice file says who the practitioner is; addresses and folders are presences, of its practice or of one
 * that is not described. All that is named together is audited together, into one report.
 */
#pragma once

#include "rules/pack.h"
#include "rules/practice.h"

#define TARGET_ERROR (target_error_quark())
GQuark target_error_quark(void);

/* `targets` is NULL-terminated. NULL with TARGET_ERROR or YAML_ERROR; nothing is fetched. */
struct practice *targets_read(char **targets, const struct pack_set *packs, GError **error) G_GNUC_WARN_UNUSED_RESULT;
