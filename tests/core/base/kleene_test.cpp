// SPDX-License-Identifier: MPL-2.0
// Contract: Kleene's strong three-valued logic (semantics 5).
#include <actueel/base/kleene.hpp>

#include <gtest/gtest.h>

namespace {

using actueel::kleene;
constexpr kleene no = kleene::no;
constexpr kleene unknown = kleene::unknown;
constexpr kleene yes = kleene::yes;
constexpr kleene every[] = {no, unknown, yes};

TEST(Kleene, AndIsFalseWhereOneIsFalseAndTrueWhereBothAre) {
    constexpr kleene table[3][3] = {{no, no, no}, {no, unknown, unknown}, {no, unknown, yes}};
    for (int a = 0; a < 3; ++a) {
        for (int b = 0; b < 3; ++b) { EXPECT_EQ(every[a] & every[b], table[a][b]) << a << b; }
    }
}

TEST(Kleene, OrIsTrueWhereOneIsTrueAndFalseWhereBothAre) {
    constexpr kleene table[3][3] = {{no, unknown, yes}, {unknown, unknown, yes}, {yes, yes, yes}};
    for (int a = 0; a < 3; ++a) {
        for (int b = 0; b < 3; ++b) { EXPECT_EQ(every[a] | every[b], table[a][b]) << a << b; }
    }
}

TEST(Kleene, NotKeepsTheUnknown) {
    EXPECT_EQ(!no, yes);
    EXPECT_EQ(!unknown, unknown);
    EXPECT_EQ(!yes, no);
}

TEST(Kleene, WhatIsSureInBothCasesIsSure) {
    for (const kleene a : every) {
        for (const kleene b : every) { EXPECT_EQ(either(a, b), a == b ? a : unknown); }
    }
}

TEST(Kleene, UnknownIsPossibleAndNotCertain) {
    EXPECT_TRUE(possible(unknown) && possible(yes) && !possible(no));
    EXPECT_TRUE(certain(yes) && !certain(unknown) && !certain(no));
    EXPECT_EQ(actueel::kleene_of(true), yes);
    EXPECT_EQ(actueel::kleene_of(false), no);
}

/// Each sentence agrees with two-valued logic whatever the unknown turns out to be.
TEST(Kleene, ASureAnswerHoldsForEveryWayTheUnknownCouldTurnOut) {
    for (const kleene a : every) {
        for (const kleene b : every) {
            for (const bool x : {false, true}) {
                for (const bool y : {false, true}) {
                    const bool fits = (a == unknown || a == actueel::kleene_of(x)) &&
                                      (b == unknown || b == actueel::kleene_of(y));
                    if (!fits) { continue; }
                    if ((a & b) != unknown) { EXPECT_EQ(a & b, actueel::kleene_of(x && y)); }
                    if ((a | b) != unknown) { EXPECT_EQ(a | b, actueel::kleene_of(x || y)); }
                }
            }
        }
    }
}

} // namespace
