// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/columnar/family_records.hpp>
#include <actueel/history/reading.hpp>

#include <optional>

namespace actueel::detail {

/// A family's rows as the plain engine reads them. Nothing: the document's reader has to look, because of an answer that the
/// instrument does not know, or because nothing says which of two records without ids came later.
[[nodiscard]] std::optional<reading>
plain_reading(const instrument& asked, const record_columns& columns, const family_records& family);

} // namespace actueel::detail
