// SPDX-License-Identifier: MPL-2.0
// Contract: a scale combines its terms; once min_answered terms are known it is taken over the known ones alone; where
// nothing applies it is 0, and as a term of another scale it does not apply; then the table (semantics 4).
#include <actueel/score/scale_value.hpp>

#include "../testing/answers.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using actueel::assessment;
using actueel::testing::assessed;
using actueel::testing::family;
using actueel::testing::form;
using actueel::testing::points;
using actueel::testing::scale_of;
using actueel::testing::term_of;
using actueel::testing::text;
using actueel::testing::value_of;

/// Items a, b, c; answers to them, "" where there is none.
assessment of_three(std::string_view combine, std::string_view more,
                    const std::vector<std::string>& answers) {
    form asked;
    std::vector<std::string> terms;
    family f;
    const char* ids[] = {"a", "b", "c"};
    for (std::size_t i = 0; i < 3; ++i) {
        asked.item(ids[i], "'kind':'static','ask':{'en':'?'}," +
                               actueel::testing::no_some_yes_or_not_applicable);
        terms.push_back(points(ids[i]));
        if (!answers[i].empty()) {
            f.observed(std::string{"o"} + ids[i], "2020-02-03", ids[i], "'" + answers[i] + "'");
        }
    }
    return assessed(asked.scale("s", combine, terms, more), f, "2020-03-01");
}
std::string three(std::string_view combine, std::string_view more,
                  const std::vector<std::string>& answers) {
    return value_of(of_three(combine, more, answers), "s");
}

TEST(Scale, CombinesItsTerms) {
    EXPECT_EQ(three("sum", "", {"no", "some", "yes"}), "4");
    EXPECT_EQ(three("max", "", {"no", "some", "yes"}), "3");
    EXPECT_EQ(three("min", "", {"no", "some", "yes"}), "0");
    EXPECT_EQ(three("mean", "", {"no", "some", "yes"}), "1.3333");
    EXPECT_EQ(three("mean", "", {"some", "some", "no"}), "0.6667");
}

TEST(Scale, AnUnknownTermIsARangeNeverZero) {
    EXPECT_EQ(three("sum", "", {"some", "some", ""}), "2 to 5");
    EXPECT_EQ(three("max", "", {"some", "some", ""}), "1 to 3");
    EXPECT_EQ(three("min", "", {"some", "some", ""}), "0 to 1");
    EXPECT_EQ(three("mean", "", {"some", "some", ""}),
              "0.6667 to 1.6667"); // of the means of the low and of the high ends
}

TEST(Scale, NotApplicableIsZeroInASumAndLeftOutOfTheOthers) {
    EXPECT_EQ(three("sum", "", {"yes", "some", "not_applicable"}), "4");
    EXPECT_EQ(three("min", "", {"yes", "some", "not_applicable"}), "1");
    EXPECT_EQ(three("mean", "", {"yes", "some", "not_applicable"}), "2");
}

TEST(Scale, WhereNothingAppliesIsZeroAndNoTermOfAnother) {
    const auto nothing = [](std::string_view combine) {
        return assessed(form{}
                            .fixed("a", "'per':'child'")
                            .fixed("b")
                            .scale("s", combine, {points("a", "'combine':'max'")})
                            .scale("t", "min", {"{'scale':'s'}", points("b")}),
                        family{}.nobody_is("'child'").observed("o1", "2020-02-03", "b", "'yes'"),
                        "2020-03-01");
    };
    for (const auto* combine : {"sum", "max", "min", "mean"}) {
        EXPECT_EQ(value_of(nothing(combine), "s"), "0") << combine;
        EXPECT_EQ(term_of(nothing(combine), "t", 0), "does not apply") << combine;
        EXPECT_EQ(value_of(nothing(combine), "t"), "3") << combine; // not pulled down to 0
    }
}

TEST(Scale, ThatMayNotApplyIsTheHullWithZero) {
    const auto a = assessed(form{}
                                .fixed("b")
                                .fixed("a", "'applies_when':{'item':'b','is':'yes'}")
                                .scale("s", "max", {points("a")})
                                .scale("t", "max", {"{'scale':'s'}"}),
                            family{}.observed("o1", "2020-02-03", "a", "'yes'"), "2020-03-01");
    EXPECT_EQ(value_of(a, "s"), "0 to 3");
    EXPECT_EQ(term_of(a, "t", 0), "may apply: 3");
    EXPECT_EQ(value_of(a, "t"), "0 to 3");
}

