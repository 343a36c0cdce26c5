// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/columnar/family_records.hpp>
#include <actueel/rescoring/days.hpp>
#include <actueel/rescoring/plan.hpp>
#include <actueel/rescoring/score_block.hpp>

#include <memory>

namespace actueel {

/// What became of a family whose rows were given to the lanes.
enum class lane_outcome : std::uint8_t {
    scored,
    voices_differ, ///< counted voices differ about an item where that widens the score: for the plain engine
    not_readable, ///< an answer that its item lacks, or one to a derived item: for the document's reader
    ambiguous, ///< without ids, nothing says which of two records came later: likewise
};

/// Scores families of some columns by a plan. Figures equal those of the plain engine on each day. Keeps its memory from
/// family to family; not shared between threads. Semantics 2 to 6.
class lane_scorer {
  public:
    /// Refers to both. Precondition: the plan runs. Without `with_due`, the days on which to look again are left as they are.
    lane_scorer(const plan& by, const record_columns& columns, bool with_due = true);
    ~lane_scorer();
    lane_scorer(const lane_scorer&) = delete;
    lane_scorer& operator=(const lane_scorer&) = delete;

    /// Fills `out` where the outcome is `scored`. O(rows x terms + days x terms).
    [[nodiscard]] lane_outcome score(const family_records& family, const asked_days& on,
                                     score_block& out);

  private:
    class work;
    std::unique_ptr<work> work_;
};

} // namespace actueel
