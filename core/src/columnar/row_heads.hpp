// SPDX-License-Identifier: MPL-2.0
#pragma once

#include "fitting_cells.hpp"
#include "named_rows.hpp"

#include <actueel/columnar/family_records.hpp>

#include <cstdint>
#include <vector>

namespace actueel::detail {

/// Reads what every row of a family says: its type, its id, and when it was written down.
class row_heads {
  public:
    row_heads(const record_columns& columns, named_rows& names, const fitting_cells& cells);

    /// Makes the rows of a family, and names them. False: the family is left.
    [[nodiscard]] bool read(std::int64_t first, std::int64_t past, family_records& out);

    // What was read, by place in the family's rows.
    std::vector<std::int32_t> introducing{}; ///< persons and memberships
    std::vector<std::int32_t> later{};       ///< corrections and retractions
    bool ids = true;                         ///< whether the rows have any

  private:
    void place(std::int64_t first, std::int64_t past, std::vector<record_row>& rows) const;
    [[nodiscard]] bool read_types(std::vector<record_row>& rows);
    [[nodiscard]] bool read_rare_type(record_row& r);
    [[nodiscard]] bool read_ids(std::vector<record_row>& rows);
    [[nodiscard]] bool read_instants(std::vector<record_row>& rows) const;
    [[nodiscard]] bool read_instant(record_row& r) const;
    [[nodiscard]] bool read_one_clock(record_row& r) const;
    const record_columns& columns_;
    named_rows& names_;
    const fitting_cells& cells_;
    const table_origin* one_origin_;
    std::int8_t implied_of_all_ = -1;  ///< the type that their one table implies
    std::vector<std::int8_t> types_{}; ///< by code of `type`
};

} // namespace actueel::detail
