#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/facts_from.h"

struct sight {
    const char *html, *expected;
};

static void holds(const struct sight *cases, gsize n, enum fact_kind kind, const char *tag)
{
    guint wrong = 0;
    for (gsize i = 0; i < n; i++) {
        g_autofree char *seen = facts_from(cases[i].html, NULL, kind, tag);
        if (strcmp(seen, cases[i].expected) != 0) {
            print_error("%s\n  expected “%s”, saw “%s”\n", cases[i].html, cases[i].expected, seen);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

// Markup that must yield a fact of `kind`, whatever its value.
static void recognises(const char *const *markup, enum fact_kind kind)
{
    guint wrong = 0;
    for (gsize i = 0; markup[i]; i++) {
        g_autofree char *seen = facts_from(markup[i], NULL, kind, NULL);
        g_autofree char *tagged = facts_from(markup[i], NULL, kind, "form");
        if (!*seen && !*tagged) {
            print_error("not recognised: %s\n", markup[i]);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static void names_what_the_site_was_built_with(void **state)
{
    (void)state;
    static const struct sight cases[] = {
        {"<link rel=\"stylesheet\" href=\"https://roe.example/wp-content/themes/a/style.css\">", "wordpress"},
        {"<div class=\"wp-block-group\"></div>", "wordpress"},
        {"<div class=\"sqs-block html-block\"></div>", "squarespace"},
        {"<img src=\"https://static.wixstatic.com/media/a.jpg\">", "wix"},
        {"<img src=\"https://img1.wsimg.com/isteam/ip/a.jpg\">", "godaddy"},
        {"<script src=\"https://cdn.prod.website-files.com/a.js\"></script>", "webflow"},
        {"<script src=\"https://roe.example/media/system/js/core.js\"></script>", "joomla"},
        {"<img src=\"https://roe.example/sites/default/files/a.jpg\">", "drupal"},
        {"<script src=\"https://cdn2.editmysite.com/js/a.js\"></script>", "weebly"},
        {"<p><a href=\"https://wordpress.org/\">We like WordPress</a></p>", ""},
        {"<p>No builder at all.</p>", ""},
    };
    holds(cases, G_N_ELEMENTS(cases), FACT_PLATFORM, NULL);
}

static void tells_a_rating_of_the_practice_from_one_of_a_book(void **state)
{
    (void)state;
    static const struct sight cases[] = {
        {"<script type=\"application/ld+json\">{\"@type\":\"LocalBusiness\",\"aggregateRating\":"
         "{\"@type\":\"AggregateRating\",\"ratingValue\":\"4.9\"}}</script>",
         "AggregateRating"},
        {"<script type=\"application/ld+json\">{\"@type\":\"Review\",\"itemReviewed\":{\"@type\":\"Book\"}}</script>",
         ""},
        {"<script type=\"application/ld+json\">{\"@type\":\"Course\",\"review\":[{\"@type\":\"Review\"}]}</script>",
         ""},
        {"<script "
         "type=\"application/ld+json\">{\"@type\":\"Review\",\"itemReviewed\":{\"@type\":\"Physician\"}}</script>",
         "Review"},
    };
    holds(cases, G_N_ELEMENTS(cases), FACT_REVIEW_MARKUP, "practice");
}

static void names_a_widget_once_by_who_serves_it(void **state)
{
    (void)state;
    static const struct sight cases[] = {
        {"<script src=\"https://cdn.trustindex.io/loader.js?a\"></script><script "
         "src=\"https://cdn.trustindex.io/b.js\">"
         "</script>",
         "trustindex.io"},
        {"<a href=\"https://www.trustindex.io/\">A service</a>", ""},
        {"<h2>Contact</h2><div class=\"elfsight-app-12\"></div>", ""},
        {"<h2>Client reviews</h2><div class=\"elfsight-app-12\"></div>", "elfsight-app-12"},
    };
    holds(cases, G_N_ELEMENTS(cases), FACT_REVIEW_WIDGET, NULL);
}

static void recognises_comment_systems_that_visitors_can_post_to(void **state)
{
    (void)state;
    static const char *const markup[] = {
        "<form action=\"https://roe.example/wp-comments-post.php\" method=\"post\"><textarea "
        "name=\"comment\"></textarea></form>",
        "<div id=\"respond\" class=\"comment-respond\"></div>",
        "<div class=\"wp-block-post-comments-form\"></div>",
        "<iframe data-lazy-src=\"https://jetpack.wordpress.com/jetpack-comment/?blogid=1\"></iframe>",
        "<div class=\"wpd-form-wrap wpd-main-form-wrapper\"></div>",
        "<div class=\"wpd-comments-open\"></div>",
        "<script src=\"https://roe.example/wp-content/plugins/thrive-comments/a.js\"></script>",
        "<div id=\"disqus_thread\"></div>",
        "<script>(function(){var "
        "s=document.createElement('script');s.src='https://roe.disqus.com/embed.js';})();</script>",
        "<script src=\"https://giscus.app/client.js\" data-repo=\"a/b\"></script>",
        "<iframe src=\"https://utteranc.es/utterances.html\"></iframe>",
        "<script src=\"https://utteranc.es/client.js\"></script>",
        "<div id=\"commento\"></div>",
        "<script src=\"https://cdn.commento.io/js/commento.js\"></script>",
        "<div id=\"remark42\"></div>",
        "<section id=\"isso-thread\"></section>",
        "<hyvor-talk-comments website-id=\"1\" page-id=\"2\"></hyvor-talk-comments>",
        "<script src=\"https://talk.hyvor.com/embed/embed.js\"></script>",
        "<div id=\"cusdis_thread\"></div>",
        "<script src=\"https://cusdis.com/js/cusdis.es.js\"></script>",
        "<script src=\"https://www.intensedebate.com/js/a.js\"></script>",
        "<script src=\"https://cdn.getreplybox.com/js/embed.js\"></script>",
        "<script src=\"https://k.cackle.me/widget.js\"></script>",
        "<script src=\"https://cdn.cove.chat/a.js\"></script>",
        "<div id=\"HCB_comment_box\"></div>",
        "<script src=\"https://www.htmlcommentbox.com/jread\"></script>",
        "<iframe src=\"https://www.blogger.com/comment-iframe.g?blogID=1&postID=2\"></iframe>",
        "<div id=\"ghost-comments-root\"></div>",
        "<form class=\"comment-comment-form comment-form\" id=\"comment-form\" "
        "action=\"/comment/reply/node/1/comment\"></form>",
        "<form id=\"comments-form\" action=\"/index.php?option=com_jcomments\"><textarea "
        "name=\"comment\"></textarea></form>",
        "<h2>Guest book</h2><form action=\"/g\" method=\"post\"><textarea name=\"message\"></textarea></form>",
        "<h2>Livre d'or</h2><form action=\"/g\" method=\"post\"><textarea name=\"message\"></textarea></form>",
        NULL,
    };
    recognises(markup, FACT_COMMENT_FORM);
}

static void recognises_services_and_plugins_that_show_reviews(void **state)
{
    (void)state;
    static const char *const markup[] = {
        "<script src=\"https://cdn.trustindex.io/loader.js?a\"></script>",
        "<div class=\"ti-widget\"><div class=\"ti-review-item source-Google\"></div></div>",
        "<div class=\"trustpilot-widget\" data-template-id=\"1\"></div>",
        "<script src=\"https://widget.trustpilot.com/bootstrap/v5/tp.widget.bootstrap.min.js\"></script>",
        "<script src=\"https://www.google.com/shopping/customerreviews/merchantverse\"></script>",
        "<h2>Reviews</h2><div class=\"embedsocial-hashtag\" data-ref=\"1\"></div>",
        "<script src=\"https://widget.senja.io/widget/1/platform.js\"></script>",
        "<div class=\"senja-embed\" data-id=\"1\"></div>",
        "<iframe src=\"https://embed-v2.testimonial.to/carousel/all/a\"></iframe>",
        "<script src=\"https://testimonial.to/js/iframeResizer.min.js\"></script>",
        "<script src=\"https://birdeye.com/embed/v7/1/2/3\"></script>",
        "<script src=\"https://widget.reviews.io/rich-snippet-reviews/dist.js\"></script>",
        "<script src=\"https://widget.reviews.co.uk/a.js\"></script>",
        "<div id=\"ReviewsWidget\"></div>",
        "<div class=\"yotpo-widget-instance\"></div>",
        "<script src=\"https://cdn-widgetsrepository.yotpo.com/v1/loader/a\"></script>",
        "<div class=\"jdgm-review-widget\"></div>",
        "<script src=\"https://cdn1.stamped.io/files/widget.min.js\"></script>",
        "<script src=\"https://apps.bazaarvoice.com/deployments/a/bv.js\"></script>",
        "<script src=\"https://www.shopperapproved.com/widgets/a.js\"></script>",
        "<span class=\"yelp-review\" data-review-id=\"1\"></span>",
        "<script src=\"https://www.provenexpert.com/widget/bar_a.js\"></script>",
        "<div class=\"ekomi-widget-container\"></div>",
        "<script src=\"https://widgets.trustedshops.com/js/a.js\"></script>",
        "<script src=\"https://api.feefo.com/api/javascript/a\"></script>",
        "<script src=\"https://cl.avis-verifies.com/fr/widget4.js\"></script>",
        "<script src=\"https://repuso.com/widgets/2.0/rw-widgets.js\"></script>",
        "<iframe src=\"https://embed.famewall.io/wall.html\"></iframe>",
        "<script src=\"https://cdn.shapo.io/js/embed.js\"></script>",
        "<iframe src=\"https://embed.shoutout.so/wall\"></iframe>",
        "<iframe src=\"https://embed.socialjuice.io/wall\"></iframe>",
        "<script src=\"https://widgets.vocalreferences.com/a.js\"></script>",
        "<script src=\"https://sotellus.com/js/sotellus_widget.js\"></script>",
        "<script src=\"https://testimonialrobot.com/a.js\"></script>",
        "<script src=\"https://cdn.reviewshake.com/a.js\"></script>",
        "<script src=\"https://platform.swellcx.com/a.js\"></script>",
        "<script src=\"https://cdn.reviewwave.com/a.js\"></script>",
        "<script src=\"https://widget.clutch.co/static/js/widget.js\"></script>",
        "<div class=\"glsr-reviews-wrap\"><div class=\"glsr-reviews\"></div></div>",
        "<div class=\"rplg\"><div class=\"rplg-slider\"></div></div>",
        "<div class=\"grw-slider\"></div>",
        "<div class=\"fbrev-slider\"></div>",
        "<link rel=\"stylesheet\" href=\"https://roe.example/wp-content/plugins/widget-google-reviews/a.css\">",
        "<noscript><iframe src=\"https://embed.testimonial.to/w/a\"></iframe></noscript>",
        "<script type=\"text/plain\" data-src=\"https://cdn.trustindex.io/loader.js?a\"></script>",
        NULL,
    };
    recognises(markup, FACT_REVIEW_WIDGET);
}

static guint statements_at(const char *address, const char *html)
{
    g_autoptr(GBytes) body = g_bytes_new(html, strlen(html));
    g_autoptr(Page) read = page_read(address, body, "utf-8");
    g_autoptr(Hits) hits = hits_read(facts_from_rules()->matcher, read);
    struct practice *practice = practice_new();
    GDate as_of;
    g_date_clear(&as_of, 1);
    g_date_set_dmy(&as_of, 21, G_DATE_NOVEMBER, 2026);
    const struct fact_context context = {read, hits, practice, facts_from_rules(), &as_of};
    g_autoptr(Facts) facts = facts_read(&context);
    guint at = 0, n = 0;
    while (facts_next(facts, FACT_CLIENT_STATEMENT, &at)) {
        n++;
    }
    practice_free(practice);
    return n;
}

static void a_page_is_named_by_its_address(void **state)
{
    (void)state;
    static const char words[] = "<main><p>Rowan was timely, and easy to talk to.</p><p>Mona Moor</p></main>";
    static const char refused[] =
        "<main><p>Clients are wonderful people.</p><p>I do not publish testimonials.</p></main>";
    const struct {
        const char *address, *html;
        guint expected;
    } cases[] = {
        {"https://practice.example/testimonials/", words, 1},
        {"https://practice.example/client-testimonials.html", words, 1},
        {"https://practice.example/temoignages/index.html", words, 1},
        {"file:///site/2021%20Testimonials.htm", words, 1},
        {"https://practice.example/testimonials/ann-b/", words, 1},
        {"https://practice.example/reviews/ann-b/", words, 0},
        {"https://practice.example/testimonials-of-faith/ann-b/", words, 0},
        {"https://practice.example/about/", words, 0},
        {"https://practice.example/", words, 0},
        {"https://practice.example/no-testimonials/", words, 0},
        {"https://practice.example/testimonials/", refused, 0},
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        guint n = statements_at(cases[i].address, cases[i].html);
        if (n != cases[i].expected) {
            fail_msg("%s: %u statements, not %u", cases[i].address, n, cases[i].expected);
        }
    }
}

static void recognises_testimonials_in_the_blocks_of_themes_and_builders(void **state)
{
    (void)state;
    // The words alone would not do: only the block that holds them says what they are.
#define WORDS "Nadia helped me sleep again, one week at a time."
    static const char *const markup[] = {
        "<div class=\"elementor-testimonial-wrapper\"><div class=\"elementor-testimonial-content\">" WORDS
        "</div></div>",
        "<div class=\"elementor-testimonial__text\">" WORDS "</div>",
        "<div class=\"et_pb_testimonial\"><div class=\"et_pb_testimonial_description_inner\">" WORDS "</div></div>",
        "<div class=\"fl-testimonials-wrap\"><div class=\"fl-testimonial\">" WORDS "</div></div>",
        "<div class=\"kt-blocks-testimonials-wrap1\"><div class=\"kt-testimonial-content\">" WORDS "</div></div>",
        "<div class=\"uagb-testimonial__wrap\"><div class=\"uagb-tm__desc\">" WORDS "</div></div>",
        "<div class=\"stk-block-testimonial__text\">" WORDS "</div>",
        "<div class=\"wpmtst-testimonial testimonial\"><p>" WORDS "</p></div>",
        "<div class=\"strong-view\"><div class=\"testimonial-inner\">" WORDS "</div></div>",
        "<figure class=\"sqs-block-quote\"><blockquote>" WORDS
        " I felt heard.</blockquote><figcaption class=\"source\">— M. K."
        "</figcaption></figure>",
        "<div itemscope itemtype=\"https://schema.org/Review\"><p itemprop=\"reviewBody\">" WORDS "</p></div>",
        NULL,
    };
    guint wrong = 0;
    for (gsize i = 0; markup[i]; i++) {
        g_autofree char *page = g_strdup_printf("%s<p>" WORDS "</p>", markup[i]);
        guint n = statements_at("https://practice.example/", page);
        if (n != 1) {
            print_error("%u statements, not 1: %s\n", n, markup[i]);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
#undef WORDS
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_what_the_site_was_built_with),
        cmocka_unit_test(tells_a_rating_of_the_practice_from_one_of_a_book),
        cmocka_unit_test(names_a_widget_once_by_who_serves_it),
        cmocka_unit_test(recognises_comment_systems_that_visitors_can_post_to),
        cmocka_unit_test(recognises_services_and_plugins_that_show_reviews),
        cmocka_unit_test(recognises_testimonials_in_the_blocks_of_themes_and_builders),
        cmocka_unit_test(a_page_is_named_by_its_address),
    };
    return cmocka_run_group_tests_name("testimonials", tests, NULL, facts_from_end);
}
