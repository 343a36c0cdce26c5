// SPDX-License-Identifier: MPL-2.0
// Contract: whole families of records tables are scored on the same days; rows equal those of `assess`, whichever engine
// gives them; what is left to the document's reader is told with its place (semantics 8).
#include <actueel/rescoring/rescorer.hpp>

#include "../testing/rescored.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using namespace actueel;
using actueel::testing::all_columns;
using actueel::testing::cuts;
using actueel::testing::family;
using actueel::testing::form;
using actueel::testing::lines_by_assess;
using actueel::testing::lines_of;
using actueel::testing::on;
using actueel::testing::points;
using actueel::testing::record_rows;
using actueel::testing::rows_of;
using actueel::testing::table;

std::vector<day> days_from(std::string_view first, std::size_t count, int apart = 7) {
    std::vector<day> out;
    for (std::size_t i = 0; i < count; ++i) {
        out.push_back(day::from_number(on(first).number() + apart * static_cast<int>(i)));
    }
    return out;
}

form asked() {
    form f;
    f.changing("a").fixed("b", "'per':'caregiver'");
    f.scale("s", "sum", {points("a"), points("b", "'combine':'max'")}, cuts);
    f.low_middle_high("s");
    return f.with("rules", "[{'id':'r','if':{'item':'b','is':'yes'},'then':{'at_least':'high'}}]");
}

family answered(const std::string& a, const std::string& b) {
    family f;
    f.caregiver("p").observed("o1", "2020-02-03", "a", "'" + a + "'");
    return f.observed("o2", "2020-03-03", "b", "'" + b + "'", "'person':'p'");
}

void append(record_rows& to, const record_rows& more) {
    to.insert(to.end(), more.begin(), more.end());
}

TEST(Rescorer, GivesTheRowsOfAssessWithAndWithoutLanes) {
    const auto instrument = asked().read();
    record_rows rows;
    std::vector<std::string> expected;
    const auto days = days_from("2020-01-01", 40);
    for (const char* name : {"A", "B", "C"}) {
        const family f = answered(name[0] == 'A' ? "no" : "yes", name[0] == 'B' ? "some" : "yes");
        append(rows, rows_of(f, name));
        for (const auto& line :
             lines_by_assess(instrument, f.read(), name, days, known::by_end_of_as_of())) {
            expected.push_back(line);
        }
    }
    const table t{rows};
    for (const bool plain : {false, true}) {
        const rescorer by{instrument, days, known::by_end_of_as_of(), all_columns(instrument),
                          plain};
        rescored made = by.score(t.columns());
        EXPECT_EQ(made.families, 3);
        EXPECT_EQ(made.answered, 3);
        EXPECT_EQ(made.families_by[plain ? 1 : 0], 3);
        EXPECT_EQ(made.rows_by[plain ? 1 : 0], made.rows);
        EXPECT_EQ(lines_of(std::move(made.columns), made.rows), expected);
    }
    EXPECT_GT(expected.size(), 100U);
}

TEST(Rescorer, AsksMoreDaysThanAWordHasBlockByBlock) {
    const auto instrument = asked().read();
    const family f = answered("yes", "some");
    const table t{rows_of(f)};
    for (const std::size_t count : {1U, 63U, 64U, 65U, 128U, 129U}) {
        const auto days = days_from("2020-02-01", count, 1);
        const rescorer by{instrument, days, known::everything(), all_columns(instrument)};
        rescored made = by.score(t.columns());
        EXPECT_EQ(made.families_by[0], 1);
        EXPECT_EQ(lines_of(std::move(made.columns), made.rows),
                  lines_by_assess(instrument, f.read(), "F-1", days, known::everything()))
            << count;
    }
}

TEST(Rescorer, SaysWhichFamiliesItLeftAndHowManyRowsStandBeforeTheirs) {
    const auto instrument = asked().read();
    record_rows rows = rows_of(answered("yes", "no"), "A");
    record_rows wrong = rows_of(answered("yes", "no"), "B");
    wrong[0]["colour"] = "red";
    append(rows, wrong);
    record_rows unreadable = rows_of(answered("perhaps", "no"), "C");
    append(rows, unreadable);
    append(rows, rows_of(answered("yes", "no"), "D"));
    const table t{rows};
    const auto days = days_from("2021-01-01", 3);
    for (const bool plain : {false, true}) {
        const rescorer by{instrument, days, known::everything(), {}, plain};
        const rescored made = by.score(t.columns());
        EXPECT_EQ(made.families, 2);
        EXPECT_EQ(made.rows, 6);
        ASSERT_EQ(made.left.size(), 2U);
        EXPECT_EQ(made.left[0].first, 4);
        EXPECT_EQ(made.left[0].past, 8);
        EXPECT_EQ(made.left[0].scores_before, 3);
        EXPECT_EQ(made.left[0].why, scored_by::document_rows);
        EXPECT_EQ(made.left[1].first, 8);
        EXPECT_EQ(made.left[1].scores_before, 3);
        EXPECT_EQ(made.left[1].why, scored_by::document_answer);
    }
}

TEST(Rescorer, LeavesAFamilyWholeAlsoWhereALaterBlockFindsItUnreadable) {
    const auto instrument = asked().read();
    family f = answered("yes", "no");
    f.observed("o9", "2021-06-01", "a", "'perhaps'");
    const table t{rows_of(f)};
    const rescorer by{instrument, days_from("2020-01-01", 100), known::by_end_of_as_of(), {}};
    const rescored made = by.score(t.columns());
    EXPECT_EQ(made.rows, 0);
    EXPECT_EQ(made.left.size(), 1U);
}

