// SPDX-License-Identifier: MPL-2.0
#include "coding.hpp"

#include <algorithm>

namespace actueel::detail {
namespace {

/// Columns whose cells are asked for by code: of most rows, and of few.
constexpr field_set of_most_rows = set_of(field::id, field::type, field::person, field::item,
                                          field::answer, field::source, field::by);
constexpr field_set of_few_rows =
    set_of(field::basis, field::sitting, field::event, field::severity, field::incident,
           field::role, field::lives, field::instrument, field::outcome, field::record_type,
           field::about_item, field::about_person);

/// The code of a text, which may be new.
std::int32_t code_for(std::string_view text, coded_texts& of) {
    const auto [at, fresh] = of.places.emplace(text, static_cast<std::int32_t>(of.texts.size()));
    if (fresh) { of.texts.push_back(text); }
    return at->second;
}

coded_texts coded_by_dictionary(const column& cells, bool every_row) {
    coded_texts out;
    out.meant.resize(static_cast<std::size_t>(cells.codes()), -1);
    bool same = true; // their codes are ours
    for (std::int64_t c = 0; c < cells.codes(); ++c) {
        const std::string_view text = cells.text_of_code(c);
        std::int32_t& ours = out.meant[static_cast<std::size_t>(c)];
        if (!text.empty()) { ours = code_for(text, out); }
        same = same && ours == c;
    }
    if (!every_row) { return out; }
    out.codes.resize(static_cast<std::size_t>(cells.size()));
    std::int32_t* const codes = out.codes.data();
    if (same) {
        cells.copy_codes(codes);
        if (!cells.no_nulls()) {
            cells.for_each_null([=](std::int64_t row) { codes[row] = -1; });
        }
    } else {
        std::fill_n(codes, cells.size(), -1);
        cells.for_each_valid([&](std::int64_t row) {
            codes[row] = out.meant[static_cast<std::size_t>(cells.valid_code(row))];
        });
    }
    out.meant.clear();
    return out;
}

coded_texts coded_by_text(const column& cells) {
    coded_texts out;
    out.codes.assign(static_cast<std::size_t>(cells.size()), -1);
    std::string_view before;
    std::int32_t code_before = -1;
    for (std::int64_t row = 0; row < cells.size(); ++row) {
        const std::string_view text = cells.text(row);
        if (text.empty()) { continue; }
        if (text != before) {
            before = text;
            code_before = code_for(text, out);
        }
        out.codes[static_cast<std::size_t>(row)] = code_before;
    }
    return out;
}

} // namespace

coded_texts coded_texts_of(field f, const column& cells) {
    const bool every_row = (of_most_rows & just(f)) != 0;
    if ((!every_row && (of_few_rows & just(f)) == 0) || cells.kind() != column_kind::text ||
        cells.all_empty()) {
        return {};
    }
    // Ids have codes only where few words serve many rows: else looking them up costs more than it saves.
    if (f == field::id && (!cells.has_codes() || cells.codes() > cells.size() / 4)) { return {}; }
    // A dictionary of more texts than rows is that of a larger table: each cell is looked up instead.
    return cells.has_codes() && cells.codes() <= cells.size() + 1024
               ? coded_by_dictionary(cells, every_row)
               : coded_by_text(cells);
}

} // namespace actueel::detail
