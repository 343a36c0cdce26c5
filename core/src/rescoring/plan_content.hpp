// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/kleene.hpp>
#include <actueel/instrument/instrument.hpp>
#include <actueel/rescoring/plan.hpp>
#include <actueel/response/status.hpp>
#include <actueel/score/contribution.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace actueel::detail {

/// The states that a row's answer can be in, as places in tables: nothing said (or only that it is not known), not
/// applicable, and each option, each of the last two fresh or expired. Numbers have no places: theirs are made as they come.
inline constexpr std::int32_t nothing_said = 0;
[[nodiscard]] constexpr std::int32_t state_of_not_applicable(bool expired) noexcept {
    return expired ? 2 : 1;
}
[[nodiscard]] constexpr std::int32_t state_of_option(std::int32_t option, bool expired) noexcept {
    return 3 + 2 * option + (expired ? 1 : 0);
}

/// What one state brings to one term.
struct brought {
    std::int64_t low = 0; ///< in 1/10000
    std::int64_t high = 0;
    std::uint64_t low_bits = 0; ///< as the scale's sum counts, see `planned_sum`
    std::uint64_t high_bits = 0;
    kleene applies = kleene::yes;
    std::uint8_t low_step = 0; ///< on the term's ladder, where it has one
    std::uint8_t high_step = 0;
};

/// How a term's contributions are put together over the days.
enum class term_lanes : std::uint8_t {
    straight, ///< numbers about the family, in a sum: each answer adds, and nothing else is needed
    ladder, ///< the most of some persons or terms, or one answer: a bit for each step that is reached
    points, ///< whatever else: points of their own for each day
};

/// The different points that a most can be of, ascending.
struct planned_ladder {
    std::int32_t scale = -1; ///< which it adds to
    std::vector<std::int64_t> steps{};
    std::size_t zero = 0;     ///< the step of no points, where it is a term of a sum
    std::uint64_t lowest = 0; ///< the first step, as the scale's sum counts
    std::size_t first =
        0; ///< where its masks lie: one for each step and one that nobody reads, twice

    [[nodiscard]] std::size_t stride() const noexcept { return steps.size() + 1; }
};

/// How the straight terms and the ladders of a scale add up: whole numbers of `unit`, two's complement in so many bits, which
/// hold every sum of them.
struct planned_sum {
    std::int64_t unit = 1; ///< in 1/10000
    std::size_t words = 1;
    /// By word, the masks of steps whose rise from the one before has its bit: of low ends, and of high ends.
    std::vector<std::vector<std::uint32_t>> low_rises{};
    std::vector<std::vector<std::uint32_t>> high_rises{};

    [[nodiscard]] std::uint64_t bits_of(std::int64_t points) const noexcept {
        return static_cast<std::uint64_t>(points / unit) & (~std::uint64_t{0} >> (64 - words));
    }
};

/// What one state makes of one condition on its item.
struct seen_as {
    bool not_applicable = false;
    bool holds = false;
    bool fails = false;
};

struct planned_term {
    std::int32_t item = -1;
    std::int32_t scale = -1; ///< of which scale it is a term
    std::int32_t term = -1;  ///< its place there
    term_lanes lanes = term_lanes::points;
    std::int32_t ladder = -1; ///< place in `ladders`
    std::vector<brought> by_state{};
    brought unnamed{}; ///< of the member of an unknown role
};

struct planned_condition {
    condition what; ///< without its parts
    std::int32_t item = -1;
    std::vector<std::int32_t> parts{}; ///< places of other conditions
    std::vector<seen_as> by_state{};
    seen_as unnamed{};
};

/// What becomes of a row in one state, where its item is tallied at once.
struct state_tally {
    std::uint8_t status = 0;
    std::uint8_t low_step =
        0; ///< on the ladder; where the term does not apply, the place that nobody reads
    std::uint8_t high_step = 0;
};

struct planned_item {
    std::vector<std::int32_t> terms{}; ///< places in `terms`
    std::vector<status> status_of{};   ///< by state
    std::int32_t applies_when = -1;    ///< place in `conditions`
    std::int32_t shelf = -1;           ///< place in `shelves`; -1: does not expire
    bool lapses = false;
    bool derived = false;
    /// By state, where its rows are tallied as they are read: one ladder is all that they add to, each state surely applies or
    /// surely not, and no condition asks for them. Else empty.
    std::vector<state_tally> tallies{};
};

struct plan_content {
    explicit plan_content(instrument i) : asked{std::move(i)} {}
    instrument asked;
    bool runs = true;
    std::vector<plan_note> notes{};
    std::vector<planned_item> items{};
    std::vector<planned_term> terms{};
    std::vector<planned_ladder> ladders{};
    std::size_t reached = 0;         ///< how many masks the ladders have
    std::vector<planned_sum> sums{}; ///< by scale
    std::vector<std::int32_t>
        first_term{}; ///< by scale: where its terms that are items begin in `terms`
    std::vector<bool>
        summed{}; ///< by scale: straight terms, ladders and sums of scales are all it needs
    std::vector<planned_condition> conditions{};
    std::vector<std::int32_t> rules{}; ///< by rule, its condition
    std::vector<duration> shelves{};   ///< each shelf life once
};

/// What a number that an item was answered with brings, and how conditions see it: as `by_state`, made as it comes.
[[nodiscard]] brought brought_by(const item& of, const term& t, const response& row);
[[nodiscard]] seen_as seen_by(const item& of, const condition& what, const response& row);

/// A row in a state, as the plain engine would hold it.
[[nodiscard]] response row_in_state(answer said, bool expired);
[[nodiscard]] response derived_row(std::int64_t number);

} // namespace actueel::detail
