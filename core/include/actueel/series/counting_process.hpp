// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/trajectory/trajectory.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace actueel {

/// From when a score explains what happens.
enum class counts_from : std::uint8_t {
    day_after, ///< an event is explained by what was current on the day before it: nothing looks ahead
    same_day ///< also by what became so on the very day, perhaps because of the event
};

/// Whom to follow, until what.
struct follow_up {
    std::vector<std::string> events{};     ///< types, exact names; at least one
    std::vector<std::string> severities{}; ///< empty: any
    std::optional<day>
        start{}; ///< the day of entry; by default the first on which somebody is involved
    std::optional<day> until{}; ///< the day after the last one whose score explains anything
    known known_at = known::
        by_end_of_as_of(); ///< of the scores; events and involvement as everything tells them
    std::optional<std::string> child{}; ///< asked about one child: events that name the child
    counts_from scores = counts_from::day_after;
    bool repeated = false; ///< go on after an event, instead of leaving at the first
    std::int32_t every =
        0; ///< end a row at least every so many days after entry; 0: only where a score changes
    trajectory_detail detail = trajectory_detail::scales; ///< what ends a row
};

/// One row of a counting process: at risk on the days `start` < t <= `stop`, days counted from entry.
struct counting_row {
    std::int32_t start = 0;
    std::int32_t stop = 0;
    bool event = false; ///< whether one happened on the day `stop`
    segment_state state{};
};

struct counting_rows {
    day entered_on{};                 ///< day 0
    std::vector<counting_row> rows{}; ///< in order, not overlapping; a gap is a time not at risk
    std::int32_t events_counted = 0;  ///< rows that end with an event
    std::int32_t events_outside =
        0; ///< events of these types on days not at risk, or on the same day as another
    std::int32_t events_of_nobody =
        0; ///< asked about a child: events that name no person, which are left out
};

/// The trajectory of a family or a child as rows for Cox and other hazard models (Andersen & Gill 1982; Therneau &
/// Grambsch 2000, chapter 3): each row's scores are exactly its trajectory segment's.
///
/// With `day_after` a segment [a, b) gives the row (a, b]: what holds on day a explains the days a + 1 to b. With `same_day`
/// it gives (a - 1, b - 1]. At risk are the days after entry that are so explained by a day inside an involvement (where
/// any is on record), from `start` to before `until`, and, asked about a child, of its membership. Events that share an
/// incident count once, on the earliest day; without `repeated` the rows end with the first event at risk. Nobody at risk:
/// no rows. Errors: `list_empty` at `/events`; `follow_up_endless` where neither `until` nor an involvement says when it
/// ends; `value_unknown` at `/every` below 0; `range_empty`; those of `try_trajectory`.
[[nodiscard]] result<counting_rows>
try_counting_process(const instrument& asked, const history& family, const follow_up& question);
[[nodiscard]] counting_rows counting_process(const instrument& asked, const history& family,
                                             const follow_up& question);

/// Everybody who ever holds the role `child` by a membership in force, by id: whom a `subject: child` instrument can be
/// followed for.
[[nodiscard]] std::vector<std::string> children_ever(const history& family);

} // namespace actueel
