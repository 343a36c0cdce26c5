// SPDX-License-Identifier: MPL-2.0
// Contract: known_at left out means everything in the history; "as_of" means by the end of the as_of day, UTC; else an
// instant (semantics 2, In force).
#include <actueel/history/known.hpp>

#include "../testing/answers.hpp"

#include <gtest/gtest.h>

#include <string>

namespace {

using actueel::known;
using actueel::testing::at;
using actueel::testing::faults;
using actueel::testing::on;

TEST(Known, EverythingIsLaterThanEveryInstant) {
    EXPECT_GT(known::everything().until(on("2020-01-01")), end_of(on("9999-12-31")));
}

TEST(Known, AsOfIsTheEndOfThatDayInUtc) {
    EXPECT_EQ(known::by_end_of_as_of().until(on("2020-02-29")), at("2020-02-29T23:59:59.999999Z"));
}

TEST(Known, AnInstantIsItselfWhateverTheDay) {
    EXPECT_EQ(known::at(at("2020-01-01")).until(on("1999-01-01")), at("2020-01-01"));
}

TEST(Known, IsReadAsItIsWritten) {
    for (const auto* text :
         {"everything", "as_of", "2020-04-16T09:00:00Z", "2020-04-16T09:00:00.5Z"}) {
        EXPECT_EQ(to_string(actueel::try_known_from(text).value()), text);
    }
    EXPECT_EQ(actueel::try_known_from("2020-04-16T11:00:00+02:00").value(),
              known::at(at("2020-04-16T09:00:00Z")));
}

TEST(Known, OtherTextsAreErrorsThatNeverRepeatFreeText) {
    for (const auto* text : {"", "now", "2020-04-16", "2020-04-16T09:00:00", "Anna de Vries"}) {
        const auto read = actueel::try_known_from(text);
        EXPECT_EQ(faults(read), "known_at_malformed /known_at") << text;
        EXPECT_EQ(std::string{read.error().what()}.find("Anna"), std::string::npos);
    }
}

} // namespace
