// SPDX-License-Identifier: MPL-2.0
// Contract: the table of statuses; contested is a different word of another voice that stands, counted or not, and never
// of unknown or refused (semantics 3).
#include <actueel/response/status.hpp>

#include "../testing/answers.hpp"

#include <gtest/gtest.h>

#include <string>

namespace {

using actueel::testing::assessed;
using actueel::testing::family;
using actueel::testing::form;
using actueel::testing::points;
using actueel::testing::row;
using actueel::testing::status_of;

form changing_item(std::string_view more = "") {
    return form{}.changing("a", more).scale("s", "sum", {points("a")});
}
form with_not_applicable(std::string_view more = "") {
    return form{}
        .item("a", "'kind':'dynamic','ask':{'en':'?'},'shelf_life':'P3M'," +
                       actueel::testing::no_some_yes_or_not_applicable + std::string{more})
        .scale("s", "sum", {points("a")});
}
family two_words(std::string_view earlier, std::string_view more_earlier, std::string_view later,
                 std::string_view more_later) {
    return family{}
        .observed("o1", "2020-02-03", "a", earlier, more_earlier)
        .observed("o2", "2020-02-04", "a", later, more_later);
}
bool contested(const form& asked, const family& f, std::string_view as_of = "2020-03-01") {
    return actueel::contested(row(assessed(asked, f, as_of), "a"));
}
bool contested_range(const form& asked, const family& f) {
    const auto a = assessed(asked, f, "2020-03-01");
    return actueel::contested_range(a.asked->items.front(), row(a, "a"));
}

TEST(Status, IsUnknownWhenNeverObservedOrSoAnswered) {
    EXPECT_EQ(status_of(assessed(changing_item(), family{}, "2020-03-01"), "a"), "unknown");
    EXPECT_EQ(
        status_of(assessed(changing_item(), family{}.observed("o1", "2020-02-03", "a", "'unknown'"),
                           "2020-03-01"),
                  "a"),
        "unknown");
    EXPECT_EQ(
        status_of(assessed(changing_item(), family{}.observed("o1", "2020-02-03", "a", "'refused'"),
                           "2020-03-01"),
                  "a"),
        "unknown");
}

TEST(Status, IsCurrentUntilItExpiresThenStale) {
    const auto f = family{}.observed("o1", "2020-02-03", "a", "'no'");
    EXPECT_EQ(status_of(assessed(changing_item(), f, "2020-05-02"), "a"), "current");
    EXPECT_EQ(status_of(assessed(changing_item(), f, "2020-05-03"), "a"), "stale");
}

TEST(Status, IsNotApplicableWhereItDoesNotApplyWhateverItsAnswer) {
    const form asked = form{}
                           .fixed("a")
                           .fixed("b", "'applies_when':{'item':'a','is':'yes'}")
                           .scale("s", "sum", {points("b")});
    const auto f = family{}
                       .observed("o1", "2020-02-03", "a", "'no'")
                       .observed("o2", "2020-02-03", "b", "'yes'");
    EXPECT_EQ(status_of(assessed(asked, f, "2020-03-01"), "b"), "not_applicable");
    EXPECT_EQ(status_of(assessed(asked, family{}.observed("o2", "2020-02-03", "b", "'yes'"),
                                 "2020-03-01"),
                        "b"),
              "current"); // unknown whether
}

TEST(Status, IsNotApplicableWhereThatIsTheCurrentAnswerUntilItExpires) {
    const auto f = family{}.observed("o1", "2020-02-03", "a", "'not_applicable'");
    EXPECT_EQ(status_of(assessed(with_not_applicable(), f, "2020-05-02"), "a"), "not_applicable");
    EXPECT_EQ(status_of(assessed(with_not_applicable(), f, "2020-05-03"), "a"), "stale");
}

TEST(Contested, ByAnotherVoiceWithADifferentValueCountedOrNot) {
    EXPECT_TRUE(contested(changing_item(),
                          two_words("'yes'", "'source':'parent'", "'no'", "'source':'worker'")));
    EXPECT_TRUE(contested(changing_item(), two_words("'yes'", "'source':'worker'", "'no'",
                                                     "'source':'parent'"))); // also a later one
    EXPECT_TRUE(contested(changing_item(), two_words("'yes'", "'source':'worker','by':'w1'", "'no'",
                                                     "'source':'worker','by':'w2'")));
    EXPECT_FALSE(contested(changing_item(),
                           two_words("'no'", "'source':'parent'", "'no'", "'source':'worker'")));
}

TEST(Contested, NotByAnEarlierWordOfTheSameVoice) {
    EXPECT_FALSE(contested(changing_item(),
                           two_words("'yes'", "'source':'worker'", "'no'", "'source':'worker'")));
    EXPECT_FALSE(contested(changing_item(), two_words("'yes'", "'source':'worker','by':'w1'",
                                                      "'no'", "'source':'worker'")));
}

TEST(Contested, NotByUnknownOrRefused) {
    EXPECT_FALSE(contested(
        changing_item(), two_words("'refused'", "'source':'parent'", "'no'", "'source':'worker'")));
    EXPECT_FALSE(contested(changing_item(), two_words("'yes'", "'source':'parent'", "'unknown'",
                                                      "'source':'worker'")));
}

TEST(Contested, NotByAWordThatExpired) {
    family f;
    f.observed("o1", "2020-01-03", "a", "'yes'", "'source':'parent'")
        .observed("o2", "2020-02-04", "a", "'no'", "'source':'worker'");
    EXPECT_TRUE(contested(changing_item(), f, "2020-04-02"));
    EXPECT_FALSE(contested(changing_item(), f, "2020-04-03"));
}

TEST(Contested, AStaleAnswerMayBeContestedByALaterWord) {
    family f;
    f.observed("o1", "2020-01-03", "a", "'no'", "'source':'worker'")
        .observed("o2", "2020-03-01", "a", "'yes'", "'source':'parent'");
    EXPECT_EQ(status_of(assessed(changing_item(), f, "2020-04-03"), "a"), "stale");
    EXPECT_TRUE(contested(changing_item(), f, "2020-04-03"));
}

TEST(Contested, AnsweredNotApplicableContestsAndIsContested) {
    EXPECT_TRUE(contested(with_not_applicable(), two_words("'not_applicable'", "'source':'parent'",
                                                           "'no'", "'source':'worker'")));
    EXPECT_TRUE(
        contested(with_not_applicable(),
                  two_words("'no'", "'source':'parent'", "'not_applicable'", "'source':'worker'")));
}

TEST(Contested, NotWhereTheRowDoesNotApply) {
    const form asked = form{}
                           .fixed("b")
                           .fixed("a", "'applies_when':{'item':'b','is':'yes'}")
                           .scale("s", "sum", {points("a")});
    auto f = two_words("'yes'", "'source':'parent'", "'no'", "'source':'worker'")
                 .observed("o3", "2020-02-03", "b", "'no'");
    EXPECT_FALSE(contested(asked, f));
}

TEST(ContestedRange, NeedsTwoCountedVoicesAndTheItemsWord) {
    const auto counted = two_words("'yes'", "'source':'professional'", "'no'", "'source':'worker'");
    const auto not_counted = two_words("'yes'", "'source':'parent'", "'no'", "'source':'worker'");
    EXPECT_TRUE(contested_range(changing_item("'when_contested':'range'"), counted));
    EXPECT_FALSE(contested_range(changing_item("'when_contested':'range'"), not_counted));
    EXPECT_FALSE(contested_range(changing_item(), counted));
}

TEST(ContestedRange, IsOfACurrentAnswerAlone) {
    family f;
    f.observed("o1", "2020-02-02", "a", "'yes'", "'source':'professional'")
        .observed("o2", "2019-11-04", "a", "'no'", "'source':'worker'");
    EXPECT_FALSE(
        contested_range(changing_item("'when_contested':'range'"), f)); // the worker's word expired
    EXPECT_FALSE(contested_range(
        changing_item("'when_contested':'range'"),
        two_words("'yes'", "'source':'professional'", "'refused'", "'source':'worker'")));
}

TEST(Visible, ToConditionsIsACurrentOrKeptAnswer) {
    const auto f = family{}.observed("o1", "2020-02-03", "a", "'no'");
    const auto visible = [&](const form& asked, std::string_view as_of) {
        const auto a = assessed(asked, f, as_of);
        return actueel::visible(a.asked->items.front(), row(a, "a"));
    };
    EXPECT_TRUE(visible(changing_item(), "2020-05-02"));
    EXPECT_FALSE(visible(changing_item(), "2020-05-03"));
    EXPECT_TRUE(visible(changing_item("'when_stale':'keep'"), "2020-05-03"));
    EXPECT_FALSE(visible(changing_item("'when_stale':'worst'"),
                         "2020-05-03")); // whatever the policy gives in points
    EXPECT_FALSE(visible(changing_item(), "2020-02-02"));
}

} // namespace
