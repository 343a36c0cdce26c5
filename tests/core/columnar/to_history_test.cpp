// SPDX-License-Identifier: MPL-2.0
// Contract: a family's rows are the history that their document would be read to, without digests of its links.
#include <actueel/columnar/to_history.hpp>

#include "../testing/a_full_family.hpp"
#include "../testing/tables.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace {

using namespace actueel;
using actueel::testing::family;
using actueel::testing::full_family;
using actueel::testing::record_rows;
using actueel::testing::rows_of;
using actueel::testing::table;

/// A history as text, everything that is computed with.
class described {
  public:
    explicit described(const history& of) : of_{of} {
        out_ << of->family << '\n';
        for (const std::string& p : of->persons) { out_ << p << ' '; }
        for (const chain& c : of->chains) {
            out_ << '\n'
                 << c.id << " until " << (c.retracted_at ? to_string(*c.retracted_at) : "ever");
            for (const actueel::link& l : c.links) {
                out_ << "\n  " << to_string(l.recorded_at) << ' ' << l.place << ' ' << l.corrects
                     << ' ' << l.content.index() << ' ';
                std::visit(*this, l.content);
            }
        }
        for (const auto& [id, c] : of->later_links) { out_ << '\n' << id << " of " << c; }
    }
    [[nodiscard]] std::string text() const { return out_.str(); }

    void operator()(const person_content& c) {
        out_ << c.person << ' ' << (c.born_on ? to_string(*c.born_on) : "-");
    }
    void operator()(const membership_content& c) {
        out_ << c.person << ' ' << static_cast<int>(c.role) << ' ' << static_cast<int>(c.lives);
        days(c.term);
    }
    void operator()(const household_content& c) {
        out_ << c.empty;
        days(c.term);
    }
    void operator()(const involvement_content& c) {
        out_ << c.kind;
        days(c.term);
    }
    void operator()(const observation_content& c) {
        out_ << c.observed_on << ' ' << item(c.item) << ' ' << c.person << ' '
             << static_cast<int>(c.said.kind) << ' ' << c.said.code << ' ' << c.said.number << ' '
             << static_cast<int>(c.source) << ' ' << c.by << ' ' << static_cast<int>(c.basis) << ' '
             << c.sitting << ' ' << c.repeats;
    }
    void operator()(const event_content& c) {
        out_ << c.happened_on << ' ' << c.type << ' ' << c.severity << ' '
             << static_cast<int>(c.basis) << ' ' << c.incident;
        for (const auto& [p, as] : c.persons) { out_ << ' ' << p << ':' << static_cast<int>(as); }
    }
    void operator()(const actueel::plan_content& c) {
        days(c.term);
        for (const auto p : c.persons) { out_ << ' ' << p; }
        for (const auto i : c.covers) { out_ << ' ' << item(i); }
    }
    void operator()(const goal_content& c) {
        out_ << static_cast<int>(c.source);
        days(c.term);
    }
    void operator()(const view_content& c) {
        out_ << c.observed_on << ' ' << static_cast<int>(c.source);
    }
    void operator()(const override_content& c) {
        out_ << c.instrument << ' ' << c.level << ' ' << c.low << ' ' << c.high << ' ' << c.by
             << ' ' << c.person << ' ' << c.instrument_sha256;
        days(c.term);
    }
    void operator()(const sign_off_content& c) {
        out_ << c.instrument << ' ' << c.as_of << ' ' << c.person << ' ' << c.version << ' '
             << c.instrument_sha256 << ' ' << c.records_sha256 << ' '
             << (c.known_at ? to_string(*c.known_at) : "-") << ' ' << c.low << ' ' << c.high << ' '
             << c.by;
        for (const std::string& to : c.given_to) { out_ << ' ' << to; }
    }
    void operator()(const dispute_content& c) {
        out_ << c.about << ' ' << (c.item < 0 ? "-" : item(c.item)) << ' ' << c.person << ' '
             << static_cast<int>(c.source);
    }
    void operator()(const dispute_answer_content& c) {
        out_ << c.about << ' ' << static_cast<int>(c.outcome);
    }
    void operator()(const ending_content& c) { out_ << c.ends << ' ' << c.on; }

  private:
    void days(const term_of_days& t) { out_ << ' ' << t.start << '-' << t.until; }
    [[nodiscard]] const std::string& item(std::int32_t at) const {
        return of_->items[static_cast<std::size_t>(at)];
    }
    const history& of_;
    std::ostringstream out_{};
};

