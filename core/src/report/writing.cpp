// SPDX-License-Identifier: MPL-2.0
#include "writing.hpp"

namespace actueel::detail {

const told_content& report_writer::told(std::int32_t record) const {
    static const told_content nothing{};
    const link* l = of.shared->chains[static_cast<std::size_t>(record)].at(until);
    return l != nullptr && l->told ? *l->told : nothing;
}

void report_writer::record(std::string_view key, std::int32_t index) {
    if (index < 0) {
        w.field_null(key);
    } else {
        w.field(key, id_of(index));
    }
}

void report_writer::person(std::string_view key, std::int32_t index) {
    if (index < 0) {
        w.field_null(key);
    } else {
        w.field(key, std::string_view{of.shared->persons[static_cast<std::size_t>(index)]});
    }
}

void report_writer::text_or_null(std::string_view key, std::string_view text) {
    if (text.empty()) {
        w.field_null(key);
    } else {
        w.field(key, text);
    }
}

void report_writer::in_languages(std::string_view key, const texts& all) {
    w.key(key).open_object();
    for (const auto& [language, text] : all.by_language) {
        w.field(language, std::string_view{text});
    }
    w.close_object();
}

void report_writer::codes(std::string_view key, const std::vector<std::string>& all) {
    w.key(key).open_array();
    for (const std::string& code : all) { w.value(std::string_view{code}); }
    w.close_array();
}

void report_writer::records(std::string_view key, const std::vector<std::int32_t>& all) {
    w.key(key).open_array();
    for (const std::int32_t r : all) { w.value(id_of(r)); }
    w.close_array();
}

void report_writer::voice(const told_content& said) {
    w.field("source", name_of(source_names, said.source));
    text_or_null("by", said.by);
}

void report_writer::written_down(std::int32_t record, day said_of) {
    w.field("recorded_on", utc_day(recorded_at(record))).field("late", late(record, said_of));
}

void report_writer::note(std::string_view key, std::string_view text, std::string_view by) {
    const bool for_a_child = of.reader.kind == audience_kind::child;
    const bool own =
        for_a_child && by == of.shared->persons[static_cast<std::size_t>(of.reader.person)];
    text_or_null(key, for_a_child && !own ? std::string_view{} : text);
}

} // namespace actueel::detail
