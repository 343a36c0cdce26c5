// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/unfilled.hpp>
#include <actueel/columnar/column.hpp>
#include <actueel/columnar/record_columns.hpp>

#include <cstdint>
#include <span>

namespace actueel::detail {

/// Which columns hold something in each row, a bit each by their place.
struct filled_rows {
    field_set always = 0;              ///< in every row
    unfilled_vector<field_set> each{}; ///< by row; empty: the same in all
};
/// Of the columns of records, of so many rows. A row without a family is a family of its own, whose id is none.
[[nodiscard]] filled_rows filled_in(std::span<const column> columns, std::int64_t rows);

} // namespace actueel::detail
