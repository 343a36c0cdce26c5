// SPDX-License-Identifier: MPL-2.0
// Contract: a discretionary override is allowed by role, length and range; at or above the high end of the range that it
// departs from it is a floor, below a cap, suspended once the computed high end lies above that range; the latest that is
// allowed and not suspended counts (semantics 5, Overrides).
#include <actueel/override/decide.hpp>

#include "../testing/answers.hpp"

#include <gtest/gtest.h>

#include <string>

namespace {

using actueel::assessment;
using actueel::testing::assessed;
using actueel::testing::family;
using actueel::testing::form;
using actueel::testing::points;
using actueel::testing::record_id;

/// Four levels, from 0, 1, 3 and 4 points; one level up or down, three months at most.
form asked(std::string_view rules = "{'roles':['supervisor'],'up':1,'down':1,'longest':'P3M'}") {
    return form{}
        .fixed("a")
        .fixed("b")
        .scale("s", "sum", {points("a"), points("b")}, "'cuts':{'some':1,'high':3,'highest':4}")
        .levels({"low", "some", "high", "highest"})
        .with("level_from", "['s']")
        .with("overrides", rules);
}
/// An override of 2020-02-10 until 2020-05-10, from one range to a level.
std::string content(std::string_view level, std::string_view low, std::string_view high,
                    std::string_view more = "") {
    return "'instrument':'form','level':'" + std::string{level} + "','computed':{'low':'" +
           std::string{low} + "','high':'" + std::string{high} +
           "'},'by':'supervisor','reason':'why','start':'2020-02-10','until':'2020-05-10'" +
           (more.empty() ? "" : "," + std::string{more});
}
family answered(std::string_view a, std::string_view b = "no") {
    family f;
    f.child("c1").child("c2");
    if (!a.empty()) { f.observed("oa", "2020-02-03", "a", "'" + std::string{a} + "'"); }
    if (!b.empty()) { f.observed("ob", "2020-02-03", "b", "'" + std::string{b} + "'"); }
    return f;
}
/// `v1 floor counts`, one override behind the other, and ` -> ` the final level.
std::string decided(const assessment& a) {
    std::string out;
    for (const auto& o : a.decided.overrides) {
        out += record_id(a, o.record) + (o.floor ? " floor " : " cap ") +
               std::string{actueel::override_state_names[static_cast<std::size_t>(o.state)]};
        for (const auto fault : o.faults) {
            out +=
                " " + std::string{actueel::override_fault_names[static_cast<std::size_t>(fault)]};
        }
        out += o.to_review ? " (to review), " : ", ";
    }
    return out + "-> " + to_string(a.final);
}
std::string decided(const family& f, std::string_view as_of = "2020-03-01") {
    return decided(assessed(asked(), f, as_of));
}

TEST(Override, AtOrAboveTheHighEndOfItsRangeIsAFloor) {
    EXPECT_EQ(decided(answered("some").add("v1", "override", "2020-02-10",
                                           content("high", "some", "some"))),
              "v1 floor counts, -> high");
    EXPECT_EQ(decided(answered("some").add("v1", "override", "2020-02-10",
                                           content("some", "some", "some"))),
              "v1 floor counts, -> some");
    // raises both ends of the computed interval, low to high here, and lowers none
    EXPECT_EQ(decided(answered("", "no").add("v1", "override", "2020-02-10",
                                             content("high", "low", "high"))),
              "v1 floor counts, -> high");
    EXPECT_EQ(decided(answered("yes", "some")
                          .add("v1", "override", "2020-02-10", content("high", "some", "some"))),
              "v1 floor counts (to review), -> highest");
}

TEST(Override, BelowTheHighEndOfItsRangeIsACap) {
    EXPECT_EQ(decided(answered("yes").add("v1", "override", "2020-02-10",
                                          content("some", "high", "high"))),
              "v1 cap counts, -> some");
    EXPECT_EQ(decided(answered("", "no").add("v1", "override", "2020-02-10",
                                             content("some", "low", "high"))),
              "v1 cap counts, -> low to some");
}

TEST(Override, ACapIsSuspendedWhenTheComputedHighEndIsAboveItsRange) {
    family f = answered("some").add("v1", "override", "2020-02-10", content("low", "some", "some"));
    EXPECT_EQ(decided(f), "v1 cap counts, -> low");
    f.observed("o2", "2020-02-20", "a", "'yes'");
    EXPECT_EQ(decided(f), "v1 cap suspended (to review), -> high");
    f.observed("o3", "2020-02-21", "a", "'no'"); // below its range: it caps what is lower already
    EXPECT_EQ(decided(f), "v1 cap counts (to review), -> low");
}

TEST(Override, IsAllowedFromDownLevelsBelowToUpAboveTheHighEnd) {
    EXPECT_EQ(decided(answered("some").add("v1", "override", "2020-02-10",
                                           content("highest", "some", "some"))),
              "v1 floor not_allowed range, -> some");
    EXPECT_EQ(decided(answered("yes").add("v1", "override", "2020-02-10",
                                          content("low", "high", "high"))),
              "v1 cap not_allowed range, -> high");
    EXPECT_EQ(decided(answered("", "no").add("v1", "override", "2020-02-10",
                                             content("highest", "low", "high"))),
              "v1 floor counts, -> highest");
}

TEST(Override, IsAllowedToListedRolesAndUpToTheLongestTerm) {
    const auto with = [](std::string_view by, std::string_view until) {
        return decided(answered("some").add(
            "v1", "override", "2020-02-10",
            "'instrument':'form','level':'high','computed':{'low':'some','high':'some'},'by':'" +
                std::string{by} + "','reason':'why','start':'2020-02-10','until':'" +
                std::string{until} + "'"));
    };
    EXPECT_EQ(with("supervisor", "2020-05-10"),
              "v1 floor counts, -> high"); // until <= start + longest
    EXPECT_EQ(with("supervisor", "2020-05-11"), "v1 floor not_allowed longest, -> some");
    EXPECT_EQ(with("worker", "2020-05-11"), "v1 floor not_allowed role longest, -> some");
}

TEST(Override, OfALevelThatTheInstrumentLacksIsNotAllowed) {
    EXPECT_EQ(decided(answered("some").add("v1", "override", "2020-02-10",
                                           content("top", "some", "some"))),
              "v1 floor not_allowed level (to review), -> some");
    EXPECT_EQ(decided(answered("some").add("v1", "override", "2020-02-10",
                                           content("high", "high", "some"))),
              "v1 floor not_allowed level (to review), -> some");
}

TEST(Override, WithoutOverrideRulesOrLevelsIsNotAllowed) {
    const form none = form{}
                          .fixed("a")
                          .fixed("b")
                          .scale("s", "sum", {points("a")}, actueel::testing::low_cuts)
                          .low_middle_high("s");
    EXPECT_EQ(decided(assessed(none,
                               answered("some").add("v1", "override", "2020-02-10",
                                                    content("low", "low", "low")),
                               "2020-03-01")),
              "v1 floor not_allowed role, -> low");
    const form values = form{}.fixed("a").fixed("b").scale("s", "sum", {points("a")});
    EXPECT_EQ(decided(assessed(values,
                               answered("some").add("v1", "override", "2020-02-10",
                                                    content("low", "low", "low")),
                               "2020-03-01")),
              "v1 floor not_allowed level role (to review), -> no levels");
}

TEST(Override, CountsFromItsStartUntilTheDayBeforeItsEnd) {
    const auto f =
        answered("some").add("v1", "override", "2020-02-10", content("high", "some", "some"));
    EXPECT_EQ(decided(f, "2020-02-09"), "-> some");
    EXPECT_EQ(decided(f, "2020-02-10"), "v1 floor counts, -> high");
    EXPECT_EQ(decided(f, "2020-05-09"), "v1 floor counts, -> high");
    EXPECT_EQ(decided(f, "2020-05-10"), "-> some");
}

TEST(Override, TheLatestByStartThenPlaceThatIsAllowedAndNotSuspendedCounts) {
    family f = answered("some");
    f.add("v2", "override", "2020-02-11", content("high", "some", "some"));
    f.add("v1", "override", "2020-02-10", content("low", "some", "some"));
    EXPECT_EQ(decided(f), "v1 cap replaced, v2 floor counts, -> high");
    f.add("v3", "override", "2020-02-12",
          content("highest", "some", "some")); // the latest, but not allowed
    EXPECT_EQ(decided(f), "v1 cap replaced, v2 floor counts, v3 floor not_allowed range, -> high");
}

TEST(Override, MadeOnAnotherRangeOrInstrumentIsToBeReviewed) {
    EXPECT_EQ(decided(answered("some").add("v1", "override", "2020-02-10",
                                           content("high", "low", "some"))),
              "v1 floor counts (to review), -> high");
    const std::string digest = asked().read()->sha256;
    EXPECT_EQ(decided(answered("some").add(
                  "v1", "override", "2020-02-10",
                  content("high", "some", "some", "'instrument_sha256':'" + digest + "'"))),
              "v1 floor counts, -> high");
    EXPECT_EQ(
        decided(answered("some").add(
            "v1", "override", "2020-02-10",
            content("high", "some", "some", "'instrument_sha256':'" + std::string(64, '0') + "'"))),
        "v1 floor counts (to review), -> high");
}

TEST(Override, OfAnotherInstrumentIsNotOfThisOne) {
    std::string other = content("high", "some", "some");
    other.replace(other.find("'form'"), 6, "'other'");
    EXPECT_EQ(decided(answered("some").add("v1", "override", "2020-02-10", other)), "-> some");
}

TEST(Override, WithAPersonConcernsThatChildsAssessmentsElseTheFamilys) {
    const auto of_child = answered("some").add("v1", "override", "2020-02-10",
                                               content("high", "some", "some", "'person':'c1'"));
    EXPECT_EQ(decided(of_child), "-> some");
    EXPECT_EQ(decided(assessed(asked(), of_child, "2020-03-01", "c1")), "v1 floor counts, -> high");
    EXPECT_EQ(decided(assessed(asked(), of_child, "2020-03-01", "c2")), "-> some");
    const auto of_family =
        answered("some").add("v1", "override", "2020-02-10", content("high", "some", "some"));
    EXPECT_EQ(decided(assessed(asked(), of_family, "2020-03-01", "c1")), "-> some");
}

TEST(Override, TheComputedLevelStaysVisibleBesideTheFinalOne) {
    const auto a = assessed(
        asked(),
        answered("some").add("v1", "override", "2020-02-10", content("high", "some", "some")),
        "2020-03-01");
    EXPECT_EQ(to_string(a.computed), "some");
    EXPECT_EQ(to_string(a.final), "high");
}

} // namespace
