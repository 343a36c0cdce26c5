// SPDX-License-Identifier: MPL-2.0
// Contract: a block holds the figures of up to 64 days, each in its lane; a day is set without touching the others.
#include <actueel/rescoring/score_block.hpp>

#include "../testing/answers.hpp"

#include <gtest/gtest.h>

namespace {

using actueel::score_block;
using actueel::set_day;
using actueel::testing::assessed;
using actueel::testing::family;
using actueel::testing::form;
using actueel::testing::points;

form asked() {
    form f;
    f.changing("a").fixed("b");
    f.scale("s", "sum", {points("a"), points("b")}, actueel::testing::cuts);
    f.scale("t", "max", {points("b")});
    f.low_middle_high("s");
    return f.with("rules", "[{'id':'r','if':{'item':'b','is':'yes'},'then':{'at_least':'high'}}]");
}

TEST(ScoreBlock, HasRoomForScalesTermsAndRules) {
    const score_block block{asked().read()};
    EXPECT_EQ(block.rows, 0U);
    EXPECT_EQ(block.scale_low.size(), 2U);
    EXPECT_EQ(block.scale_high.size(), 2U);
    EXPECT_EQ(block.term_low.size(), 3U) << "of both scales";
    EXPECT_EQ(block.rule_true.size(), 1U);
}

TEST(ScoreBlock, HoldsTheFiguresOfADayInItsLane) {
    family history;
    history.observed("o1", "2020-02-03", "a", "'some'").observed("o2", "2020-02-03", "b", "'yes'");
    score_block block{asked().read()};
    set_day(block, 63, asked().read(), assessed(asked(), history, "2020-03-01"));
    EXPECT_EQ(block.rows, actueel::day_bits{1} << 63U);
    EXPECT_EQ(block.scale_low[0][63], 40'000);
    EXPECT_EQ(block.scale_high[0][63], 40'000);
    EXPECT_EQ(block.scale_low[1][63], 30'000);
    EXPECT_EQ(block.term_low[0][63], 10'000);
    EXPECT_EQ(block.term_low[2][63], 30'000);
    EXPECT_EQ(block.computed_low[63], 2);
    EXPECT_EQ(block.final_high[63], 2);
    EXPECT_EQ(block.counts[0][63], 2);
    EXPECT_EQ(to_string(block.due[0][63]), "2020-05-03");
    EXPECT_EQ(to_string(block.due[1][63]), "never");
    EXPECT_EQ(block.rule_true[0], actueel::day_bits{1} << 63U);
    EXPECT_EQ(block.rule_known[0], actueel::day_bits{1} << 63U);
    EXPECT_EQ(block.scale_low[0][62], 0);
}

TEST(ScoreBlock, ADayThatIsSetAgainForgetsWhatItWas) {
    family nothing;
    nothing.add("i", "involvement", "2019-01-01", "'start':'2019-01-01'");
    family yes = nothing;
    yes.observed("o1", "2020-02-03", "a", "'some'").observed("o2", "2020-02-03", "b", "'yes'");
    score_block block{asked().read()};
    set_day(block, 0, asked().read(), assessed(asked(), yes, "2020-03-01"));
    set_day(block, 1, asked().read(), assessed(asked(), yes, "2020-03-01"));
    set_day(block, 0, asked().read(), assessed(asked(), nothing, "2020-03-01"));
    EXPECT_EQ(block.rule_true[0], 0b10U);
    EXPECT_EQ(block.rule_known[0], 0b10U);
    EXPECT_EQ(block.scale_low[0][0], 0);
    EXPECT_EQ(block.scale_high[0][0], 60'000);
    EXPECT_EQ(block.scale_high[0][1], 40'000);
    EXPECT_EQ(block.counts[2][0], 2);
}

TEST(ScoreBlock, LeavesAsideWhatIsNotWanted) {
    family history;
    history.observed("o1", "2020-02-03", "a", "'some'").observed("o2", "2020-02-03", "b", "'yes'");
    const auto figures = assessed(asked(), history, "2020-03-01");
    score_block block{asked().read()};
    set_day(block, 5, asked().read(), figures, {.due = false, .terms = false});
    EXPECT_EQ(block.scale_low[0][5], 40'000);
    EXPECT_EQ(block.counts[0][5], 2);
    EXPECT_EQ(block.rule_true[0], actueel::day_bits{1} << 5U);
    EXPECT_EQ(block.term_low[0][5], 0);
    EXPECT_EQ(block.term_applies[0], 0U);
    EXPECT_EQ(block.due[0][5], actueel::day{});
    set_day(block, 5, asked().read(), figures);
    EXPECT_EQ(block.term_low[0][5], 10'000);
    EXPECT_EQ(to_string(block.due[0][5]), "2020-05-03");
}

} // namespace
