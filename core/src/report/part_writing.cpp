// SPDX-License-Identifier: MPL-2.0
#include "part_writing.hpp"

#include <actueel/response/status.hpp>

#include <algorithm>
#include <iterator>

namespace actueel::detail {

part_writing::part_writing(report_writer& to, const report_part& of, finding_number& findings)
    : out{to}, w{to.w}, part{of}, asked{of.asked}, number{findings} {
    if (!part.whole) { return; }
    for (std::size_t i = 0; i < asked->items.size(); ++i) {
        const auto item = static_cast<std::int32_t>(i);
        for (const response& row : shared().seen.now.of(item)) {
            if (concerns_reader(item, row.person)) { rows.push_back({item, &row}); }
        }
    }
}

bool part_writing::concerns_reader(std::int32_t item, std::int32_t person) const {
    return out.of.reader.kind != audience_kind::child || item_at(item).per == asked_of::family ||
           person == out.of.reader.person;
}

status part_writing::status_at(const told_row& row) const {
    return status_of(item_at(row.item), *row.shared);
}

std::vector<told_row> part_writing::rows_with(status is) const {
    std::vector<told_row> found;
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(found),
                 [&](const told_row& row) { return status_at(row) == is; });
    return found;
}

void part_writing::levels(std::string_view key, const std::optional<level_interval>& range) {
    if (!range) {
        w.field_null(key);
        return;
    }
    w.key(key).open_object();
    w.field("low", std::string_view{asked->levels[static_cast<std::size_t>(range->low)].id});
    w.field("high", std::string_view{asked->levels[static_cast<std::size_t>(range->high)].id})
        .close_object();
}

void part_writing::write_said(std::string_view key, const item& of, const answer& given) {
    w.key(key);
    switch (given.kind) {
    case answer_kind::none: w.null(); break;
    case answer_kind::option:
        w.value(std::string_view{of.options[static_cast<std::size_t>(given.option)].code});
        break;
    case answer_kind::number: w.value(given.number); break;
    case answer_kind::unknown: w.value("unknown"); break;
    case answer_kind::refused: w.value("refused"); break;
    case answer_kind::not_applicable: w.value("not_applicable"); break;
    case answer_kind::not_seen: w.value("not_seen"); break;
    }
}

void part_writing::write_answer(const item& of, const response& row) {
    if (!of.derived()) {
        write_said("answer", of, row.current.said);
        return;
    }
    w.key("answer");
    if (status_of(of, row) != status::current) {
        w.null();
    } else if (row.derived->is_none) {
        w.value("none");
    } else {
        w.value(row.derived->between.low);
    }
}

void part_writing::write_day_of(const response& row) {
    if (row.current.said.kind == answer_kind::none) {
        w.field_null("observed_on");
    } else {
        w.field("observed_on", row.current.observed_on);
    }
}

void part_writing::write_item(const told_row& row) {
    w.field("item", item_id(row.item));
    w.field("kind", name_of(item_kind_names, item_at(row.item).kind));
    out.person("person", row.shared->person);
}

} // namespace actueel::detail
