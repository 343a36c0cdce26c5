// SPDX-License-Identifier: MPL-2.0
// Contract: each instrument carries its evidence card: validated or not, on whom, with which figures and source, for whom
// it is meant and for what not (semantics 9).
#include <actueel/instrument/evidence.hpp>

#include "../testing/answers.hpp"

#include <gtest/gtest.h>

namespace {

using actueel::testing::faults_of;
using actueel::testing::form;
using actueel::testing::points;

form with_card(std::string_view card) {
    return form{}
        .with("evidence", "{" + std::string{card} + "}")
        .fixed("a")
        .scale("s", "sum", {points("a")});
}
const std::string head = "'validated':false,'statement':{'en':'Not validated.'}";

TEST(Evidence, IsKeptAsItsSourcePrintsIt) {
    const auto in = with_card(head + ",'meant_for':{'en':'m'},'not_for':{'en':'n'},'note':{'en':'x'"
                                     "},'sources':[{'id':'s1','cite':'c','doi':'10/1'}],"
                                     "'figures':[{'measure':'auc','value':0.63000,'low':0.58,'high'"
                                     ":0.68,'on':'families','source':'s1'}]")
                        .read();
    const auto& card = in->evidence;
    EXPECT_FALSE(card.validated);
    EXPECT_EQ(card.statement.in("en"), "Not validated.");
    EXPECT_EQ(card.sources.front().doi, "10/1");
    EXPECT_EQ(card.figures.front().value, "0.63000");
    EXPECT_EQ(card.figures.front().on, "families");
}

TEST(Evidence, SaysWhetherItIsValidatedAndWhatThatMeans) {
    EXPECT_EQ(faults_of(with_card("")), "field_missing /evidence\nfield_missing /evidence");
    EXPECT_EQ(faults_of(with_card("'validated':'no','statement':{'en':'x'}")),
              "type_wrong /evidence/validated");
}

TEST(Evidence, AFigureNamesASourceOfTheCard) {
    EXPECT_EQ(
        faults_of(with_card(head + ",'figures':[{'measure':'auc','value':0.6,'source':'s9'}]")),
        "citation_missing /evidence/figures/0/source");
    EXPECT_EQ(
        faults_of(with_card(head + ",'sources':[{'id':'s1','cite':'c'},{'id':'s1','cite':'d'}]")),
        "name_duplicate /evidence/sources/1/id");
    EXPECT_EQ(faults_of(with_card(head + ",'sources':[{'id':'s1','cite':'c'}],'figures':[{'measure'"
                                         ":'auc','value':'0.6','source':'s1'}]")),
              "type_wrong /evidence/figures/0/value");
}

} // namespace
