// SPDX-License-Identifier: MPL-2.0
// Contract: where a day falls among up to 64 that are asked about, as bits; what was known on each; when answers expire.
#include <actueel/rescoring/days.hpp>

#include "../testing/documents.hpp"

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

namespace {

using actueel::asked_days;
using actueel::day;
using actueel::day_bits;
using actueel::duration;
using actueel::known;
using actueel::testing::at;
using actueel::testing::on;

/// Every second day from 2020-02-02.
std::vector<day> days(std::size_t count) {
    std::vector<day> out;
    for (std::size_t i = 0; i < count; ++i) {
        out.push_back(day::from_number(on("2020-02-02").number() + 2 * static_cast<int>(i)));
    }
    return out;
}
asked_days asked(std::size_t count, known known_at = known::everything()) {
    return {days(count), known_at, {}};
}

TEST(AskedDays, AreFoundFromTheFirstToTheLast) {
    const asked_days three = asked(3);
    EXPECT_EQ(three.all(), 0b111U);
    EXPECT_EQ(three.from(day{}), 0b111U);
    EXPECT_EQ(three.from(on("2020-02-02")), 0b111U);
    EXPECT_EQ(three.from(on("2020-02-03")), 0b110U);
    EXPECT_EQ(three.from(on("2020-02-04")), 0b110U);
    EXPECT_EQ(three.from(on("2020-02-06")), 0b100U);
    EXPECT_EQ(three.from(on("2020-02-07")), 0U);
    EXPECT_EQ(three.from(day::never()), 0U);
}

TEST(AskedDays, SixtyFourFillAWord) {
    const asked_days full = asked(64);
    EXPECT_EQ(full.all(), ~day_bits{0});
    EXPECT_EQ(full.from(full.at(0)), ~day_bits{0});
    EXPECT_EQ(full.from(full.at(63)), day_bits{1} << 63U);
    EXPECT_EQ(full.from(next_day(full.at(63))), 0U);
    EXPECT_EQ(asked(63).all(), ~day_bits{0} >> 1U);
    EXPECT_EQ(asked(1).all(), 1U);
    EXPECT_EQ(full.count(), 64U);
}

TEST(AskedDays, AreEachWhereASlowCountFindsThem) {
    for (const std::size_t count : {1U, 2U, 63U, 64U}) {
        const asked_days some = asked(count);
        for (int d = -3; d < 2 * 64 + 3; ++d) {
            const day one = day::from_number(on("2020-02-02").number() + d);
            day_bits expected = 0;
            for (std::size_t l = 0; l < count; ++l) {
                if (some.at(l) >= one) { expected |= day_bits{1} << l; }
            }
            ASSERT_EQ(some.from(one), expected) << count << ' ' << one;
        }
    }
}

TEST(AskedDays, WithinATermAreThoseFromItsStartToBeforeItsEnd) {
    const asked_days three = asked(3);
    EXPECT_EQ(three.within(on("2020-02-02"), on("2020-02-06")), 0b011U);
    EXPECT_EQ(three.within(on("2020-02-04"), on("2020-02-04")), 0U) << "of no day";
    EXPECT_EQ(three.within(on("2020-02-03"), day::never()), 0b110U);
    EXPECT_EQ(three.within(on("2020-02-06"), on("2020-02-02")), 0U);
}

TEST(AskedDays, KnowARecordByTheEndOfTheirOwnDay) {
    const asked_days three = asked(3, known::by_end_of_as_of());
    EXPECT_EQ(three.knowing(at("2020-02-04T23:59:59.999999Z"), {}, true), 0b110U);
    EXPECT_EQ(three.knowing(at("2020-02-05T00:00:00Z"), {}, true), 0b100U);
    EXPECT_EQ(three.knowing(at("2020-02-02"), at("2020-02-04T00:00:00Z"), false), 0b001U);
    EXPECT_EQ(three.knowing(at("2020-02-02"), at("2020-02-02T13:00:00Z"), false), 0U)
        << "corrected on the same day";
}

TEST(AskedDays, KnowARecordByOneInstantAllOrNone) {
    const asked_days three = asked(3, known::at(at("2020-02-04")));
    EXPECT_EQ(three.knowing(at("2020-02-04"), {}, true), 0b111U);
    EXPECT_EQ(three.knowing(at("2020-02-04T12:00:00.000001Z"), {}, true), 0U);
    EXPECT_EQ(three.knowing(at("2020-02-01"), at("2020-02-04"), false), 0U);
    EXPECT_EQ(three.knowing(at("2020-02-01"), at("2020-02-04T12:00:00.000001Z"), false), 0b111U);
    EXPECT_EQ(asked(3).knowing(at("9999-12-31"), {}, true), 0b111U);
    EXPECT_EQ(asked(3).knowing(at("2020-01-01"), at("9999-12-31"), false), 0U);
}

TEST(AskedDays, FindExpiriesOverMonthEndsAsAdditionDoes) {
    const std::vector<duration> shelves = {{1, 0}, {0, 20}, {12, 1}};
    const asked_days some{days(64), known::everything(), shelves};
    const auto first = on("1999-01-01");
    for (int d = 0; d < 366 * 22; ++d) {
        const day said = day::from_number(first.number() + d);
        for (std::size_t s = 0; s < shelves.size(); ++s) {
            ASSERT_EQ(some.expiry(s, said), said + shelves[s]) << said;
        }
    }
    EXPECT_EQ(some.expiry(0, on("2020-01-31")), on("2020-02-29"));
    EXPECT_EQ(some.expiry(0, on("1900-01-31")), on("1900-02-28")) << "before what is remembered";
    EXPECT_EQ(some.expiry(0, on("9999-12-31")), day::never()) << "and after";
}

TEST(AskedDays, MayBeTheFirstAndTheLastOfTheCalendar) {
    const std::vector<duration> shelves = {{1, 0}};
    const std::vector<day> first{day{}};
    const asked_days one{first, known::everything(), shelves};
    EXPECT_EQ(one.from(day{}), 1U);
    EXPECT_EQ(one.expiry(0, day{}), on("0001-02-01"));
    const std::vector<day> last{on("9999-12-30"), on("9999-12-31")};
    const asked_days two{last, known::by_end_of_as_of(), shelves};
    EXPECT_EQ(two.from(on("9999-12-31")), 0b10U);
    EXPECT_EQ(two.from(day::never()), 0U);
    EXPECT_TRUE(two.expiry(0, on("9999-12-01")).is_never());
}

TEST(AskedDays, KnowHowManyOfThemLieBeforeAnAnswerAndItsExpiry) {
    const std::vector<duration> shelves{{0, 3}, {0, 9'000}};
    const asked_days three{days(3), known::everything(), shelves};
    EXPECT_LT(three.earliest(), on("2000-02-01"));
    const auto expect_places = [&](day said) {
        for (std::size_t shelf = 0; shelf <= shelves.size(); ++shelf) {
            const asked_days::places held = three.held(shelf)[said];
            const day expiry = shelf == three.no_shelf() ? day::never() : said + shelves[shelf];
            EXPECT_EQ(held.begins, three.place(said)) << said << ' ' << shelf;
            EXPECT_EQ(held.expires, three.place(expiry)) << said << ' ' << shelf;
            EXPECT_EQ(three.expiry(shelf, said), expiry) << said << ' ' << shelf;
            const asked_days::lasting lasts = three.lasts(shelf, said);
            EXPECT_EQ(lasts.begun, three.from(said)) << said << ' ' << shelf;
            EXPECT_EQ(lasts.fresh, three.within(said, expiry)) << said << ' ' << shelf;
        }
    };
    EXPECT_EQ(three.lasts(0, on("1900-01-01")).begun, three.all()) << "before the tables";
    EXPECT_EQ(three.lasts(0, on("1900-01-01")).fresh, 0U);
    EXPECT_EQ(three.lasts(three.no_shelf(), on("1900-01-01")).fresh, three.all());
    expect_places(three.earliest());
    for (const std::string_view said : {"2001-06-10", "2020-01-30", "2020-02-02", "2020-02-03",
                                        "2020-02-06", "2021-01-01", "9999-12-31"}) {
        expect_places(on(said));
    }
}

TEST(AskedDays, AreAlsoCountedFrom1970) {
    EXPECT_EQ(asked(3).days_from_1970(), (std::vector<std::int32_t>{18294, 18296, 18298}));
}

} // namespace
