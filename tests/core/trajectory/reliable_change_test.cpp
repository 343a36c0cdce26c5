// SPDX-License-Identifier: MPL-2.0
// reliable_change.hpp: improved or worsened only when every possible difference lies beyond 1.96 standard errors x sqrt 2 on
// that side (Jacobson & Truax 1991). Semantics 7.
#include <actueel/trajectory/reliable_change.hpp>

#include "../testing/answers.hpp"

#include <gtest/gtest.h>

namespace actueel::testing {
namespace {

scale with_error(std::string_view error, bool higher_is_better = false) {
    scale out;
    out.standard_error = number(error);
    out.higher_is_better = higher_is_better;
    return out;
}
interval<decimal> from(std::string_view low, std::string_view high) {
    return {number(low), number(high)};
}
std::string verdict(const reliable_change& r) {
    return std::string{change_verdict_names[static_cast<std::size_t>(r.verdict)]};
}
std::string of(const scale& s, const interval<decimal>& before, const interval<decimal>& after) {
    return verdict(reliable_change_of(s, before, after));
}

TEST(ReliableChange, TheIndexIsTheDifferenceDividedByTheErrorTimesRootTwo) {
    // 10 / (2.5 x 1.41421356...) = 2.82842712...
    const auto r = reliable_change_of(with_error("2.5"), from("20", "20"), from("30", "30"));
    EXPECT_EQ(text(r.index), "2.8284");
    EXPECT_EQ(text(r.difference), "10");
    const auto down = reliable_change_of(with_error("2.5"), from("30", "30"), from("20", "20"));
    EXPECT_EQ(text(down.index), "-2.8284");
}

TEST(ReliableChange, HigherIsWorseUnlessTheScaleSaysBetter) {
    EXPECT_EQ(of(with_error("1"), from("0", "0"), from("5", "5")), "worsened");
    EXPECT_EQ(of(with_error("1"), from("5", "5"), from("0", "0")), "improved");
    EXPECT_EQ(of(with_error("1", true), from("0", "0"), from("5", "5")), "improved");
    EXPECT_EQ(of(with_error("1", true), from("5", "5"), from("0", "0")), "worsened");
}

TEST(ReliableChange, TheLimitIsDecidedExactlyAndNotOnTheRoundedIndex) {
    // 1.96 x sqrt 2 = 2.77185858...: with an error of 1000 the limit lies between 2771.8585 and 2771.8586.
    const scale s = with_error("1000");
    EXPECT_EQ(of(s, from("0", "0"), from("2771.8585", "2771.8585")), "not_beyond_error");
    EXPECT_EQ(of(s, from("0", "0"), from("2771.8586", "2771.8586")), "worsened");
    EXPECT_EQ(of(s, from("2771.8585", "2771.8585"), from("0", "0")), "not_beyond_error");
    EXPECT_EQ(of(s, from("2771.8586", "2771.8586"), from("0", "0")), "improved");
    const auto just = reliable_change_of(s, from("0", "0"), from("2771.8586", "2771.8586"));
    EXPECT_EQ(text(just.index), "1.96") << "both read as 1.96";
    EXPECT_EQ(text(reliable_change_of(s, from("0", "0"), from("2771.8585", "2771.8585")).index),
              "1.96");
}

TEST(ReliableChange, EveryPossibleDifferenceMustLieBeyond) {
    EXPECT_EQ(of(with_error("1"), from("0", "0"), from("2", "9")), "not_beyond_error");
    EXPECT_EQ(of(with_error("1"), from("0", "3"), from("5", "9")), "not_beyond_error");
    EXPECT_EQ(of(with_error("1"), from("0", "2"), from("5", "9")), "worsened");
    const auto r = reliable_change_of(with_error("1"), from("0", "2"), from("5", "9"));
    EXPECT_EQ(text(r.difference), "3 to 9");
}

TEST(ReliableChange, BothSidesOfZeroOrNothingIsNotBeyondError) {
    EXPECT_EQ(of(with_error("0.0001"), from("0", "0"), from("0", "0")), "not_beyond_error");
    EXPECT_EQ(of(with_error("0.0001"), from("4", "6"), from("3", "7")), "not_beyond_error");
}

TEST(ReliableChange, TheFurthestValuesDoNotOverflow) {
    const auto r = reliable_change_of(with_error("0.0001"), from("-1000000000", "-1000000000"),
                                      from("1000000000", "1000000000"));
    EXPECT_EQ(verdict(r), "worsened");
    EXPECT_EQ(text(r.index), "14142135623730.9505")
        << "2 x 10^9 / (0.0001 x 1.41421356237309504...)";
    EXPECT_EQ(of(with_error("1000000000"), from("-1000000000", "-1000000000"),
                 from("1000000000", "1000000000")),
              "not_beyond_error");
}

} // namespace
} // namespace actueel::testing
