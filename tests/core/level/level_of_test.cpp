// SPDX-License-Identifier: MPL-2.0
// Contract: the computed level is the start (the highest among scales, a tree, or the lowest), then the rules in order:
// f(L) when true, L when false, the hull of both when unknown (semantics 5).
#include <actueel/level/level_of.hpp>

#include "../testing/answers.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using actueel::assessment;
using actueel::testing::assessed;
using actueel::testing::cuts;
using actueel::testing::family;
using actueel::testing::form;
using actueel::testing::points;
using actueel::testing::text;

/// Scale s over a and b: low from 0, middle from 2, high from 4.
form plain() {
    return form{}
        .fixed("a")
        .fixed("b")
        .scale("s", "sum", {points("a"), points("b")}, cuts)
        .low_middle_high("s");
}
form with_rules(std::string_view rules) {
    return plain().with("rules", "[" + std::string{rules} + "]");
}
std::string rule(std::string_view condition, std::string_view then, std::string_view id = "r") {
    return "{'id':'" + std::string{id} + "','if':" + std::string{condition} +
           ",'then':" + std::string{then} + "}";
}
family said(std::string_view a, std::string_view b) {
    family f;
    if (!a.empty()) { f.observed("oa", "2020-02-03", "a", "'" + std::string{a} + "'"); }
    if (!b.empty()) { f.observed("ob", "2020-02-03", "b", "'" + std::string{b} + "'"); }
    return f;
}
std::string level(const form& asked, const family& f) {
    return to_string(assessed(asked, f, "2020-03-01").computed);
}

const std::string always = "{'not':{'events':['never']}}";
const std::string never = "{'events':['never']}";
const std::string unknown = "{'item':'b','is':'yes'}"; // where b is not answered

// ---- the start

TEST(Start, IsTheLevelOfTheScaleTheBoundBelongingToTheHigher) {
    EXPECT_EQ(level(plain(), said("no", "some")), "low");
    EXPECT_EQ(level(plain(), said("some", "some")), "middle");
    EXPECT_EQ(level(plain(), said("yes", "some")), "high");
    EXPECT_EQ(level(plain(), said("some", "")), "low to high");
    EXPECT_EQ(level(plain(), said("yes", "")), "middle to high");
}

TEST(Start, IsTheHighestAmongTheScalesNamed) {
    const form two = form{}
                         .fixed("a")
                         .fixed("b")
                         .scale("s", "sum", {points("a")}, "'cuts':{'middle':1,'high':3}")
                         .scale("t", "sum", {points("b")}, "'cuts':{'middle':1,'high':3}")
                         .levels({"low", "middle", "high"})
                         .with("level_from", "['s','t']");
    EXPECT_EQ(level(two, said("some", "yes")), "high");
    EXPECT_EQ(level(two, said("some", "")), "middle to high"); // both ends
    EXPECT_EQ(level(two, said("", "")), "low to high");
}

TEST(Start, IsTheLowestWithoutScalesOrTree) {
    const form bare = form{}
                          .fixed("a")
                          .fixed("b")
                          .scale("s", "sum", {points("a")})
                          .levels({"low", "high"})
                          .with("rules", "[" + rule(never, "{'at_least':'high'}") + "]");
    EXPECT_EQ(level(bare, said("yes", "")), "low");
}

TEST(Start, OfATreeIsTheLevelOfTheLeaf) {
    const form tree =
        form{}
            .fixed("a")
            .fixed("b")
            .scale("s", "sum", {points("a")})
            .levels({"low", "middle", "high"})
            .with("tree", "{'if':{'item':'a','is':'yes'},'then':{'level':'high','rate':0.4},"
                          "'else':{'if':{'item':'b','is':'yes'},'then':{'level':'middle','rate':0."
                          "2,'n':50},'else':{'level':'low'}}}");
    const auto at = [&](std::string_view a, std::string_view b) {
        return assessed(tree, said(a, b), "2020-03-01");
    };
    EXPECT_EQ(to_string(at("yes", "").computed), "high");
    EXPECT_EQ(text(*at("yes", "").found->rate), "0.4");
    EXPECT_EQ(to_string(at("no", "yes").computed), "middle");
    EXPECT_EQ(to_string(at("no", "no").computed), "low");
    EXPECT_FALSE(at("no", "no").found->rate);                     // that leaf has none
    EXPECT_EQ(to_string(at("no", "").computed), "low to middle"); // the hull of its branches
    EXPECT_EQ(text(*at("no", "").found->rate), "0.2"); // and of those leaves that have a rate
    EXPECT_EQ(to_string(at("", "").computed), "low to high");
    EXPECT_EQ(text(*at("", "").found->rate), "0.2 to 0.4");
}

