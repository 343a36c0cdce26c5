// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/trajectory/replay.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace actueel {

/// How an assessment leaned on a record (semantics 7, reach of a correction).
enum class leaning_kind : std::uint8_t {
    answer,     ///< the answer shown
    voice,      ///< another voice's word beside it
    pool,       ///< an answer that a pick rule looked at
    sitting,    ///< it told which sitting counts
    expiry,     ///< it let an answer lapse
    event,      ///< an event counted
    membership, ///< a member of the household, or one that another follows
    ending,     ///< it ended a membership, a household statement or a plan
    birth_date, ///< of somebody whose age was looked at
    household,  ///< it said that nobody held a role
    plan,       ///< a safety plan that ran and was looked at
    override_,  ///< the override that counted
    otherwise,  ///< without it the answer would have been another
};
inline constexpr std::array<std::string_view, 13> leaning_names = {
    "answer", "voice",      "pool",      "sitting", "expiry",   "event",    "membership",
    "ending", "birth_date", "household", "plan",    "override", "otherwise"};

struct leaning {
    leaning_kind how{};
    std::int32_t item = -1; ///< of the instrument; -1 where it is about no item
    std::int32_t person = nobody;
    friend bool operator==(const leaning&, const leaning&) = default;
};

/// What an instrument says of one moment, as far as a reach tells it.
struct reached_state {
    std::optional<error_code> refused{}; ///< the question is refused, and the rest is empty
    level_range computed{};
    level_range final{};
    std::vector<interval<decimal>> scales{}; ///< published values, in the instrument's order
    bool differs =
        false; ///< `then` from the level that was signed, `now` from `then`, `without` from `now`
};

/// A sign-off whose assessment leaned on the record.
struct reached_sign_off {
    std::int32_t record = no_record;
    const sign_off_content* content = nullptr; ///< by its last correction; the history owns it
    instant known_at{};
    instrument asked;
    std::vector<leaning> leanings{};
    reached_state then{};
    reached_state now{}; ///< of the same day, with everything known
    std::optional<reached_state>
        without{}; ///< and without the record; none where it is no longer in force
};

/// A sign-off of which cannot be told whether it leaned on the record.
struct untold_sign_off {
    std::int32_t record = no_record;
    const sign_off_content* content = nullptr;
    instant known_at{};
    std::optional<problem> refusal{}; ///< none: its instrument was not given
};

/// What leaned on a record. By place; retracted sign-offs too: they were given to somebody.
struct reach {
    history family;
    std::string asked;               ///< the id that was asked about
    std::int32_t record = no_record; ///< the chain that it belongs to
    std::vector<reached_sign_off> sign_offs{};
    std::vector<untold_sign_off> untold{};
};

/// Every sign-off whose assessment leaned on a record as it stood at that sign-off's own moment. The record is named by the
/// id of any of its links. A sign-off that is not told would be the same without the record: same scales, levels,
/// statuses and contributions. Error: `reference_unknown` for an id that no record has. O(records) for each sign-off.
[[nodiscard]] result<reach> try_reach(const history& family, std::string_view record,
                                      std::span<const instrument> instruments);
[[nodiscard]] reach reach_of(const history& family, std::string_view record,
                             std::span<const instrument> instruments);

/// `actueel.reach/1`: one line, keys in the order of docs/reference/reach.md.
[[nodiscard]] std::string to_json(const reach& r);

} // namespace actueel