TEST(Proration, IsOverTheKnownTermsOnceEnoughAreKnown) {
    EXPECT_EQ(three("mean", "'min_answered':2", {"some", "yes", ""}), "2");
    EXPECT_TRUE(scale_of(of_three("mean", "'min_answered':2", {"some", "yes", ""}), "s").prorated);
    EXPECT_EQ(three("max", "'min_answered':2", {"no", "some", ""}), "1");
    EXPECT_EQ(three("min", "'min_answered':2", {"yes", "some", ""}), "1");
    EXPECT_EQ(three("mean", "'min_answered':2", {"some", "yes", "some"}), "1.6667");
    EXPECT_FALSE(
        scale_of(of_three("mean", "'min_answered':2", {"some", "yes", "some"}), "s").prorated);
}

TEST(Proration, UntilThenItIsTheIntervalOverAllTermsThatApply) {
    const auto two_of_three = [](std::string_view combine) {
        const form asked = form{}.fixed("a").fixed("b").fixed("c").scale(
            "s", combine, {points("a"), points("b"), points("c")}, "'min_answered':3");
        return assessed(asked,
                        family{}
                            .observed("o1", "2020-02-03", "a", "'some'")
                            .observed("o2", "2020-02-03", "b", "'yes'"),
                        "2020-03-01");
    };
    EXPECT_EQ(value_of(two_of_three("mean"), "s"), "1.3333 to 2.3333");
    EXPECT_EQ(value_of(two_of_three("max"), "s"), "3");
    EXPECT_EQ(value_of(two_of_three("min"), "s"), "0 to 1");
    EXPECT_FALSE(scale_of(two_of_three("mean"), "s").prorated);
    // An unknown one that may be answered n/a does not surely apply: fewer than three do.
    EXPECT_EQ(three("mean", "'min_answered':3", {"some", "yes", ""}), "0 to 3");
}

TEST(Proration, WhereFewerTermsApplyThanItNeedsItIsAllThatAnyAnswersGive) {
    EXPECT_EQ(three("mean", "'min_answered':3", {"some", "yes", "not_applicable"}), "0 to 3");
    EXPECT_EQ(
        three("mean", "'min_answered':2", {"not_applicable", "not_applicable", "not_applicable"}),
        "0"); // where nothing can apply
}

TEST(Proration, AStatedPolicyAndAContestedRangeAreKnown) {
    const form asked =
        form{}
            .fixed("a", "'when_unknown':'worst'")
            .fixed("b", "'when_contested':'range'")
            .fixed("c")
            .scale("s", "mean", {points("a"), points("b"), points("c")}, "'min_answered':2");
    family f;
    f.observed("o1", "2020-02-03", "b", "'no'", "'source':'worker'")
        .observed("o2", "2020-02-03", "b", "'some'", "'source':'record'");
    EXPECT_EQ(value_of(assessed(asked, f, "2020-03-01"), "s"), "1.5 to 2"); // of 3 and 0 to 1
}

TEST(Proration, AKeptAnswerIsKnownAndAStaleOneIsNot) {
    const auto prorated = [](std::string_view policy) {
        const form asked = form{}
                               .changing("a", policy)
                               .fixed("b")
                               .scale("s", "mean", {points("a"), points("b")}, "'min_answered':1");
        return value_of(assessed(asked,
                                 family{}
                                     .observed("o1", "2020-01-03", "a", "'yes'")
                                     .observed("o2", "2020-01-03", "b", "'some'"),
                                 "2020-05-01"),
                        "s");
    };
    EXPECT_EQ(prorated("'when_stale':'keep'"), "2");
    EXPECT_EQ(prorated("'when_stale':'unknown'"), "1");
}

TEST(Table, PublishesTheHullOfTheRowsThatTheIntervalTouches) {
    const std::string table = "'table':[[0,40],[2,50],[4,45],[6,80]]";
    EXPECT_EQ(three("sum", table, {"some", "some", "no"}), "50");
    EXPECT_EQ(three("sum", table, {"some", "some", ""}), "45 to 50");
    EXPECT_EQ(text(scale_of(of_three("sum", table, {"some", "some", ""}), "s").points), "2 to 5");
    EXPECT_EQ(three("sum", table, {"some", "", ""}), "40 to 80");
}

TEST(Table, WhoeverNamesTheScaleSeesThePublishedValue) {
    const auto a = assessed(form{}
                                .fixed("a")
                                .scale("s", "sum", {points("a")}, "'table':[[0,10],[3,20]]")
                                .scale("t", "sum", {"{'scale':'s'}"}),
                            family{}.observed("o1", "2020-02-03", "a", "'yes'"), "2020-03-01");
    EXPECT_EQ(value_of(a, "t"), "20");
}

} // namespace
