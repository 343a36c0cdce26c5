// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/history/observe.hpp>
#include <actueel/instrument/instrument.hpp>
#include <actueel/level/level_of.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace actueel {

enum class override_state : std::uint8_t { counts, replaced, suspended, not_allowed };
inline constexpr std::array<std::string_view, 4> override_state_names = {
    "counts", "replaced", "suspended", "not_allowed"};

/// Why an override is not allowed.
enum class override_fault : std::uint8_t { level, role, longest, range };
inline constexpr std::array<std::string_view, 4> override_fault_names = {"level", "role", "longest",
                                                                         "range"};

/// One discretionary override that is active on the day, judged (semantics 5).
struct judged_override {
    std::int32_t record = no_record;
    const override_content* content = nullptr; ///< the history owns it
    bool floor = true;                         ///< else a cap
    override_state state{};
    std::vector<override_fault> faults{}; ///< why it is not allowed
    bool to_review = false;               ///< made on another range or instrument than today's
};

struct decided_level {
    level_interval level{};
    std::vector<judged_override> overrides{};
};

/// The final level: the computed one, with the latest override that is allowed and not suspended. `active` is in the order
/// (start, place).
[[nodiscard]] decided_level decide(const instrument& asked, level_interval computed,
                                   std::span<const in_force<override_content>> active);

} // namespace actueel
