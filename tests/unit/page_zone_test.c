#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/page_from.h"

static void tells_the_zone_of_text(void **state)
{
    (void)state;
    const struct {
        const char *html;
        enum page_zone zone; // of the block that begins with "it"
    } cases[] = {
        {"<p>it</p>", ZONE_MAIN},
        {"<footer><p>it</p></footer>", ZONE_FOOTER},
        {"<header>it</header>", ZONE_HEADER},
        {"<header><nav>it</nav></header>", ZONE_NAV},
        {"<aside>it</aside>", ZONE_ASIDE},
        {"<div role=contentinfo>it</div>", ZONE_FOOTER},
        {"<div role=navigation>it</div>", ZONE_NAV},
        // Headers and footers of an article are its own.
        {"<article><header>it</header></article>", ZONE_MAIN},
        {"<article><footer>it</footer></article>", ZONE_MAIN},
        {"<main><section><header>it</header></section></main>", ZONE_MAIN},
        {"<blockquote><footer>it</footer></blockquote>", ZONE_MAIN},
        // By the names that themes and builders use.
        {"<div class='site-footer'>it</div>", ZONE_FOOTER},
        {"<div id='colophon'>it</div>", ZONE_FOOTER},
        {"<div id='SITE_FOOTER'>it</div>", ZONE_FOOTER},
        {"<div id='SITE_HEADER'><div>it</div></div>", ZONE_HEADER},
        {"<div class='elementor elementor-location-footer'>it</div>", ZONE_FOOTER},
        {"<div class='et-l et-l--footer'>it</div>", ZONE_FOOTER},
        {"<div class='footer'>it</div>", ZONE_FOOTER},
        {"<div class='card'><div class='card-footer'>it</div></div>", ZONE_MAIN},
        {"<article><div class='footer'>it</div></article>", ZONE_MAIN},
        {"<div id='sidebar'>it</div>", ZONE_ASIDE},
        {"<ul class='nav navbar-nav'><li>it</ul>", ZONE_NAV},
        {"<div class='nav-menu'>it</div>", ZONE_NAV},
        {"<body class='footer header'><p>it</p></body>", ZONE_MAIN},
        {"<div class='menu-page'>it</div>", ZONE_MAIN},
        {"<div id='main-menu-mobile'>it</div>", ZONE_NAV},
        {"<div class='sub-footer'>it</div>", ZONE_FOOTER},
        {"<div class='footer-widgets'>it</div>", ZONE_FOOTER},
        {"<div class='has-footer no-nav'>it</div>", ZONE_MAIN},
        {"<div class='entry-footer post-footer testimonial-footer'>it</div>", ZONE_MAIN},
        {"<div class='tab-nav-content'>it</div>", ZONE_MAIN},
        {"<div class='theme-owl__carousel--basic-nav'>it</div>", ZONE_MAIN},
        {"<div class='bdt-navigation-type-both'>it</div>", ZONE_MAIN},
        {"<div id='nav-tabContent'>it</div>", ZONE_MAIN},
        {"<div class='nav-card'>it</div>", ZONE_MAIN},
        {"<div class='nav-offset-top'>it</div>", ZONE_MAIN},
        {"<div class='bg-nav-blue/20'>it</div>", ZONE_MAIN},
        {"<div id='wsite-content' class='wsite-elements wsite-not-footer'>it</div>", ZONE_MAIN},
        {"<section class='before-footer'>it</section>", ZONE_MAIN},
        // What is in a footer is of the footer.
        {"<footer><nav>it</nav></footer>", ZONE_FOOTER},
        {"<div class='footer-wrap'><main>it</main></div>", ZONE_MAIN},
        // Comment threads.
        {"<div id='comments'><ol class='comment-list'><li>it</ol></div>", ZONE_COMMENTS},
        {"<article><div id='respond' class='comment-respond'><h3>it</h3></div></article>", ZONE_COMMENTS},
        {"<form><textarea id='comments'></textarea><p>it</p></form>", ZONE_MAIN},
        {"<main><aside class='comments-area'>it</aside></main>", ZONE_COMMENTS},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Page) page = page_from(cases[i].html);
        if (block_with(page, "it")->zone != cases[i].zone) {
            fail_msg("%s is %s", cases[i].html, page_zone_word(block_with(page, "it")->zone));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_the_zone_of_text),
    };
    return cmocka_run_group_tests_name("page zones", tests, NULL, NULL);
}
