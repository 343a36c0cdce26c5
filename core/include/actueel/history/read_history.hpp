// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/located.hpp>
#include <actueel/history/history.hpp>

#include <cstdint>

namespace actueel {

/// Whether the links of a history get their digests and keep what they tell people: a history that is asked once, and whose
/// records nobody is told of, needs neither.
enum class link_digests : std::uint8_t { made, left_empty };

/// Reads a history document that is a tree already: every fault of semantics 2 and 10, in document order. `name` names the
/// document in errors.
[[nodiscard]] result<history> read_history(const json_node& document, std::string_view name,
                                           link_digests digests = link_digests::made);

} // namespace actueel
