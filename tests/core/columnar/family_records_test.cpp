// SPDX-License-Identifier: MPL-2.0
// Contract: rows of a family are taken only where a history document of them would be; every fault is left to the reader of
// documents, which alone tells what is wrong (semantics 2 and 10).
#include <actueel/columnar/family_records.hpp>

#include "../testing/a_full_family.hpp"
#include "../testing/coded_table.hpp"
#include "../testing/tables.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace {

using actueel::family_reader;
using actueel::family_records;
using actueel::field;
using actueel::record_row;
using actueel::table_origin;
using actueel::testing::at;
using actueel::testing::family;
using actueel::testing::full_family;
using actueel::testing::on;
using actueel::testing::record_cells;
using actueel::testing::record_rows;
using actueel::testing::rows_of;
using actueel::testing::table;

/// Whether a family is taken; the same of each of several whose texts are those of one dictionary.
bool taken(const record_rows& rows, const table_origin& origin = {}) {
    const table t{rows, {origin}};
    const auto columns = t.columns();
    family_reader reader{columns};
    family_records out;
    const bool is_taken = reader.read(0, columns.size(), out);
    constexpr std::size_t times = 5;
    const actueel::testing::coded_table coded{rows, times, {origin}};
    const auto coded_columns = coded.columns();
    family_reader reader_of_codes{coded_columns};
    const auto size = static_cast<std::int64_t>(rows.size());
    for (std::int64_t first = 0; first < coded_columns.size(); first += size) {
        EXPECT_EQ(reader_of_codes.read(first, first + size, out), is_taken) << "by codes " << first;
    }
    return is_taken;
}

/// The full family's rows, with a cell of a record changed; an empty text takes it away.
class changed {
  public:
    changed() : rows_{rows_of(full_family())} {}
    changed(std::string_view id, std::string_view column, std::string_view text) : changed{} {
        set(id, column, text);
    }
    changed& set(std::string_view id, std::string_view column, std::string_view text) {
        record_cells& cells = row(id);
        cells.erase(std::string{column});
        if (!text.empty()) { cells[std::string{column}] = text; }
        return *this;
    }
    changed& add(const record_cells& cells) {
        rows_.push_back(cells);
        return *this;
    }
    [[nodiscard]] bool is_taken() const { return taken(rows_); }
    record_cells& row(std::string_view id) {
        for (record_cells& cells : rows_) {
            if (cells.at("id") == id) { return cells; }
        }
        throw std::out_of_range{"no such record"};
    }

  private:
    record_rows rows_;
};

TEST(FamilyReader, TakesRecordsOfEveryType) { EXPECT_TRUE(changed{}.is_taken()); }

TEST(FamilyReader, TakesAFamilyThatIsOnlyNamed) {
    EXPECT_TRUE(taken({{{"family", "A"}}}));
    EXPECT_TRUE(changed{}.add({{"family", "F-1"}}).is_taken());
}

TEST(FamilyReader, LeavesAFamilyWhoseNameIsNoId) {
    EXPECT_FALSE(taken({{{"family", "a b"}}}));
    EXPECT_FALSE(taken({{{"family", std::string(65, 'a')}}}));
    EXPECT_TRUE(taken({{{"family", std::string(64, 'a')}}}));
}

// ---- heads

