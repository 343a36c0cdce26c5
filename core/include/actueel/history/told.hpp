// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/instrument/role.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace actueel {

/// What a link says to people and to nobody else: no score looks at it. Kept for reports alone, as it was written; a text
/// that was not given is empty. Documents: History; semantics 10 (where it may appear).
struct told_content {
    std::string note{};
    std::string reason{};
    std::string document{}; ///< a reference to what proves it
    actueel::source source = source::not_stated;
    std::string by{};
    std::vector<std::string> agreed_with{};   ///< of a plan
    std::vector<std::string> withhold_from{}; ///< also those of the correction around the content
    std::int32_t item = -1;                   ///< of a view: index into the history's item texts

    friend bool operator==(const told_content&, const told_content&) = default;
};

} // namespace actueel
