// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base.hpp>

#include <pybind11/pybind11.h>

#include <string_view>

namespace actueel_python {

/// A day that the package has already checked; anything else is a fault of ours and becomes a ValueError.
[[nodiscard]] inline actueel::day day_of(std::string_view text) {
    const auto day = actueel::day_from(text);
    if (!day) { throw pybind11::value_error("not a day"); }
    return *day;
}

} // namespace actueel_python