TEST(FamilyReader, LeavesAnIdThatStandsTwice) {
    EXPECT_FALSE(changed("o2", "id", "o3").is_taken());
    EXPECT_FALSE(changed("w1", "id", "g1").is_taken()) << "nothing refers to either";
}
TEST(FamilyReader, LeavesAnIdThatIsNone) {
    EXPECT_FALSE(changed("o2", "id", "a/b").is_taken());
    EXPECT_FALSE(taken({{{"family", "A"},
                         {"item", "a"},
                         {"answer", "yes"},
                         {"observed_on", "2020-02-03"},
                         {"recorded_at", "2020-02-03T12:00:00Z"}},
                        {{"family", "A"}, {"id", "o1"}}}));
}
TEST(FamilyReader, LeavesATypeThatIsNone) {
    EXPECT_FALSE(changed("o2", "type", "observations").is_taken());
}
TEST(FamilyReader, TakesARowWithoutATypeForAnObservation) {
    EXPECT_TRUE(changed("o2", "type", "").is_taken());
    EXPECT_FALSE(changed("e2", "type", "").is_taken());
}
TEST(FamilyReader, LeavesAnInstantThatIsNone) {
    EXPECT_FALSE(changed("o2", "recorded_at", "").is_taken());
    EXPECT_FALSE(changed("o2", "recorded_at", "2020-02-04").is_taken());
    EXPECT_FALSE(changed("o2", "recorded_at", "2020-02-04T12:00:60Z").is_taken());
}
TEST(FamilyReader, LeavesAColumnThatNoRecordHas) {
    EXPECT_FALSE(changed("o2", "colour", "red").is_taken());
    EXPECT_FALSE(changed("o2", "x", "{}").is_taken());
}
TEST(FamilyReader, TakesTheTypeOfItsTable) {
    record_rows rows = {{{"family", "A"},
                         {"id", "e1"},
                         {"recorded_at", "2020-02-03T12:00:00Z"},
                         {"event", "crisis"},
                         {"happened_on", "2020-02-03"}}};
    EXPECT_TRUE(taken(rows, {true, true, "event"}));
    EXPECT_FALSE(taken(rows));
    rows[0]["type"] = "view"; // says another
    EXPECT_FALSE(taken(rows, {true, true, "event"}));
}

// ---- chains

TEST(FamilyReader, LeavesATargetThatIsNotThere) {
    EXPECT_FALSE(changed("k1", "corrects", "zz").is_taken());
    EXPECT_FALSE(changed("k1", "corrects", "").is_taken());
    EXPECT_FALSE(changed("x1", "retracts", "zz").is_taken());
}
TEST(FamilyReader, LeavesATargetThatHasASuccessorAlready) {
    EXPECT_FALSE(changed("k2", "corrects", "o1").is_taken());
    EXPECT_FALSE(changed("x1", "retracts", "k1").is_taken());
}
TEST(FamilyReader, LeavesALinkThatWasRecordedBeforeItsTarget) {
    EXPECT_FALSE(changed("k2", "recorded_at", "2020-02-05T11:59:59Z").is_taken());
    EXPECT_TRUE(changed("k2", "recorded_at", "2020-02-05T12:00:00Z").is_taken());
    EXPECT_FALSE(changed("x1", "recorded_at", "2020-02-02T11:59:59Z").is_taken());
}
TEST(FamilyReader, LeavesACircleOfCorrections) {
    EXPECT_FALSE(changed("k1", "corrects", "k2")
                     .set("k1", "recorded_at", "2020-02-06T12:00:00Z")
                     .is_taken());
    EXPECT_FALSE(changed("k1", "corrects", "k1").is_taken());
}
TEST(FamilyReader, LeavesACorrectionOfARetraction) {
    EXPECT_FALSE(changed("k2", "corrects", "x1")
                     .set("k2", "recorded_at", "2020-02-09T12:00:00Z")
                     .is_taken());
}
TEST(FamilyReader, LeavesACorrectionWithTheContentOfAnotherType) {
    EXPECT_FALSE(changed("k1", "corrects", "e1").is_taken());
    EXPECT_FALSE(changed("k1", "record_type", "event").is_taken());
    EXPECT_FALSE(changed("k1", "record_type", "such").is_taken());
    EXPECT_TRUE(changed("k1", "record_type", "observation").is_taken());
}
TEST(FamilyReader, LeavesACorrectionWithoutContent) {
    changed rows;
    record_cells& k2 = rows.row("k2");
    k2 = {{"family", "F-1"},
          {"id", "k2"},
          {"type", "correction"},
          {"recorded_at", "2020-02-06T12:00:00Z"},
          {"corrects", "k1"}};
    EXPECT_FALSE(rows.is_taken());
}
TEST(FamilyReader, KnowsWhenEachLinkIsInForce) {
    const table t{rows_of(full_family())};
    const auto columns = t.columns();
    family_reader reader{columns};
    family_records out;
    ASSERT_TRUE(reader.read(0, columns.size(), out));
    const auto of = [&](std::string_view id) {
        for (const record_row& r : out.rows) {
            if (r.id == id) { return r; }
        }
        throw std::out_of_range{"no such record"};
    };
    EXPECT_EQ(of("o1").known.until, at("2020-02-05"));
    EXPECT_EQ(of("k1").known.from, at("2020-02-05"));
    EXPECT_EQ(of("k1").known.until, at("2020-02-06"));
    EXPECT_TRUE(of("k2").known.for_ever());
    EXPECT_EQ(of("k2").on, on("2020-02-02"));
    EXPECT_EQ(of("e2").known.until, at("2020-02-08"));
    EXPECT_TRUE(of("k1").known.holds(at("2020-02-05")));
    EXPECT_FALSE(of("k1").known.holds(at("2020-02-06")));
    EXPECT_TRUE(of("k2").known.holds(actueel::known::everything().until(on("2020-03-01"))));
    EXPECT_EQ(out.rows[static_cast<std::size_t>(of("k2").root)].id, "o1");
}

