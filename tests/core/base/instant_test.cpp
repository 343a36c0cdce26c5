// SPDX-License-Identifier: MPL-2.0
// Contract: RFC 3339, upper-case T and Z or +hh:mm, seconds 00 to 59, kept in UTC, microseconds at most; years 1 to 9999
// in UTC (semantics 2).
#include <actueel/base/instant.hpp>

#include <gtest/gtest.h>

#include <string>

namespace {

using actueel::day_from;
using actueel::instant_from;

std::string utc(const char* text) {
    const auto read = instant_from(text);
    return read ? to_string(*read) : "not read";
}

TEST(Instant, IsKeptInUtc) {
    EXPECT_EQ(utc("2020-04-16T09:00:00Z"), "2020-04-16T09:00:00Z");
    EXPECT_EQ(utc("2020-04-16T09:00:00+02:00"), "2020-04-16T07:00:00Z");
    EXPECT_EQ(utc("2020-04-16T23:30:00-01:30"), "2020-04-17T01:00:00Z");
    EXPECT_EQ(utc("2020-03-01T00:30:00+01:00"), "2020-02-29T23:30:00Z");
    EXPECT_EQ(utc("2020-04-16T09:00:00-00:00"), "2020-04-16T09:00:00Z");
    EXPECT_EQ(instant_from("2020-04-16T09:00:00+02:00"), instant_from("2020-04-16T07:00:00Z"));
}

TEST(Instant, HasAtMostSixFractionDigitsAndWritesNoTrailingZeros) {
    EXPECT_EQ(utc("2020-04-16T09:00:00.5Z"), "2020-04-16T09:00:00.5Z");
    EXPECT_EQ(utc("2020-04-16T09:00:00.123456Z"), "2020-04-16T09:00:00.123456Z");
    EXPECT_EQ(utc("2020-04-16T09:00:00.000001+01:00"), "2020-04-16T08:00:00.000001Z");
    EXPECT_EQ(utc("2020-04-16T09:00:00.120000Z"), "2020-04-16T09:00:00.12Z");
    EXPECT_EQ(utc("2020-04-16T09:00:00.000000Z"), "2020-04-16T09:00:00Z");
    EXPECT_EQ(utc("2020-04-16T09:00:00.1234567Z"), "not read");
    EXPECT_EQ(utc("2020-04-16T09:00:00.Z"), "not read");
}

TEST(Instant, OtherShapesAreNotRead) {
    for (const auto* text :
         {"", "2020-04-16", "2020-04-16T09:00:00", "2020-04-16t09:00:00Z", "2020-04-16T09:00:00z",
          "2020-04-16 09:00:00Z", "2020-04-16T9:00:00Z", "2020-04-16T09:00Z",
          "2020-04-16T09:00:00+0200", "2020-04-16T09:00:00+02", "2020-04-16T09:00:00+2:00",
          "2020-04-16T09:00:00Z ", "2020-04-16T09:00:00,5Z", "2020-04-16T09:00:00 02:00",
          "2020-04-16T0x:00:00Z"}) {
        EXPECT_FALSE(instant_from(text)) << text;
    }
}

TEST(Instant, ATimeThatDoesNotExistIsNotRead) {
    for (const auto* text :
         {"2020-02-30T09:00:00Z", "2020-04-16T24:00:00Z", "2020-04-16T09:60:00Z",
          "2020-04-16T23:59:60Z", "2020-04-16T09:00:00+24:00", "2020-04-16T09:00:00+01:60"}) {
        EXPECT_FALSE(instant_from(text)) << text;
    }
    EXPECT_TRUE(instant_from("2020-04-16T23:59:59+23:59"));
}

TEST(Instant, LiesInTheYearsOneToNineThousandNineHundredNinetyNineInUtc) {
    EXPECT_EQ(utc("0001-01-01T00:00:00Z"), "0001-01-01T00:00:00Z");
    EXPECT_EQ(utc("0001-01-01T00:30:00+01:00"), "not read");
    EXPECT_EQ(utc("9999-12-31T23:59:59.999999Z"), "9999-12-31T23:59:59.999999Z");
    EXPECT_EQ(utc("9999-12-31T23:30:00-00:30"), "not read");
    EXPECT_EQ(utc("9999-12-31T23:30:00-00:29"), "9999-12-31T23:59:00Z");
}

TEST(Instant, TheDayThatHoldsItEndsWithItsLastMicrosecond) {
    const auto d = day_from("2020-02-29").value();
    EXPECT_EQ(to_string(end_of(d)), "2020-02-29T23:59:59.999999Z");
    EXPECT_EQ(utc_day(end_of(d)), d);
    EXPECT_EQ(utc_day(actueel::instant::from_microseconds(end_of(d).microseconds() + 1)),
              next_day(d));
    EXPECT_EQ(utc_day(*instant_from("2020-03-01T00:30:00+01:00")), d);
}

} // namespace
