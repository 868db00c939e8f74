/*
 * stage.h - one invented site on loopback and a folder for what an audit of it writes.
 */
#pragma once

#include "tests/support/program.h"
#include "tests/support/site_server.h"

struct stage {
    SiteServer *server;
    char *folder, *address; /* of the test's own; of http://roe.example */
};

/* The site answers as `answers` says, or as site_server_answer() is told later where that is NULL. */
void stage_open(struct stage *stage, site_answers answers, gpointer data);
void stage_close(struct stage *stage);
