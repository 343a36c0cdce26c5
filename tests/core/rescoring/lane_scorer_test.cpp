// SPDX-License-Identifier: MPL-2.0
// Contract: the figures of lanes equal those of the plain engine on each day; a family that lanes cannot hold is told with
// why (semantics 2 to 6).
#include <actueel/rescoring/lane_scorer.hpp>
#include <actueel/rescoring/rescorer.hpp>

#include "../testing/rescored.hpp"

#include <gtest/gtest.h>

#include <optional>
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
using actueel::testing::low_cuts;
using actueel::testing::on;
using actueel::testing::points;
using actueel::testing::record_rows;
using actueel::testing::rows_of;
using actueel::testing::table;
using actueel::testing::term;

/// Every fourth day of 2020, up to 64.
std::vector<day> spring() {
    std::vector<day> out;
    for (int i = 0; i < 64; ++i) {
        out.push_back(day::from_number(on("2020-01-02").number() + 4 * i));
    }
    return out;
}

/// The one shelf life of the items below.
const std::vector<duration> three_months = {{3, 0}};

lane_outcome outcome(const form& asked, const record_rows& rows, const table_origin& origin = {}) {
    const auto instrument = asked.read();
    const plan by = plan::of(instrument);
    const table t{rows, {origin}};
    const auto columns = t.columns();
    family_reader reader{columns};
    family_records family;
    if (!reader.read(0, columns.size(), family)) { throw std::runtime_error{"not read"}; }
    score_block block{instrument};
    lane_scorer scorer{by, columns};
    return scorer.score(family, asked_days{spring(), known::everything(), three_months}, block);
}

/// Lines without their last cells.
std::vector<std::string> without_last(std::vector<std::string> lines, int cells) {
    for (std::string& line : lines) {
        for (int i = 0; i < cells; ++i) { line.resize(line.rfind(',')); }
    }
    return lines;
}

/// Whether lanes give what `assess` gives, with everything known, as of each day, and at an instant; also where no due days
/// are wanted, so that most rows need not be kept.
void equal(const form& asked, const family& written) {
    const auto instrument = asked.read();
    ASSERT_TRUE(plan::of(instrument).runs());
    const table t{rows_of(written)};
    for (const known k : {known::everything(), known::by_end_of_as_of(),
                          known::at(actueel::testing::at("2020-03-15"))}) {
        const rescorer by{instrument, spring(), k, all_columns(instrument)};
        rescored made = by.score(t.columns());
        EXPECT_EQ(made.families_by[0], 1) << "in lanes";
        const auto expected = lines_by_assess(instrument, written.read(), "F-1", spring(), k);
        EXPECT_EQ(lines_of(std::move(made.columns), made.rows), expected) << to_string(k);
        auto wanted = all_columns(instrument);
        wanted.resize(wanted.size() - 3);
        rescored sums = rescorer{instrument, spring(), k, wanted}.score(t.columns());
        EXPECT_EQ(lines_of(std::move(sums.columns), sums.rows), without_last(expected, 3))
            << to_string(k) << ", without due days";
    }
}

form sum_of_a(const std::string& more = "") {
    form f;
    f.changing("a", more).scale("s", "sum", {points("a")}, low_cuts);
    return f.low_middle_high("s");
}

TEST(LaneScorer, AnAnswerBeginsExpiresAndIsReplaced) {
    family f;
    f.add("i", "involvement", "2020-01-01", "'start':'2020-01-10','until':'2020-08-20'");
    f.observed("o1", "2020-02-03", "a", "'some'").observed("o2", "2020-03-30", "a", "'yes'");
    equal(sum_of_a(), f);
    equal(sum_of_a("'when_stale':'keep'"), f);
    equal(sum_of_a("'when_stale':'worst','when_unknown':'best'"), f);
}

TEST(LaneScorer, ACorrectionReplacesAndARetractionTakesAway) {
    family f;
    f.observed("o1", "2020-02-03", "a", "'some'");
    f.corrects("k1", "o1", "2020-03-20", family::observation("2020-03-01", "a", "'yes'"));
    f.observed("o2", "2020-04-01", "a", "'no'").retracts("x", "o2", "2020-05-01");
    equal(sum_of_a(), f);
}

