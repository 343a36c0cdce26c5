// SPDX-License-Identifier: MPL-2.0
// Contract: the one question: what does this instrument say of this family at this moment? Deterministic; the errors of
// the question itself (semantics 1 to 6).
#include <actueel/assessment/assessment.hpp>

#include "../testing/answers.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <string>

namespace {

using actueel::level_range;
using actueel::testing::assessed;
using actueel::testing::at;
using actueel::testing::cuts;
using actueel::testing::family;
using actueel::testing::faults;
using actueel::testing::form;
using actueel::testing::on;
using actueel::testing::points;

form plain() {
    return form{}
        .changing("a")
        .changing("b")
        .scale("s", "sum", {points("a"), points("b")}, cuts)
        .low_middle_high("s");
}

TEST(Assess, GivesValuesAndLevelsOfAMoment) {
    const auto a = assessed(plain(),
                            family{}
                                .observed("o1", "2020-02-03", "a", "'yes'")
                                .observed("o2", "2020-02-20", "b", "'some'"),
                            "2020-03-01");
    EXPECT_EQ(actueel::testing::value_of(a, "s"), "4");
    EXPECT_EQ(to_string(a.computed), "high");
    EXPECT_EQ(a.final, a.computed);
}

TEST(Assess, ChangesOnTheDayOnWhichAnAnswerNoLongerCounts) {
    const auto f = family{}
                       .observed("o1", "2020-02-03", "a", "'yes'")
                       .observed("o2", "2020-02-20", "b", "'some'");
    EXPECT_EQ(actueel::testing::value_of(assessed(plain(), f, "2020-05-02"), "s"), "4");
    EXPECT_EQ(actueel::testing::value_of(assessed(plain(), f, "2020-05-03"), "s"), "1 to 4");
    EXPECT_EQ(actueel::testing::value_of(assessed(plain(), f, "2020-05-20"), "s"), "0 to 6");
}

TEST(Assess, AnInstrumentAboutAChildIsAlwaysAskedAboutOne) {
    const form of_child =
        form{}.with("subject", "'child'").fixed("a").scale("s", "sum", {points("a")});
    const auto told = [&](const actueel::moment& when) {
        return faults(actueel::try_assess(of_child.read(), family{}.child("c1").read(), when));
    };
    EXPECT_EQ(told({.as_of = on("2020-03-01")}), "child_missing ");
    EXPECT_EQ(told({.as_of = on("2020-03-01"), .child = "c1"}), "no fault");
    EXPECT_EQ(told({.as_of = on("2018-12-31"), .child = "c1"}), "child_not_member ");
    EXPECT_EQ(told({.as_of = on("2020-03-01"), .child = "Anna B"}), "child_not_member ");
}

TEST(Assess, TheThrowingDoorThrowsTheSameError) {
    const form of_child =
        form{}.with("subject", "'child'").fixed("a").scale("s", "sum", {points("a")});
    try {
        static_cast<void>(assess(of_child.read(), family{}.read(),
                                 {.as_of = on("2020-03-01"), .child = "Anna B"}));
        FAIL() << "expected a throw";
    } catch (const actueel::error& wrong) {
        EXPECT_EQ(wrong.code(), actueel::error_code::child_not_member);
        EXPECT_EQ(std::string{wrong.what()}.find("Anna"), std::string::npos);
    }
}

TEST(Assess, OfAReadingGivesTheSameForEveryMoment) {
    const auto f = family{}
                       .observed("o1", "2020-02-03", "a", "'yes'")
                       .observed("o2", "2020-02-20", "b", "'some'")
                       .read();
    const auto in = plain().read();
    const auto read = actueel::try_read(in, f).value();
    for (auto d = on("2020-02-01"); d < on("2020-06-01"); d = next_day(d)) {
        ASSERT_EQ(to_json(actueel::try_assess(read, {.as_of = d}).value()),
                  to_json(assess(in, f, {.as_of = d})))
            << d;
    }
}

TEST(Assess, AnAnswerOfAnotherInstrumentsMakingIsAnError) {
    EXPECT_EQ(faults(actueel::try_assess(
                  plain().read(), family{}.observed("o1", "2020-02-03", "a", "'often'").read(),
                  {.as_of = on("2020-03-01")})),
              "answer_not_in_item /records/0/answer");
}

TEST(Assess, KnowsTheFirstAndTheLastDay) {
    family f;
    f.add("o1", "observation", "0001-01-01", family::observation("0001-01-01", "a", "'yes'"));
    f.add("o2", "observation", "9999-12-31", family::observation("9999-12-31", "b", "'yes'"));
    EXPECT_EQ(actueel::testing::value_of(assessed(plain(), f, "0001-01-01"), "s"), "3 to 6");
    EXPECT_EQ(actueel::testing::value_of(assessed(plain(), f, "9999-12-31"), "s"), "3 to 6");
}

TEST(Counts, AreOfRowsOfAskedItemsByStatus) {
    const form asked = form{}
                           .changing("a")
                           .fixed("b", "'applies_when':{'item':'a','is':'no'}")
                           .fixed("p", "'per':'caregiver'")
                           .derived("age", "'age':{'of':'youngest','role':'child'}")
                           .scale("s", "sum", {points("a")});
    family f;
    f.caregiver("p1")
        .caregiver("p2")
        .observed("o1", "2020-02-03", "a", "'yes'", "'source':'worker'")
        .observed("o2", "2020-02-03", "a", "'no'", "'source':'parent'");
    f.observed("o3", "2020-02-03", "p", "'no'", "'person':'p1'");
    EXPECT_EQ(counts_of(assessed(asked, f, "2020-03-01")), (actueel::status_counts{2, 0, 1, 1, 1}));
    EXPECT_EQ(counts_of(assessed(asked, f, "2020-05-03")),
              (actueel::status_counts{1, 1, 2, 0, 0})); // b: whether it applies is unknown
}

TEST(LevelRange, IsWrittenAsOneLevelOrTwo) {
    EXPECT_EQ(to_string(level_range{"low", "low"}), "low");
    EXPECT_EQ(to_string(level_range{"low", "high"}), "low to high");
    EXPECT_EQ(to_string(level_range{}), "no levels");
    EXPECT_TRUE((level_range{"low", "low"}.determined()));
    EXPECT_FALSE((level_range{"low", "high"}.determined()));
    EXPECT_FALSE(level_range{}.determined());
    std::ostringstream out;
    out << level_range{"low", "high"};
    EXPECT_EQ(out.str(), "low to high");
}

} // namespace
