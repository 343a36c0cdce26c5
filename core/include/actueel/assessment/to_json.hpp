// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/assessment/assessment.hpp>

#include <string>

namespace actueel {

/// The assessment document, `actueel.assessment/1`: one line, the same bytes from every door. docs/reference/assessment.md.
[[nodiscard]] std::string to_json(const assessment& a);

} // namespace actueel
