// SPDX-License-Identifier: MPL-2.0
#include <actueel/columnar/record_columns.hpp>

#include "coding.hpp"
#include "filled_rows.hpp"

#include <algorithm>
#include <cstddef>

namespace actueel {
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

void record_columns::find_filled() {
    detail::filled_rows found = detail::filled_in(columns_, size_);
    filled_always_ = found.always;
    filled_ = std::move(found.each);
}

void record_columns::find_codes() {
    for (std::size_t f = 0; f < columns_.size(); ++f) {
        coded_[f] = detail::coded_texts_of(static_cast<field>(f), columns_[f]);
    }
}

bool record_columns::any_strange(std::int64_t first, std::int64_t past) const noexcept {
    if (strange_.empty()) { return false; }
    const auto end = strange_.begin() + static_cast<std::ptrdiff_t>(past);
    return std::find(strange_.begin() + static_cast<std::ptrdiff_t>(first), end, true) != end;
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
