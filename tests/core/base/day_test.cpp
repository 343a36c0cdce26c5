// SPDX-License-Identifier: MPL-2.0
// Contract: days run from 0001-01-01 to 9999-12-31, proleptic Gregorian; they are ordered and subtracted, never added;
// what would end later never ends (semantics 2, Calendar).
#include <actueel/base/day.hpp>

#include <gtest/gtest.h>

#include <sstream>

namespace {

using actueel::day;
using actueel::day_from;

TEST(Day, IsReadOnlyAsFourTwoAndTwoDigitsWithDashes) {
    EXPECT_TRUE(day_from("2020-02-03"));
    for (const auto* text : {"", "2020-2-3", "20-02-03", "2020/02/03", "2020-02-03 ", " 2020-02-03",
                             "2020-02-03T00:00:00Z", "+020-02-03", "2020-02-0x", "２020-02-03"}) {
        EXPECT_FALSE(day_from(text)) << text;
    }
}

TEST(Day, IsReadOnlyWhenItExists) {
    for (const auto* text : {"2020-02-30", "2021-02-29", "2020-00-01", "2020-13-01", "2020-01-00",
                             "2020-04-31", "0000-01-01", "1900-02-29"}) {
        EXPECT_FALSE(day_from(text)) << text;
        EXPECT_TRUE(actueel::shaped_as_day(text)) << text;
    }
}

TEST(Day, LeapYearsAreThoseOfTheGregorianCalendarAlsoBeforeItWasMade) {
    for (const auto* text :
         {"2020-02-29", "2000-02-29", "1600-02-29", "0004-02-29", "9996-02-29"}) {
        EXPECT_TRUE(day_from(text)) << text;
    }
    for (const auto* text : {"2100-02-29", "0100-02-29", "9999-02-29"}) {
        EXPECT_FALSE(day_from(text)) << text;
    }
}

TEST(Day, TheFirstIsNumberZeroAndTheLastOneBeforeNever) {
    EXPECT_EQ(day_from("0001-01-01")->number(), 0);
    EXPECT_EQ(day_from("9999-12-31")->number(), 3652058);
    EXPECT_EQ(next_day(*day_from("9999-12-31")), day::never());
    EXPECT_EQ(next_day(day::never()), day::never());
    EXPECT_TRUE(day::never().is_never());
    EXPECT_FALSE(day_from("9999-12-31")->is_never());
    EXPECT_EQ(day{}, *day_from("0001-01-01"));
}

TEST(Day, EveryDayIsWrittenAsItIsRead) {
    for (day d; !d.is_never(); d = next_day(d)) {
        const auto read = day_from(to_string(d));
        ASSERT_TRUE(read);
        ASSERT_EQ(*read, d);
    }
}

TEST(Day, NeverIsWrittenAsAWordAndIsNoDay) {
    EXPECT_EQ(to_string(day::never()), "never");
    EXPECT_FALSE(day_from("never"));
    std::ostringstream out;
    out << *day_from("0987-06-05") << ' ' << day::never();
    EXPECT_EQ(out.str(), "0987-06-05 never");
}

TEST(Day, TheDifferenceOfTwoIsANumberOfDays) {
    EXPECT_EQ(*day_from("2020-03-01") - *day_from("2020-02-28"), 2);
    EXPECT_EQ(*day_from("2019-02-28") - *day_from("2019-03-01"), -1);
    EXPECT_LT(*day_from("2019-12-31"), *day_from("2020-01-01"));
}

} // namespace
