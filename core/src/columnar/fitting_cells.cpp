// SPDX-License-Identifier: MPL-2.0
#include "fitting_cells.hpp"

#include <actueel/base/id.hpp>
#include <actueel/history/record.hpp>

#include <algorithm>
#include <bit>

namespace actueel::detail {
namespace {

/// Texts that must be ids, and texts that must be codes of the caller's.
constexpr field_set id_fields = set_of(field::instrument, field::level, field::computed_low,
                                       field::computed_high, field::level_low, field::level_high);
constexpr field_set code_fields =
    set_of(field::by, field::sitting, field::event, field::severity, field::incident, field::kind,
           field::version, field::instrument_sha256, field::records_sha256);
/// Texts for people, which must not be blank, and those that may.
constexpr field_set text_fields = set_of(field::document, field::reason, field::record_reason);
constexpr field_set free_fields = set_of(field::note, field::record_note);
constexpr field_set plain_fields = id_fields | code_fields | text_fields | free_fields;

constexpr std::size_t longest_text = 1U << 20U; ///< beyond, the document's limits may speak
constexpr std::size_t most_entries = 100;

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& names, std::string_view text) {
    return std::find(names.begin(), names.end(), text) != names.end();
}

/// Whether a code's text may stand in a column. Of columns that are not coded: whatever.
bool code_may_stand(field f, std::string_view text) {
    switch (f) {
    case field::source: return is_one_of(source_names, text);
    case field::basis: return is_one_of(basis_names, text);
    case field::role: return is_one_of(role_names, text);
    case field::lives: return is_one_of(lives_names, text);
    case field::outcome: return is_one_of(dispute_outcome_names, text);
    case field::item:
    case field::about_item: return is_item_name(text);
    case field::id:
    case field::person:
    case field::about_person:
    case field::instrument: return is_id(text);
    case field::answer:
    case field::by:
    case field::sitting:
    case field::event:
    case field::severity:
    case field::incident: return is_code(text);
    default: return true;
    }
}

/// Whether a text that is not empty may stand in one of the plain columns.
bool text_may_stand(field f, std::string_view text) {
    const field_set bit = just(f);
    if ((bit & id_fields) != 0) { return is_id(text); }
    if ((bit & code_fields) != 0) { return is_code(text); }
    return text.size() <= longest_text && text.find('\0') == std::string_view::npos &&
           ((bit & free_fields) != 0 ||
            text.find_first_not_of(" \t\r\n") != std::string_view::npos);
}

/// Whether each text of a column's dictionary may stand there. Not of one that has more texts than the column has cells: it
/// is that of a larger table.
bool dictionary_may_stand(field f, const column& cells) {
    if (cells.kind() != column_kind::text || !cells.has_codes() || cells.codes() > cells.size()) {
        return false;
    }
    for (std::int64_t c = 0; c < cells.codes(); ++c) {
        const std::string_view text = cells.text_of_code(c);
        if (!text.empty() && !text_may_stand(f, text)) { return false; }
    }
    return true;
}

} // namespace

fitting_cells::fitting_cells(const record_columns& columns) : columns_{columns} {
    for (std::size_t f = 0; f < field_names.size(); ++f) {
        const auto which = static_cast<field>(f);
        std::vector<std::uint8_t>& fit = by_code_[f];
        for (const std::string_view text : columns.coded(which).texts) {
            fit.push_back(code_may_stand(which, text) ? 1 : 0);
        }
        const bool all_fit = fit.empty()
                                 ? (plain_fields >> f & 1U) == 0 || columns.at(which).all_empty() ||
                                       dictionary_may_stand(which, columns.at(which))
                                 : std::find(fit.begin(), fit.end(), std::uint8_t{0}) == fit.end();
        if (!all_fit) { looked_at_ |= just(which); }
    }
}

bool fitting_cells::texts_fit(std::int64_t row, field_set which) const {
    for (field_set left = which; left != 0; left &= left - 1) {
        const auto f = static_cast<field>(std::countr_zero(left));
        if (!by_code_[static_cast<std::size_t>(f)].empty()) {
            const std::int32_t code = columns_.code(f, row);
            if (code >= 0 && !fits(f, code)) { return false; }
        } else if (columns_.at(f).kind() != column_kind::text ||
                   !text_may_stand(f, columns_.at(f).text(row))) {
            return false;
        }
    }
    return true;
}

bool fitting_cells::lists_fit(std::int64_t row, field_set which) {
    for (field_set left = which; left != 0; left &= left - 1) {
        const auto f = static_cast<field>(std::countr_zero(left));
        if (!columns_.at(f).a_list(row, entries_) || entries_.size() > most_entries) {
            return false;
        }
        for (auto one = entries_.begin(); one != entries_.end(); ++one) {
            if (!is_code(*one) || std::find(entries_.begin(), one, *one) != one) { return false; }
        }
    }
    return true;
}

} // namespace actueel::detail
