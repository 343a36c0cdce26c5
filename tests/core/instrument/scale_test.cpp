// SPDX-License-Identifier: MPL-2.0
// Contract: a table is a step function from points to a published value whose first row also holds below it; an interval
// maps to the hull of the rows it touches; cuts say at which value a level begins, the bound belonging to the higher level
// (semantics 4).
#include <actueel/instrument/scale.hpp>

#include "../testing/answers.hpp"

#include <gtest/gtest.h>

namespace {

using namespace actueel;
using actueel::testing::form;
using actueel::testing::number;
using actueel::testing::points;
using actueel::testing::text;

scale with_table() {
    scale s;
    s.table = {
        {number("0"), number("40")}, {number("2"), number("55")}, {number("4"), number("50")}};
    return s;
}

TEST(Table, ARowHoldsFromItsPointsUntilTheNext) {
    const scale s = with_table();
    EXPECT_EQ(s.published(number("0")), number("40"));
    EXPECT_EQ(s.published(number("1.9999")), number("40"));
    EXPECT_EQ(s.published(number("2")), number("55"));
    EXPECT_EQ(s.published(number("400")), number("50"));
}

TEST(Table, TheFirstRowAlsoHoldsBelowIt) {
    EXPECT_EQ(with_table().published(number("-7")), number("40"));
}

TEST(Table, AnIntervalMapsToTheHullOfTheRowsItTouches) {
    const scale s = with_table();
    EXPECT_EQ(text(s.published({number("0"), number("9")})),
              "40 to 55"); // the row between is the highest
    EXPECT_EQ(text(s.published({number("3"), number("4")})), "50 to 55");
    EXPECT_EQ(text(s.published({number("2"), number("3.9999")})), "55");
    EXPECT_EQ(text(s.published({number("-9"), number("1")})), "40");
    EXPECT_EQ(text(scale{}.published({number("1"), number("3")})), "1 to 3"); // no table
}

TEST(Cuts, TheBoundBelongsToTheHigherLevel) {
    scale s;
    s.cuts = {std::nullopt, number("2"), number("4")};
    EXPECT_EQ(s.level_of(number("-5")), 0);
    EXPECT_EQ(s.level_of(number("1.9999")), 0);
    EXPECT_EQ(s.level_of(number("2")), 1);
    EXPECT_EQ(s.level_of(number("4")), 2);
}

TEST(Cuts, ALevelWithoutOneIsPassedOver) {
    scale s;
    s.cuts = {std::nullopt, std::nullopt, number("4")};
    EXPECT_EQ(s.level_of(number("3")), 0);
    EXPECT_EQ(s.level_of(number("4")), 2);
}

TEST(Scale, ItsRangeIsWhatAllAnswersGive) {
    const auto in = form{}
                        .fixed("a")
                        .fixed("b", "'per':'child'")
                        .scale("sum", "sum", {points("a"), points("b", "'combine':'sum','most':5")},
                               "'minimum':0,'maximum':8")
                        .scale("least", "min",
                               {points("a"),
                                "{'item':'b','combine':'max','points':{'no':-1,'some':0,'yes':1}}"},
                               "'minimum':-1,'maximum':1")
                        .scale("mean", "mean", {points("a"), "{'scale':'sum'}"},
                               "'minimum':0,'maximum':5.5,'table':[[0,10],[5,20]]")
                        .read();
    EXPECT_EQ(text(in->scales[0].points_range), "0 to 8");
    EXPECT_EQ(text(in->scales[1].points_range), "-1 to 1");
    EXPECT_EQ(text(in->scales[2].points_range), "0 to 5.5");
    EXPECT_EQ(text(in->scales[2].range), "10 to 20");
}

TEST(Scale, IsComputedAfterThoseItNames) {
    const auto in = form{}
                        .fixed("a")
                        .scale("top", "sum", {"{'scale':'middle'}"})
                        .scale("middle", "sum", {"{'scale':'base'}"})
                        .scale("base", "sum", {points("a")})
                        .read();
    EXPECT_EQ(in->scale_order, (std::vector<std::int32_t>{2, 1, 0}));
}

} // namespace
