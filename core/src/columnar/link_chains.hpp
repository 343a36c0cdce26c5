// SPDX-License-Identifier: MPL-2.0
#pragma once

#include "named_rows.hpp"

#include <actueel/columnar/family_records.hpp>

#include <cstdint>
#include <vector>

namespace actueel::detail {

/// Puts corrections and retractions into the chains of what they follow (semantics 2), and says of each link until when it is
/// in force. `later` are their rows. False: the family is left.
[[nodiscard]] bool link_chains(const std::vector<std::int32_t>& later, named_rows& names,
                               family_records& family);

} // namespace actueel::detail
