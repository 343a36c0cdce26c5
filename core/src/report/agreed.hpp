// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/report/report.hpp>

namespace actueel::detail {

/// Where the assessment of the whole history and that of what is shared say the same. Only that is told with a reader's rows;
/// where nothing is withheld, it is everything.

/// The row of an item and a person; null where there is none.
[[nodiscard]] const response* row_of(const situation& now, std::int32_t item, std::int32_t person);

/// Whether the whole says the same of a row that is shared: status, the answer shown, until when it counts.
[[nodiscard]] bool agreed_row(const instrument& asked, std::int32_t item, const response& shared,
                              const response* whole);

/// Whether both give the same points for a row, by every term.
[[nodiscard]] bool agreed_points(const instrument& asked, std::int32_t item, const response& shared,
                                 const response& whole);

/// Whether both give the same values and contributions of a scale.
[[nodiscard]] bool agreed_scale(const scale_value& shared, const scale_value& whole);

/// The row of a change that the whole tells as well, by the same cause and records; null where it does not.
[[nodiscard]] const changed_row* agreed_change(const change& whole, const change& shared,
                                               const changed_row& row);

} // namespace actueel::detail
