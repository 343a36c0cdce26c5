// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/columnar/family_places.hpp>
#include <actueel/columnar/family_records.hpp>
#include <actueel/history/history.hpp>

#include <cstdint>
#include <memory>
#include <vector>

namespace actueel {

/// The answer of an observation's row, before an instrument reads it. Precondition: `family_reader` took the row.
[[nodiscard]] written_answer written_in(const record_columns& columns, std::int64_t row);

/// An override's row. Precondition: likewise.
[[nodiscard]] override_content override_in(const record_columns& columns, const record_row& r);

/// Makes histories of one family after another: each that which the family's document would be read to, without digests of
/// its links. For what is not scored straight from the columns. Not shared between threads.
class history_maker {
  public:
    explicit history_maker(const record_columns& columns) : columns_{columns} {}

    /// Uses the memory of the history made before, where neither it nor a copy of it is left. O(rows log rows).
    [[nodiscard]] history make(const family_records& family);

    /// What was looked up for the family that is made.
    struct places {
        std::vector<std::int32_t> chain_of{}; ///< by row of a chain's first record
        family_places items{};                ///< by code of the column
    };

  private:
    const record_columns& columns_;
    std::shared_ptr<history_content> content_{};
    places found_{};
};

/// The history of one family.
[[nodiscard]] history to_history(const record_columns& columns, const family_records& family);

} // namespace actueel
