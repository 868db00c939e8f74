/*
 * practice.h - who the practitioner is and what is true today, as the practice file says.
 *
 * Plain data: audit/practice_file.c fills it, rules compare pages with it. What is not said is NULL or empty.
 */
#pragma once

#include <glib.h>

#include "crawler/crawl.h"

struct service {
    char *name;
    char **also; /* other names for it, NULL-terminated, may be NULL */
};

struct presence {
    char *address; /* normal form, or the path of a folder as typed */
    gboolean folder;
    enum presence_kind kind;
};

struct decision {                         /* an `accepted` entry */
    char *rule, *address, *text, *reason; /* address and text may be NULL */
    char *until;                          /* YYYY-MM-DD */
    guint line;
};

struct practice {
    char *file; /* path of the practice file, or NULL */
    char *name; /* of the practice */
    char *practitioner;
    char **languages; /* "en", "fr"; NULL-terminated */
    char **titles;
    char *regulator; /* id in rules/regulators/ */
    char *number;    /* registration */
    char *email, *phone, *postal_address;
    GPtrArray *current, *retired; /* of struct service* */
    int accepting;                /* -1 not said, 0, 1 */
    char *fees;                   /* or NULL */
    GPtrArray *presences;         /* of struct presence* */
    GPtrArray *accepted;          /* of struct decision* */
    guint max_pages, delay_ms;    /* 0: not said */
    gint max_links;               /* to other sites; -1: not said */
    gboolean ignore_robots;
    gboolean drafting;       /* nobody has described it yet: facts that only a first practice file needs are read too */
    GHashTable *given_names; /* with drafting: a set, in small letters without accents; NULL: none are known */
    char *notify_email, *notify_when;
};

struct practice *practice_new(void) G_GNUC_WARN_UNUSED_RESULT;
void practice_free(struct practice *practice);
