// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/decimal.hpp>

#include <cstdint>

namespace actueel {

/// One answer, as its item reads it.
enum class answer_kind : std::uint8_t {
    none,           ///< never observed
    option,         ///< one of the item's options
    number,         ///< a number in the item's range
    unknown,        ///< somebody said that it is not known; a retired code too
    refused,        ///< the person asked did not want to say
    not_applicable, ///< the question does not fit, where the item allows that answer
    not_seen,       ///< an attempt that gave no answer: never becomes current
};

struct answer {
    answer_kind kind = answer_kind::none;
    std::int32_t option = 0; ///< index among the item's options
    decimal number{};

    /// Whether it gives points: an option or a number.
    [[nodiscard]] constexpr bool has_value() const noexcept {
        return kind == answer_kind::option || kind == answer_kind::number;
    }
    /// Whether it says something that another word can differ from: a value, or not applicable.
    [[nodiscard]] constexpr bool says_something() const noexcept {
        return has_value() || kind == answer_kind::not_applicable;
    }
    friend constexpr bool operator==(const answer&, const answer&) noexcept = default;
};

} // namespace actueel
