// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/decimal.hpp>
#include <actueel/base/interval.hpp>
#include <actueel/base/kleene.hpp>
#include <actueel/instrument/instrument.hpp>
#include <actueel/response/situation.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace actueel {

/// Levels as indices, lowest first.
using level_interval = interval<std::int32_t>;

/// A rule's condition, and the level interval after it.
struct rule_outcome {
    kleene truth{};
    level_interval level{};
};

/// How the computed level was found (semantics 5).
struct computed_level {
    level_interval level{};
    std::optional<interval<decimal>>
        rate{};                        ///< hull of the published rates of the leaves still possible
    std::vector<rule_outcome> rules{}; ///< in order
};

/// The level interval of a scale's value. Precondition: the scale has cuts.
[[nodiscard]] level_interval level_of(const scale& measured, interval<decimal> value) noexcept;

/// The level interval after a rule whose condition holds.
[[nodiscard]] level_interval after(level_interval before, const rule& r);

/// The computed level: the start (scales, tree, or the lowest), then the rules in order. Precondition: the instrument has
/// levels. `values` are the published values of all scales, by index. `reused` gives its memory.
[[nodiscard]] computed_level compute_level(const instrument& asked, const situation& now,
                                           std::span<const interval<decimal>> values,
                                           computed_level reused = {});

} // namespace actueel