// ---- persons

TEST(FamilyReader, LeavesAPersonWhomNobodyIntroduced) {
    EXPECT_FALSE(changed("o1", "person", "zz").is_taken());
    EXPECT_FALSE(changed("e1", "persons", "zz;c1").is_taken());
    EXPECT_FALSE(changed("l1", "persons", "c1;zz").is_taken());
    EXPECT_FALSE(changed("d2", "about_person", "zz").is_taken());
    EXPECT_FALSE(changed("v1", "person", "zz").is_taken());
}
TEST(FamilyReader, LeavesAPersonWhoWasIntroducedLater) {
    const auto later = [](std::string_view instant) {
        return changed("c1", "recorded_at", instant).set("m-c1", "recorded_at", instant).is_taken();
    };
    EXPECT_FALSE(later("2020-02-03T12:00:01Z"));
    EXPECT_TRUE(later("2020-02-01T12:00:00Z")) << "the event of that day names the child";
    EXPECT_FALSE(later("2020-02-01T12:00:01Z"));
}
TEST(FamilyReader, AMembershipIntroducesItsPersonWhoseRecordMayComeLater) {
    EXPECT_TRUE(changed("c1", "recorded_at", "2021-01-01T12:00:00Z").is_taken());
}
TEST(FamilyReader, LeavesAPersonWhoHasTheIdOfAnotherRecord) {
    EXPECT_FALSE(changed("m-c2", "person", "o2").is_taken());
}
TEST(FamilyReader, LeavesAPlanThatNamesOnePersonTwice) {
    EXPECT_FALSE(changed("l1", "persons", "c1;c1").is_taken());
}
TEST(FamilyReader, LeavesPartsThatAreNoneOrNotAsManyAsPersons) {
    EXPECT_FALSE(changed("e1", "parts", "harming").is_taken());
    EXPECT_FALSE(changed("e1", "parts", "harming;such").is_taken());
    EXPECT_FALSE(changed("e1", "persons", "").is_taken());
    EXPECT_TRUE(changed("e1", "parts", "").is_taken());
}
TEST(FamilyReader, FindsTheSameByCodesAsByTexts) {
    const record_rows rows = rows_of(full_family());
    const table texts{rows};
    const actueel::testing::coded_table codes{rows, 5};
    const auto by_text = texts.columns();
    const auto by_code = codes.columns();
    ASSERT_TRUE(by_text.coded(field::id).codes.empty());
    ASSERT_FALSE(by_code.coded(field::id).codes.empty());
    family_reader reader_of_texts{by_text};
    family_reader reader_of_codes{by_code};
    family_records expected;
    family_records found;
    const std::int64_t size = by_text.size();
    ASSERT_TRUE(reader_of_texts.read(0, size, expected));
    for (std::int64_t first = 0; first < by_code.size(); first += size) {
        ASSERT_TRUE(reader_of_codes.read(first, first + size, found));
        EXPECT_EQ(found.persons, expected.persons);
        EXPECT_EQ(found.parts, expected.parts);
        EXPECT_EQ(found.first_part, expected.first_part);
        ASSERT_EQ(found.rows.size(), expected.rows.size());
        for (std::size_t i = 0; i < found.rows.size(); ++i) {
            const record_row& a = found.rows[i];
            const record_row& b = expected.rows[i];
            EXPECT_EQ(a.id, b.id);
            EXPECT_EQ(std::tie(a.type, a.corrects, a.retracts, a.recorded_at, a.on, a.until),
                      std::tie(b.type, b.corrects, b.retracts, b.recorded_at, b.on, b.until))
                << a.id;
            EXPECT_EQ(std::tie(a.target, a.successor, a.root, a.person, a.about),
                      std::tie(b.target, b.successor, b.root, b.person, b.about))
                << a.id;
            EXPECT_EQ(std::tie(a.known.from, a.known.until), std::tie(b.known.from, b.known.until))
                << a.id;
        }
    }
}
TEST(FamilyReader, GivesPersonsByIdAndWhomEachEventNames) {
    const table t{rows_of(full_family())};
    const auto columns = t.columns();
    family_reader reader{columns};
    family_records out;
    ASSERT_TRUE(reader.read(0, columns.size(), out));
    EXPECT_EQ(out.persons, (std::vector<std::string_view>{"c1", "c2", "p1"}));
    ASSERT_EQ(out.parts.size(), 4U);
    EXPECT_EQ(out.parts[0].first, 2);
    EXPECT_EQ(out.parts[0].second, actueel::part::harming);
    EXPECT_EQ(out.parts[1].second, actueel::part::not_stated);
    EXPECT_EQ(out.first_part.size(), out.rows.size() + 1);
}