std::string of_the_table(const family& f) {
    const table t{rows_of(f)};
    const auto columns = t.columns();
    family_reader reader{columns};
    family_records rows;
    if (!reader.read(0, columns.size(), rows)) { return "left to the document's reader"; }
    const history made = to_history(columns, rows);
    return described{made}.text();
}
std::string of_the_document(const family& f) {
    const history read = f.read();
    return described{read}.text();
}

TEST(ToHistory, OfRecordsOfEveryTypeIsTheHistoryOfTheirDocument) {
    EXPECT_EQ(of_the_table(full_family()), of_the_document(full_family()));
}

TEST(ToHistory, OfOneFamilyAfterAnotherIsThatOfEachAndLeavesAKeptOneAsItIs) {
    family few;
    few.observed("o1", "2020-02-03", "b", "'yes'").observed("o2", "2020-02-04", "a", "'no'");
    record_rows rows;
    const std::vector<std::pair<std::string, family>> families{
        {"F1", full_family()}, {"F2", few}, {"F3", full_family()},
        {"F4", few},           {"F5", few}, {"F6", full_family()}};
    for (const auto& [name, written] : families) {
        const record_rows own = rows_of(written, name);
        rows.insert(rows.end(), own.begin(), own.end());
    }
    const table t{rows};
    const auto columns = t.columns();
    family_reader reader{columns};
    family_records of;
    history_maker maker{columns};
    std::vector<history> kept;
    for (std::int64_t first = 0; first < columns.size();) {
        const std::int64_t past = columns.end_of_family(first);
        ASSERT_TRUE(reader.read(first, past, of));
        const history made = maker.make(of);
        EXPECT_EQ(described{made}.text(), described{to_history(columns, of)}.text());
        if (first == 0 || of.family == "F4") { kept.push_back(made); }
        first = past;
    }
    ASSERT_EQ(kept.size(), 2U);
    EXPECT_EQ(kept[0]->family, "F1");
    EXPECT_EQ(kept[1]->family, "F4");
    EXPECT_EQ(kept[1]->chains.size(), 2U);
}

TEST(ToHistory, PutsChainsInTheirPlaceWhateverTheOrderOfTheRows) {
    family f;
    f.observed("o9", "2020-02-03", "a", "'yes'").observed("o2", "2020-02-03", "a", "'no'");
    f.observed("o1", "2020-02-04", "a", "'no'").observed("o3", "2020-01-01", "a", "'no'");
    f.corrects("a0", "o9", "2020-02-05", family::observation("2020-01-01", "a", "'some'"));
    EXPECT_EQ(of_the_table(f), of_the_document(f));
}

TEST(ToHistory, PutsLinksInTheOrderInWhichTheyFollowEachOther) {
    auto records =
        family{}
            .observed("o1", "2020-02-03", "a", "'yes'")
            .corrects("k1", "o1", "2020-02-05", family::observation("2020-02-03", "a", "'no'"))
            .corrects("k2", "k1", "2020-02-05", family::observation("2020-02-03", "a", "'some'"))
            .retracts("k3", "k2", "2020-02-05")
            .records();
    std::swap(records[0], records[2]);
    std::swap(records[0], records[3]);
    const family f = family::of(records);
    EXPECT_EQ(of_the_table(f), of_the_document(f));
}

TEST(ToHistory, KnowsTheContentOfARowByItself) {
    const table t{rows_of(full_family())};
    const auto columns = t.columns();
    std::string numbers;
    std::string words;
    for (std::int64_t row = 0; row < columns.size(); ++row) {
        const auto filled = columns.filled(row);
        if ((filled & set_of(field::answer, field::answer_number)) == 0) { continue; }
        const written_answer said = written_in(columns, row);
        if (said.kind == answer_kind::number) { numbers += to_string(said.number) + ' '; }
        words += said.code + ' ';
    }
    EXPECT_EQ(numbers, "2.5 ");
    EXPECT_EQ(words, "yes no some   ") << "a number and an unknown have no code";
}

TEST(ToHistory, ReadsAnOverrideOfItsRow) {
    const table t{rows_of(full_family())};
    const auto columns = t.columns();
    family_reader reader{columns};
    family_records rows;
    ASSERT_TRUE(reader.read(0, columns.size(), rows));
    for (const record_row& r : rows.rows) {
        if (r.id != "v1") { continue; }
        const override_content c = override_in(columns, r);
        EXPECT_EQ(c.instrument + c.level + c.low + c.high + c.by, "formhighlowmiddlesupervisor");
        EXPECT_EQ(to_string(c.term.start) + to_string(c.term.until), "2020-02-102020-05-10");
        EXPECT_EQ(c.person, -1);
        EXPECT_EQ(c.instrument_sha256, "");
    }
}

} // namespace
