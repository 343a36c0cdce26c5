// SPDX-License-Identifier: MPL-2.0
#include <actueel/rescoring/additive_kernel.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace {

using namespace actueel;

/// An answer's days, and how it moves the totals on them.
struct answer_of {
    std::size_t begins = 0;
    std::size_t expires = 0;
    std::size_t ends = 0;
    additive_totals fresh{};
    additive_totals stale{};
};

/// Day by day, answer by answer: what differences are to say.
std::vector<additive_totals> one_by_one(const additive_totals& from,
                                        const std::vector<answer_of>& answers, std::size_t days) {
    std::vector<additive_totals> out(days, from);
    for (std::size_t d = 0; d < days; ++d) {
        for (const answer_of& a : answers) {
            const bool fresh = a.begins <= d && d < a.expires;
            const bool stale = a.expires <= d && d < a.ends;
            if (!fresh && !stale) { continue; }
            const additive_totals& by = fresh ? a.fresh : a.stale;
            out[d].low += by.low;
            out[d].high += by.high;
            out[d].current += by.current;
            out[d].stale += by.stale;
        }
    }
    return out;
}

/// Answers to some questions, each from one day to the next answer; 0 to 4 points a question.
std::vector<answer_of> made_up(std::mt19937& random, std::size_t days, int questions) {
    const auto up_to = [&random](std::size_t most) {
        return std::uniform_int_distribution<std::size_t>{0, most}(random);
    };
    std::vector<answer_of> out;
    for (int q = 0; q < questions; ++q) {
        for (std::size_t begins = up_to(days); begins < days;) {
            const std::size_t ends = std::min(days, begins + 1 + up_to(days));
            const std::size_t expires = begins + up_to(ends - begins);
            const auto points = static_cast<std::int32_t>(up_to(4));
            out.push_back({begins, expires, ends, {points, points - 4, 1, 0}, {0, 0, 0, 1}});
            begins = ends + up_to(2);
        }
    }
    std::shuffle(out.begin(), out.end(), random);
    return out;
}

/// Holds the totals of the days from each day on against those of all days.
void expect_totals(additive_days& changes, const additive_totals& from,
                   const std::vector<answer_of>& answers, std::size_t days) {
    const auto expected = one_by_one(from, answers, days);
    changes.clear(days);
    for (const answer_of& a : answers) {
        changes.add(a.begins, a.expires, a.ends, packed(a.fresh), packed(a.stale));
    }
    for (const std::size_t first : {std::size_t{0}, days / 2, days}) {
        std::vector<packed_totals> made(days - first + 1, 7);
        changes.sum_up(packed(from), first, days, made.data());
        EXPECT_EQ(made.back(), 7U) << "nothing is written behind the last day";
        for (std::size_t d = first; d < days; ++d) {
            const additive_totals found = unpacked(made[d - first]);
            ASSERT_EQ(found.low, expected[d].low) << "day " << d;
            ASSERT_EQ(found.high, expected[d].high) << "day " << d;
            ASSERT_EQ(found.current, expected[d].current) << "day " << d;
            ASSERT_EQ(found.stale, expected[d].stale) << "day " << d;
        }
    }
}

TEST(AdditiveKernel, DifferencesSayWhatAddingOneByOneSays) {
    std::mt19937 random{1};
    additive_days changes; // of one family after another
    for (const std::size_t days : {1U, 2U, 24U, 33U, 63U, 64U, 5U}) {
        for (int questions = 0; questions < 60; questions += 7) {
            expect_totals(changes, {0, 4 * questions, 0, 0}, made_up(random, days, questions),
                          days);
        }
    }
}

TEST(AdditiveKernel, TotalsOfSixteenBitsDoNotSpillIntoEachOther) {
    additive_days changes;
    expect_totals(changes, {0, 65'535, 0, 0},
                  {{0, 2, 4, {65'535, -65'535, 250, 0}, {0, 0, 0, 250}}}, 5);
}

TEST(AdditiveKernel, WhatIsOverBeforeTheFirstDayMovesNothing) {
    additive_days changes;
    expect_totals(changes, {1, 2, 3, 4}, {{0, 0, 0, {5, 6, 7, 8}, {1, 1, 1, 1}}}, 3);
}

TEST(AdditiveKernel, PacksAndUnpacks) {
    const additive_totals all = unpacked(packed({65'535, 1, 0, 300}));
    EXPECT_EQ(all.low, 65'535);
    EXPECT_EQ(all.high, 1);
    EXPECT_EQ(all.current, 0);
    EXPECT_EQ(all.stale, 300);
}

} // namespace
