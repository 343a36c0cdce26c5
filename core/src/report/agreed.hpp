// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/score/scale_value.hpp>

#include <span>

namespace actueel::detail {

/// Whether what is shared and the whole history give the same values and contributions of every scale.
[[nodiscard]] bool agreed_scales(std::span<const scale_value> shared,
                                 std::span<const scale_value> whole);

} // namespace actueel::detail
