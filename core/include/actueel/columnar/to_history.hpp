// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/columnar/family_records.hpp>
#include <actueel/history/history.hpp>

namespace actueel {

/// The answer of an observation's row, before an instrument reads it. Precondition: `family_reader` took the row.
[[nodiscard]] written_answer written_in(const record_columns& columns, std::int64_t row);

/// An override's row. Precondition: likewise.
[[nodiscard]] override_content override_in(const record_columns& columns, const record_row& r);

/// A family's rows as the history that their document would be read to, without digests of its links. For what is not
/// scored straight from the columns. O(rows log rows).
[[nodiscard]] history to_history(const record_columns& columns, const family_records& family);

} // namespace actueel