// ---- days

TEST(FamilyReader, LeavesADayAfterItWasWrittenDown) {
    EXPECT_TRUE(changed("o2", "observed_on", "2020-02-05").is_taken())
        << "the world has time zones";
    EXPECT_FALSE(changed("o2", "observed_on", "2020-02-06").is_taken());
    EXPECT_FALSE(changed("e1", "happened_on", "2020-02-03").is_taken());
    EXPECT_FALSE(changed("w1", "observed_on", "2020-02-14").is_taken());
    EXPECT_FALSE(changed("k2", "observed_on", "2020-02-08").is_taken());
}
TEST(FamilyReader, LeavesADayThatDoesNotExist) {
    EXPECT_FALSE(changed("o2", "observed_on", "2019-02-29").is_taken());
    EXPECT_FALSE(changed("c1", "born_on", "2016-13-01").is_taken());
    EXPECT_FALSE(changed("n1", "on", "never").is_taken());
    EXPECT_FALSE(changed("s1", "as_of", "2020-2-1").is_taken());
}
TEST(FamilyReader, LeavesATermThatEndsBeforeItStarts) {
    EXPECT_FALSE(changed("l1", "until", "2020-02-09").is_taken());
    EXPECT_TRUE(changed("l1", "until", "2020-02-10").is_taken());
    EXPECT_FALSE(changed("m-c1", "until", "2018-12-31").is_taken());
    EXPECT_FALSE(changed("i1", "until", "2018-12-31").is_taken());
    EXPECT_FALSE(changed("nobody", "until", "2018-12-31").is_taken());
    EXPECT_FALSE(changed("g1", "until", "2018-12-31").is_taken());
}
TEST(FamilyReader, LeavesAPlanOrAnOverrideWithoutAnEnd) {
    EXPECT_FALSE(changed("l1", "until", "").is_taken());
    EXPECT_FALSE(changed("v1", "until", "").is_taken());
}
TEST(FamilyReader, LeavesAnEndingBeforeTheStartOfWhatItEnds) {
    EXPECT_FALSE(changed("n1", "on", "2018-12-31").is_taken());
    EXPECT_TRUE(changed("n1", "on", "2019-01-01").is_taken());
}
TEST(FamilyReader, AnEndingLiesNotBeforeTheStartThatWasKnownWhenItWasWritten) {
    const auto with_correction_on = [](std::string_view day) {
        changed rows{"n1", "on", "2019-06-01"};
        return rows
            .add({{"family", "F-1"},
                  {"id", "k9"},
                  {"type", "correction"},
                  {"recorded_at", std::string{day} + "T12:00:00Z"},
                  {"corrects", "m-p1"},
                  {"person", "p1"},
                  {"role", "caregiver"},
                  {"start", "2019-07-01"}})
            .is_taken();
    };
    EXPECT_FALSE(with_correction_on("2020-03-06"));
    EXPECT_TRUE(with_correction_on("2020-03-07"));
}
TEST(FamilyReader, LeavesASignOffThatKnowsMoreThanWasKnown) {
    EXPECT_TRUE(changed("s1", "known_at", "2020-02-10T12:00:00Z").is_taken());
    EXPECT_FALSE(changed("s1", "known_at", "2020-02-10T12:00:01Z").is_taken());
}

