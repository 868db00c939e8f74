/*
 * draft_fit.h - which of several values a site shows is the practice's own, told by the letters they share.
 *
 * "haedickecounseling@..." on the site of Haedicke Counseling is the practice's; an e-mail that shares nothing with its
 * name, its practitioner and its address may be a template's, an employer's or a supervisor's.
 */
#pragma once

#include "reports/result.h"

typedef struct DraftFit DraftFit;

DraftFit *draft_fit_new(void) G_GNUC_WARN_UNUSED_RESULT;
void draft_fit_free(DraftFit *fit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DraftFit, draft_fit_free)

/* What is known of the practice so far: its name, or its address on the web or of its e-mail. */
void draft_fit_add_name(DraftFit *fit, const char *name);
void draft_fit_add_address(DraftFit *fit, const char *address);

/* The practitioner, whose first and last names count, for less than the practice's. */
void draft_fit_add_person(DraftFit *fit, const char *person);

/* How well `text` fits: 1 where it shares nothing, 2 the practitioner's name, 3 the practice's name or address. */
double draft_fit_of(const DraftFit *fit, const char *text);