TEST(LaneScorer, OfAnswersOfOneDayTheLatestPlaceCounts) {
    family f;
    f.observed("o2", "2020-02-03", "a", "'some'").observed("o1", "2020-02-03", "a", "'yes'");
    f.add("o0", "observation", "2020-02-04", family::observation("2020-02-03", "a", "'no'"));
    equal(sum_of_a(), f);
}

TEST(LaneScorer, AnUnknownReplacesAndANotSeenDoesNot) {
    family f;
    f.observed("o1", "2020-02-03", "a", "'some'").observed("o2", "2020-03-03", "a", "'unknown'");
    f.observed("o3", "2020-04-03", "a", "'yes'").observed("o4", "2020-05-03", "a", "'not_seen'");
    f.observed("o5", "2020-05-13", "a", "'no'", "'repeats':'o3'");
    equal(sum_of_a(), f);
}

TEST(LaneScorer, OnlyCountedSourcesCountAndOthersContest) {
    family f;
    f.observed("o1", "2020-02-03", "a", "'some'", "'source':'worker'");
    f.observed("o2", "2020-02-13", "a", "'yes'", "'source':'parent'");
    f.observed("o3", "2020-03-03", "a", "'some'", "'source':'parent'");
    equal(sum_of_a(), f);
}

TEST(LaneScorer, AnswersLapseWhenSomethingHappens) {
    family f;
    f.caregiver("p1").observed("o1", "2020-02-03", "a", "'some'");
    f.event("e1", "2020-03-10", "crisis");
    f.add("m2", "membership", "2020-04-10",
          "'person':'p2','role':'caregiver','start':'2020-04-08'");
    f.observed("o2", "2020-03-20", "a", "'yes'").ends("n", "m2", "2020-05-20");
    f.observed("o3", "2020-05-10", "a", "'no'");
    equal(
        sum_of_a("'lapses_on':{'events':['crisis'],'joins':['caregiver'],'leaves':['caregiver']}"),
        f);
}

TEST(LaneScorer, MembersCombineAndAnUnknownRoleIsARange) {
    for (const char* combine : {"'combine':'max'", "'combine':'min'", "'combine':'sum','most':4"}) {
        form asked;
        asked.changing("a", "'per':'caregiver'").fixed("b", "'per':'child','ages':{'below':12}");
        asked.scale("s", "sum", {points("a", combine), points("b", combine)}, low_cuts);
        asked.low_middle_high("s");
        family f;
        f.add("i", "involvement", "2020-01-01", "'start':'2020-01-01'");
        f.caregiver("p1", "'until':'2020-06-01'").child("c1", "2008-04-04").child("c2");
        f.add("p2", "membership", "2020-02-10",
              "'person':'x','role':'caregiver','start':'2020-02-10','lives':'elsewhere'");
        f.observed("o1", "2020-02-03", "a", "'some'", "'person':'p1'");
        f.observed("o2", "2020-03-03", "b", "'yes'", "'person':'c1'");
        f.ends("n", "m-c2", "2020-05-05");
        f.add("h", "household", "2020-07-01", "'start':'2020-07-01','empty':['caregiver']");
        equal(asked, f);
    }
}

TEST(LaneScorer, AMostMayLieBelowZero) {
    for (const std::string more : {"", ",'when_stale':'keep'", ",'when_unknown':'worst'"}) {
        form asked;
        asked.fixed("c").changing("a", "'per':'caregiver'" + more);
        asked.changing("b", "'applies_when':{'item':'c','is':'yes'}" + more);
        const std::string below = "'points':{'no':-3,'some':-0.5,'yes':2}";
        asked.scale("s", "sum", {term("a", "'combine':'max'," + below), term("b", below)}, cuts);
        asked.scale("t", "max", {term("a", "'combine':'max'," + below), term("b", below)});
        asked.scale("u", "sum", {"{'scale':'s'}", "{'scale':'t'}", points("c")});
        asked.low_middle_high("s");
        family f;
        f.add("i", "involvement", "2020-01-01", "'start':'2020-01-01'");
        f.caregiver("p1", "'until':'2020-06-01'").caregiver("p2");
        f.observed("o1", "2020-02-03", "a", "'no'", "'person':'p1'");
        f.observed("o2", "2020-02-13", "a", "'some'", "'person':'p2'");
        f.observed("o3", "2020-03-03", "b", "'no'").observed("o4", "2020-03-23", "c", "'yes'");
        f.observed("o5", "2020-04-04", "b", "'yes'").observed("o6", "2020-05-04", "c", "'no'");
        equal(asked, f);
    }
}

