// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/assessment/assessment.hpp>
#include <actueel/history/in_force.hpp>
#include <actueel/report/audience.hpp>
#include <actueel/trajectory/change.hpp>
#include <actueel/trajectory/trajectory.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace actueel {

/// How many days ahead a report looks: what lapses, and what the level becomes if nothing more is recorded.
inline constexpr std::int32_t report_days_ahead = 30;
/// A record written down more than this many days after what it speaks of is late.
inline constexpr std::int32_t report_days_late = 7;

/// What a report is asked: a moment, for whom, and since when changes are told.
struct report_question {
    day as_of{};
    known known_at = known::everything();
    std::optional<day> since{};
    std::optional<std::string>
        child{}; ///< none: the family, and each child where an instrument asks about a child
    std::string audience = "worker";
};

/// What one instrument says of the family, or of one child. Two assessments of one moment: of the whole history, whose
/// levels are told, and of what is shared with the reader, which all else is made of.
struct report_part {
    instrument asked;
    std::optional<assessment> whole{}; ///< none: a child's instrument, and no child is known
    std::optional<assessment> shared{};
    std::optional<trajectory>
        course{}; ///< of the levels of the whole, from the first day to the last day ahead
    std::optional<change>
        whole_change{}; ///< since the day asked; none where the child was no member then
    std::optional<change> shared_change{};
};

/// One history told for one reader at one moment, by several instruments. A value; may be read from many threads.
struct report {
    report_question question;
    audience reader;
    history whole;
    history shared;                   ///< without what is withheld from the reader
    bool not_shared = false;          ///< something that is in force is withheld
    records_in_force in_force{};      ///< of what is shared
    std::vector<report_part> parts{}; ///< safety first, then risk, then as they were given
};

/// Errors: `list_empty` without instruments; those of `try_audience_from`, `try_assess` and `try_change`; `child_not_member`
/// where a child's report is asked about another child. One trajectory and at most two changes for each part.
[[nodiscard]] result<report> try_report(std::span<const instrument> instruments,
                                        const history& family, const report_question& question);
[[nodiscard]] report report_of(std::span<const instrument> instruments, const history& family,
                               const report_question& question);

/// `actueel.report/1`: one line, keys in the order of docs/reference/report.md. Holds nothing of what is withheld.
[[nodiscard]] std::string to_json(const report& r);

} // namespace actueel