// ---- references

TEST(FamilyReader, LeavesAReferenceToWhatIsNotThere) {
    EXPECT_FALSE(changed("o3", "repeats", "zz").is_taken());
    EXPECT_FALSE(changed("d1", "about", "zz").is_taken());
    EXPECT_FALSE(changed("a1", "about", "zz").is_taken());
    EXPECT_FALSE(changed("n1", "ends", "zz").is_taken());
}
TEST(FamilyReader, LeavesAReferenceToALaterLink) {
    EXPECT_FALSE(changed("d1", "about", "k1").is_taken());
    EXPECT_FALSE(changed("o3", "repeats", "k2").is_taken());
    EXPECT_FALSE(changed("d1", "about", "x1").is_taken());
}
TEST(FamilyReader, LeavesAReferenceToARecordOfAnotherType) {
    EXPECT_FALSE(changed("o3", "repeats", "e1").is_taken());
    EXPECT_FALSE(changed("a1", "about", "o1").is_taken());
    EXPECT_FALSE(changed("n1", "ends", "o1").is_taken());
}
TEST(FamilyReader, LeavesAReferenceToWhatWasRecordedLater) {
    EXPECT_FALSE(changed("d1", "recorded_at", "2020-02-03T11:59:59Z").is_taken());
    EXPECT_FALSE(changed("o2", "recorded_at", "2020-02-05T12:00:01Z").is_taken());
}

// ---- contents

