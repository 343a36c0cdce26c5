// SPDX-License-Identifier: MPL-2.0
#include "agreed.hpp"

#include <algorithm>

namespace actueel::detail {

bool agreed_scales(std::span<const scale_value> shared, std::span<const scale_value> whole) {
    return std::equal(shared.begin(), shared.end(), whole.begin(), whole.end(),
                      [](const scale_value& a, const scale_value& b) {
                          return a.value == b.value && a.points == b.points && a.terms == b.terms;
                      });
}

} // namespace actueel::detail
