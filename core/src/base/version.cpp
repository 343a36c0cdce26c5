// SPDX-License-Identifier: MPL-2.0
#include <actueel/base/version.hpp>

namespace actueel {

// The build defines ACTUEEL_VERSION from the one place where the version is written: the root CMakeLists.txt.
std::string_view version() noexcept { return ACTUEEL_VERSION; }

} // namespace actueel
