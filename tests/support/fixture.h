/*
 * fixture.h - a practice of fixtures/, its sites served over HTTP and audited as people would.
 */
#pragma once

#include "tests/support/program.h"
#include "tests/support/site_server.h"

/* One fixture, served and audited. */
struct fixture {
    char *folder; /* fixtures/NAME */
    char *own;    /* of the test: practice file and reports */
    SiteServer *server;
    char *practice; /* the practice file with the server's port in its addresses */
};

/* Serves fixtures/NAME; fails the test where it cannot. Release with fixture_close(). */
void fixture_open(struct fixture *fixture, const char *name);
void fixture_close(struct fixture *fixture);

/* Audits the fixture into its own folder `out`; the content of the two reports. */
void fixture_audit(const struct fixture *fixture, const char *out, const char *jobs, char **json, char **html);

/* `text` as it would read without the server's port. Caller frees. */
char *without_port(const char *text, guint16 port) G_GNUC_WARN_UNUSED_RESULT;
