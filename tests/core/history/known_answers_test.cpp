// SPDX-License-Identifier: MPL-2.0
// Contract: a family's answers put in order once for all days: words by item, person, day and place, each with its
// expiry and the day on which its voice says something else; a day sees what was observed by then (semantics 3).
#include <actueel/history/known_answers.hpp>

#include "../testing/answers.hpp"

#include <gtest/gtest.h>

#include <string>

namespace {

using actueel::known_answers;
using actueel::testing::family;
using actueel::testing::form;
using actueel::testing::on;
using actueel::testing::points;

const actueel::instant whenever = actueel::end_of(on("9999-12-31"));

/// A reading with what is known of it: the one must outlive the other.
struct sorted {
    actueel::reading read;
    known_answers known;
    sorted(const form& asked, const family& f)
        : read{actueel::try_read(asked.read(), f.read()).value()}, known{known_answers_at(
                                                                       read, whenever)} {}

    [[nodiscard]] std::string id(std::int32_t record) const {
        return read.family->chains[static_cast<std::size_t>(record)].id;
    }
    [[nodiscard]] const actueel::answer_track* track(std::string_view item,
                                                     std::string_view person = "") const {
        return known.track_of(read.asked.item_index(item).value(),
                              read.family.person_index(person));
    }
    /// Ids of the words by a day.
    [[nodiscard]] std::string words(std::string_view item, std::string_view day,
                                    std::string_view person = "") const {
        std::string out;
        const auto* of = track(item, person);
        if (of == nullptr) { return "no track"; }
        for (const auto& w : known.words_until(*of, on(day))) { out += id(w.said.record) + ' '; }
        return out;
    }
    [[nodiscard]] const actueel::known_word& word(std::string_view record) const {
        for (const auto& w : known.words) {
            if (id(w.said.record) == record) { return w; }
        }
        throw std::out_of_range{"no such word"};
    }
};

form two_items() {
    return form{}
        .changing("a", "'lapses_on':{'joins':['caregiver'],'events':['v']}")
        .fixed("p", "'per':'child'")
        .scale("s", "sum", {points("a")});
}

TEST(KnownAnswers, AreByItemPersonDayAndPlace) {
    family f;
    f.child("c1").child("c2");
    f.observed("o2", "2020-02-05", "a", "'yes'").observed("o1", "2020-02-03", "a", "'no'");
    f.add("o3", "observation", "2020-02-09", family::observation("2020-02-03", "a", "'no'"));
    f.observed("o4", "2020-02-03", "p", "'no'", "'person':'c2'");
    const sorted s{two_items(), f};
    EXPECT_EQ(s.words("a", "2020-03-01"), "o1 o3 o2 ");
    EXPECT_EQ(s.words("a", "2020-02-04"), "o1 o3 ");
    EXPECT_EQ(s.words("a", "2020-02-02"), "");
    EXPECT_EQ(s.words("p", "2020-03-01", "c2"), "o4 ");
    EXPECT_EQ(s.words("p", "2020-03-01", "c1"), "no track");
}

TEST(KnownAnswers, WhatNeverBecomesCurrentStandsAside) {
    family f;
    f.observed("o1", "2020-02-03", "a", "'yes'").observed("o2", "2020-02-04", "a", "'not_seen'");
    f.observed("o3", "2020-02-05", "a", "'yes'", "'repeats':'o1'");
    const sorted s{two_items(), f};
    EXPECT_EQ(s.words("a", "2020-03-01"), "o1 ");
    const auto aside = s.known.aside_until(*s.track("a"), on("2020-02-05"));
    ASSERT_EQ(aside.size(), 2U);
    EXPECT_FALSE(aside[0].copies);
    EXPECT_TRUE(aside[1].copies);
    EXPECT_EQ(s.known.aside_until(*s.track("a"), on("2020-02-04")).size(), 1U);
}

TEST(KnownAnswers, ExpireByShelfLifeUntilSomethingThatMakesThemLapseIsInSight) {
    family f;
    f.observed("o1", "2020-02-03", "a", "'yes'").event("e1", "2020-02-10", "v");
    f.event("e2", "2020-02-12", "v");
    const sorted s{two_items(), f};
    const auto& w = s.word("o1");
    EXPECT_EQ(w.expires(on("2020-02-09")).on, on("2020-05-03"));
    EXPECT_EQ(w.expires(on("2020-02-10")).on, on("2020-02-10"));
    EXPECT_EQ(w.expires(on("2020-02-12")).on, on("2020-02-10")); // the first of them
    EXPECT_EQ(s.id(w.expires(on("2020-02-10")).record), "e1");
}

TEST(KnownAnswers, AWordIsReplacedByTheNextOfItsVoice) {
    const auto replaced = [](std::string_view first, std::string_view second) {
        family f;
        f.observed("o1", "2020-02-03", "a", "'yes'", first)
            .observed("o2", "2020-02-04", "a", "'no'", "'source':'parent','by':'z'")
            .observed("o3", "2020-02-05", "a", "'no'", second)
            .observed("o4", "2020-02-06", "a", "'no'", second);
        const sorted s{two_items(), f};
        return to_string(s.word("o1").replaced_on);
    };
    EXPECT_EQ(replaced("'source':'worker'", "'source':'worker'"), "2020-02-05");
    EXPECT_EQ(replaced("'source':'worker','by':'x'", "'source':'worker'"), "2020-02-05");
    EXPECT_EQ(replaced("'source':'worker'", "'source':'worker','by':'y'"), "2020-02-05");
    EXPECT_EQ(replaced("'source':'worker','by':'x'", "'source':'worker','by':'x'"), "2020-02-05");
    EXPECT_EQ(replaced("'source':'worker','by':'x'", "'source':'worker','by':'y'"), "never");
    EXPECT_EQ(replaced("'source':'worker'", "'source':'record'"), "never");
}

TEST(KnownAnswers, EventsCountOnTheDaysOfTheirWindow) {
    const form asked = form{}
                           .derived("n", "'count_events':{'types':['v'],'window':'P1M'}")
                           .scale("s", "sum", {"{'item':'n','linear':{'times':1,'max':9}}"});
    family f;
    f.event("e1", "2020-01-31", "v").event("e2", "2020-02-01", "w");
    const sorted s{asked, f};
    ASSERT_EQ(s.known.events.size(), 1U);
    ASSERT_EQ(s.known.events[0].size(), 1U);
    EXPECT_EQ(s.known.events[0][0].from, on("2020-01-31"));
    EXPECT_EQ(s.known.events[0][0].until, on("2020-02-29"));
}

} // namespace
