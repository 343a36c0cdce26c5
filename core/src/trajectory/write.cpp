// SPDX-License-Identifier: MPL-2.0
#include "write.hpp"

namespace actueel::detail {

void write_text_or_null(json_writer& w, std::string_view key, std::string_view text) {
    if (text.empty()) {
        w.field_null(key);
    } else {
        w.field(key, text);
    }
}

void write_levels(json_writer& w, std::string_view key, const std::optional<level_range>& levels) {
    if (!levels || !levels->has_levels()) {
        w.field_null(key);
        return;
    }
    w.key(key).open_object().field("low", std::string_view{levels->low});
    w.field("high", std::string_view{levels->high}).close_object();
}

void write_sign_off(json_writer& w, const history& family, std::int32_t record,
                    const sign_off_content& content, instant known_at) {
    const chain& one = family->chains[static_cast<std::size_t>(record)];
    w.field("record", std::string_view{one.id}).field("recorded_at", one.recorded_at());
    w.field("retracted_at", one.retracted_at).field("corrected", one.links.size() > 1);
    w.field("as_of", content.as_of).field("known_at", known_at);
    write_text_or_null(w, "child",
                       content.person < 0
                           ? std::string_view{}
                           : family->persons[static_cast<std::size_t>(content.person)]);
    w.field("by", std::string_view{content.by}).key("given_to").open_array();
    for (const std::string& to : content.given_to) { w.value(std::string_view{to}); }
    w.close_array();
}

} // namespace actueel::detail
