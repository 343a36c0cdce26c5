// SPDX-License-Identifier: MPL-2.0
// Contract: decimals with at most four fraction digits, held as integers; what division and products make is rounded to
// four digits, halves to even; beyond four digits or 10^9 is a fault (semantics 4 and 10).
#include <actueel/base/decimal.hpp>

#include <gtest/gtest.h>

#include <sstream>
#include <string>

namespace {

using actueel::decimal;
using actueel::decimal_fault;
using actueel::decimal_from;

decimal units(std::int64_t count) { return decimal::from_units(count); }

TEST(Decimal, IsReadExactlyFromText) {
    EXPECT_EQ(decimal_from("0.1").value.units(), 1'000);
    EXPECT_EQ(decimal_from("-0.0001").value.units(), -1);
    EXPECT_EQ(decimal_from("2.50000").value.units(), 25'000);
    EXPECT_EQ(decimal_from("007").value.units(), 70'000);
    EXPECT_EQ(decimal_from("123456789.1234").value.units(), 1'234'567'891'234);
    EXPECT_EQ(decimal_from("-0").value, decimal{});
    EXPECT_EQ(decimal_from("0.00000000").value, decimal{});
}

TEST(Decimal, AnExponentMovesThePoint) {
    EXPECT_EQ(decimal_from("25e-1").value.units(), 25'000);
    EXPECT_EQ(decimal_from("1e-4").value.units(), 1);
    EXPECT_EQ(decimal_from("0.00012E+4").value.units(), 12'000);
    EXPECT_EQ(decimal_from("1000000000e-9").value.units(), 10'000);
    EXPECT_EQ(decimal_from("1e9").value, actueel::largest_decimal);
    EXPECT_EQ(decimal_from("0e999999999999").value, decimal{});
    EXPECT_EQ(decimal_from("10e-5").value.units(), 1); // trailing zeros do not count as digits
}

TEST(Decimal, MoreThanFourFractionDigitsThatAreNotZeroIsAFault) {
    for (const auto* text : {"0.00001", "1.23456", "1e-5", "123.40001", "1e-999999999999"}) {
        EXPECT_EQ(decimal_from(text).fault, decimal_fault::too_many_digits) << text;
    }
    EXPECT_EQ(decimal_from("1.23450").fault, decimal_fault::none);
}

TEST(Decimal, BeyondTenToTheNinthIsAFault) {
    EXPECT_EQ(decimal_from("1000000000").fault, decimal_fault::none);
    EXPECT_EQ(decimal_from("-1000000000").fault, decimal_fault::none);
    for (const auto* text : {"1000000000.0001", "-1000000000.0001", "1000000001", "1e10",
                             "1e999999999999999", "99999999999999999999999999999999999999"}) {
        EXPECT_EQ(decimal_from(text).fault, decimal_fault::too_large) << text;
    }
}

TEST(Decimal, OtherTextsAreNotNumbers) {
    for (const auto* text : {"", "-", "+1", ".5", "5.", "1e", "1e+", "1.e5", "NaN", "Infinity",
                             "0x10", "1 ", " 1", "1,5", "--1", "1_000", "1.2.3"}) {
        EXPECT_EQ(decimal_from(text).fault, decimal_fault::not_a_number) << text;
    }
}

TEST(Decimal, IsWrittenAsTheShortestText) {
    EXPECT_EQ(to_string(units(25'000)), "2.5");
    EXPECT_EQ(to_string(units(30'000)), "3");
    EXPECT_EQ(to_string(units(-2'500)), "-0.25");
    EXPECT_EQ(to_string(units(-1)), "-0.0001");
    EXPECT_EQ(to_string(units(10'010)), "1.001");
    EXPECT_EQ(to_string(-decimal{}), "0");
    EXPECT_EQ(to_string(units(INT64_MIN)), "-922337203685477.5808");
    std::ostringstream out;
    out << units(12'500);
    EXPECT_EQ(out.str(), "1.25");
}

TEST(Decimal, WhatIsWrittenReadsAsTheSame) {
    for (std::int64_t i = -30'000; i <= 30'000; i += 7) {
        ASSERT_EQ(decimal_from(to_string(units(i))).value, units(i));
    }
}

TEST(Decimal, ProductsRoundHalvesToEvenOnBothSidesOfZero) {
    const decimal half = units(5'000);
    EXPECT_EQ(rounded_product(units(1), half), units(0)); // 0.5 -> 0
    EXPECT_EQ(rounded_product(units(3), half), units(2)); // 1.5 -> 2
    EXPECT_EQ(rounded_product(units(5), half), units(2)); // 2.5 -> 2
    EXPECT_EQ(rounded_product(units(-1), half), units(0));
    EXPECT_EQ(rounded_product(units(-3), half), units(-2));
    EXPECT_EQ(rounded_product(units(-5), half), units(-2));
    EXPECT_EQ(rounded_product(units(3), units(5'001)), units(2)); // just above a half
    EXPECT_EQ(rounded_product(units(1), units(4'999)), units(0));
    EXPECT_EQ(rounded_product(units(-1), units(5'001)), units(-1));
}

TEST(Decimal, TheProductOfTheLargestIsHeld) {
    const decimal most = actueel::largest_decimal;
    EXPECT_EQ(rounded_product(most, units(1)), units(1'000'000'000));
    EXPECT_EQ(rounded_product(most, decimal::whole(900)), decimal::whole(900'000'000'000));
    EXPECT_EQ(rounded_product(-most, decimal::whole(900)), decimal::whole(-900'000'000'000));
}

TEST(Decimal, MeansRoundHalvesToEvenOnBothSidesOfZero) {
    EXPECT_EQ(rounded_mean(units(1), 2), units(0));
    EXPECT_EQ(rounded_mean(units(3), 2), units(2));
    EXPECT_EQ(rounded_mean(units(5), 2), units(2));
    EXPECT_EQ(rounded_mean(units(-1), 2), units(0));
    EXPECT_EQ(rounded_mean(units(-3), 2), units(-2));
    EXPECT_EQ(rounded_mean(units(-5), 2), units(-2));
    EXPECT_EQ(rounded_mean(decimal::whole(10), 3), units(33'333));
    EXPECT_EQ(rounded_mean(decimal::whole(20), 3), units(66'667));
    EXPECT_EQ(rounded_mean(decimal::whole(-20), 3), units(-66'667));
    EXPECT_EQ(rounded_mean(decimal::whole(7), 1), decimal::whole(7));
}

TEST(Decimal, SumsAreExact) {
    decimal sum;
    for (int i = 0; i < 10; ++i) { sum += decimal_from("0.1").value; }
    EXPECT_EQ(sum, decimal::whole(1));
    EXPECT_EQ(units(1) - units(3), units(-2));
    EXPECT_EQ(-units(3), units(-3));
    EXPECT_LT(units(-1), decimal{});
}

TEST(Decimal, IsWholeWithoutAFraction) {
    EXPECT_TRUE(decimal::whole(-3).is_whole());
    EXPECT_FALSE(units(1).is_whole());
    EXPECT_EQ(to_double(units(25'000)), 2.5);
}

TEST(Decimal, RoundedUpIsTheLeastWholeNumberThatIsNotBelow) {
    EXPECT_EQ(rounded_up(decimal::from_units(25'000)), decimal::whole(3));
    EXPECT_EQ(rounded_up(decimal::from_units(1)), decimal::whole(1));
    EXPECT_EQ(rounded_up(decimal::whole(3)), decimal::whole(3));
    EXPECT_EQ(rounded_up(decimal{}), decimal{});
    EXPECT_EQ(rounded_up(decimal::from_units(-25'000)), decimal::whole(-2));
    EXPECT_EQ(rounded_up(decimal::from_units(-1)), decimal{});
}

} // namespace
