// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/assessment/due.hpp>
#include <actueel/base/kleene.hpp>
#include <actueel/rescoring/days.hpp>

#include <array>
#include <cstdint>
#include <vector>

namespace actueel {

/// The figures of one subject on up to 64 days, each as a column over the days: what stands in the rows of a rescoring.
struct score_block {
    template <class T>
    using lanes = std::array<T, most_lanes>;

    /// Makes room for an instrument's scales, terms and rules.
    explicit score_block(const instrument& asked);

    day_bits rows = 0; ///< the days that have a row: those inside involvement
    std::vector<lanes<std::int64_t>> scale_low; ///< in 1/10000, by scale
    std::vector<lanes<std::int64_t>> scale_high;
    lanes<std::int32_t> computed_low{}; ///< places of levels; meaningless without levels
    lanes<std::int32_t> computed_high{};
    lanes<std::int32_t> final_low{};
    lanes<std::int32_t> final_high{};
    std::array<lanes<std::int32_t>, 5>
        counts{};                    ///< current, stale, unknown, not applicable, contested
    std::array<lanes<day>, 3> due{}; ///< answers, review, the earlier of the two; or never
    std::vector<lanes<std::int64_t>> term_low; ///< of every scale's terms, in order
    std::vector<lanes<std::int64_t>> term_high;
    std::vector<day_bits> term_applies; ///< where it may apply
    std::vector<day_bits> rule_true;
    std::vector<day_bits> rule_known;
};

/// Figures that not every run asks for.
struct wanted_figures {
    bool due = true;
    bool terms = true;
};

/// Sets one day of a block to the plain engine's figures; of those that are not wanted, it leaves what stands there.
void set_day(score_block& block, std::size_t lane, const instrument& asked, const scored& figures,
             wanted_figures wanted = {});

} // namespace actueel
