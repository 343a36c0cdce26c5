// SPDX-License-Identifier: MPL-2.0
#include <actueel/columnar/record_columns.hpp>

#include <algorithm>
#include <unordered_map>

namespace actueel {
namespace {

/// Columns whose cells are asked for by code.
constexpr field_set coded_fields =
    set_of(field::id, field::type, field::person, field::item, field::answer, field::source,
           field::by, field::basis, field::sitting, field::event, field::severity, field::incident,
           field::role, field::lives, field::instrument, field::outcome, field::record_type,
           field::about_item, field::about_person);

/// A dictionary of more texts than rows is that of a larger table: each cell is looked up instead.
coded_texts coded_by_dictionary(const column& cells) {
    coded_texts out;
    std::vector<std::int32_t> ours(static_cast<std::size_t>(cells.codes()), -1);
    std::unordered_map<std::string_view, std::int32_t> places;
    bool same = true; // their codes are ours
    for (std::int64_t c = 0; c < cells.codes(); ++c) {
        const std::string_view text = cells.text_of_code(c);
        if (!text.empty()) {
            const auto [at, fresh] =
                places.emplace(text, static_cast<std::int32_t>(out.texts.size()));
            if (fresh) { out.texts.push_back(text); }
            ours[static_cast<std::size_t>(c)] = at->second;
        }
        same = same && ours[static_cast<std::size_t>(c)] == c;
    }
    out.codes.resize(static_cast<std::size_t>(cells.size()));
    std::int32_t* const codes = out.codes.data();
    if (same && cells.not_null() > cells.size() / 2) {
        cells.copy_codes(codes);
        out.everywhere = cells.no_nulls();
        if (!out.everywhere) {
            cells.for_each_null([=](std::int64_t row) { codes[row] = -1; });
        }
        return out;
    }
    std::fill_n(codes, cells.size(), -1);
    cells.for_each_valid([&](std::int64_t row) {
        const std::int32_t code = cells.valid_code(row);
        codes[row] = same ? code : ours[static_cast<std::size_t>(code)];
    });
    return out;
}

coded_texts coded_by_text(const column& cells) {
    coded_texts out;
    std::unordered_map<std::string_view, std::int32_t> places;
    out.codes.assign(static_cast<std::size_t>(cells.size()), -1);
    std::string_view before;
    std::int32_t code_before = -1;
    for (std::int64_t row = 0; row < cells.size(); ++row) {
        const std::string_view text = cells.text(row);
        if (text.empty()) { continue; }
        if (text != before) {
            const auto [at, fresh] =
                places.emplace(text, static_cast<std::int32_t>(out.texts.size()));
            if (fresh) { out.texts.push_back(text); }
            before = text;
            code_before = at->second;
        }
        out.codes[static_cast<std::size_t>(row)] = code_before;
    }
    return out;
}

} // namespace

record_columns record_columns::of(const ArrowSchema& kinds, const ArrowArray& rows,
                                  std::vector<table_origin> origins, std::string_view table,
                                  std::string_view fault) {
    record_columns out;
    out.size_ = rows.length;
    out.origins_ = std::move(origins);
    const auto add_strange = [&out](const column& cells) {
        if (cells.all_empty()) { return; }
        out.strange_.resize(static_cast<std::size_t>(out.size_));
        for (std::int64_t row = 0; row < out.size_; ++row) {
            if (cells.holds(row)) { out.strange_[static_cast<std::size_t>(row)] = true; }
        }
    };
    for (std::int64_t c = 0; c < kinds.n_children; ++c) {
        const std::string_view name = kinds.children[c]->name;
        const auto read = column::of(*kinds.children[c], *rows.children[c]);
        const auto known = std::find(field_names.begin(), field_names.end(), name);
        if (!read) {
            out.strange_.assign(static_cast<std::size_t>(out.size_), true);
        } else if (name == table) {
            out.table_ = *read;
        } else if (known != field_names.end()) {
            out.columns_[static_cast<std::size_t>(known - field_names.begin())] = *read;
        } else if (name == fault || name.empty() || name.front() != ' ') {
            add_strange(*read);
        }
    }
    out.find_codes();
    out.find_filled();
    return out;
}

/// Marks the rows in which each column holds something. As long as all columns hold something everywhere, or nothing, there
/// is one set for all rows.
void record_columns::find_filled() {
    for (std::size_t f = 0; f < columns_.size(); ++f) {
        const column& cells = columns_[f];
        if (static_cast<field>(f) ==
            field::family) { // rows without one are families of their own, and no id
            filled_always_ |= just(field::family);
            for (field_set& filled : filled_) { filled |= just(field::family); }
            continue;
        }
        if (cells.all_empty()) { continue; }
        const auto& codes = coded_[f].codes;
        const bool text = cells.kind() == column_kind::text;
        const field_set bit = field_set{1} << f;
        if (filled_.empty()) {
            const bool everywhere =
                cells.no_nulls() && (!text || coded_[f].everywhere ||
                                     (codes.empty() ? cells.no_empty_text()
                                                    : std::all_of(codes.begin(), codes.end(),
                                                                  [](auto c) { return c >= 0; })));
            if (everywhere) {
                filled_always_ |= bit;
                continue;
            }
            filled_.assign(static_cast<std::size_t>(size_), filled_always_);
        }
        field_set* const filled = filled_.data();
        if (!text) {
            cells.for_each_valid([=](std::int64_t row) { filled[row] |= bit; });
        } else if (codes.empty()) {
            cells.for_each_valid([&, filled](std::int64_t row) {
                filled[row] |= cells.text(row).empty() ? 0 : bit;
            });
        } else {
            const std::int32_t* const code = codes.data();
            if (cells.not_null() > size_ / 2) { // a loop for vectors
                const auto size = static_cast<std::size_t>(size_);
                for (std::size_t row = 0; row < size; ++row) {
                    filled[row] |= static_cast<field_set>(code[row] >= 0) << f;
                }
                continue;
            }
            cells.for_each_valid([=](std::int64_t row) { filled[row] |= code[row] < 0 ? 0 : bit; });
        }
    }
}

void record_columns::find_codes() {
    for (std::size_t f = 0; f < columns_.size(); ++f) {
        const column& cells = columns_[f];
        if ((coded_fields >> f & 1) == 0 || cells.kind() != column_kind::text ||
            cells.all_empty()) {
            continue;
        }
        // Ids have codes only where few words serve many rows: else looking them up costs more than it saves.
        if (static_cast<field>(f) == field::id &&
            (!cells.has_codes() || cells.codes() > cells.size() / 4)) {
            continue;
        }
        coded_[f] = cells.has_codes() && cells.codes() <= cells.size() + 1024
                        ? coded_by_dictionary(cells)
                        : coded_by_text(cells);
    }
}

const table_origin& record_columns::origin(std::int64_t row) const noexcept {
    if (origins_.size() == 1 || table_.kind() != column_kind::whole) { return origins_.front(); }
    const auto which = table_.a_number(row);
    const std::int64_t at = which ? which->units() / 10'000 : 0;
    return origins_[static_cast<std::size_t>(at) < origins_.size() ? static_cast<std::size_t>(at)
                                                                   : 0];
}

std::int64_t record_columns::end_of_family(std::int64_t row) const noexcept {
    return at(field::family).end_of_text(row);
}

std::optional<std::vector<std::int64_t>> ends_of_families(const column& families,
                                                          std::int64_t rows) {
    std::vector<std::int64_t> out;
    std::string_view before;
    std::int64_t begins = 0;
    for (std::int64_t row = 0; row < families.size();) {
        const std::string_view family = families.text(row);
        if (family.empty() || family <= before) { return std::nullopt; }
        before = family;
        row = families.end_of_text(row);
        if (row - begins >= rows || row == families.size()) {
            out.push_back(row);
            begins = row;
        }
    }
    return out;
}

} // namespace actueel
