// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <cstdint>

namespace actueel {

/// True, false or unknown (Kleene's strong three-valued logic; semantics 5). Ordered no < unknown < yes.
enum class kleene : std::uint8_t { no = 0, unknown = 1, yes = 2 };

[[nodiscard]] constexpr kleene kleene_of(bool b) noexcept { return b ? kleene::yes : kleene::no; }
[[nodiscard]] constexpr kleene operator&(kleene a, kleene b) noexcept { return a < b ? a : b; }
[[nodiscard]] constexpr kleene operator|(kleene a, kleene b) noexcept { return a < b ? b : a; }
[[nodiscard]] constexpr kleene operator!(kleene a) noexcept {
    return static_cast<kleene>(2 - static_cast<int>(a));
}
/// What is sure in both cases, unknown where they differ.
[[nodiscard]] constexpr kleene either(kleene a, kleene b) noexcept {
    return a == b ? a : kleene::unknown;
}
[[nodiscard]] constexpr bool possible(kleene a) noexcept { return a != kleene::no; }
[[nodiscard]] constexpr bool certain(kleene a) noexcept { return a == kleene::yes; }

} // namespace actueel
