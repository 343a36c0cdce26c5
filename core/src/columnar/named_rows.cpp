// SPDX-License-Identifier: MPL-2.0
#include "named_rows.hpp"

#include <cstring>

namespace actueel::detail {
namespace {

constexpr std::int32_t not_looked_for = -2;

/// Eight bytes at a time: most ids are short.
std::size_t hash_of(std::string_view text) noexcept {
    constexpr std::uint64_t odd = 0x9E3779B97F4A7C15U;
    std::uint64_t h = text.size() * odd;
    while (!text.empty()) {
        std::uint64_t word = 0;
        const std::size_t bytes = text.size() < 8 ? text.size() : 8;
        std::memcpy(&word, text.data(), bytes);
        h = (h ^ word) * odd;
        h ^= h >> 32U;
        text.remove_prefix(bytes);
    }
    return static_cast<std::size_t>(h);
}

} // namespace

named_rows::named_rows(const record_columns& columns)
    : columns_{columns}, coded_{!columns.coded(field::id).codes.empty()} {}

void named_rows::begin(std::size_t rows) {
    if (coded_) {
        by_code_.begin(columns_.coded(field::id).texts.size());
        return;
    }
    ++family_;
    std::size_t wanted = by_hash_.empty() ? 64 : by_hash_.size();
    while (wanted < rows * 2) { wanted *= 2; }
    if (by_hash_.size() < wanted) { by_hash_.assign(wanted, {}); }
}

bool named_rows::add(std::int32_t index, std::string_view id) {
    const std::size_t mask = by_hash_.size() - 1;
    std::size_t at = hash_of(id) & mask;
    for (; by_hash_[at].family == family_; at = (at + 1) & mask) {
        if (by_hash_[at].id == id) { return false; }
    }
    by_hash_[at] = {family_, index, id};
    return true;
}

std::int32_t named_rows::row_of(std::string_view id) const {
    if (coded_) { return row_of_code(code_of(id)); }
    if (by_hash_.empty()) { return -1; }
    const std::size_t mask = by_hash_.size() - 1;
    for (std::size_t at = hash_of(id) & mask; by_hash_[at].family == family_;
         at = (at + 1) & mask) {
        if (by_hash_[at].id == id) { return by_hash_[at].index; }
    }
    return -1;
}

std::int32_t named_rows::named_in(field f, std::int64_t row) {
    const column& cells = columns_.at(f);
    const std::int32_t code = coded_ && cells.has_codes() ? cells.code(row) : -1;
    if (code < 0) { return row_of(cells.text(row)); }
    std::vector<std::int32_t>& ids = ids_[static_cast<std::size_t>(f)];
    if (ids.empty()) { ids.resize(static_cast<std::size_t>(cells.codes()), not_looked_for); }
    std::int32_t& id = ids[static_cast<std::size_t>(code)];
    if (id == not_looked_for) { id = code_of(cells.text_of_code(code)); }
    return row_of_code(id);
}

} // namespace actueel::detail
