// SPDX-License-Identifier: MPL-2.0
// Contract: whole families are scored, each at its own moments; rows equal those of `assess` at each, by child, day and what
// was known; a family without moments is read and has no rows; one that cannot be read, or asked, is left whole.
#include <actueel/rescoring/moment_rescorer.hpp>

#include "../testing/moments.hpp"
#include "../testing/rescored.hpp"

#include <gtest/gtest.h>

#include <cstdint>
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
using actueel::testing::moment_table;
using actueel::testing::on;
using actueel::testing::points;
using actueel::testing::record_rows;
using actueel::testing::rows_of;
using actueel::testing::table;

form asked() {
    form f;
    f.changing("a").fixed("b", "'per':'caregiver'");
    f.scale("s", "sum", {points("a"), points("b", "'combine':'max'")}, cuts);
    f.low_middle_high("s");
    return f.with("rules", "[{'id':'r','if':{'item':'b','is':'yes'},'then':{'at_least':'high'}}]");
}

family answered() {
    family f;
    f.caregiver("p").observed("o1", "2020-02-03", "a", "'yes'");
    f.observed("o2", "2020-03-03", "b", "'no'", "'person':'p'");
    return f.corrects("k", "o1", "2020-04-01", family::observation("2020-02-03", "a", "'some'"));
}

void append(record_rows& to, const record_rows& more) {
    to.insert(to.end(), more.begin(), more.end());
}

rescored_moments scored_at(const instrument& by, const table& records, const moment_table& moments,
                           known otherwise = known::everything(),
                           std::vector<score_column> wanted = {}) {
    return moment_rescorer{by,
                           own_moments::try_of(moments.kinds(), moments.cells(), otherwise).value(),
                           std::move(wanted)}
        .score(records.columns());
}

/// A row by `assess`, with what was known as `lines_of` writes the column.
std::string line_at(const instrument& by, const family& of, const std::string& name,
                    std::string_view day, known known_at, std::string_view told_known = "") {
    const auto lines = lines_by_assess(by, of.read(), name, {on(day)}, known_at);
    EXPECT_EQ(lines.size(), 1U) << day;
    std::string line = lines.at(0);
    const std::size_t after = name.size() + 2 + std::string_view{"2020-01-01"}.size();
    return line.insert(after, "," + std::string{told_known});
}

known instant_of(std::string_view text) { return try_known_from(text).value(); }

TEST(MomentRescorer, GivesTheRowsOfAssessAtEachFamilysOwnMoments) {
    const auto by = asked().read();
    record_rows rows = rows_of(answered(), "A");
    append(rows, rows_of(answered(), "B"));
    const table records{rows};
    const moment_table moments{
        {{{"family", "B"}, {"as_of", "2020-05-01"}},
         {{"family", "A"}, {"as_of", "2020-03-10"}},
         {{"family", "C"}, {"as_of", "2020-03-10"}},
         {{"family", "A"}, {"as_of", "2020-03-10"}, {"known_at", "2020-03-01T00:00:00Z"}},
         {{"family", "A"}, {"as_of", "2020-02-04"}},
         {{"family", "A"}, {"as_of", "2020-02-04"}}}};
    for (const known otherwise : {known::everything(), known::by_end_of_as_of()}) {
        rescored_moments made = scored_at(by, records, moments, otherwise, all_columns(by));
        EXPECT_EQ(made.families, 2);
        EXPECT_EQ(made.answered, 2);
        EXPECT_EQ(made.asked, 4);
        EXPECT_EQ(made.outside, 0);
        EXPECT_EQ(made.rows_by[static_cast<std::size_t>(scored_by::plain_moments)], 4);
        // 2020-03-01T00:00:00Z in microseconds since 1970
        EXPECT_EQ(lines_of(std::move(made.columns), made.rows),
                  (std::vector<std::string>{
                      line_at(by, answered(), "A", "2020-02-04", otherwise),
                      line_at(by, answered(), "A", "2020-03-10", otherwise),
                      line_at(by, answered(), "A", "2020-03-10", instant_of("2020-03-01T00:00:00Z"),
                              "1583020800000000"),
                      line_at(by, answered(), "B", "2020-05-01", otherwise)}));
    }
}

TEST(MomentRescorer, AFamilyWithoutMomentsIsReadAndHasNoRows) {
    const auto by = asked().read();
    record_rows rows = rows_of(answered(), "A");
    append(rows, rows_of(family{}.observed("o", "2020-02-03", "a", "'what'"), "B"));
    const table records{rows};
    const moment_table moments{{{{"family", "Z"}, {"as_of", "2020-05-01"}}}};
    const auto made = scored_at(by, records, moments);
    EXPECT_EQ(made.families, 1);
    EXPECT_EQ(made.rows + made.asked + made.outside + made.answered, 0);
    ASSERT_EQ(made.left.size(), 1U);
    EXPECT_EQ(made.left[0].why, scored_by::document_answer);
}

