// SPDX-License-Identifier: MPL-2.0
// Contract: the figures of an assessment without what explains them; those of `assess`, also when memory is used again;
// counts are of rows of asked items by status (semantics 6).
#include <actueel/assessment/scored.hpp>

#include "../testing/answers.hpp"

#include <gtest/gtest.h>

namespace {

using actueel::scored;
using actueel::try_score;
using actueel::testing::cuts;
using actueel::testing::family;
using actueel::testing::form;
using actueel::testing::on;
using actueel::testing::points;

form two_terms() {
    return form{}
        .changing("a")
        .fixed("p", "'per':'child'")
        .scale("s", "sum", {points("a"), points("p", "'combine':'max'")}, cuts)
        .low_middle_high("s");
}

TEST(Scored, SaysOfEveryDayWhatAnAssessmentSaysThoughMemoryIsUsedAgain) {
    family f;
    f.child("c1", "", "'until':'2020-04-01'").observed("o1", "2020-02-03", "a", "'some'");
    f.observed("o2", "2020-02-20", "p", "'yes'", "'person':'c1'");
    const auto asked = two_terms().read();
    const auto history = f.read();
    const auto read = actueel::try_read(asked, history).value();
    const auto known = known_answers_at(read, end_of(on("9999-12-31")));
    scored figures;
    for (auto d = on("2020-01-01"); d < on("2020-07-01"); d = next_day(d)) {
        figures = try_score(known, d, actueel::nobody, actueel::observing::what_scores,
                            std::move(figures))
                      .value();
        const auto whole = assess(asked, history, {.as_of = d});
        ASSERT_EQ(figures.found->level, whole.found->level) << d;
        ASSERT_EQ(figures.decided.level, whole.decided.level) << d;
        ASSERT_EQ(published_values(figures.scales), published_values(whole.scales)) << d;
        ASSERT_EQ(counts_of(asked, figures.seen.now), counts_of(whole)) << d;
        ASSERT_EQ(due_of(asked, figures), due_of(whole)) << d;
    }
}

TEST(Scored, OfDaysOneAfterAnotherAreThoseOfEachDayAlsoAfterOneThatCannotBeAsked) {
    family f;
    f.child("c1", "", "'until':'2020-04-01'");
    f.observed("o1", "2020-02-03", "a", "'some'")
        .observed("o2", "2020-02-20", "p", "'yes'", "'person':'c1'");
    const auto read = actueel::try_read(two_terms().read(), f.read()).value();
    const auto known = known_answers_at(read, end_of(on("9999-12-31")));
    actueel::day_scorer scorer{known, 0};
    const auto points_of = [](const auto& figures) { return figures.scales[0].points; };
    for (const auto* const day : {"2020-02-21", "2020-02-22", "2018-12-31", "2020-02-21",
                                  "2020-03-31", "2020-04-01", "2020-02-10", "2020-02-10"}) {
        const auto alone = try_score(known, on(day), 0);
        const auto found = scorer.try_on(on(day));
        ASSERT_EQ(found.has_value(), alone.has_value()) << day;
        if (!found) {
            EXPECT_EQ(found.error().code(), actueel::error_code::child_not_member) << day;
            continue;
        }
        EXPECT_EQ(points_of(**found), points_of(*alone)) << day;
        EXPECT_EQ((*found)->found->level, alone->found->level) << day;
    }
    EXPECT_EQ(scorer.as_before(on("2020-02-11")).seen.now.as_of, on("2020-02-11"));
    EXPECT_EQ(std::move(scorer).take().seen.now.rows.size(), 2U);
}

TEST(Scored, OfAChildThatIsNoMemberIsAnError) {
    const auto read = actueel::try_read(two_terms().read(), family{}.child("c1").read()).value();
    const auto known = known_answers_at(read, end_of(on("9999-12-31")));
    EXPECT_TRUE(try_score(known, on("2019-01-01"), 0));
    EXPECT_EQ(try_score(known, on("2018-12-31"), 0).error().code(),
              actueel::error_code::child_not_member);
}

TEST(Scored, WithoutLevelsFindsNone) {
    const auto read = actueel::try_read(form{}.fixed("a").scale("s", "sum", {points("a")}).read(),
                                        family{}.read())
                          .value();
    const auto known = known_answers_at(read, end_of(on("9999-12-31")));
    EXPECT_FALSE(try_score(known, on("2020-01-01")).value().found);
}

} // namespace
