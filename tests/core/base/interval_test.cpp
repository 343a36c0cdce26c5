// SPDX-License-Identifier: MPL-2.0
// Contract: everything from low to high, both included; known completely, the two are equal (semantics 4).
#include <actueel/base/interval.hpp>

#include <gtest/gtest.h>

namespace {

using actueel::exactly;
using actueel::interval;

TEST(Interval, KnownCompletelyHasEqualEnds) {
    EXPECT_TRUE(is_exact(exactly(3)));
    EXPECT_FALSE(is_exact(interval<int>{1, 3}));
    EXPECT_EQ(exactly(3), (interval<int>{3, 3}));
    EXPECT_EQ(interval<int>{}, exactly(0));
}

TEST(Interval, TheHullIsTheSmallestThatHoldsBoth) {
    EXPECT_EQ(hull(exactly(1), exactly(3)), (interval<int>{1, 3}));
    EXPECT_EQ(hull(exactly(3), exactly(1)), (interval<int>{1, 3}));
    EXPECT_EQ(hull(interval<int>{1, 5}, interval<int>{2, 3}), (interval<int>{1, 5}));
    EXPECT_EQ(hull(interval<int>{1, 3}, interval<int>{2, 5}), (interval<int>{1, 5}));
    EXPECT_EQ(hull(exactly(-2), exactly(-2)), exactly(-2));
}

} // namespace
