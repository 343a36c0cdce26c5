// SPDX-License-Identifier: MPL-2.0
// Contract: a history that is a tree already is read as its text is, with every fault; digests are left empty where asked.
#include <actueel/history/read_history.hpp>

#include "../testing/answers.hpp"
#include "../testing/documents.hpp"

#include <gtest/gtest.h>

namespace {

using namespace actueel;
using actueel::testing::family;
using actueel::testing::faults;

const family two_answers =
    family{}.observed("o1", "2020-02-03", "a", "'yes'").observed("o2", "2020-02-04", "a", "'no'");

TEST(ReadHistory, OfATreeIsTheHistoryOfItsText) {
    const auto document = read_json(two_answers.text(), "d").value();
    const history read = read_history(document.root(), "d").value();
    const history parsed = parse_history(two_answers.text(), "d");
    EXPECT_EQ(read->document, "d");
    EXPECT_EQ(read->family, parsed->family);
    ASSERT_EQ(read->chains.size(), 2U);
    for (std::size_t c = 0; c < 2; ++c) {
        EXPECT_EQ(read->chains[c].id, parsed->chains[c].id);
        EXPECT_EQ(read->chains[c].links[0].sha256, parsed->chains[c].links[0].sha256);
        EXPECT_EQ(read->chains[c].links[0].sha256.size(), 64U);
    }
}

TEST(ReadHistory, LeavesDigestsEmptyWhereNobodyAsksForThem) {
    const auto document = read_json(two_answers.text(), "d").value();
    const history read = read_history(document.root(), "d", link_digests::left_empty).value();
    ASSERT_EQ(read->chains.size(), 2U);
    EXPECT_EQ(read->chains[0].links[0].sha256, "");
    EXPECT_EQ(read->chains[1].id, "o2");
}

TEST(ReadHistory, TellsTheSameFaultsWithAndWithoutDigests) {
    const auto document =
        read_json(actueel::testing::json(
                      "{'format':'actueel.history/1','family':'F','records':[{'id':'o1',"
                      "'type':'observation','recorded_at':'2020-02-03T10:00:00Z',"
                      "'observed_on':'2020-02-30','item':'a','answer':'yes','more':1}]}"),
                  "d")
            .value();
    const std::string told = "day_impossible /records/0/observed_on\n"
                             "field_unknown /records/0/more";
    EXPECT_EQ(faults(read_history(document.root(), "d")), told);
    EXPECT_EQ(faults(read_history(document.root(), "d", link_digests::left_empty)), told);
}

} // namespace
