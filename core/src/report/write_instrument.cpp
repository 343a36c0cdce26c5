// SPDX-License-Identifier: MPL-2.0
#include "part_writing.hpp"

namespace actueel::detail {
void write_instrument(part_writing& p) {
    const evidence_card& card = p.asked->evidence;
    p.w.key("instrument").open_object().field("id", std::string_view{p.asked->id});
    p.w.field("version", std::string_view{p.asked->version})
        .field("sha256", std::string_view{p.asked->sha256})
        .field("draft", p.asked->draft)
        .field("validated", card.validated);
    p.out.text_or_null("purpose", p.asked->purpose);
    p.out.in_languages("title", p.asked->title);
    p.w.close_object();
    p.w.key("evidence").open_object();
    p.out.in_languages("statement", card.statement);
    p.out.in_languages("meant_for", card.meant_for);
    p.out.in_languages("not_for", card.not_for);
    p.w.key("sources").open_array();
    for (const citation& c : card.sources) {
        p.w.open_object().field("id", std::string_view{c.id});
        p.w.field("cite", std::string_view{c.cite});
        p.out.text_or_null("doi", c.doi);
        p.w.close_object();
    }
    p.w.close_array().key("figures").open_array();
    for (const evidence_figure& f : card.figures) {
        p.w.open_object().field("measure", std::string_view{f.measure});
        p.w.key("value").raw(f.value);
        p.w.key("low").raw(f.low.empty() ? "null" : f.low);
        p.w.key("high").raw(f.high.empty() ? "null" : f.high);
        p.out.text_or_null("on", f.on);
        p.out.text_or_null("source", f.source);
        p.w.close_object();
    }
    p.w.close_array().close_object();
}

} // namespace actueel::detail
