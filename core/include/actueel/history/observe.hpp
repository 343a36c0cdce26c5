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

/// Reads the situation of a household on one day after another, in whatever order (semantics 2 and 3): household, current
/// answers, other words, derived items, events, plans. What is read of a day does not depend on the days before: a row is
/// only left as it stands where nothing that it is read from can differ. Refers to what is known and to what it fills in,
/// which must outlive it.
class day_observer {
  public:
    /// `child` is the child asked about, or `nobody`. What stands in `into` gives its memory, and nothing else.
    day_observer(const known_answers& known, std::int32_t child, observing depth, observed& into);

    /// Fills in a day. Error, and nothing to be read: the child does not hold the role `child` on the day.
    /// O(rows + words of the rows that are read again).
    [[nodiscard]] result<const observed*> try_on(day as_of);
    /// The items of which a row may say something else than on the day filled in before; all, where there was none.
    [[nodiscard]] const changed_items& changed() const noexcept { return changed_; }

  private:
    const known_answers& known_;
    observing depth_;
    observed& out_;
    bool laid_out_ = false;             ///< the rows are those of a day before
    bool by_age_ = false;               ///< who has a row depends on the day
    std::vector<member> members_{};     ///< of the day, before they are compared
    std::vector<term_of_days> stays_{}; ///< by row: the days on which it is as it was read
    changed_items changed_{};
};

/// The situation of one day. `reused` gives its memory, and nothing else. O(rows + words of the day).
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
