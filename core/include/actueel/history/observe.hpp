// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/result.hpp>
#include <actueel/history/known.hpp>
#include <actueel/history/known_answers.hpp>
#include <actueel/response/situation.hpp>

#include <cstdint>
#include <vector>

namespace actueel {

/// Why an observation is not used (semantics 10).
enum class ignored_why : std::uint8_t {
    not_a_member,
    not_in_instrument,
    person_missing,
    person_not_expected
};

struct ignored_observations {
    std::int32_t item = -1; ///< index into the history's item texts
    ignored_why why{};
    std::int32_t count = 0;
};

/// Everything that an assessment needs to know from a history at one moment.
struct observed {
    situation now;
    std::vector<ignored_observations> ignored{}; ///< by item text, then why
    std::vector<in_force<override_content>>
        overrides{}; ///< of this instrument and subject, active on the day, by (start, place)
    std::vector<in_force<sign_off_content>>
        sign_offs{}; ///< of this instrument and subject, by place
    bool involved =
        false; ///< whether rescoring gives a row, and an assessment a due day (semantics 3, Involvement)
};

/// How much of a situation is found out.
enum class observing : std::uint8_t {
    what_scores, ///< all that scales, levels, counts and due days look at
    what_is_told, ///< and what an assessment tells beside: records that do not count, ties, disputes, notes
};

/// Reads the situation of a household on a day (semantics 2 and 3): household, current answers, other words, derived
/// items, events, plans. `child` is the child asked about, or `nobody`; an error when it does not hold the role `child`
/// on the day. `reused` gives its memory, and nothing else. O(rows + words of the day).
[[nodiscard]] result<observed> observe(const known_answers& known, day as_of,
                                       std::int32_t child = nobody,
                                       observing depth = observing::what_is_told,
                                       observed reused = {});

/// The children of a day, by person: whom a `subject: child` instrument is asked about.
[[nodiscard]] std::vector<std::int32_t> children_on(const records_in_force& all, day as_of);
[[nodiscard]] std::vector<std::int32_t> children_on(const history& family, day as_of,
                                                    known known_at);

/// Whether a day lies inside an involvement, or, where a history has none, not before its first day.
[[nodiscard]] bool involved_on(const history& family, day as_of, known known_at);

} // namespace actueel