TEST(LaneScorer, CountsMoreRowsThanWaitAtOnce) {
    form asked;
    std::vector<std::string> terms;
    family f;
    f.add("i", "involvement", "2020-01-01", "'start':'2020-01-01'");
    for (int i = 0; i < 300; ++i) {
        const std::string id = "q" + std::to_string(i);
        asked.changing(id);
        terms.push_back(term(id, "'points':{'no':0,'some':" + std::to_string(i) +
                                     ".25,'yes':" + std::to_string(2 * i + 1) + "}"));
        if (i % 7 != 0) {
            f.observed("o" + std::to_string(i), i % 2 == 0 ? "2020-02-03" : "2020-04-04", id,
                       i % 3 == 0 ? "'yes'" : "'some'");
        }
    }
    asked.scale("s", "sum", terms, cuts);
    asked.low_middle_high("s");
    equal(asked, f);
}

TEST(LaneScorer, AddsUpMoreNumbersThanWaitAtOnce) {
    form asked;
    std::vector<std::string> terms;
    family f;
    f.add("i", "involvement", "2020-01-01", "'start':'2020-01-01'");
    for (int i = 0; i < 110; ++i) {
        const std::string id = "q" + std::to_string(i);
        asked.counted(id, "'min':0,'max':9,'integer':true");
        terms.push_back(term(id, "'bins':[{'at_least':0,'points':0},{'at_least':1,'points':1},"
                                 "{'at_least':2,'points':2}]"));
        f.observed("o" + std::to_string(i), "2020-01-02", id, i < 70 ? "1" : "2");
    }
    asked.scale("s", "sum", terms, cuts);
    asked.low_middle_high("s");
    equal(asked, f);
}

TEST(LaneScorer, ScalesTakeTheMostTheLeastATableAndOtherScales) {
    form asked;
    asked.changing("a").fixed("b", "'applies_when':{'item':'a','is':'yes'}");
    asked.counted("n", "'min':0,'max':9,'integer':true");
    asked.scale("s", "max", {points("a"), points("b")}, "'table':[[0,0],[1,2],[3,1]]");
    asked.scale("t", "min", {points("b"), "{'scale':'s'}"});
    asked.scale("u", "sum", {"{'scale':'t'}", term("n", "'linear':{'times':0.25,'max':2}")}, cuts);
    asked.low_middle_high("u");
    family f;
    f.observed("o1", "2020-02-03", "a", "'yes'").observed("o2", "2020-03-03", "b", "'some'");
    f.observed("o3", "2020-03-13", "n", "7").observed("o4", "2020-04-04", "a", "'no'");
    equal(asked, f);
}

TEST(LaneScorer, RulesSeeAnswersScalesAndEvents) {
    form asked;
    asked.changing("a").derived("e", "'count_events':{'types':['crisis'],'window':'P1M'}");
    asked.scale(
        "s", "sum",
        {points("a"), term("e", "'bins':[{'at_least':0,'points':0},{'at_least':1,'points':1}]")},
        cuts);
    asked.low_middle_high("s");
    asked.with("rules",
               "[{'id':'r1','if':{'at_least':2,'of':[{'item':'a','in':['some','yes']},{'events':["
               "'crisis'],'within':'P2M','at_least':2},{'scale':'s','at_least':1}]},'then':{"
               "'at_least':'high'}},{'id':'r2','if':{'not':{'item':'a','status':['stale','unknown']"
               "}},'then':{'at_most':'middle'}}]");
    family f;
    f.observed("o1", "2020-02-03", "a", "'some'").event("e1", "2020-02-20", "crisis");
    f.event("e2", "2020-03-10", "crisis", "'incident':'n'");
    f.event("e3", "2020-03-12", "crisis", "'incident':'n'").event("e4", "2020-03-30", "other");
    equal(asked, f);
}