TEST(Rescorer, GivesEachChildItsRowsWhereTheInstrumentAsksAboutChildren) {
    form f = asked();
    f.with("subject", "'child'").changing("c", "'per':'child'");
    f.scale("t", "max", {points("c", "'combine':'max'")});
    const auto instrument = f.read();
    family h = answered("yes", "no");
    h.child("c2").child("c1");
    h.observed("o3", "2020-02-03", "c", "'some'", "'person':'c1'").ends("n", "m-c2", "2020-04-01");
    const table t{rows_of(h)};
    const auto days = days_from("2020-01-01", 70);
    const rescorer by{instrument, days, known::everything(), all_columns(instrument)};
    rescored made = by.score(t.columns());
    EXPECT_EQ(made.families_by[static_cast<std::size_t>(scored_by::plain_plan)], 1);
    const auto expected = lines_by_assess(instrument, h.read(), "F-1", days, known::everything());
    EXPECT_EQ(lines_of(std::move(made.columns), made.rows), expected);
    EXPECT_EQ(expected.front().substr(0, 7), "F-1,c1,");
    EXPECT_EQ(expected.back().substr(0, 7), "F-1,c2,");
}

TEST(Rescorer, WritesScalesAsTheNearestDoublesOrInUnits) {
    form f;
    f.fixed("a").scale("s", "sum", {"{'item':'a','points':{'no':0,'some':0.3333,'yes':1}}"});
    family h;
    h.observed("o1", "2020-02-03", "a", "'some'");
    const table t{rows_of(h)};
    const rescorer by{
        f.read(),
        days_from("2020-03-01", 1),
        known::everything(),
        {{"a", score_kind::scale, 0, false}, {"b", score_kind::scale_units, 0, true}}};
    rescored made = by.score(t.columns());
    EXPECT_EQ(lines_of(std::move(made.columns), made.rows),
              (std::vector<std::string>{"F-1,,2020-03-01,0.3333,3333"}));
}

TEST(Rescorer, WritesLevelsOfScalesAndWhetherTheLevelIsDetermined) {
    const family h = answered("yes", "no");
    const table t{rows_of(h)};
    const std::vector<day> days{on("2020-02-10"), on("2020-03-10")};
    const rescorer by{asked().read(),
                      days,
                      known::by_end_of_as_of(),
                      {{"a", score_kind::scale_level, 0, false},
                       {"b", score_kind::scale_level, 0, true},
                       {"c", score_kind::determined, 0, false}}};
    rescored made = by.score(t.columns());
    EXPECT_EQ(lines_of(std::move(made.columns), made.rows),
              (std::vector<std::string>{"F-1,,2020-02-10,1,2,no", "F-1,,2020-03-10,1,1,yes"}));
}

TEST(Rescorer, GivesPointsOfTermsByThePlainEngine) {
    const family h = answered("yes", "no");
    record_rows rows = rows_of(h);
    rows.erase(rows.end() - 1);
    const table t{rows};
    const rescorer by{asked().read(),
                      std::vector<day>{on("2020-02-10")},
                      known::everything(),
                      {{"a", score_kind::term, 0, false},
                       {"b", score_kind::term_units, 1, false},
                       {"c", score_kind::term_units, 1, true}}};
    rescored made = by.score(t.columns());
    EXPECT_EQ(made.families_by[static_cast<std::size_t>(scored_by::plain_asked)], 1);
    EXPECT_EQ(lines_of(std::move(made.columns), made.rows),
              (std::vector<std::string>{"F-1,,2020-02-10,3,0,30000"}));
}

TEST(Rescorer, HasNoRowsOutsideInvolvementAndStillCountsTheFamily) {
    family h = answered("yes", "no");
    h.add("i", "involvement", "2020-01-01", "'start':'2020-02-01','until':'2020-02-08'");
    const table t{rows_of(h)};
    const rescorer by{asked().read(), days_from("2020-01-25", 3), known::everything(), {}};
    rescored made = by.score(t.columns());
    EXPECT_EQ(made.families, 1);
    EXPECT_EQ(lines_of(std::move(made.columns), made.rows),
              (std::vector<std::string>{"F-1,,2020-02-01"}));
}

TEST(Rescorer, CountsFamiliesThatAnsweredNothing) {
    family h;
    h.observed("o1", "2020-02-03", "elsewhere", "'yes'");
    const table t{rows_of(h)};
    const rescorer by{asked().read(), days_from("2020-03-01", 2), known::everything(), {}};
    const rescored made = by.score(t.columns());
    EXPECT_EQ(made.families, 1);
    EXPECT_EQ(made.rows, 2);
    EXPECT_EQ(made.answered, 0);
}

TEST(Rescorer, OfNoRowsGivesNone) {
    const table t{record_rows{}};
    const rescorer by{asked().read(), days_from("2020-03-01", 2), known::everything(), {}};
    const rescored made = by.score(t.columns());
    EXPECT_EQ(made.rows + made.families, 0);
    EXPECT_EQ(made.columns.size(), 3U);
}

TEST(Rescorer, FamiliesWhoseVoicesDifferGoToThePlainEngine) {
    form f;
    f.changing("a", "'when_contested':'range'").scale("s", "sum", {points("a")});
    family h;
    h.observed("o1", "2020-02-03", "a", "'yes'", "'source':'worker'");
    h.observed("o2", "2020-02-04", "a", "'no'", "'source':'professional'");
    const table t{rows_of(h)};
    const auto instrument = f.read();
    const auto days = days_from("2020-02-01", 30);
    const rescorer by{instrument, days, known::everything(), all_columns(instrument)};
    rescored made = by.score(t.columns());
    EXPECT_EQ(made.families_by[static_cast<std::size_t>(scored_by::plain_voices)], 1);
    EXPECT_EQ(lines_of(std::move(made.columns), made.rows),
              lines_by_assess(instrument, h.read(), "F-1", days, known::everything()));
}

} // namespace
