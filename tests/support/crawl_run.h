/*
 * crawl_run.h - a whole crawl in one call, for tests: every page that came out is a line.
 */
#pragma once

#include "crawler/crawl.h"

typedef struct crawl_run CrawlRun;
struct crawl_run {
    GPtrArray *lines; /* "0 ok http://roe.example/", in order of presence and sequence; a reason follows after ": " */
    GPtrArray *outcomes; /* the words alone, same order */
    GPtrArray *bodies;   /* GBytes* or NULL, same order */
    GPtrArray *notes;    /* of the first presence */
    guint n_ok, n_bad_certificates;
    GPtrArray *lastmods; /* of char* or NULL, same order */
};

/* Runs `crawl` to its end. Links are those that the page reader finds. */
CrawlRun *crawl_run(Crawl *crawl) G_GNUC_WARN_UNUSED_RESULT;
void crawl_run_free(CrawlRun *run);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CrawlRun, crawl_run_free)
