// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace actueel {

/// The known name that is nearest to a text by the optimal string alignment distance (Damerau 1964), the first of
/// equals; empty when none is within two edits, or a third of the length of a longer text.
[[nodiscard]] std::string nearest_name(std::string_view text,
                                       std::span<const std::string_view> known);

} // namespace actueel