// ---- rules

TEST(Rules, AtLeastRaisesBothEnds) {
    EXPECT_EQ(level(with_rules(rule(always, "{'at_least':'middle'}")), said("no", "no")), "middle");
    EXPECT_EQ(level(with_rules(rule(always, "{'at_least':'middle'}")), said("yes", "yes")), "high");
    EXPECT_EQ(level(with_rules(rule(always, "{'at_least':'middle'}")), said("", "")),
              "middle to high");
}

TEST(Rules, AtMostLowersBothEnds) {
    EXPECT_EQ(level(with_rules(rule(always, "{'at_most':'middle'}")), said("yes", "yes")),
              "middle");
    EXPECT_EQ(level(with_rules(rule(always, "{'at_most':'middle'}")), said("", "")),
              "low to middle");
}

TEST(Rules, SetPutsBothEndsThere) {
    EXPECT_EQ(level(with_rules(rule(always, "{'set':'middle'}")), said("", "")), "middle");
}

TEST(Rules, AFalseOneChangesNothing) {
    EXPECT_EQ(level(with_rules(rule(never, "{'set':'high'}")), said("no", "no")), "low");
}

TEST(Rules, AnUnknownOneGivesTheHullOfBoth) {
    EXPECT_EQ(level(with_rules(rule(unknown, "{'at_least':'high'}")), said("no", "")),
              "low to high");
    EXPECT_EQ(level(with_rules(rule(unknown, "{'at_most':'low'}")), said("yes", "")),
              "low to high");
    const form set = form{}
                         .fixed("a")
                         .fixed("b")
                         .scale("s", "sum", {points("a")}, cuts)
                         .low_middle_high("s")
                         .with("rules", "[" + rule(unknown, "{'set':'high'}") + "]");
    EXPECT_EQ(level(set, said("no", "")), "low to high");
    EXPECT_EQ(level(set, said("yes", "")), "middle to high");
}

TEST(Rules, AreAppliedInOrder) {
    EXPECT_EQ(level(with_rules(rule(always, "{'at_least':'high'}", "r1") + "," +
                               rule(always, "{'at_most':'middle'}", "r2")),
                    said("no", "no")),
              "middle");
    EXPECT_EQ(level(with_rules(rule(always, "{'at_most':'middle'}", "r1") + "," +
                               rule(always, "{'at_least':'high'}", "r2")),
                    said("no", "no")),
              "high");
}

TEST(Rules, TellTheirTruthAndTheLevelAfterThem) {
    const auto a = assessed(with_rules(rule(always, "{'at_least':'middle'}", "r1") + "," +
                                       rule(unknown, "{'set':'high'}", "r2")),
                            said("no", ""), "2020-03-01");
    ASSERT_EQ(a.found->rules.size(), 2U);
    EXPECT_EQ(text(a.found->rules[0].truth), "yes");
    EXPECT_EQ(text(a.found->rules[1].truth), "unknown");
    EXPECT_EQ(a.found->rules[0].level, (actueel::level_interval{1, 1}));
    EXPECT_EQ(a.found->rules[1].level, (actueel::level_interval{1, 2}));
}

TEST(Levels, OfAScaleWithoutOthersAreThoseOfItsCuts) {
    const auto in = plain().read();
    EXPECT_EQ(
        level_of(in->scales[0], {actueel::testing::number("1"), actueel::testing::number("4")}),
        (actueel::level_interval{0, 2}));
}

TEST(Levels, ThereAreNoneWithoutLevels) {
    const auto a =
        assessed(form{}.fixed("a").scale("s", "sum", {points("a")}), said("yes", ""), "2020-03-01");
    EXPECT_FALSE(a.found);
    EXPECT_EQ(to_string(a.computed), "no levels");
}

} // namespace
