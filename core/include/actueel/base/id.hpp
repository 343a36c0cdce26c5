// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace actueel {

/// Which bytes an id may have.
inline constexpr auto id_characters = [] {
    std::array<bool, 256> out{};
    for (const char c : std::string_view{"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                         "0123456789._-"}) {
        out[static_cast<unsigned char>(c)] = true;
    }
    return out;
}();

/// Whether a text may be an id: 1 to 64 of `A-Za-z0-9._-` (semantics 2).
[[nodiscard]] constexpr bool is_id(std::string_view text) noexcept {
    if (text.empty() || text.size() > 64) { return false; }
    for (const char c : text) {
        if (!id_characters[static_cast<unsigned char>(c)]) { return false; }
    }
    return true;
}

/// How many characters a text in UTF-8 has.
[[nodiscard]] constexpr std::size_t characters(std::string_view text) noexcept {
    std::size_t count = 0;
    for (const char c : text) {
        count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1U : 0U;
    }
    return count;
}

/// Whether a text may be a code of the caller's: 1 to 64 characters, none of them control characters, no space at either end.
[[nodiscard]] constexpr bool is_code(std::string_view text) noexcept {
    for (const char c : text) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) { return false; }
    }
    return !text.empty() && characters(text) <= 64 && text.front() != ' ' && text.back() != ' ';
}

/// Whether a text may name an item: an id, or `instrument:id`.
[[nodiscard]] constexpr bool is_item_name(std::string_view text) noexcept {
    const std::size_t colon = text.find(':');
    return colon == std::string_view::npos
               ? is_id(text)
               : is_id(text.substr(0, colon)) && is_id(text.substr(colon + 1));
}

} // namespace actueel
