// SPDX-License-Identifier: MPL-2.0
#pragma once

#include "plan_content.hpp"

#include <actueel/columnar/family_records.hpp>
#include <actueel/history/in_force.hpp>
#include <actueel/rescoring/days.hpp>
#include <actueel/rescoring/lane_scorer.hpp>

#include <array>
#include <bit>
#include <bitset>
#include <cstdint>
#include <vector>

namespace actueel::detail {

/// Some days on which a row's answer is in one state.
struct lane_segment {
    day_bits on = 0;
    std::int32_t state = nothing_said; ///< a place in the plan's tables, where there is one
    bool placed = true;                ///< else `value` says what it is
    bool expired = false;
    day due = day::never();  ///< when the answer expires, or did
    std::int32_t value = -1; ///< of a number: the word; of a derived item: its number
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
    std::int32_t first = 0; ///< of its segments, and one past the last
    std::int32_t past = 0;
};

/// A run of consecutive days: `first` up to `past`.
template <class Do>
void for_runs(day_bits days, Do&& each) {
    while (days != 0) {
        const auto first = static_cast<std::size_t>(std::countr_zero(days));
        const auto past = first + static_cast<std::size_t>(std::countr_one(days >> first));
        each(first, past);
        if (past >= most_lanes) { return; }
        days &= ~day_bits{0} << past;
    }
}

/// A family as an instrument sees it on all asked days at once: who belongs to it, each row with its answer's states, and
/// what has happened. Semantics 2 and 3 in bits: what `observe` finds out for one day, here for up to 64.
class family_lanes {
  public:
    family_lanes(const plan_content& by, const record_columns& columns);

    [[nodiscard]] lane_outcome read(const family_records& family, const asked_days& on);
    /// The answer of a segment that has no place.
    [[nodiscard]] const answer& said(const lane_segment& s) const {
        return words_[static_cast<std::size_t>(s.value)].said;
    }

    // What was read, for those who score it.
    day_bits involved = 0;
    std::vector<lane_row> rows{}; ///< by item, then person
    std::vector<std::int32_t> first_row{};
    std::vector<lane_segment> segments{};
    std::vector<std::array<std::int32_t, most_lanes>> event_counts{}; ///< by query
    struct decision {
        in_force<override_content> one{};
        day_bits on = 0;
    };
    std::vector<override_content> override_contents{};
    std::vector<decision> overrides{}; ///< of this instrument, by (start, place)
    struct signing {
        day as_of{};
        day_bits known = 0;
    };
    std::vector<signing> sign_offs{};

  private:
    struct run {
        std::int32_t row = -1;
        std::int32_t person = nobody;
        actueel::role role{};
        actueel::lives lives{};
        std::bitset<2> empty{}; ///< of a household: roles that nobody holds
        day start{};
        day until{};
        day_bits known = 0;
    };
    struct ending {
        std::int32_t about = -1;
        std::int32_t row = -1;
        day on{};
        day_bits known = 0;
    };
    struct birth {
        std::int32_t person = nobody;
        bool stated = false;
        day on{};
        day_bits known = 0;
    };
    struct happening {
        std::int32_t index = -1; ///< of the family's rows
        day on{};
        day_bits known = 0;
    };
    struct lane_lapse {
        day on{};
        std::int8_t joins = -1; ///< the role that somebody joined in
        std::int8_t leaves = -1;
        std::int32_t person = nobody;
        std::int32_t event = -1; ///< place in `events_`
        day_bits known = 0;
    };
    struct lane_word {
        std::int32_t row = -1; ///< of the family's rows
        std::int32_t track = -1;
        day on{};
        source from{};
        std::int32_t by = -1;
        bool counted = false;
        answer said{};
        day_bits known = 0;
    };
    struct answer_memo {
        std::int8_t found = 0; ///< 0: not yet looked for, 1: it is, -1: the item lacks it
        answer said{};
    };

    [[nodiscard]] bool came_before(std::int32_t a, std::int32_t b) const;
    void collect_endings();
    void add_run(std::vector<run>& to, run one) const;
    [[nodiscard]] lane_outcome collect(const asked_days& on);
    [[nodiscard]] lane_outcome add_word(std::int32_t index);
    void find_members();
    void find_involvement();
    void find_lapses();
    void find_events();
    [[nodiscard]] lane_outcome sort_words();
    void add_rows(std::int32_t item);
    void add_row(std::int32_t item, std::int32_t person, day_bits exists, bool unnamed);
    void find_ages(const item& of, lane_row& row) const;
    [[nodiscard]] lane_outcome find_answers(lane_row& row);
    [[nodiscard]] bool lapses_it(const lane_lapse& l, const item& of, const lane_word& w) const;
    void add_said(const item& of, const planned_item& planned, std::int32_t word, day_bits on);
    void find_contested(lane_row& row, std::size_t first, std::size_t past);
    void count_derived(const item& of, lane_row& row);
    void add_decision(std::int32_t index);

    const plan_content& plan_;
    const record_columns& columns_;
    const instrument& asked_;
    const family_records* family_ = nullptr;
    const asked_days* on_ = nullptr;

    // by code of a column: what it means
    std::vector<std::int32_t> item_of_{};
    std::vector<answer_memo> answer_of_{}; ///< by item code, then answer code
    std::vector<source> source_of_{};
    std::vector<role> role_of_{};
    std::vector<lives> lives_of_{};
    std::vector<std::vector<bool>> event_fits_{}; ///< by query, then code of event
    std::vector<std::vector<bool>>
        severity_fits_{}; ///< by query, then code of severity and one more for none
    std::vector<std::vector<bool>> basis_fits_{};
    std::vector<std::vector<bool>> lapsing_event_{}; ///< by item, then code of event
    std::int32_t own_code_ = -1; ///< of the instrument's id in the column `instrument`

    // of the family
    std::vector<day_bits> known_{}; ///< by row
    std::vector<ending> endings_{};
    std::vector<run> memberships_{};
    std::vector<run> households_{};
    std::vector<run> involvements_{};
    std::vector<birth> births_{};
    std::vector<happening> events_{};
    std::vector<lane_lapse> lapses_{};
    std::vector<lane_word> words_{};                 ///< as they came
    std::vector<std::int32_t> first_word_{};         ///< by track: item and person
    std::vector<std::int32_t> sorted_{};             ///< words by track, then (day, place)
    std::array<std::vector<day_bits>, 2> present_{}; ///< child and caregiver, by person
    std::array<std::vector<day_bits>, 2> counted_{};
    std::array<day_bits, 2> unknown_role_{};
    day_bits started_ = 0;
};

} // namespace actueel::detail
