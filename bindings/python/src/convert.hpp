// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base.hpp>

#include <pybind11/pybind11.h>

#include <cstdint>
#include <optional>
#include <string_view>

namespace actueel_python {

/// A day that the package has already checked; anything else is a fault of ours and becomes a ValueError.
[[nodiscard]] inline actueel::day day_of(std::string_view text) {
    const auto day = actueel::day_from(text);
    if (!day) { throw pybind11::value_error("not a day"); }
    return *day;
}

/// A day as Arrow counts it: from 1970.
[[nodiscard]] inline std::int32_t arrow_day(actueel::day d) {
    return d.number() - actueel::days_to_1970;
}
[[nodiscard]] inline std::optional<std::int32_t> arrow_day(const std::optional<actueel::day>& d) {
    return d ? std::optional{arrow_day(*d)} : std::nullopt;
}

} // namespace actueel_python
