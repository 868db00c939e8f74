#include "rules/facts/detectors.h"
#include "rules/facts/testimonial_parts.h"

void facts_testimonials(const struct fact_context *context, Facts *facts)
{
    struct testimonial_page *self = testimonial_page_new(context);
    read_platforms(self, facts);
    read_ratings(self, facts);
    read_statements(self, facts);
    read_comments(self, facts);
    read_widgets(self, facts);
    read_invitations(self, facts);
    read_sections(self, facts);
    read_review_markup(self, facts);
    testimonial_page_free(self);
}
