// SPDX-License-Identifier: MPL-2.0
// Contract: answers_due is the earliest expires_on of the current and stale answers, answered n/a included; review_due the
// last sign-off + review_every of the highest possible final level, now where there is none; due the earlier; on or before
// as_of: overdue since then (semantics 6).
#include <actueel/assessment/due.hpp>

#include "../testing/answers.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace {

using actueel::testing::assessed;
using actueel::testing::cuts;
using actueel::testing::family;
using actueel::testing::form;
using actueel::testing::points;

/// Low is reviewed every six months, high every month, middle never.
form asked() {
    return form{}
        .changing("a")
        .item("b", "'kind':'dynamic','ask':{'en':'?'},'shelf_life':'P1M'," +
                       actueel::testing::no_some_yes_or_not_applicable)
        .scale("s", "sum", {points("a"), points("b")}, cuts)
        .with("levels", "[{'id':'low','label':{'en':'l'},'review_every':'P6M'},{'id':'middle','"
                        "label':{'en':'m'}},{'id':'high','label':{'en':'h'},'review_every':'P1M'}]")
        .with("level_from", "['s']");
}
/// `answers review due overdue`, `-` for none.
std::string due(const family& f, std::string_view as_of, const form& with = asked()) {
    const auto d = due_of(assessed(with, f, as_of));
    std::string out;
    for (const auto& one : {d.answers, d.review, d.earliest, d.overdue_since}) {
        out += (out.empty() ? "" : " ") + (one ? to_string(*one) : std::string{"-"});
    }
    return out;
}
family signed_off(std::string_view as_of, family f, std::string_view more = "") {
    return f.add("s-" + std::string{as_of}, "sign_off", as_of,
                 "'instrument':'form','as_of':'" + std::string{as_of} + "','by':'worker'" +
                     std::string{more});
}
family both_no() {
    return family{}
        .observed("o1", "2020-02-03", "a", "'no'")
        .observed("o2", "2020-02-10", "b", "'no'");
}

TEST(Due, AnswersAreDueWhenTheFirstOfThemExpires) {
    EXPECT_EQ(due(signed_off("2020-02-10", both_no()), "2020-02-15"),
              "2020-03-10 2020-08-10 2020-03-10 -");
    EXPECT_EQ(due(signed_off("2020-02-10", both_no()), "2020-03-10"),
              "2020-03-10 - 2020-03-10 2020-03-10"); // stale too; middle is possible now
}

TEST(Due, AnAnsweredNotApplicableExpiresTooAndUnknownNever) {
    EXPECT_EQ(
        due(signed_off("2020-02-10", family{}
                                         .observed("o1", "2020-02-03", "a", "'refused'")
                                         .observed("o2", "2020-02-10", "b", "'not_applicable'")),
            "2020-02-15")
            .substr(0, 10),
        "2020-03-10");
    EXPECT_EQ(due(signed_off("2020-02-10", family{}.observed("o1", "2020-02-03", "a", "'refused'")),
                  "2020-02-15")
                  .substr(0, 2),
              "- ");
}

TEST(Due, WhatDoesNotApplyIsNotDueAndWhatMayApplyIs) {
    const form follow = form{}
                            .fixed("c")
                            .changing("a", "'applies_when':{'item':'c','is':'yes'}")
                            .scale("s", "sum", {points("a")});
    const auto f = family{}.observed("o1", "2020-02-03", "a", "'no'");
    EXPECT_EQ(due(f, "2020-02-15", follow), "2020-05-03 - 2020-05-03 -");
    family not_asked = f;
    EXPECT_EQ(due(not_asked.observed("o2", "2020-02-03", "c", "'no'"), "2020-02-15", follow),
              "- - - -");
}

TEST(Due, ReviewIsDueAtOnceWithoutASignOff) {
    EXPECT_EQ(due(both_no(), "2020-02-15"), "2020-03-10 2020-02-15 2020-02-15 2020-02-15");
}

TEST(Due, ReviewFollowsTheHighestPossibleFinalLevel) {
    family f = both_no();
    f.observed("o3", "2020-02-11", "a", "'yes'").observed("o4", "2020-02-11", "b", "'yes'");
    EXPECT_EQ(due(signed_off("2020-02-12", f), "2020-02-15"),
              "2020-03-11 2020-03-12 2020-03-11 -"); // high
    EXPECT_EQ(due(signed_off("2020-02-02", family{}.observed("o1", "2020-02-03", "a", "'no'")),
                  "2020-02-15"),
              "2020-05-03 - 2020-05-03 -"); // low to middle: middle has no interval
}

TEST(Due, TheLastSignOffIsByItsDayNotAfterThisOne) {
    family f = signed_off("2020-02-12", signed_off("2020-02-10", both_no()));
    f.add(
        "late", "sign_off", "2020-02-20",
        "'instrument':'form','as_of':'2020-01-01','by':'worker'"); // recorded last, of an earlier day
    EXPECT_EQ(due(f, "2020-02-11").substr(11, 10), "2020-08-10");
    EXPECT_EQ(due(f, "2020-02-15").substr(11, 10), "2020-08-12");
}

TEST(Due, SignOffsAreOfThisInstrumentAndThisChildOrElseTheFamily) {
    family f = both_no();
    f.child("c1");
    f.add("s1", "sign_off", "2020-02-10",
          "'instrument':'form','as_of':'2020-02-10','by':'worker','person':'c1'");
    f.add("s2", "sign_off", "2020-02-10",
          "'instrument':'other','as_of':'2020-02-10','by':'worker'");
    EXPECT_EQ(due(f, "2020-02-15").substr(11, 10), "2020-02-15"); // the family was never signed
    EXPECT_EQ(to_string(*due_of(assessed(asked(), f, "2020-02-15", "c1")).review), "2020-08-10");
}

TEST(Due, NothingIsDueOutsideInvolvementOrBeforeTheFirstDay) {
    family f = both_no();
    f.add("i1", "involvement", "2020-02-01", "'start':'2020-02-01','until':'2020-02-20'");
    EXPECT_EQ(due(f, "2020-02-19").substr(0, 10), "2020-03-10");
    EXPECT_EQ(due(f, "2020-02-20"), "- - - -");
    EXPECT_EQ(due(family{}, "2020-02-20"), "- - - -");
    EXPECT_EQ(due(both_no(), "2020-02-02"), "- - - -");
}

TEST(Due, WithoutLevelsOnlyAnswersAre) {
    EXPECT_EQ(due(both_no(), "2020-02-15", form{}.changing("a").scale("s", "sum", {points("a")})),
              "2020-05-03 - 2020-05-03 -");
}

TEST(Due, AReviewPastTheCalendarIsNever) {
    family f;
    f.add("s1", "sign_off", "9999-12-01", "'instrument':'form','as_of':'9999-12-01','by':'worker'");
    f.add("o1", "observation", "9999-12-01", family::observation("9999-12-01", "a", "'no'"));
    f.add("o2", "observation", "9999-12-01", family::observation("9999-12-01", "b", "'no'"));
    EXPECT_EQ(due(f, "9999-12-02"), "- - - -");
}

} // namespace