TEST(MomentRescorer, AMomentOutsideInvolvementHasNoRowAndIsCounted) {
    const auto by = asked().read();
    family h = answered();
    h.add("i", "involvement", "2020-01-01", "'start':'2020-02-01','until':'2020-04-01'");
    const table records{rows_of(h)};
    const moment_table moments{{{{"family", "F-1"}, {"as_of", "2020-01-31"}},
                                {{"family", "F-1"}, {"as_of", "2020-02-10"}},
                                {{"family", "F-1"}, {"as_of", "2020-04-01"}}}};
    auto made = scored_at(by, records, moments);
    EXPECT_EQ(made.asked, 3);
    EXPECT_EQ(made.outside, 2);
    EXPECT_EQ(made.families, 1);
    EXPECT_EQ(lines_of(std::move(made.columns), made.rows),
              (std::vector<std::string>{"F-1,,2020-02-10,"}));
}

TEST(MomentRescorer, RowsStandByChildThenDayThenWhatWasKnown) {
    form f = asked();
    f.with("subject", "'child'").changing("c", "'per':'child'");
    f.scale("t", "max", {points("c", "'combine':'max'")});
    const auto by = f.read();
    family h = answered();
    h.child("c2").child("c1");
    const table records{rows_of(h)};
    const moment_table moments{
        {{{"family", "F-1"}, {"as_of", "2020-02-10"}, {"known_at", "2020-02-09T00:00:00Z"}},
         {{"family", "F-1"}, {"as_of", "2020-02-10"}, {"known_at", "2020-02-08T00:00:00Z"}},
         {{"family", "F-1"}, {"as_of", "2020-02-09"}, {"person", "c2"}},
         {{"family", "F-1"}, {"as_of", "2020-02-10"}}}};
    auto made = scored_at(by, records, moments);
    EXPECT_EQ(made.asked, 4);
    EXPECT_EQ(lines_of(std::move(made.columns), made.rows),
              (std::vector<std::string>{"F-1,c1,2020-02-10,", "F-1,c1,2020-02-10,1581120000000000",
                                        "F-1,c1,2020-02-10,1581206400000000", "F-1,c2,2020-02-09,",
                                        "F-1,c2,2020-02-10,", "F-1,c2,2020-02-10,1581120000000000",
                                        "F-1,c2,2020-02-10,1581206400000000"}));
}

TEST(MomentRescorer, AMomentOfAChildWhoIsNoneLeavesTheFamilyWhole) {
    const auto by = asked().read();
    record_rows rows = rows_of(answered(), "A");
    const auto each = static_cast<std::int64_t>(rows.size());
    append(rows, rows_of(answered(), "B"));
    record_rows strange = rows_of(answered(), "C");
    strange[0]["colour"] = "red";
    append(rows, strange);
    const table records{rows};
    for (const char* nobody : {"p", "c9", "what mother said"}) {
        const moment_table moments{{{{"family", "A"}, {"as_of", "2020-05-01"}},
                                    {{"family", "B"}, {"as_of", "2020-05-01"}},
                                    {{"family", "B"}, {"as_of", "2020-04-01"}, {"person", nobody}},
                                    {{"family", "C"}, {"as_of", "2020-05-01"}}}};
        const auto made = scored_at(by, records, moments);
        EXPECT_EQ(made.rows, 1);
        EXPECT_EQ(made.asked, 1) << "those of families that were scored";
        ASSERT_EQ(made.left.size(), 2U) << nobody;
        EXPECT_EQ(made.left[0].why, scored_by::document_moment);
        EXPECT_EQ(made.left[0].first, each);
        EXPECT_EQ(made.left[0].past, 2 * each);
        EXPECT_EQ(made.left[0].scores_before, 1);
        EXPECT_EQ(made.left[1].why, scored_by::document_rows);
    }
}

TEST(MomentRescorer, MoreMomentsThanAWordHasBitsAreAllThere) {
    const auto by = asked().read();
    const table records{rows_of(answered())};
    record_rows own;
    std::vector<std::string> expected;
    for (int d = 0; d < 130; ++d) {
        const std::string text = to_string(day::from_number(on("2020-02-03").number() + d));
        own.push_back({{"family", "F-1"}, {"as_of", text}});
        expected.push_back(line_at(by, answered(), "F-1", text, known::by_end_of_as_of()));
    }
    auto made =
        scored_at(by, records, moment_table{own}, known::by_end_of_as_of(), all_columns(by));
    EXPECT_EQ(lines_of(std::move(made.columns), made.rows), expected);
}

} // namespace
