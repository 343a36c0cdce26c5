// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/decimal.hpp>
#include <actueel/base/interval.hpp>
#include <actueel/base/kleene.hpp>
#include <actueel/instrument/instrument.hpp>
#include <actueel/response/situation.hpp>

#include <span>

namespace actueel {

/// What a question, a term or a scale brings into a sum or a comparison, when it applies.
struct contribution {
    interval<decimal> points{}; ///< meaningless where `applies` is no
    kleene applies = kleene::yes;
    bool known = true; ///< not unknown with `range` (semantics 4, `min_answered`)

    friend bool operator==(const contribution&, const contribution&) = default;
};

/// What one row brings to one term: its points exactly, by policy, or everything that any answer gives. Semantics 3, the table
/// of statuses; contested ranges; pick rules. O(pool and voices).
[[nodiscard]] contribution contribution_of(const item& asked, const term& t, const response& row);

/// Contributions combined over every choice of which uncertain ones apply (decision 0002, 15). None that may apply: does not
/// apply, 0. O(given log given).
[[nodiscard]] contribution combined(combine_rule rule, std::span<const contribution> given);

/// What all rows of an item bring to a term: of a family item its one row, of a per-person one the members combined.
[[nodiscard]] contribution term_contribution(const item& asked, const term& t,
                                             std::span<const response> rows);

} // namespace actueel
