// SPDX-License-Identifier: MPL-2.0
#include <actueel/rescoring/additive_kernel.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace {

using namespace actueel;

/// Day by day, move by move: what the kernels are to say.
additive_lanes one_by_one(const additive_totals& from, const std::vector<additive_move>& moves,
                          std::size_t days) {
    additive_lanes out;
    for (std::size_t d = 0; d < days; ++d) {
        additive_totals sum = from;
        for (const additive_move& m : moves) {
            const bool fresh = m.begins <= d && d < m.expires;
            const bool stale = m.expires <= d && d < m.ends;
            if (!fresh && !stale) { continue; }
            const additive_totals& by = fresh ? m.fresh : m.stale;
            sum.low += by.low;
            sum.high += by.high;
            sum.current += by.current;
            sum.stale += by.stale;
        }
        out.low[d] = sum.low;
        out.high[d] = sum.high;
        out.current[d] = sum.current;
        out.stale[d] = sum.stale;
    }
    return out;
}

/// Answers to some questions, each from one day to the next answer; 0 to 4 points a question.
std::vector<additive_move> answers(std::mt19937& random, std::size_t days, int questions) {
    const auto up_to = [&random](std::size_t most) {
        return std::uniform_int_distribution<std::size_t>{0, most}(random);
    };
    std::vector<additive_move> out;
    for (int q = 0; q < questions; ++q) {
        for (std::size_t begins = up_to(days); begins < days;) {
            const std::size_t ends = std::min(days, begins + 1 + up_to(days));
            const std::size_t expires = begins + up_to(ends - begins);
            const auto points = static_cast<std::int32_t>(up_to(4));
            out.push_back({static_cast<std::uint8_t>(begins),
                           static_cast<std::uint8_t>(expires),
                           static_cast<std::uint8_t>(ends),
                           {points, points - 4, 1, 0},
                           {0, 0, 0, 1}});
            begins = ends + up_to(2);
        }
    }
    std::shuffle(out.begin(), out.end(), random);
    return out;
}

void expect_same(const additive_lanes& made, const additive_lanes& expected, std::size_t days) {
    for (std::size_t d = 0; d < days; ++d) {
        ASSERT_EQ(made.low[d], expected.low[d]) << "day " << d;
        ASSERT_EQ(made.high[d], expected.high[d]) << "day " << d;
        ASSERT_EQ(made.current[d], expected.current[d]) << "day " << d;
        ASSERT_EQ(made.stale[d], expected.stale[d]) << "day " << d;
    }
}

TEST(AdditiveKernel, DifferencesSayWhatAddingOneByOneSays) {
    std::mt19937 random{1};
    for (const std::size_t days : {1U, 2U, 24U, 33U, 63U, 64U}) {
        for (int questions = 0; questions < 60; questions += 7) {
            const auto moves = answers(random, days, questions);
            const additive_totals from{0, 4 * questions, 0, 0};
            additive_lanes made;
            add_differences(from, moves, days, made);
            expect_same(made, one_by_one(from, moves, days), days);
        }
    }
}

TEST(AdditiveKernel, TotalsOfSixteenBitsDoNotSpillIntoEachOther) {
    const std::vector<additive_move> moves{{0, 2, 4, {65'535, -65'535, 250, 0}, {0, 0, 0, 250}}};
    additive_lanes made;
    const additive_totals from{0, 65'535, 0, 0};
    add_differences(from, moves, 5, made);
    expect_same(made, one_by_one(from, moves, 5), 5);
}

TEST(AdditiveKernel, BytesUnderMasksSayTheSame) {
    if (!has_masked_bytes()) { GTEST_SKIP() << "this processor has no AVX2"; }
    std::mt19937 random{2};
    for (std::size_t days = 1; days <= 32; ++days) {
        for (int questions = 0; questions <= 63; questions += 9) {
            const auto moves = answers(random, days, questions);
            const additive_totals from{0, 4 * questions, 0, 0};
            additive_lanes made;
            add_masked_bytes(from, moves, days, made);
            expect_same(made, one_by_one(from, moves, days), days);
        }
    }
}

TEST(AdditiveKernel, BytesAreChosenOnlyWhereTotalsAndDaysFit) {
    EXPECT_EQ(additive_kernel_for(256, 24), add_differences);
    EXPECT_EQ(additive_kernel_for(255, 33), add_differences);
    EXPECT_EQ(additive_kernel_for(255, 32, true), add_differences) << "when left aside";
    EXPECT_EQ(additive_kernel_for(255, 32),
              has_masked_bytes() ? add_masked_bytes : add_differences);
}

} // namespace
