// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <string_view>

namespace actueel {

/// The version of the library that is linked, as `major.minor.patch`. Cannot fail; lives for ever.
[[nodiscard]] std::string_view version() noexcept;

} // namespace actueel
