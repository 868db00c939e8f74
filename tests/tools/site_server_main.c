/*
 * Serves a folder of sites until it is told to stop (SIGTERM, SIGINT).
 *
 *     site_server SITES [PORT]
 *
 * Prints one line, "PORT", once it listens. A host is reached with --resolve '*:PORT:127.0.0.1'.
 */
#include "tests/support/site_server.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    if (argc < 2 || argc > 3) {
        fprintf(stderr, "usage: %s SITES [PORT]\n", argv[0]);
        return 2;
    }
    sigset_t stop;
    sigemptyset(&stop);
    sigaddset(&stop, SIGINT);
    sigaddset(&stop, SIGTERM);
    sigprocmask(SIG_BLOCK, &stop, NULL); // before the server's thread begins, which inherits it
    g_autoptr(GError) error = NULL;
    g_autoptr(SiteServer) server = site_server_new(argv[1], argc > 2 ? (guint16)atoi(argv[2]) : 0, &error);
    if (!server) {
        fprintf(stderr, "%s\n", error->message);
        return 5;
    }
    printf("%u\n", site_server_port(server));
    fflush(stdout);
    int signal_number;
    sigwait(&stop, &signal_number);
    return 0;
}
