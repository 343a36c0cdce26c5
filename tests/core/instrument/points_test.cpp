// SPDX-License-Identifier: MPL-2.0
// Contract: an answer maps to points by an option table, by half-open bins whose lower bound is included, or linearly,
// rounded to four digits and then not below min nor above max (semantics 4; decision 0002, 20).
#include <actueel/instrument/points.hpp>

#include "../testing/answers.hpp"

#include <gtest/gtest.h>

namespace {

using namespace actueel;
using actueel::testing::number;
using actueel::testing::text;

point_table bins(std::vector<bin> all) { return {{}, std::move(all), {}, {}}; }
point_table linear(linear_points l) { return {{}, {}, l, {}}; }

/// Below 1: 0. From 1: 5. From 3: 2.
const point_table three_bins =
    bins({{number("-10"), number("0")}, {number("1"), number("5")}, {number("3"), number("2")}});

TEST(Bins, IncludeTheirLowerBoundAndNotTheNextOnes) {
    EXPECT_EQ(three_bins.of(number("0.9999")), number("0"));
    EXPECT_EQ(three_bins.of(number("1")), number("5"));
    EXPECT_EQ(three_bins.of(number("2.9999")), number("5"));
    EXPECT_EQ(three_bins.of(number("3")), number("2"));
    EXPECT_EQ(three_bins.of(number("1000000000")), number("2"));
}

TEST(Bins, OverARangeGiveTheHullOfTheBinsThatItTouches) {
    EXPECT_EQ(text(three_bins.over({number("0"), number("0.9999")}, false)), "0");
    EXPECT_EQ(text(three_bins.over({number("0"), number("1")}, false)), "0 to 5");
    EXPECT_EQ(text(three_bins.over({number("0"), number("9")}, false)),
              "0 to 5"); // the middle bin is the highest
    EXPECT_EQ(text(three_bins.over({number("2"), number("3")}, false)), "2 to 5");
    EXPECT_EQ(text(three_bins.over({number("3"), number("3")}, false)), "2");
}

TEST(Bins, OfWholeNumbersTouchOnlyBinsThatHoldOne) {
    const point_table fine = bins({{number("0"), number("0")},
                                   {number("0.25"), number("9")},
                                   {number("0.75"), number("1")},
                                   {number("1.5"), number("2")}});
    EXPECT_EQ(text(fine.over({number("0"), number("1")}, true)),
              "0 to 1"); // no whole number lies from 0.25 to 0.75
    EXPECT_EQ(text(fine.over({number("0"), number("1")}, false)), "0 to 9");
    EXPECT_EQ(text(fine.over({number("0"), number("2")}, true)), "0 to 2");
    const point_table below_zero = bins(
        {{number("-3"), number("0")}, {number("-1.5"), number("7")}, {number("-1"), number("1")}});
    EXPECT_EQ(text(below_zero.over({number("-3"), number("0")}, true)), "0 to 1");
}

TEST(Linear, IsTimesValuePlusRoundedThenBounded) {
    const linear_points half{number("0.5"), number("1"), number("0"), number("2")};
    EXPECT_EQ(linear(half).of(number("1")), number("1.5"));
    EXPECT_EQ(linear(half).of(number("9")), number("2"));
    EXPECT_EQ(linear(half).of(number("-9")), number("0"));
    EXPECT_EQ(linear({number("0.0001"), {}, {}, {}}).of(number("0.5")),
              number("0")); // 0.00005: half to even
    EXPECT_EQ(linear({number("0.0003"), {}, {}, {}}).of(number("0.5")),
              number("0.0002")); // 0.00015
    EXPECT_EQ(linear({number("0.0003"), number("0.0001"), {}, {}}).of(number("0.5")),
              number("0.0003")); // rounded before plus
}

TEST(Linear, OverARangeGivesBothItsEnds) {
    EXPECT_EQ(
        text(linear({number("-2"), number("10"), {}, {}}).over({number("1"), number("4")}, true)),
        "2 to 8");
    EXPECT_EQ(text(linear({number("2"), {}, number("3"), number("5")})
                       .over({number("0"), number("4")}, true)),
              "3 to 5");
}

TEST(Points, AnyAnswerIsEveryOptionEveryNumberAndIfNone) {
    const auto in = actueel::testing::form{}
                        .fixed("a")
                        .counted("n", "'min':0,'max':5")
                        .derived("d", "'days_since_event':{'types':['v']}")
                        .scale("s", "sum",
                               {"{'item':'a','points':{'no':2,'some':-1,'yes':0}}",
                                "{'item':'n','linear':{'times':-1}}",
                                "{'item':'d','bins':[{'at_least':0,'points':1},{'at_least':30,'"
                                "points':0}],'if_none':-4}"})
                        .read();
    const auto& terms = in->scales.front().terms;
    EXPECT_EQ(text(terms[0].any), "-1 to 2");
    EXPECT_EQ(text(terms[1].any), "-5 to 0");
    EXPECT_EQ(text(terms[2].any), "-4 to 1");
    EXPECT_EQ(terms[0].points.of(answer{answer_kind::option, 1, {}}), number("-1"));
    EXPECT_EQ(terms[1].points.of(answer{answer_kind::number, 0, number("3")}), number("-3"));
}

} // namespace
