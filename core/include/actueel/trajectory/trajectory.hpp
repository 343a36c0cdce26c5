// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/assessment/assessment.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace actueel {

/// Which days a trajectory covers, and what it tells apart.
enum class trajectory_detail : std::uint8_t {
    levels, ///< a segment ends when the computed or the final level does
    scales, ///< or a scale
    all,    ///< or the status or contested flag of an item and person
};

struct trajectory_question {
    day start{};
    day until{}; ///< not included
    known known_at = known::everything();
    std::optional<std::string> child{};
    trajectory_detail detail = trajectory_detail::all;
};

/// Why something may differ from the day before.
enum class cause_kind : std::uint8_t {
    retracted,
    corrected,
    became_known, ///< recorded on that day about an earlier one; only with `known_at: as_of`
    new_answer,
    household,
    event,
    expired, ///< a shelf life ended, or an answer or event left its window
    derived, ///< a birthday, or days since an event
    plan,
    override_,
};
inline constexpr std::array<std::string_view, 10> cause_names = {
    "retracted", "corrected", "became_known", "new_answer", "household",
    "event",     "expired",   "derived",      "plan",       "override"};

struct cause {
    cause_kind kind{};
    std::int32_t record = no_record; ///< the chain that it speaks of
    friend bool operator==(const cause&, const cause&) = default;
};

/// One item for one person, as far as a segment tells it.
struct row_state {
    std::int32_t item = -1;
    std::int32_t person = nobody;
    status is{};
    bool contested = false;
    friend bool operator==(const row_state&, const row_state&) = default;
};

/// What holds on every day of a segment.
struct segment_state {
    std::vector<interval<decimal>> scales{};  ///< published values, in the instrument's order
    std::optional<level_interval> computed{}; ///< none without levels
    std::optional<level_interval> final_level{};
    std::vector<row_state> rows{};
    friend bool operator==(const segment_state&, const segment_state&) = default;
};

/// A maximal run of days on which an assessment says the same.
struct segment {
    day start{};
    day until{}; ///< not included
    segment_state state{};
    std::vector<cause>
        causes{}; ///< what has a part in the difference on its first day, by kind, then place; none
                  ///< at the start, or after a gap in a child's membership
};

/// The assessment as a function of the day (semantics 7): for every day in range, its segment holds what `assess` says of
/// that day. Days on which the child asked about is no member are in no segment.
struct trajectory {
    instrument asked;
    history family;
    trajectory_question question;
    std::vector<segment> segments; ///< in order, not overlapping

    /// The whole assessment of a day, in range or not.
    [[nodiscard]] assessment at(day d) const;
    /// The latest segment with one computed level; null where there is none.
    [[nodiscard]] const segment* last_determined() const noexcept;
};

/// Errors: `range_empty` when `until` is not after `start`; those of `try_assess`, but for days without the child.
/// Assesses the days on which something may change, never each day, except where days since an event count linearly.
[[nodiscard]] result<trajectory> try_trajectory(const instrument& asked, const history& family,
                                                const trajectory_question& question);
[[nodiscard]] trajectory trajectory_of(const instrument& asked, const history& family,
                                       const trajectory_question& question);

/// `actueel.trajectory/1`: one line, keys in the order of docs/reference/trajectory.md.
[[nodiscard]] std::string to_json(const trajectory& t);

} // namespace actueel
