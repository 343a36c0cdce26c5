// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/day.hpp>
#include <actueel/base/decimal.hpp>
#include <actueel/base/instant.hpp>
#include <actueel/instrument/answer.hpp>
#include <actueel/instrument/role.hpp>

#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace actueel {

/// The contents of records, by type (documents: History). Persons and records are indices into their history, texts for
/// people (`note`, `reason`) are not here: nothing is computed from them (`told_content`).

/// From `start` (included) to `until` (not included).
struct term_of_days {
    day start{};
    day until = day::never();
    [[nodiscard]] constexpr bool holds(day d) const noexcept { return start <= d && d < until; }
    friend bool operator==(const term_of_days&, const term_of_days&) = default;
};

struct person_content {
    std::int32_t person = -1;
    std::optional<day> born_on{};
};
struct membership_content {
    std::int32_t person = -1;
    actueel::role role{};
    actueel::lives lives{};
    term_of_days term{};
};
struct household_content {
    term_of_days term{};
    std::bitset<3> empty{}; ///< roles that nobody holds
};
struct involvement_content {
    term_of_days term{};
    std::string kind{}; ///< empty: not stated
};
/// An answer as it was written, before an instrument reads it.
struct written_answer {
    answer_kind kind =
        answer_kind::option; ///< `option` for a code, `number`, or one of the engine's own
    std::string code{};
    decimal number{};
};
/// What a text says as an answer: one of the engine's own words, or the code of an option.
[[nodiscard]] inline written_answer written_answer_of(std::string_view text) {
    constexpr std::pair<std::string_view, answer_kind> own[] = {
        {"unknown", answer_kind::unknown},
        {"refused", answer_kind::refused},
        {"not_applicable", answer_kind::not_applicable},
        {"not_seen", answer_kind::not_seen}};
    for (const auto& [name, kind] : own) {
        if (text == name) { return {kind, {}, {}}; }
    }
    return {answer_kind::option, std::string{text}, {}};
}
struct observation_content {
    day observed_on{};
    std::int32_t item = -1; ///< index into the history's item texts
    std::int32_t person = -1;
    written_answer said{};
    actueel::source source = source::not_stated;
    std::string by{};
    actueel::basis basis = basis::not_stated;
    std::string sitting{};
    std::int32_t repeats = -1; ///< chain
};
struct event_content {
    day happened_on{};
    std::string type;
    std::string severity{};
    actueel::basis basis = basis::not_stated;
    std::string incident{};
    std::vector<std::pair<std::int32_t, part>> persons{};
};
struct plan_content {
    term_of_days term{};
    std::vector<std::int32_t> persons{}; ///< empty: all children
    std::vector<std::int32_t> covers{};  ///< indices into the history's item texts
};
struct goal_content {
    term_of_days term{};
    actueel::source source = source::not_stated;
};
struct view_content {
    day observed_on{};
    actueel::source source = source::not_stated;
};
struct override_content {
    std::string instrument;
    std::string level;
    std::string low; ///< the computed range that it departs from
    std::string high;
    std::string by; ///< role that decided
    term_of_days term{};
    std::int32_t person = -1;
    std::string instrument_sha256{};
};
struct sign_off_content {
    std::string instrument;
    day as_of{};
    std::int32_t person = -1;
    std::string version{};             ///< as all texts below: empty where it is not stated
    std::string instrument_sha256{};   ///< as it was written (decision 0003, 12)
    std::string records_sha256{};      ///< as it was written
    std::optional<instant> known_at{}; ///< none: what was known when it was signed
    std::string low{};                 ///< the level that was signed
    std::string high{};
    std::string by{}; ///< role that signed
    std::vector<std::string> given_to{};
};
struct dispute_content {
    std::int32_t about = -1; ///< chain, or
    std::int32_t item = -1;  ///< index into the history's item texts, and
    std::int32_t person = -1;
    actueel::source source = source::not_stated; ///< whose it is
};
/// How a dispute was answered.
enum class dispute_outcome : std::uint8_t { upheld, partly, not_upheld };
inline constexpr std::array<std::string_view, 3> dispute_outcome_names = {"upheld", "partly",
                                                                          "not_upheld"};
struct dispute_answer_content {
    std::int32_t about = -1; ///< chain of the dispute
    dispute_outcome outcome{};
};
struct ending_content {
    std::int32_t ends = -1; ///< chain
    day on{};
};

using record_content =
    std::variant<person_content, membership_content, household_content, involvement_content,
                 observation_content, event_content, plan_content, goal_content, view_content,
                 override_content, sign_off_content, dispute_content, dispute_answer_content,
                 ending_content>;

/// The types of chains, in the order of `record_content`.
inline constexpr std::array<std::string_view, 14> record_type_names = {
    "person", "membership", "household", "involvement", "observation", "event",          "plan",
    "goal",   "view",       "override",  "sign_off",    "dispute",     "dispute_answer", "ending"};

} // namespace actueel
