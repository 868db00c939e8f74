/* How pages travel: packed in every way that this libcurl unpacks, and over HTTP/2 where a server offers it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <arpa/inet.h>
#include <cmocka.h>
#include <curl/curl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/crawl_run.h"
#include "tests/support/program.h"
#include "tests/support/site_server.h"

#define PAGE "<!doctype html><title>Packed</title><p>Packed packed packed packed packed."

static const char GZIP[] =
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xb3\x51\x4c\xc9\x4f\x2e\xa9\x2c\x48\x55\xc8\x28\xc9\xcd\xb1\xb3"
    "\x29\xc9\x2c\xc9\x49\xb5\x0b\x48\x4c\xce\x4e\x4d\xb1\xd1\x87\xf0\x6c\x0a\xa0\x02\x0a\x05\xb8\x29\x3d\x00"
    "\x78\x30\xbb\x5c\x4a\x00\x00\x00";
static const char DEFLATE[] =
    "\x78\x9c\xb3\x51\x4c\xc9\x4f\x2e\xa9\x2c\x48\x55\xc8\x28\xc9\xcd\xb1\xb3\x29\xc9\x2c\xc9\x49\xb5\x0b\x48"
    "\x4c\xce\x4e\x4d\xb1\xd1\x87\xf0\x6c\x0a\xa0\x02\x0a\x05\xb8\x29\x3d\x00\xe8\x32\x1a\x98";
static const char BROTLI[] =
    "\x1b\x49\x00\x28\x44\x27\x47\x7a\xa0\x1f\xe4\x02\x81\xb6\x8a\x92\xc3\x06\x1c\x38\x25\xf9\x66\xd3\xc0\x77"
    "\xe2\x41\xd1\x58\x65\x54\xf5\xfc\xad\x65\x1c\x4e\x24\x12";
static const char ZSTD[] =
    "\x28\xb5\x2f\xfd\x04\x58\x7d\x01\x00\x34\x02\x3c\x21\x64\x6f\x63\x74\x79\x70\x65\x20\x68\x74\x6d\x6c\x3e"
    "\x3c\x74\x69\x74\x6c\x65\x3e\x50\x61\x63\x6b\x65\x64\x3c\x2f\x3c\x70\x20\x70\x2e\x03\x00\x2a\x16\xd3\x74"
    "\xd8\xc0\xa6\x13\xe0\x75\xde\x0e";

static gboolean answer_packed(const char *path, guint n_earlier, struct site_answer *answer, gpointer data)
{
    (void)n_earlier;
    *answer = g_str_equal(path, "/") ? *(struct site_answer *)data : (struct site_answer){.status = 404};
    return TRUE;
}

static CrawlRun *crawl_at(const char *address, const char *resolve)
{
    const char *const resolves[] = {resolve, NULL};
    const struct crawl_options options = {.resolve = resolves, .ca_file = "tests/support/tls/ca.pem"};
    g_autoptr(Crawl) crawl = crawl_new(&options);
    crawl_add_site(crawl, address, PRESENCE_WEBSITE);
    return crawl_run(crawl);
}

static void assert_page(const CrawlRun *run, guint index, const char *expected)
{
    assert_true(run->bodies->len > index && run->bodies->pdata[index]);
    gsize length;
    const char *body = g_bytes_get_data(run->bodies->pdata[index], &length);
    assert_int_equal(length, strlen(expected));
    assert_memory_equal(body, expected, length);
}

static void a_page_is_unpacked_however_it_was_packed(void **state)
{
    (void)state;
    const int features = curl_version_info(CURLVERSION_NOW)->features;
    const struct {
        const char *encoding, *bytes;
        gssize length;
        gboolean known;
    } cases[] = {
        {"gzip", GZIP, sizeof GZIP - 1, features & CURL_VERSION_LIBZ},
        {"deflate", DEFLATE, sizeof DEFLATE - 1, features & CURL_VERSION_LIBZ},
        {"br", BROTLI, sizeof BROTLI - 1, features & CURL_VERSION_BROTLI},
        {"zstd", ZSTD, sizeof ZSTD - 1, features & CURL_VERSION_ZSTD},
        {"identity", PAGE, sizeof PAGE - 1, TRUE},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *header = g_strdup_printf("Content-Encoding: %s", cases[i].encoding);
        struct site_answer packed = {
            .type = "text/html", .headers = header, .body = cases[i].bytes, .length = cases[i].length};
        g_autoptr(SiteServer) server = site_server_new(NULL, 0, NULL);
        assert_non_null(server);
        site_server_answer(server, "roe.example", answer_packed, &packed);
        g_autofree char *address = g_strdup_printf("http://roe.example:%u/", site_server_port(server));
        g_autoptr(CrawlRun) run = crawl_at(address, site_server_resolve(server));
        if (cases[i].known) {
            assert_page(run, 0, PAGE);
        } else {
            assert_string_equal(run->outcomes->pdata[0], "error"); // and never taken for a page
        }
    }
}

/* A port that nobody listens at just now. */
static guint free_port(void)
{
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    assert_int_equal(bind(listener, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(getsockname(listener, (struct sockaddr *)&address, &length), 0);
    close(listener);
    return ntohs(address.sin_port);
}

static gboolean is_listening(guint port)
{
    const int connection = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons((guint16)port)};
    const gboolean listening = connect(connection, (const struct sockaddr *)&address, sizeof address) == 0;
    close(connection);
    return listening;
}

/* nginx with the test certificate, HTTP/2 offered, and a log of which protocol each page was asked for with. */
static GPid start_nginx(const char *program, const char *folder, guint port)
{
    g_autofree char *here = g_get_current_dir();
    g_autofree char *conf = g_strdup_printf(
        "daemon off; master_process off; pid %s/pid; error_log stderr crit;\n"
        "events { worker_connections 64; }\n"
        "http { log_format used '$server_protocol $request_uri'; access_log %s/log used; types { text/html html; }\n"
        "client_body_temp_path %s/t1; proxy_temp_path %s/t2; fastcgi_temp_path %s/t3; uwsgi_temp_path %s/t4;\n"
        "scgi_temp_path %s/t5; gzip on; gzip_min_length 1;\n"
        "server { listen 127.0.0.1:%u ssl http2; root %s/site;\n"
        "ssl_certificate %s/tests/support/tls/good.pem; ssl_certificate_key %s/tests/support/tls/server.key; } }\n",
        folder, folder, folder, folder, folder, folder, folder, port, folder, here, here);
    g_autofree char *conf_path = folder_write(folder, "nginx.conf", conf);
    const char *const line[] = {program, "-p", folder, "-c", conf_path, NULL};
    GPid child = 0;
    assert_true(g_spawn_async(NULL, (char **)line, NULL, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                              NULL, &child, NULL));
    while (!is_listening(port)) {
        assert_int_equal(waitpid(child, NULL, WNOHANG), 0);
        g_usleep(1000);
    }
    return child;
}

static void http_2_is_spoken_where_it_is_offered(void **state)
{
    (void)state;
    g_autofree char *found = g_find_program_in_path("nginx");
    const char *program = found ? found : "/usr/sbin/nginx";
    if (!g_file_test(program, G_FILE_TEST_IS_EXECUTABLE) ||
        !(curl_version_info(CURLVERSION_NOW)->features & CURL_VERSION_HTTP2)) {
        skip();
    }
    g_autofree char *folder = folder_new();
    static const char START[] = "<!doctype html><title>Start</title><a href=\"/about.html\">About</a>";
    static const char ABOUT[] = "<!doctype html><title>About</title><p>About";
    g_free(folder_write(folder, "site/index.html", START));
    g_free(folder_write(folder, "site/about.html", ABOUT));
    const guint port = free_port();
    const GPid nginx = start_nginx(program, folder, port);
    g_autofree char *address = g_strdup_printf("https://secure.example:%u/", port);
    g_autofree char *resolve = g_strdup_printf("secure.example:%u:127.0.0.1", port);
    g_autoptr(CrawlRun) run = crawl_at(address, resolve);
    kill(nginx, SIGTERM);
    waitpid(nginx, NULL, 0);
    assert_page(run, 0, START);
    assert_page(run, 1, ABOUT);
    g_autofree char *path = g_build_filename(folder, "log", NULL);
    g_autofree char *log = NULL;
    assert_true(g_file_get_contents(path, &log, NULL, NULL));
    assert_non_null(strstr(log, "HTTP/2.0 /\n"));
    assert_non_null(strstr(log, "HTTP/2.0 /about.html\n"));
    assert_null(strstr(log, "HTTP/1"));
    folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_is_unpacked_however_it_was_packed),
        cmocka_unit_test(http_2_is_spoken_where_it_is_offered),
    };
    return cmocka_run_group_tests_name("transport", tests, NULL, NULL);
}
