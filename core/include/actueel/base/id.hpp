// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <string_view>

namespace actueel {

/// Whether a text may be an id: 1 to 64 of `A-Za-z0-9._-` (semantics 2).
[[nodiscard]] constexpr bool is_id(std::string_view text) noexcept {
    if (text.empty() || text.size() > 64) { return false; }
    for (const char c : text) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        const bool digit = c >= '0' && c <= '9';
        if (!letter && !digit && c != '.' && c != '_' && c != '-') { return false; }
    }
    return true;
}

} // namespace actueel
