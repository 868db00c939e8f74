#include "tests/support/stage.h"

void stage_open(struct stage *stage, site_answers answers, gpointer data)
{
    stage->server = site_server_new(NULL, 0, NULL);
    stage->folder = folder_new();
    stage->address = g_strdup_printf("http://roe.example:%u/", site_server_port(stage->server));
    if (answers) {
        site_server_answer(stage->server, "roe.example", answers, data);
    }
}

void stage_close(struct stage *stage)
{
    site_server_free(stage->server);
    folder_remove(stage->folder);
    g_free(stage->folder);
    g_free(stage->address);
}
