// SPDX-License-Identifier: MPL-2.0
#pragma once

#include "day_runs.hpp"
#include "lane_events.hpp"
#include "lane_household.hpp"
#include "lane_lapses.hpp"
#include "lane_voices.hpp"
#include "lane_words.hpp"
#include "plan_content.hpp"
#include "reused.hpp"

#include <actueel/columnar/family_records.hpp>
#include <actueel/history/in_force.hpp>
#include <actueel/rescoring/days.hpp>
#include <actueel/rescoring/lane_scorer.hpp>

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace actueel::detail {

class lane_sums;

/// Some days on which a row's answer is in one state.
struct lane_segment {
    day_bits on = 0;
    std::int32_t state = nothing_said; ///< a place in the plan's tables, where there is one
    bool placed = true;                ///< else `value` says what it is
    bool expired = false;
    day due = day::never();  ///< when the answer expires, or did
    std::int32_t value = -1; ///< of a number: which; of a derived item: its number
};

/// One item, for one person or the family, on all days.
struct lane_row {
    std::int32_t item = -1;
    std::int32_t person = nobody;
    bool unnamed = false;
    day_bits exists = 0;
    day_bits applies = 0;   ///< where it surely does
    day_bits may_apply = 0; ///< where it may
    day_bits contested = 0;
    std::array<day_bits, 4> in{}; ///< by status, as far as it applies
    std::int32_t first = 0;       ///< of its segments, and one past the last
    std::int32_t past = 0;
};

/// A family as an instrument sees it on all asked days at once: who belongs to it, each row with its answer's states, and
/// what has happened. Semantics 2 and 3 in bits: what `observe` finds out for one day, here for up to 64.
class family_lanes {
  public:
    /// `with_due`: whether segments have to say when an answer expires.
    family_lanes(const plan_content& by, const record_columns& columns, bool with_due);

    /// Rows of which only sums and counts are asked are tallied in `tally`; the others are kept in `rows`.
    [[nodiscard]] lane_outcome read(const family_records& family, const asked_days& on,
                                    lane_sums& tally);

    [[nodiscard]] std::span<const lane_segment> segments_of(const lane_row& row) const noexcept {
        return {segments_.data() + row.first, segments_.data() + row.past};
    }
    [[nodiscard]] std::span<lane_row> rows_of(std::size_t item) noexcept {
        return {rows.data() + first_row_[item], rows.data() + first_row_[item + 1]};
    }
    [[nodiscard]] std::span<const lane_row> rows_of(std::size_t item) const noexcept {
        return {rows.data() + first_row_[item], rows.data() + first_row_[item + 1]};
    }
    /// A segment whose state has no place, as the plain engine would hold it.
    [[nodiscard]] response as_response(const lane_row& row, const lane_segment& s) const;
    [[nodiscard]] const std::vector<score_block::lanes<std::int32_t>>& event_counts() const {
        return events_.counts;
    }

    // What was read, for those who score it.
    day_bits involved = 0;
    std::vector<lane_row> rows{}; ///< by item, then person, those that were not tallied
    struct decision {
        in_force<override_content> one{};
        day_bits on = 0;
    };
    std::vector<decision> overrides{}; ///< of this instrument, by (start, place)
    struct signing {
        day as_of{};
        day_bits known = 0;
    };
    std::vector<signing> sign_offs{};

  private:
    /// How an item's rows are tallied, where they need not be kept.
    struct tallied_item {
        const state_tally* states = nullptr; ///< null: they are kept
        std::size_t surely = 0;              ///< where the masks of its ladder lie
        std::size_t at_most = 0;
    };

    [[nodiscard]] lane_outcome collect();
    void add_decision(std::int32_t index, day_bits known);
    void sort_decisions();
    [[nodiscard]] lane_outcome add_rows(std::size_t item, lane_sums& tally);
    [[nodiscard]] lane_outcome tally_row(std::size_t item, std::int32_t person, day_bits exists,
                                         lane_sums& to);
    [[nodiscard]] lane_outcome add_row(std::size_t item, std::int32_t person, day_bits exists);
    void add_unnamed(std::size_t item, day_bits exists);
    void add_said(lane_row& row, const lane_word& w, day_bits on);
    void add_silence(lane_row& row, day_bits on);
    void add_segment(lane_row& row, const lane_word& w, day_bits on, bool expired, day due);
    [[nodiscard]] day_bits fresh(const planned_item& planned, const lane_word& w,
                                 day_bits on) const;
    [[nodiscard]] day_bits contested(std::size_t item, std::int32_t person, day_bits together);
    void count_derived(const item& of, lane_row& row);

    const plan_content& plan_;
    const record_columns& columns_;
    const instrument& asked_;
    const bool with_due_;
    std::vector<tallied_item> tallied_{}; ///< by item
    std::int32_t own_code_ = -1;          ///< of the instrument's id in the column `instrument`
    lane_words words_;
    lane_household household_;
    lane_events events_;
    lane_lapses lapses_;
    lane_voices voices_{};

    const family_records* family_ = nullptr;
    const asked_days* on_ = nullptr;
    std::vector<std::size_t> first_row_{};
    reused<lane_segment> segments_{};
    std::vector<override_content> override_contents_{};
};

} // namespace actueel::detail
