// SPDX-License-Identifier: MPL-2.0
// Contract: P[nY][nM][nW][nD], whole numbers, not zero. Years and months are added first, as one number of months, and a
// day that the month lacks becomes its last day; then weeks and days. What would end later than 9999-12-31 never ends
// (semantics 2, Calendar).
#include <actueel/base/duration.hpp>

#include <gtest/gtest.h>

#include <string>

namespace {

using actueel::day;
using actueel::day_from;
using actueel::duration_from;

std::string after(const char* start, const char* lasts) {
    return to_string(day_from(start).value() + duration_from(lasts).value());
}

TEST(Duration, ADayThatTheMonthLacksBecomesItsLastDay) {
    EXPECT_EQ(after("2020-01-31", "P1M"), "2020-02-29");
    EXPECT_EQ(after("2019-01-31", "P1M"), "2019-02-28");
    EXPECT_EQ(after("2020-02-29", "P1Y"), "2021-02-28");
    EXPECT_EQ(after("2020-02-29", "P4Y"), "2024-02-29");
    EXPECT_EQ(after("2020-08-31", "P3M"), "2020-11-30");
    EXPECT_EQ(after("1896-02-29", "P4Y"), "1900-02-28");
}

TEST(Duration, YearsAndMonthsAreAddedAsOneNumberOfMonths) {
    EXPECT_EQ(after("2020-02-29", "P1Y1M"),
              "2021-03-29"); // one after the other would give the 28th
    EXPECT_EQ(after("2019-12-15", "P13M"), "2021-01-15");
    EXPECT_EQ(duration_from("P1Y1M"), duration_from("P13M"));
}

TEST(Duration, DaysAreAddedAfterMonths) {
    EXPECT_EQ(after("2020-01-31", "P1M1D"),
              "2020-03-01"); // days first would give March 1 plus a month
    EXPECT_EQ(after("2019-01-30", "P1M1D"), "2019-03-01");
    EXPECT_EQ(after("2020-02-28", "P1W"), "2020-03-06");
    EXPECT_EQ(duration_from("P1W1D"), duration_from("P8D"));
}

TEST(Duration, WhatWouldEndAfterTheLastDayNeverEnds) {
    EXPECT_EQ(after("9999-12-30", "P1D"), "9999-12-31");
    EXPECT_EQ(after("9999-12-31", "P1D"), "never");
    EXPECT_EQ(after("9999-12-01", "P1M"), "never");
    EXPECT_EQ(after("9998-12-31", "P1Y"), "9999-12-31");
    EXPECT_EQ(after("2020-01-01", "P99999Y99999M99999W99999D"), "never");
    EXPECT_TRUE((day::never() + actueel::duration{.days = 1}).is_never());
}

TEST(Duration, AddingIsNonDecreasingInTheStart) {
    for (const auto* lasts : {"P1M", "P1Y", "P1M1D", "P11M", "P2W"}) {
        const auto d = duration_from(lasts).value();
        day before = day_from("2019-01-01").value() + d;
        for (day start = day_from("2019-01-01").value(); start < day_from("2024-03-02").value();
             start = next_day(start)) {
            ASSERT_LE(before, start + d) << start << ' ' << lasts;
            ASSERT_LT(start, start + d) << start << ' ' << lasts;
            before = start + d;
        }
    }
}

TEST(Duration, OtherShapesAreNotRead) {
    for (const auto* text :
         {"",     "P",      "P0D",  "P0Y0M0W0D", "3M",       "p3M",           "P3m",
          "P-3M", "P+3M",   "P3",   "P1D1M",     "P1M1Y",    "P1M1M",         "P1.5M",
          "PT1H", "P1DT1H", "P 3M", "P3M ",      "P100000D", "P99999999999D", "PM"}) {
        EXPECT_FALSE(duration_from(text)) << text;
    }
    for (const auto* text :
         {"P1Y", "P1M", "P1W", "P1D", "P1Y2M3W4D", "P0Y1D", "P99999D", "P001M"}) {
        EXPECT_TRUE(duration_from(text)) << text;
    }
}

TEST(Duration, IsWrittenAsTheShortestTextThatReadsAsTheSame) {
    EXPECT_EQ(to_string(*duration_from("P18M")), "P1Y6M");
    EXPECT_EQ(to_string(*duration_from("P2W2D")), "P16D");
    EXPECT_EQ(to_string(*duration_from("P12M")), "P1Y");
    EXPECT_EQ(duration_from(to_string(*duration_from("P1Y2M3W4D"))), duration_from("P1Y2M3W4D"));
}

} // namespace
