// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/history/history.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace actueel {

/// Which records are meant: those of a type and, where codes are given, of them those with one of these: of an event its
/// type, of an observation its item as it was written, of a sign-off or an override its instrument, of a membership its
/// role, of an involvement its kind, of a goal, a view or a dispute its source, of an answer to a dispute its outcome. Other
/// types have none, and codes leave nothing of them.
struct record_choice {
    std::int32_t type = 0; ///< index into `record_type_names`
    std::vector<std::string> codes{};
};

/// From each record of one choice to the first one of another that was written down after it.
struct span_question {
    record_choice start;
    record_choice end;
};

/// How long it took from one record to another, by when each was first written down.
struct written_span {
    std::int32_t question = 0;
    std::int32_t record = -1; ///< the chain that began it
    instant began{};
    std::optional<instant> ended{}; ///< none: nothing did
};

/// What was written down when, of the records in force at an instant: for each question, every record that begins a span.
/// A record ends only spans of records before it by place. An answer to a dispute, and an ending, end the span of their own
/// record alone. By question, then place. O(records x questions). What terms are measured by; it scores nothing.
[[nodiscard]] std::vector<written_span> written_spans(const history& family, instant known,
                                                      std::span<const span_question> questions);

} // namespace actueel