TEST(FamilyReader, LeavesARecordWithoutWhatItMustHave) {
    const std::pair<const char*, const char*> must[] = {
        {"o2", "item"},          {"o2", "observed_on"}, {"e1", "event"},   {"e1", "happened_on"},
        {"m-c1", "person"},      {"m-c1", "role"},      {"m-c1", "start"}, {"nobody", "empty"},
        {"nobody", "start"},     {"i1", "start"},       {"l1", "start"},   {"g1", "start"},
        {"w1", "observed_on"},   {"v1", "instrument"},  {"v1", "level"},   {"v1", "computed_low"},
        {"v1", "computed_high"}, {"v1", "by"},          {"v1", "reason"},  {"v1", "start"},
        {"s1", "instrument"},    {"s1", "as_of"},       {"s1", "by"},      {"a1", "about"},
        {"a1", "outcome"},       {"n1", "ends"},        {"n1", "on"},      {"d1", "about"}};
    for (const auto& [id, column] : must) {
        EXPECT_FALSE(changed(id, column, "").is_taken()) << id << ' ' << column;
    }
}
TEST(FamilyReader, LeavesARecordWithWhatItMustNotHave) {
    const std::tuple<const char*, const char*, const char*> others[] = {
        {"c1", "person", "c1"},  {"c1", "start", "2020-01-01"}, {"m-c1", "item", "a"},
        {"i1", "role", "child"}, {"o2", "event", "crisis"},     {"o2", "role", "child"},
        {"e1", "answer", "yes"}, {"e1", "item", "a"},           {"l1", "item", "a"},
        {"g1", "person", "c1"},  {"w1", "answer", "yes"},       {"v1", "as_of", "2020-01-01"},
        {"s1", "level", "high"}, {"d1", "outcome", "partly"},   {"a1", "about_item", "a"},
        {"n1", "about", "o1"},   {"o2", "corrects", "o1"},      {"o2", "record_note", "n"},
        {"o2", "reason", "r"}};
    for (const auto& [id, column, text] : others) {
        EXPECT_FALSE(changed(id, column, text).is_taken()) << id << ' ' << column;
    }
}
TEST(FamilyReader, LeavesARetractionWithContent) {
    EXPECT_FALSE(changed("x1", "item", "a").is_taken());
    EXPECT_FALSE(changed("x1", "record_reason", "r").is_taken());
    EXPECT_FALSE(changed("x1", "reason", " ").is_taken());
    EXPECT_FALSE(changed("x1", "withhold_from", "parent;parent").is_taken());
    EXPECT_TRUE(changed("x1", "reason", "r").is_taken());
}
TEST(FamilyReader, LeavesTwoAnswersAndNone) {
    EXPECT_FALSE(changed("o2", "answer", "yes").is_taken());
    EXPECT_FALSE(changed("o2", "answer_number", "").is_taken());
}
TEST(FamilyReader, LeavesANumberThatIsNone) {
    EXPECT_FALSE(changed("o2", "answer_number", "2.00001").is_taken());
    EXPECT_FALSE(changed("o2", "answer_number", "many").is_taken());
}
TEST(FamilyReader, LeavesCodesThatAreNone) {
    const std::tuple<const char*, const char*, const char*> wrong[] = {
        {"o1", "source", "mother"},  {"o1", "basis", "rumour"},    {"m-c1", "role", "parent"},
        {"m-c1", "lives", "there"},  {"a1", "outcome", "perhaps"}, {"o1", "item", "a b"},
        {"o1", "answer", "a\tb"},    {"o1", "by", "a\tb"},         {"o1", "sitting", "a\tb"},
        {"e1", "event", "a\tb"},     {"e1", "severity", "a\tb"},   {"e1", "incident", "a\tb"},
        {"v1", "level", "a b"},      {"v1", "instrument", "a b"},  {"v1", "computed_low", "a b"},
        {"s1", "level_high", "a b"}, {"s1", "version", "a\tb"},    {"i1", "kind", "a\tb"},
        {"d2", "about_item", "a b"}, {"l1", "covers", "a b"},      {"nobody", "empty", "other"},
        {"s1", "given_to", "a\tb"},  {"l1", "agreed_with", "a\tb"}};
    for (const auto& [id, column, text] : wrong) {
        EXPECT_FALSE(changed(id, column, text).is_taken()) << id << ' ' << column;
    }
}
TEST(FamilyReader, LeavesListsThatNameSomethingTwice) {
    EXPECT_FALSE(changed("nobody", "empty", "child;child").is_taken());
    EXPECT_FALSE(changed("o2", "withhold_from", "parent;parent").is_taken());
    EXPECT_TRUE(changed("o2", "withhold_from", "parent;court").is_taken());
    EXPECT_FALSE(changed("o2", "withhold_from", "a\tb").is_taken());
    EXPECT_FALSE(changed("k1", "record_withhold_from", "parent;parent").is_taken());
    EXPECT_FALSE(changed("s1", "given_to", "parent;parent").is_taken());
}
TEST(FamilyReader, LeavesListsWrittenAsJson) {
    EXPECT_FALSE(changed("o2", "withhold_from", "[\"parent\"]").is_taken());
    EXPECT_FALSE(changed("l1", "persons", "[\"c1\"]").is_taken());
}
TEST(FamilyReader, LeavesAReasonThatSaysNothing) {
    EXPECT_FALSE(changed("v1", "reason", "  ").is_taken());
    EXPECT_FALSE(changed("o2", "document", " ").is_taken());
    EXPECT_TRUE(changed("o2", "note", "  ").is_taken());
}
TEST(FamilyReader, LeavesADisputeAboutTwoThings) {
    EXPECT_FALSE(changed("d1", "about_item", "a").is_taken());
    EXPECT_FALSE(changed("d1", "about_person", "c1").is_taken());
}
TEST(FamilyReader, LeavesASignOffWithHalfALevel) {
    EXPECT_FALSE(changed("s1", "level_low", "").is_taken());
    EXPECT_TRUE(changed("s1", "level_low", "").set("s1", "level_high", "").is_taken());
}

