// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/decimal.hpp>
#include <actueel/base/duration.hpp>
#include <actueel/base/interval.hpp>
#include <actueel/instrument/answer.hpp>
#include <actueel/instrument/condition.hpp>
#include <actueel/instrument/events.hpp>
#include <actueel/instrument/role.hpp>
#include <actueel/instrument/texts.hpp>

#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace actueel {

enum class item_kind : std::uint8_t { static_one, dynamic, protective, derived };
inline constexpr std::array<std::string_view, 4> item_kind_names = {"static", "dynamic",
                                                                    "protective", "derived"};

/// What an answer that cannot be had contributes (semantics 3).
enum class when_unknown : std::uint8_t { range, zero, worst, best };
inline constexpr std::array<std::string_view, 4> when_unknown_names = {"range", "zero", "worst",
                                                                       "best"};
enum class when_stale : std::uint8_t { unknown, keep, worst, best };
inline constexpr std::array<std::string_view, 4> when_stale_names = {"unknown", "keep", "worst",
                                                                     "best"};

/// Which of the answers that still count gives the points.
enum class pick_rule : std::uint8_t { latest, worst, best, mean };
inline constexpr std::array<std::string_view, 4> pick_rule_names = {"latest", "worst", "best",
                                                                    "mean"};

struct option {
    std::string code;
    texts label;
    std::vector<std::string> formerly{};
};

/// The numbers that an item takes, both ends included.
struct number_range {
    decimal min;
    decimal max;
    bool integer = false;
};

/// Completed years, lower bound included, upper one not.
struct age_range {
    std::int32_t at_least = 0;
    std::int32_t below = 100'000;
    friend bool operator==(const age_range&, const age_range&) = default;
};

/// What makes an answer lapse before its shelf life ends.
struct lapse_rules {
    std::bitset<3> joins; ///< by role
    std::bitset<3> leaves;
    std::vector<std::string> events;
};

enum class derivation_kind : std::uint8_t { age, count_persons, count_events, days_since_event };

/// How a derived item follows from persons and events.
struct derivation {
    derivation_kind kind{};
    bool oldest = false;             ///< of `age`
    actueel::role role{};            ///< of `age` and `count_persons`
    std::optional<age_range> ages{}; ///< of `count_persons`
    std::int32_t query = -1;         ///< of events: index into the instrument's event queries
};

/// One factor of an instrument (semantics 1).
struct item {
    std::string id;
    item_kind kind{};
    asked_of per = asked_of::family;
    std::optional<age_range> ages{};

    texts label{};                        ///< a short name, where the instrument gives one
    texts ask{};                          ///< the question; empty for a derived item
    std::vector<option> options{};        ///< either options
    std::optional<number_range> number{}; ///< or numbers; of a derived item, what it can be
    bool not_applicable = false;          ///< whether that answer is allowed
    std::optional<duration> shelf_life{}; ///< none: does not expire
    lapse_rules lapses_on{};
    actueel::when_unknown when_unknown = when_unknown::range;
    actueel::when_stale when_stale = when_stale::unknown;
    bool contested_range = false; ///< `when_contested: range`
    pick_rule pick = pick_rule::latest;
    std::optional<duration> pick_window{};
    std::bitset<7> sources = 0b1000111; ///< by `source`: worker, professional, record, not_stated
    std::optional<condition> applies_when{};
    bool changeable = false;
    std::optional<answer> best{};
    bool audit_only = false;
    texts justification{};
    std::vector<std::string> formerly{};
    std::vector<std::string> retired{};
    std::optional<derivation> derive{};

    [[nodiscard]] bool derived() const noexcept { return kind == item_kind::derived; }
    [[nodiscard]] bool counts(source s) const noexcept {
        return sources.test(static_cast<std::size_t>(s));
    }
    /// The option of a code, also by a former one; nothing where there is none.
    [[nodiscard]] std::optional<std::int32_t> option_of(std::string_view code) const noexcept;
};

} // namespace actueel
