// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/day.hpp>
#include <actueel/base/interval.hpp>
#include <actueel/base/kleene.hpp>
#include <actueel/instrument/answer.hpp>
#include <actueel/instrument/role.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace actueel {

/// Persons and records are indices into the history that the situation was read from.
inline constexpr std::int32_t nobody = -1;
inline constexpr std::int32_t no_record = -1;

/// Whether a role is held by somebody on the day (semantics 3, Persons).
enum class role_state : std::uint8_t { known, empty, unknown };
inline constexpr std::array<std::string_view, 3> role_state_names = {"known", "empty", "unknown"};

/// A membership that runs on the day and wins its overlap.
struct member {
    std::int32_t person = nobody;
    actueel::role role{};
    actueel::lives lives{};
    bool counted = false; ///< by the instrument's `counts_living`
    std::optional<day> born_on{};
    std::int32_t record = no_record;
    friend bool operator==(const member&, const member&) = default;
};

/// Why an answer expires, in the order that decides when two fall on one day.
enum class expiry_cause : std::uint8_t { never, shelf_life, joins, leaves, event };
inline constexpr std::array<std::string_view, 5> expiry_cause_names = {"never", "shelf_life",
                                                                       "joins", "leaves", "event"};

struct expiry {
    day on = day::never(); ///< the first day on which the answer no longer counts
    expiry_cause cause = expiry_cause::never;
    std::int32_t record = no_record; ///< of a joining, a leaving or an event
};

/// One observation of an item, as its instrument reads it.
struct word {
    std::int32_t record = no_record;
    day observed_on{};
    actueel::source source = source::not_stated;
    std::string_view by{}; ///< empty: not stated; the history owns the text
    actueel::basis basis = basis::not_stated;
    answer said{};
    expiry expires{};
    bool counted = false; ///< its source counts for the item, and its sitting where there is one
};

/// Whether two words are of one voice: the same source, and not both naming a different `by`.
[[nodiscard]] constexpr bool same_voice(const word& a, const word& b) noexcept {
    return a.source == b.source && (a.by.empty() || b.by.empty() || a.by == b.by);
}

/// A record that is shown and never becomes current.
struct shown_record {
    std::int32_t record = no_record;
    bool repeats = false; ///< else `not_seen`
};

/// What a derived item's number can be.
struct derived_number {
    interval<std::int64_t> between{};
    bool can_be_none = false;       ///< `days_since_event`: there may be no event
    bool is_none = false;           ///< there is none
    bool applies_to_nobody = false; ///< an age of nobody
    bool can_be_of_nobody = false;  ///< an age in a role that is unknown: it may be empty
    friend bool operator==(const derived_number&, const derived_number&) = default;
};

/// By item, 1 where a row of it may say something else than it did before.
using changed_items = std::vector<std::uint8_t>;

/// Status of one item for one person or the family (semantics 3).
enum class status : std::uint8_t { current, stale, unknown, not_applicable };
inline constexpr std::array<std::string_view, 4> status_names = {"current", "stale", "unknown",
                                                                 "not_applicable"};

/// One row: an item, for one person or the family, at the moment.
struct response {
    // Not defaulted: a row is then set member by member. Clearing the whole of it first takes a fifth of an assessment.
    // NOLINTNEXTLINE(modernize-use-equals-default)
    response() noexcept {}

    std::int32_t person =
        nobody; ///< `nobody` for the family and for the unnamed member of an unknown role
    bool unnamed = false;
    kleene of_age = kleene::yes;  ///< whether the item's `ages` hold
    kleene applies = kleene::yes; ///< `of_age` and `applies_when`; set by `settle`
    word current{};               ///< the current answer; kind `none` when never observed
    bool expired = false;
    bool current_in_window = false; ///< whether a later answer's pool would hold the current one
    std::optional<derived_number> derived{};
    std::vector<answer> pool{};               ///< the other answers that the pick rule looks at
    std::vector<std::int32_t> pool_records{}; ///< and their records
    std::vector<word> voices{};        ///< the other words that stand, by (observed_on, place)
    std::vector<shown_record> shown{}; ///< by (observed_on, place)
    std::vector<std::int32_t>
        disputes{}; ///< open ones, about the current answer or, without one, about the row
    bool fact_stands = false;      ///< some unexpired word is a fact
    std::int32_t copy = no_record; ///< the newest observation, where it repeats an older one
    std::vector<std::int32_t>
        changed_from{}; ///< of a static item: earlier counted words that say something else
    std::vector<std::int32_t>
        tied_with{}; ///< counted words of the same day and instant, the current one too, where they differ
};

/// A safety plan that runs on the day.
struct running_plan {
    std::int32_t record = no_record;
    std::vector<std::int32_t> persons{}; ///< empty: all children
    std::vector<std::int32_t> covers{};  ///< items of the instrument
};

/// Memberships of one person in one role that overlap.
struct overlap {
    std::int32_t person = nobody;
    std::vector<std::int32_t> records{}; ///< by place
};

/// A household's current answers to one instrument, at one moment: everything that scoring looks at.
struct situation {
    day as_of{};
    std::int32_t child = nobody; ///< the child asked about
    std::array<role_state, 2> roles{role_state::unknown, role_state::unknown}; ///< child, caregiver
    std::vector<member> members{};         ///< by role, then person
    std::vector<response> rows{};          ///< by item, then person
    std::vector<std::int32_t> first_row{}; ///< by item, and one past the last
    std::vector<std::int32_t>
        event_counts{}; ///< by event query of the instrument, those of the family
    std::vector<running_plan> plans{};
    std::vector<overlap> overlaps{}; ///< known, on whatever day, by person
    std::vector<std::pair<std::int32_t, std::int32_t>>
        sittings{}; ///< of `one_sitting`: by person, the record that tells which sitting counts
    std::vector<std::int32_t>
        heard{};                      ///< children heard within the instrument's `hear_child_every`
    bool outside_involvement = false; ///< there are involvements, and none on the day

    [[nodiscard]] std::span<const response> of(std::int32_t item) const noexcept {
        const auto i = static_cast<std::size_t>(item);
        return std::span{rows}.subspan(static_cast<std::size_t>(first_row[i]),
                                       static_cast<std::size_t>(first_row[i + 1] - first_row[i]));
    }
    [[nodiscard]] std::span<response> of(std::int32_t item) noexcept {
        const auto i = static_cast<std::size_t>(item);
        return std::span{rows}.subspan(static_cast<std::size_t>(first_row[i]),
                                       static_cast<std::size_t>(first_row[i + 1] - first_row[i]));
    }
};

} // namespace actueel
