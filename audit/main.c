/*
 * vitrine - audits what a regulated practitioner shows the public online.
 *
 * A map of the house, in the order in which data runs through it:
 *
 *   audit/main.c             the first word of the command line chooses a command
 *   audit/options.c          what may follow it
 *   audit/practice_file.c    who the practitioner is, and where to look
 *   audit/draft.c            a first practice file, from what a site shows (vitrine init)
 *   audit/audit.c            one audit, start to end: the line of docs/architecture.md
 *
 *   crawler/crawl_turn.c     presences -> fetched pages, in an order that timing cannot change
 *   crawler/address.c        addresses that mean the same page are made equal
 *   crawler/page_read.c      a body -> a Page: everything that anyone asks of it, in one walk
 *
 *   audit/pool.c             pages are judged on other threads, and come back in order
 *
 *   rules/pack_load.c        rules, standards, regulators and words, as data
 *   rules/matcher.c          all their patterns together
 *   rules/keys.c             literals that patterns need, each once
 *   rules/scan.c             one reading of a text: where each pattern could match; search.c runs them there
 *   rules/hits.c             what they match on a page: rules' patterns everywhere, a list's when it is asked for
 *   rules/memo.c             what was found in texts that come again
 *   rules/facts/             what is on the page
 *   rules/signals.c          where the signals of the rules are on it; weigh.c adds them up
 *   rules/judge_page.c       a page held against the rules
 *   rules/tally.c            a presence, and the practice, held against the rules
 *
 *   audit/dossier.c          who was audited, and the rules and documents that were asked
 *   audit/checklist.c        the regulator's own checklist, each point seen, not seen, or left to attest
 *
 *   reports/result.c         what is known at the end; every report is made from it alone
 *   reports/digest.c         how things stand, in the words of every report
 *   reports/html.c           report.html, laid out by reports/html/report.xsl; the others beside it
 *   reports/letters.c        what to write to others, so that they correct what they say
 */
#include <locale.h>

#include "audit/command.h"

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, ""); // how file names and the terminal are encoded; numbers stay as in C
    return command_run(argc, argv);
}