TEST(LaneScorer, OverridesDecideAndSignOffsSetTheReview) {
    form asked;
    asked.changing("a").scale("s", "sum", {points("a")}, low_cuts);
    asked.with("levels", "[{'id':'low','label':{'en':'l'},'review_every':'P6M'},{'id':'middle',"
                         "'label':{'en':'m'},'review_every':'P3M'},{'id':'high','label':{'en':'h'}"
                         ",'review_every':'P1M'}]");
    asked.with("level_from", "['s']").with("overrides", "{'roles':['supervisor'],'up':1,'down':1}");
    family f;
    f.observed("o1", "2020-02-03", "a", "'some'");
    f.add("v", "override", "2020-02-20",
          "'instrument':'form','level':'middle','computed':{'low':'low','high':'low'},"
          "'by':'supervisor','reason':'r','start':'2020-02-20','until':'2020-04-20'");
    f.add("s", "sign_off", "2020-03-01", "'instrument':'form','as_of':'2020-02-28','by':'worker'");
    f.add("s2", "sign_off", "2020-04-01",
          "'instrument':'other','as_of':'2020-03-28','by':'worker'");
    equal(asked, f);
}

TEST(LaneScorer, LeavesVoicesThatDifferToThePlainEngine) {
    family f;
    f.observed("o1", "2020-02-03", "a", "'yes'", "'source':'worker'");
    f.observed("o2", "2020-02-04", "a", "'no'", "'source':'professional'");
    EXPECT_EQ(outcome(sum_of_a("'when_contested':'range'"), rows_of(f)),
              lane_outcome::voices_differ);
    EXPECT_EQ(outcome(sum_of_a(), rows_of(f)), lane_outcome::scored);
}

TEST(LaneScorer, LeavesAnAnswerThatItsItemLacksWhereverItStands) {
    family f;
    f.observed("o1", "2020-02-03", "a", "'perhaps'").retracts("x", "o1", "2020-02-04");
    EXPECT_EQ(outcome(sum_of_a(), rows_of(f)), lane_outcome::not_readable);
    family number;
    number.observed("o1", "2020-02-03", "a", "3");
    EXPECT_EQ(outcome(sum_of_a(), rows_of(number)), lane_outcome::not_readable);
}

TEST(LaneScorer, LeavesAnAnswerToADerivedItem) {
    form asked = sum_of_a();
    asked.derived("e", "'count_events':{'types':['crisis']}");
    family f;
    f.observed("o1", "2020-02-03", "e", "3");
    EXPECT_EQ(outcome(asked, rows_of(f)), lane_outcome::not_readable);
}

TEST(LaneScorer, LeavesWhatTiesWithoutIds) {
    record_rows rows = {
        {{"family", "A"}, {"item", "a"}, {"answer", "yes"}, {"observed_on", "2020-02-03"}},
        {{"family", "A"}, {"item", "a"}, {"answer", "no"}, {"observed_on", "2020-02-03"}}};
    const table_origin bare{false, false, {}};
    EXPECT_EQ(outcome(sum_of_a(), rows, bare), lane_outcome::ambiguous);
    rows[1]["observed_on"] = "2020-02-04";
    EXPECT_EQ(outcome(sum_of_a(), rows, bare), lane_outcome::scored);
}

TEST(LaneScorer, KeepsNothingFromFamilyToFamily) {
    family first;
    first.caregiver("p1").event("e", "2020-02-02", "crisis");
    first.observed("o1", "2020-02-03", "a", "'yes'")
        .observed("o2", "2020-02-03", "b", "'yes'", "'person':'p1'");
    family second;
    second.observed("o1", "2020-02-03", "z", "'yes'");
    form asked;
    asked.changing("a", "'lapses_on':{'events':['crisis']}").fixed("b", "'per':'caregiver'");
    asked.scale("s", "sum", {points("a"), points("b", "'combine':'max'")}, cuts);
    asked.low_middle_high("s");
    const auto instrument = asked.read();
    record_rows rows = rows_of(first, "A");
    for (const auto& cells : rows_of(second, "B")) { rows.push_back(cells); }
    const table t{rows};
    const rescorer by{instrument, spring(), known::everything(), all_columns(instrument)};
    rescored made = by.score(t.columns());
    auto expected = lines_by_assess(instrument, first.read(), "A", spring(), known::everything());
    for (const auto& line :
         lines_by_assess(instrument, second.read(), "B", spring(), known::everything())) {
        expected.push_back(line);
    }
    EXPECT_EQ(made.families_by[0], 2);
    EXPECT_EQ(lines_of(std::move(made.columns), made.rows), expected);
}

} // namespace
