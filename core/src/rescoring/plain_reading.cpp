// SPDX-License-Identifier: MPL-2.0
#include "plain_reading.hpp"

#include <algorithm>

namespace actueel::detail {

plain_reader::plain_reader(const instrument& asked, const record_columns& columns)
    : asked_{asked}, columns_{columns}, histories_{columns} {
    for (const std::string_view text : columns.coded(field::item).texts) {
        items_.push_back(item_named(asked, text));
    }
}

/// Whether nothing says which of two answers came later: records without ids, of one day, person and instant.
bool plain_reader::ambiguous(const family_records& family) {
    if (family.rows.empty() || !family.rows.front().id.empty()) { return false; }
    if (asked_->one_sitting) { return true; } // there, answers to other questions count too
    said_.clear();
    for (const record_row& r : family.rows) {
        if (r.type != observation_type) { continue; }
        // A former id may name the same item: then the document's reader finds out.
        const auto code = static_cast<std::size_t>(columns_.code(field::item, r.row));
        said_.emplace_back(items_[code], r.person, r.on, r.recorded_at);
    }
    std::sort(said_.begin(), said_.end());
    return std::adjacent_find(said_.begin(), said_.end()) != said_.end();
}

const reading* plain_reader::read(const family_records& family) {
    if (ambiguous(family)) { return nullptr; }
    if (read_) { read_->family = history{nullptr}; } // given up, so that its memory is used again
    const history made = histories_.make(family);
    auto read = read_ ? try_read(asked_, made, std::move(*read_)) : try_read(asked_, made);
    read_.reset();
    if (!read) { return nullptr; }
    return &read_.emplace(std::move(read).value());
}

} // namespace actueel::detail
