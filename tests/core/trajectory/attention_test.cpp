// SPDX-License-Identifier: MPL-2.0
// attention.hpp: what of a family asks for attention on a day. Levels, counts and due days are those of `assess`; `was` is
// the last determined segment of the trajectory up to the day. Semantics 5 to 7.
#include <actueel/trajectory/attention.hpp>

#include "../testing/answers.hpp"

#include <actueel/trajectory/trajectory.hpp>

#include <gtest/gtest.h>

#include <string>

namespace actueel::testing {
namespace {

/// Two questions that hold for three months; no gives 0, some 2 and yes 4 points.
form two_questions() {
    const auto doubled = [](std::string_view item) {
        return term(item, "'points':{'no':0,'some':2,'yes':4}");
    };
    return form{}
        .changing("q")
        .changing("r")
        .scale("s", "max", {doubled("q"), doubled("r")}, cuts)
        .low_middle_high("s");
}

struct answer_of_day {
    reading read;
    attention found;
};

answer_of_day looked(const form& asked, const family& records, std::string_view as_of,
                     std::int32_t ahead = 14, std::string_view child = "",
                     known known_at = known::everything()) {
    const reading read = try_read(asked.read(), records.read()).value();
    const auto known = known_answers_at(read, known_at.until(on(as_of)));
    const std::int32_t person = child.empty() ? nobody : read.family.person_index(child);
    return {read, try_attention(known, on(as_of), person, ahead).value()};
}

/// `l1 until 2020-03-01`, with ` lapsed`.
std::string plans(const answer_of_day& a) {
    std::string out;
    for (const plan_in_sight& p : a.found.plans) {
        out += (out.empty() ? "" : ", ") +
               a.read.family->chains[static_cast<std::size_t>(p.record)].id + " until " +
               to_string(p.until) + (p.lapsed ? " lapsed" : "");
    }
    return out;
}
std::string disputes(const answer_of_day& a) {
    std::string out;
    for (const open_dispute& d : a.found.disputes) {
        out += (out.empty() ? "" : ", ") +
               a.read.family->chains[static_cast<std::size_t>(d.record)].id + " " +
               to_string(d.raised_at).substr(0, 10);
    }
    return out;
}
/// `high until 2020-05-01`.
std::string was(const answer_of_day& a) {
    if (!a.found.was) { return "never"; }
    return a.read.asked->levels[static_cast<std::size_t>(a.found.was->level)].id + " until " +
           to_string(a.found.was->until);
}
std::string plan(std::string_view until, std::string_view more = "") {
    return "'start':'2020-02-01','until':'" + std::string{until} + "'" +
           (more.empty() ? "" : "," + std::string{more});
}

TEST(Attention, HasTheLevelsCountsAndDueDaysOfTheAssessment) {
    const auto records = family{}
                             .observed("o1", "2020-02-01", "q", "'yes'")
                             .observed("o2", "2020-01-01", "r", "'no'")
                             .add("s1", "sign_off", "2020-02-10",
                                  "'instrument':'form','as_of':'2020-02-10','by':'worker'");
    const auto asked = two_questions();
    for (const auto* day : {"2020-01-15", "2020-02-10", "2020-04-16", "2020-06-01"}) {
        const auto a = assessed(asked, records, day);
        const auto found = looked(asked, records, day).found;
        EXPECT_EQ(found.computed, a.found->level) << day;
        EXPECT_EQ(found.final_level, a.decided.level) << day;
        EXPECT_EQ(found.counts, counts_of(a)) << day;
        EXPECT_EQ(found.due, due_of(a)) << day;
    }
}

TEST(Attention, AnswersExpireSoonFromTheNextDayToTheLastOneAhead) {
    const auto records = family{}
                             .observed("o1", "2020-02-01", "q", "'no'")  // until 2020-05-01
                             .observed("o2", "2020-02-15", "r", "'no'"); // until 2020-05-15
    const auto on_day = [&records](std::string_view day, std::int32_t ahead) {
        const auto a = looked(two_questions(), records, day, ahead).found;
        return std::to_string(a.expired) + " " + std::to_string(a.expiring) + " " +
               (a.first_expiring ? to_string(*a.first_expiring) : "-") + " " +
               (a.first_expired ? to_string(*a.first_expired) : "-");
    };
    EXPECT_EQ(on_day("2020-04-16", 14), "0 0 - -");
    EXPECT_EQ(on_day("2020-04-17", 14), "0 1 2020-05-01 -");
    EXPECT_EQ(on_day("2020-04-17", 28), "0 2 2020-05-01 -");
    EXPECT_EQ(on_day("2020-05-01", 14), "1 1 2020-05-15 2020-05-01");
    EXPECT_EQ(on_day("2020-05-01", 0), "1 0 - 2020-05-01");
    EXPECT_EQ(on_day("2020-06-01", 14), "2 0 - 2020-05-01");
}

TEST(Attention, APlanIsInSightWhileItRunsAndShortlyAfterItLapsed) {
    auto records = family{}.observed("o1", "2020-02-01", "q", "'no'");
    records.add("l1", "plan", "2020-02-01", plan("2020-03-01"));
    EXPECT_EQ(plans(looked(two_questions(), records, "2020-01-31")), "") << "not begun";
    EXPECT_EQ(plans(looked(two_questions(), records, "2020-02-29")), "l1 until 2020-03-01");
    EXPECT_EQ(plans(looked(two_questions(), records, "2020-03-01")), "l1 until 2020-03-01 lapsed");
    EXPECT_EQ(plans(looked(two_questions(), records, "2020-03-14")), "l1 until 2020-03-01 lapsed");
    EXPECT_EQ(plans(looked(two_questions(), records, "2020-03-15")), "");
    records.add("l2", "plan", "2020-02-20", plan("2020-04-01"));
    EXPECT_EQ(plans(looked(two_questions(), records, "2020-02-29")),
              "l1 until 2020-03-01, l2 until 2020-04-01");
    EXPECT_EQ(plans(looked(two_questions(), records, "2020-03-01")), "l2 until 2020-04-01")
        << "another one runs";
}

TEST(Attention, APlanThatWasEndedDidNotLapse) {
    auto records = family{}.observed("o1", "2020-02-01", "q", "'no'");
    records.add("l1", "plan", "2020-02-01", plan("2020-03-01")).ends("n1", "l1", "2020-02-20");
    EXPECT_EQ(plans(looked(two_questions(), records, "2020-02-19")), "l1 until 2020-02-20");
    EXPECT_EQ(plans(looked(two_questions(), records, "2020-02-20")), "");
}

TEST(Attention, OfAChildThePlansAndDisputesThatConcernIt) {
    auto records = family{}.child("k1").child("k2").observed("o1", "2020-02-01", "q", "'no'");
    records.observed("o2", "2020-02-01", "t", "'no'", "'person':'k2'");
    records.add("l1", "plan", "2020-02-01", plan("2020-03-01", "'persons':['k1']"))
        .add("l2", "plan", "2020-02-01", plan("2020-03-02"))
        .add("d1", "dispute", "2020-02-02", "'about':'o1'")
        .add("d2", "dispute", "2020-02-02", "'about':'o2'")
        .add("d3", "dispute", "2020-02-02", "'about':{'item':'t','person':'k2'}");
    const auto of = [&records](std::string_view child) {
        return looked(two_questions(), records, "2020-02-10", 14, child);
    };
    EXPECT_EQ(plans(of("k1")), "l1 until 2020-03-01, l2 until 2020-03-02");
    EXPECT_EQ(plans(of("k2")), "l2 until 2020-03-02");
    EXPECT_EQ(disputes(of("k1")), "d1 2020-02-02");
    EXPECT_EQ(disputes(of("k2")), "d1 2020-02-02, d2 2020-02-02, d3 2020-02-02");
    EXPECT_EQ(disputes(of("")), "d1 2020-02-02, d2 2020-02-02, d3 2020-02-02");
}

TEST(Attention, ADisputeIsOpenFromTheDayItIsWrittenDownUntilItIsAnsweredOrEnded) {
    auto records = family{}.observed("o1", "2020-02-01", "q", "'no'");
    records.add("d1", "dispute", "2020-02-05", "'about':'o1'")
        .add("d2", "dispute", "2020-02-06", "'about':'o1'")
        .ends("n1", "d1", "2020-02-10");
    EXPECT_EQ(disputes(looked(two_questions(), records, "2020-02-04")), "");
    EXPECT_EQ(disputes(looked(two_questions(), records, "2020-02-05")), "d1 2020-02-05");
    EXPECT_EQ(disputes(looked(two_questions(), records, "2020-02-09")),
              "d1 2020-02-05, d2 2020-02-06");
    EXPECT_EQ(disputes(looked(two_questions(), records, "2020-02-10")), "d2 2020-02-06");
    records.add("a2", "dispute_answer", "2020-02-20",
                "'about':'d2','outcome':'not_upheld','by':'worker','reason':'why'");
    EXPECT_EQ(disputes(looked(two_questions(), records, "2020-02-21")), "");
}

TEST(Attention, ARangeSaysWhatItWasAndUntilWhen) {
    auto records = family{}
                       .observed("o1", "2020-02-01", "q", "'some'")
                       .observed("o2", "2020-02-01", "r", "'some'")
                       .observed("o3", "2020-03-01", "q", "'yes'");
    const auto asked = two_questions();
    EXPECT_EQ(was(looked(asked, records, "2020-01-15")), "never") << "nothing is known yet";
    EXPECT_EQ(was(looked(asked, records, "2020-04-01")), "never") << "it is one level now";
    EXPECT_EQ(was(looked(asked, records, "2020-05-15")), "never") << "high already, whatever r is";
    EXPECT_EQ(was(looked(asked, records, "2020-06-01")), "high until 2020-06-01");
    EXPECT_EQ(was(looked(asked, records, "2021-06-01")), "high until 2020-06-01");
}

TEST(Attention, WhatItWasIsTheLastDeterminedSegmentOfTheTrajectory) {
    auto records = family{}
                       .observed("o1", "2020-02-01", "q", "'some'")
                       .observed("o2", "2020-02-03", "r", "'no'")
                       .observed("o3", "2020-05-20", "q", "'no'")
                       .observed("o4", "2020-06-20", "r", "'no'")
                       .observed("o5", "2020-07-02", "r", "'unknown'");
    const auto asked = two_questions();
    for (day d = on("2020-01-01"); d < on("2020-12-01"); d = next_day(d)) {
        const auto found = looked(asked, records, to_string(d));
        const auto t = trajectory_of(asked.read(), records.read(),
                                     {.start = on("2020-01-01"), .until = next_day(d)});
        const segment* last = t.last_determined();
        const bool range = !is_exact(*found.found.computed);
        ASSERT_EQ(found.found.was.has_value(), range && last != nullptr) << d;
        if (found.found.was) {
            EXPECT_EQ(found.found.was->level, last->state.computed->low) << d;
            EXPECT_EQ(found.found.was->until, last->until) << d;
        }
    }
}

TEST(Attention, AnOverrideIsToldWithItsStateAndWhetherToReviewIt) {
    auto asked = two_questions();
    asked.with("overrides", "{'roles':['supervisor'],'up':2,'down':0}");
    auto records = family{}.observed("o1", "2020-02-01", "q", "'some'");
    records.observed("o2", "2020-02-01", "r", "'some'");
    records.add("v1", "override", "2020-02-10",
                "'instrument':'form','level':'high','computed':{'low':'low','high':'middle'},"
                "'by':'supervisor','reason':'why','start':'2020-02-10','until':'2020-03-10'");
    const auto found = looked(asked, records, "2020-02-15").found;
    ASSERT_EQ(found.overrides.size(), 1U);
    EXPECT_EQ(found.overrides.front().state, override_state::counts);
    EXPECT_TRUE(found.overrides.front().to_review) << "today's range is middle alone";
    EXPECT_TRUE(looked(asked, records, "2020-03-10").found.overrides.empty());
}

TEST(Attention, WithoutLevelsThereIsNoneAndNoEarlierOne) {
    const auto asked = form{}.changing("q").scale("s", "sum", {points("q")});
    const auto found =
        looked(asked, family{}.observed("o1", "2020-02-01", "q", "'yes'"), "2020-06-01").found;
    EXPECT_FALSE(found.computed);
    EXPECT_FALSE(found.was);
    EXPECT_EQ(found.counts.stale, 1);
}

TEST(Attention, AChildThatIsNoMemberIsRefused) {
    const auto records = family{}.child("k1", "", "'until':'2020-02-01'");
    const reading read = try_read(two_questions().read(), records.read()).value();
    const auto known = known_answers_at(read, known::everything().until(on("2020-03-01")));
    EXPECT_EQ(faults(try_attention(known, on("2020-03-01"), read.family.person_index("k1"), 14)),
              "child_not_member ");
}

} // namespace
} // namespace actueel::testing