// ---- without ids, with one clock

record_rows observations() {
    return {{{"family", "A"}, {"item", "a"}, {"answer", "yes"}, {"observed_on", "2020-02-03"}},
            {{"family", "A"}, {"item", "a"}, {"answer", "no"}, {"observed_on", "2020-02-04"}}};
}

TEST(FamilyReader, TakesObservationsWithoutIdsAndWithOneClock) {
    const table t{observations(), {{false, false, {}}}};
    const auto columns = t.columns();
    family_reader reader{columns};
    family_records out;
    ASSERT_TRUE(reader.read(0, 2, out));
    EXPECT_EQ(out.rows[0].id, "");
    EXPECT_EQ(out.rows[0].recorded_at, at("2020-02-03T00:00:00Z"));
}
TEST(FamilyReader, LeavesARowOfOneClockThatSpeaksOfNoDay) {
    record_rows rows = observations();
    rows[0].erase("observed_on");
    EXPECT_FALSE(taken(rows, {false, false, {}}));
}
TEST(FamilyReader, LeavesRecordsThatNeedAnIdWhereThereIsNone) {
    record_rows rows = observations();
    rows[0] = {{"family", "A"}, {"type", "person"}, {"born_on", "2020-01-01"}};
    EXPECT_FALSE(taken(rows, {false, false, {}}));
    rows[0] = {{"family", "A"}, {"type", "correction"}, {"corrects", "row1"}};
    EXPECT_FALSE(taken(rows, {false, true, {}}));
}
TEST(FamilyReader, LeavesMembershipsThatTieWithoutIds) {
    record_rows rows = {{{"family", "A"},
                         {"type", "membership"},
                         {"person", "c1"},
                         {"role", "child"},
                         {"start", "2020-01-01"}},
                        {{"family", "A"},
                         {"type", "membership"},
                         {"person", "c1"},
                         {"role", "caregiver"},
                         {"start", "2020-01-01"}}};
    EXPECT_FALSE(taken(rows, {false, false, {}}));
    rows[1]["start"] = "2020-01-02";
    EXPECT_TRUE(taken(rows, {false, false, {}}));
}
TEST(FamilyReader, LeavesAPersonWhoIsCalledAsARowWithoutIdIs) {
    record_rows rows = {{{"family", "A"},
                         {"type", "membership"},
                         {"person", "row1"},
                         {"role", "child"},
                         {"start", "2020-01-01"}}};
    EXPECT_FALSE(taken(rows, {false, false, {}}));
    rows[0]["person"] = "child1";
    EXPECT_TRUE(taken(rows, {false, false, {}}));
}
TEST(FamilyReader, LeavesAFamilyWhoseTablesHaveIdsAndHaveNot) {
    record_rows rows = observations();
    rows[0]["table"] = "0";
    rows[1]["table"] = "1";
    const table t{rows, {{false, false, {}}, {true, false, {}}}};
    const auto columns = t.columns();
    family_reader reader{columns};
    family_records out;
    EXPECT_FALSE(reader.read(0, 2, out));
}

// ---- one family after another

TEST(FamilyReader, RemembersNothingOfTheFamilyBefore) {
    record_rows rows = rows_of(full_family());
    for (const record_cells& cells : rows_of(full_family(), "F-2")) { rows.push_back(cells); }
    record_cells stray = {{"family", "F-3"},
                          {"id", "z"},
                          {"type", "retraction"},
                          {"recorded_at", "2021-01-01T12:00:00Z"},
                          {"retracts", "o2"}};
    rows.push_back(stray);
    const table t{rows};
    const auto columns = t.columns();
    family_reader reader{columns};
    family_records out;
    const std::int64_t first = columns.end_of_family(0);
    const std::int64_t second = columns.end_of_family(first);
    EXPECT_TRUE(reader.read(0, first, out));
    EXPECT_TRUE(reader.read(first, second, out));
    EXPECT_EQ(out.family, "F-2");
    EXPECT_EQ(out.rows.size(), static_cast<std::size_t>(second - first));
    EXPECT_FALSE(reader.read(second, columns.size(), out)) << "o2 is a record of other families";
}

} // namespace
