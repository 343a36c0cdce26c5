// SPDX-License-Identifier: MPL-2.0
// Contract: a table of each family's own moments is read from columns, rows in any order, a moment that stands twice once;
// what was known is the row's, else the run's; a cell that is none of a moment is an error with its row and column.
#include <actueel/rescoring/own_moments.hpp>

#include "../testing/answers.hpp"
#include "../testing/moments.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using namespace actueel;
using actueel::testing::faults;
using actueel::testing::moment_table;
using actueel::testing::on;

/// The moments of a family as text.
std::vector<std::string> told(const own_moments& all, std::string_view family) {
    std::vector<std::string> out;
    for (const own_moment& m : all.of(family)) {
        out.push_back(std::string{m.person} + "|" + to_string(m.as_of) + "|" +
                      to_string(m.known_at) + (m.at ? "|at" : ""));
    }
    return out;
}

std::string met(const moment_table& table) {
    return faults(own_moments::try_of(table.kinds(), table.cells(), known::everything()));
}

TEST(OwnMoments, OfAFamilyComeByPersonDayAndWhatWasKnownWhateverTheOrderOfTheRows) {
    const moment_table table{
        {{{"family", "B"}, {"as_of", "2020-03-01"}},
         {{"family", "A"}, {"as_of", "2020-03-01"}, {"person", "p"}},
         {{"family", "A"}, {"as_of", "2020-02-01"}, {"known_at", "2020-02-03T00:00:00Z"}},
         {{"family", "A"}, {"as_of", "2020-03-01"}},
         {{"family", "A"}, {"as_of", "2020-02-01"}}}};
    const auto all =
        own_moments::try_of(table.kinds(), table.cells(), known::by_end_of_as_of()).value();
    EXPECT_EQ(all.count(), 5U);
    EXPECT_EQ(told(all, "A"),
              (std::vector<std::string>{"|2020-02-01|as_of", "|2020-02-01|2020-02-03T00:00:00Z|at",
                                        "|2020-03-01|as_of", "p|2020-03-01|as_of"}));
    EXPECT_EQ(told(all, "B"), (std::vector<std::string>{"|2020-03-01|as_of"}));
    EXPECT_TRUE(all.of("AA").empty());
    EXPECT_TRUE(all.of("C").empty());
}

TEST(OwnMoments, TheSameTwiceCountOnceAlsoWhereAnInstantIsWrittenInAnotherZone) {
    const moment_table table{
        {{{"family", "A"}, {"as_of", "2020-02-01"}},
         {{"family", "A"}, {"as_of", "2020-02-01"}, {"known_at", "2020-02-03T01:00:00+01:00"}},
         {{"family", "B"}, {"as_of", "2020-02-01"}},
         {{"family", "A"}, {"as_of", "2020-02-01"}},
         {{"family", "A"}, {"as_of", "2020-02-01"}, {"known_at", "2020-02-03T00:00:00Z"}}}};
    const auto all = own_moments::try_of(table.kinds(), table.cells(), known::everything()).value();
    EXPECT_EQ(all.count(), 3U);
    EXPECT_EQ(told(all, "A"), (std::vector<std::string>{"|2020-02-01|everything",
                                                        "|2020-02-01|2020-02-03T00:00:00Z|at"}));
}

TEST(OwnMoments, AnInstantOfTheRunHoldsWhereTheRowHasNone) {
    const moment_table table{{{{"family", "A"}, {"as_of", "2020-02-01"}}}};
    const auto instant = try_known_from("2020-05-01T00:00:00Z").value();
    const auto all = own_moments::try_of(table.kinds(), table.cells(), instant).value();
    EXPECT_EQ(told(all, "A"), (std::vector<std::string>{"|2020-02-01|2020-05-01T00:00:00Z|at"}));
}

TEST(OwnMoments, OfNoRowsAreNone) {
    moment_table table{{{{"family", "A"}, {"as_of", "2020-02-01"}}}};
    table.cut(0);
    const auto all = own_moments::try_of(table.kinds(), table.cells(), known::everything()).value();
    EXPECT_EQ(all.count(), 0U);
    EXPECT_TRUE(all.of("A").empty());
}

TEST(OwnMoments, ACellThatIsNoneOfAMomentIsAnErrorWhereItStands) {
    EXPECT_EQ(met(moment_table{{{{"family", "A"}}}}), "field_missing column as_of");
    EXPECT_EQ(met(moment_table{{{{"as_of", "2020-02-01"}}}}), "field_missing column family");
    EXPECT_EQ(
        met(moment_table{{{{"family", "A"}, {"as_of", "2020-02-01"}}, {{"as_of", "2020-02-01"}}}}),
        "field_missing row 2, column family");
    EXPECT_EQ(met(moment_table{{{{"family", "A"}, {"as_of", "2020-02-01"}}, {{"family", "A"}}}}),
              "field_missing row 2, column as_of");
    EXPECT_EQ(met(moment_table{{{{"family", "A"}, {"as_of", "2020-02-30"}}}}),
              "day_malformed row 1, column as_of");
    EXPECT_EQ(met(moment_table{{{{"family", "A"}, {"as_of", "2020-02-01"}, {"known_at", "soon"}}}}),
              "instant_malformed row 1, column known_at");
    EXPECT_EQ(met(moment_table{{{{"family", "7"}, {"as_of", "2020-02-01"}}}, "family"}),
              "type_wrong column family");
}

} // namespace
