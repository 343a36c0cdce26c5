// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/columnar/record_columns.hpp>

namespace actueel::detail {

/// The texts of a column as codes, where it is one whose cells are asked for by code, and has any.
[[nodiscard]] coded_texts coded_texts_of(field f, const column& cells);

} // namespace actueel::detail
