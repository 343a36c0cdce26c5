// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/columnar/family_records.hpp>

#include <cstddef>
#include <cstdint>

namespace actueel::detail {

/// Whether one row's record came before another's, by place (semantics 2): that of a chain is its first record's.
[[nodiscard]] inline bool came_before(const family_records& family, std::int32_t a,
                                      std::int32_t b) {
    const auto first_of = [&family](std::int32_t row) -> const record_row& {
        const auto root = family.rows[static_cast<std::size_t>(row)].root;
        return family.rows[static_cast<std::size_t>(root)];
    };
    const record_row& x = first_of(a);
    const record_row& y = first_of(b);
    return x.recorded_at != y.recorded_at ? x.recorded_at < y.recorded_at : x.id < y.id;
}

} // namespace actueel::detail
