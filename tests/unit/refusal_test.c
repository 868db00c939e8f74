#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "crawler/refusal.h"

static enum refusal_kind kind_of(guint status, enum http_header header, const char *value, const char *body)
{
    struct http_reply reply = {.status = status, .body = g_byte_array_new()};
    reply.headers[header] = g_strdup(value);
    g_byte_array_append(reply.body, (const guint8 *)body, (guint)strlen(body));
    const char *reason = NULL;
    const enum refusal_kind kind = refusal_of(&reply, &reason);
    assert_true((kind == REFUSAL_NONE) == (reason == NULL));
    http_reply_clear(&reply);
    return kind;
}

static void a_challenge_is_known_by_what_it_says(void **state)
{
    (void)state;
    static const char *const walls[] = {
        "<html><head><title>Just a moment...</title>",
        "<html><head>\n<TITLE lang=en>\n  Just a  moment...\n</TITLE>",
        "<title>Un instant…</title>",
        "<title>Attention Required! | Cloudflare</title>",
        "<title>x</title><script>window._cf_chl_opt={cvId:'3'}</script>",
        "<title>Access to this page has been denied.</title>",
        "<html><head><script src=\"/_Incapsula_Resource?SWJIYLWA=1\"></script>",
        "<meta http-equiv=\"refresh\" content=\"0;/.well-known/sgcaptcha/?r=%2F&y=ipr\">",
        "<title>Access Denied</title><p>Reference https://errors.edgesuite.net/18</p>",
        "<script src=\"https://x.token.awswaf.com/challenge.js\"></script>",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(walls); i++) {
        if (kind_of(200, HTTP_SERVER, "nginx", walls[i]) != REFUSAL_CHALLENGE) {
            fail_msg("%s", walls[i]);
        }
    }
    assert_int_equal(kind_of(200, HTTP_CF_MITIGATED, "challenge", ""), REFUSAL_CHALLENGE);
    assert_int_equal(kind_of(202, HTTP_WAF_ACTION, "captcha", ""), REFUSAL_CHALLENGE);
    assert_int_equal(kind_of(403, HTTP_DATADOME, "protected", ""), REFUSAL_CHALLENGE);
}

static void a_site_behind_a_wall_that_let_us_in_is_a_site(void **state)
{
    (void)state;
    static const char *const pages[] = {
        "<title>Roe Counselling</title><script src=\"/cdn-cgi/challenge-platform/scripts/jsd/main.js\"></script>",
        "<title>Just a moment for yourself: mindfulness</title>",
        "<title>Access denied? When a parent says no</title>",
        "<title>Roe Counselling</title><form><div class=\"g-recaptcha\"></div></form>",
        "<title>404 King Street: our new office</title>",
        "<title></title>",
        "no tags at all",
        "<title",
    };
    for (gsize i = 0; i < G_N_ELEMENTS(pages); i++) {
        if (kind_of(200, HTTP_SERVER, "cloudflare", pages[i]) != REFUSAL_NONE) {
            fail_msg("%s", pages[i]);
        }
    }
    assert_int_equal(kind_of(200, HTTP_DATADOME, "protected", "<title>Roe</title>"), REFUSAL_NONE);
    // A long article that quotes a wall is an article.
    g_autoptr(GString) article = g_string_new("<title>How bot walls work</title>_cf_chl_opt ");
    while (article->len < 70000) {
        g_string_append(article, "a word and another word, and then a third one. ");
    }
    assert_int_equal(kind_of(200, HTTP_SERVER, "x", article->str), REFUSAL_NONE);
}

static void a_page_can_say_that_it_is_none(void **state)
{
    (void)state;
    static const char *const pages[] = {"<title>Page not found - Roe Counselling</title>",
                                        "<title>404 Not Found</title>", "<title>Page introuvable | Cabinet Roy</title>",
                                        "<title>Erreur 404</title>"};
    for (gsize i = 0; i < G_N_ELEMENTS(pages); i++) {
        assert_int_equal(kind_of(200, HTTP_SERVER, "x", pages[i]), REFUSAL_NO_PAGE);
    }
}

static void places_to_log_in_are_known(void **state)
{
    (void)state;
    static const char *const logins[] = {"https://a.example/login", "https://a.example/accounts/login/?next=/x",
                                         "https://a.example/authwall?trk=1",
                                         "https://a.example/wp-login.php?redirect_to=x"};
    static const char *const pages[] = {"https://a.example/", "https://a.example/loginess",
                                        "https://a.example/?next=/login", "https://login.example/about"};
    for (gsize i = 0; i < G_N_ELEMENTS(logins); i++) {
        assert_true(refusal_is_login(logins[i]));
        assert_false(refusal_is_login(pages[i]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_challenge_is_known_by_what_it_says),
        cmocka_unit_test(a_site_behind_a_wall_that_let_us_in_is_a_site),
        cmocka_unit_test(a_page_can_say_that_it_is_none),
        cmocka_unit_test(places_to_log_in_are_known),
    };
    return cmocka_run_group_tests_name("refusal", tests, NULL, NULL);
}
