// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/result.hpp>
#include <actueel/history/history.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace actueel {

/// For whom something is written. docs/decisions/0008-what-each-audience-sees.md.
enum class audience_kind : std::uint8_t { worker, court, parent, child };
inline constexpr std::array<std::string_view, 4> audience_kind_names = {"worker", "court", "parent",
                                                                        "child"};

struct audience {
    audience_kind kind = audience_kind::worker;
    std::int32_t person = -1; ///< of a parent or a child: a person of the history
    friend bool operator==(const audience&, const audience&) = default;
};

/// Reads `worker`, `court`, `parent:ID` or `child:ID`. A child has held the role `child`, a parent has not, or has held
/// `caregiver` too. Errors: `value_unknown` for another word, a parent or child without an id, and one who is not that;
/// `person_not_introduced` for a person whom the history does not have. O(records).
[[nodiscard]] result<audience> try_audience_from(const history& family, std::string_view text);

/// The text that is read: `parent:p2`.
[[nodiscard]] std::string to_string(const history& family, const audience& reader);

} // namespace actueel
