// SPDX-License-Identifier: MPL-2.0
// withheld.hpp: what a reader does not get. Fails closed: decision 0008.
#include <actueel/report/withheld.hpp>

#include "../testing/documents.hpp"

#include <actueel/history/in_force.hpp>
#include <actueel/history/read_history.hpp>

#include <gtest/gtest.h>

namespace actueel::testing {
namespace {

const instant always = end_of(on("9999-12-31"));

/// The ids of what a reader does not get: `o1 d1`.
std::string kept_back(const history& read, std::string_view reader, instant known = always) {
    std::string out;
    for (const std::int32_t c :
         withheld_from(read, try_audience_from(read, reader).value(), known)) {
        out += (out.empty() ? "" : " ") + read->chains[static_cast<std::size_t>(c)].id;
    }
    return out;
}
family with_people() { return family{}.child("p1").child("p2").caregiver("p3").caregiver("p4"); }
/// An observation that is withheld from somebody.
history one_withheld(std::string_view from) {
    return with_people()
        .observed("o1", "2020-02-01", "a", "'yes'", "'withhold_from':['" + std::string{from} + "']")
        .read();
}

TEST(Withheld, ARecordIsKeptFromItsAudienceAlone) {
    EXPECT_EQ(kept_back(one_withheld("parent:p3"), "parent:p3"), "o1");
    EXPECT_EQ(kept_back(one_withheld("parent:p3"), "parent:p4"), "");
    EXPECT_EQ(kept_back(one_withheld("parent:p3"), "court"), "");
    EXPECT_EQ(kept_back(one_withheld("court"), "court"), "o1");
    EXPECT_EQ(kept_back(one_withheld("worker"), "worker"), "o1");
}

TEST(Withheld, AKindSpeaksOfAllItsPersons) {
    EXPECT_EQ(kept_back(one_withheld("parent"), "parent:p4"), "o1");
    EXPECT_EQ(kept_back(one_withheld("parent"), "child:p1"), "");
    EXPECT_EQ(kept_back(one_withheld("child"), "child:p2"), "o1");
}

TEST(Withheld, APersonIsThatPersonInWhicheverRole) {
    EXPECT_EQ(kept_back(one_withheld("child:p3"), "parent:p3"), "o1");
}

TEST(Withheld, AnEntryThatIsNotUnderstoodKeepsTheRecordFromEverybody) {
    for (const std::string_view entry : {"parents", "p3", "parent:p9", "worker:w7", "Court", "*"}) {
        for (const std::string_view reader : {"worker", "court", "parent:p3", "child:p1"}) {
            EXPECT_EQ(kept_back(one_withheld(entry), reader), "o1") << entry << " " << reader;
        }
    }
}

TEST(Withheld, OthersWhomNoReportIsForAreUnderstood) {
    EXPECT_EQ(kept_back(one_withheld("network"), "worker"), "");
    EXPECT_EQ(kept_back(one_withheld("professional"), "parent:p3"), "");
}

TEST(Withheld, AnyLinkOfAChainOrItsRetractionKeepsItBack) {
    const std::string hidden = "'withhold_from':['parent']";
    const auto first =
        with_people()
            .observed("o1", "2020-02-01", "a", "'yes'", hidden)
            .corrects("c1", "o1", "2020-02-02", family::observation("2020-02-01", "a", "'no'"));
    EXPECT_EQ(kept_back(first.read(), "parent:p3"), "o1") << "a correction does not lift it";
    const auto later = with_people()
                           .observed("o1", "2020-02-01", "a", "'yes'")
                           .corrects("c1", "o1", "2020-02-02",
                                     family::observation("2020-02-01", "a", "'no'", hidden));
    EXPECT_EQ(kept_back(later.read(), "parent:p3"), "o1");
    const auto retracted = with_people()
                               .observed("o1", "2020-02-01", "a", "'yes'")
                               .add("r1", "retraction", "2020-02-02", "'retracts':'o1'," + hidden);
    EXPECT_EQ(kept_back(retracted.read(), "parent:p3"), "o1");
}

TEST(Withheld, IsTheSameAsOfAHistoryCutAtTheInstant) {
    const history read =
        with_people()
            .observed("o1", "2020-02-01", "a", "'yes'")
            .corrects("c1", "o1", "2020-02-05",
                      family::observation("2020-02-01", "a", "'no'", "'withhold_from':['parent']"))
            .observed("o2", "2020-02-06", "a", "'no'", "'withhold_from':['parent']")
            .read();
    EXPECT_EQ(kept_back(read, "parent:p3", at("2020-02-04")), "");
    EXPECT_EQ(kept_back(read, "parent:p3", at("2020-02-05")), "o1");
    EXPECT_EQ(kept_back(read, "parent:p3", at("2020-02-06")), "o1 o2");
}

TEST(Withheld, WhatSpeaksOfAWithheldRecordIsWithheldToo) {
    const history read =
        with_people()
            .observed("o1", "2020-02-01", "a", "'yes'", "'withhold_from':['parent']")
            .observed("o2", "2020-02-02", "a", "'yes'", "'repeats':'o1'")
            .add("d1", "dispute", "2020-02-03", "'about':'o2','source':'child'")
            .add("a1", "dispute_answer", "2020-02-04", "'about':'d1','outcome':'upheld'")
            .read();
    EXPECT_EQ(kept_back(read, "parent:p3"), "o1 o2 d1 a1");
    EXPECT_EQ(kept_back(read, "worker"), "");
}

TEST(Withheld, NothingRunsOnOrStaysOpenBecauseItsEndIsWithheld) {
    const history read =
        with_people()
            .add("l1", "plan", "2020-02-01", "'start':'2020-02-01','until':'2020-05-01'")
            .add("n1", "ending", "2020-02-10",
                 "'ends':'l1','on':'2020-02-09','withhold_from':['parent']")
            .observed("o1", "2020-02-01", "a", "'yes'")
            .add("d1", "dispute", "2020-02-12", "'about':'o1'")
            .add("a1", "dispute_answer", "2020-02-14",
                 "'about':'d1','outcome':'upheld','withhold_from':['parent']")
            .read();
    EXPECT_EQ(kept_back(read, "parent:p3"), "l1 n1 d1 a1");
}

TEST(Withheld, SomebodyWhoseMembershipIsWithheldIsNotToBeSeen) {
    const history read =
        with_people()
            .add("p5", "person", "2020-02-01", "")
            .add("m5", "membership", "2020-02-01",
                 "'person':'p5','role':'caregiver','start':'2020-01-01','withhold_from':['parent:"
                 "p3']")
            .observed("o1", "2020-02-02", "a", "'yes'", "'person':'p5'")
            .observed("o2", "2020-02-02", "a", "'yes'", "'by':'p5'")
            .event("e1", "2020-02-03", "t", "'persons':[{'person':'p3'},{'person':'p5'}]")
            .observed("o3", "2020-02-04", "a", "'yes'", "'person':'p4'")
            .read();
    EXPECT_EQ(kept_back(read, "parent:p3"), "m5 p5 o1 o2 e1");
    EXPECT_EQ(kept_back(read, "parent:p4"), "");
}

TEST(Withheld, ABirthDateMayBeWithheldOfSomebodyWhoIsSeen) {
    const history read =
        family{}
            .caregiver("p3")
            .add("p1", "person", "2019-01-01", "'born_on':'2012-01-01','withhold_from':['parent']")
            .add("m1", "membership", "2019-01-01",
                 "'person':'p1','role':'child','start':'2019-01-01'")
            .observed("o1", "2020-02-02", "a", "'yes'", "'person':'p1'")
            .read();
    EXPECT_EQ(kept_back(read, "parent:p3"), "p1");
}

TEST(Withheld, AChildGetsWhatIsAboutItselfOrAllAndItsOwnWords) {
    const history read =
        with_people()
            .observed("o1", "2020-02-01", "a", "'yes'", "'person':'p1'")
            .observed("o2", "2020-02-01", "a", "'yes'", "'person':'p2'")
            .observed("o3", "2020-02-01", "a", "'yes'", "'person':'p3'")
            .observed("o4", "2020-02-01", "a", "'yes'", "'person':'p3','source':'child','by':'p1'")
            .observed("o5", "2020-02-01", "b", "'yes'")
            .event("e1", "2020-02-02", "t")
            .event("e2", "2020-02-02", "t", "'persons':[{'person':'p1'}]")
            .add("w1", "view", "2020-02-03", "'observed_on':'2020-02-03','by':'p3','note':'N'")
            .add("w2", "view", "2020-02-03", "'observed_on':'2020-02-03','by':'p1','note':'N'")
            .read();
    EXPECT_EQ(kept_back(read, "child:p1"), "o2 o3 e1 w1");
}

TEST(Withheld, AHistoryWhoseTextsWereNotKeptIsWithheldWhole) {
    const std::string text = with_people().observed("o1", "2020-02-01", "a", "'yes'").text();
    const auto document = read_json(text, "d").value();
    const history bare = read_history(document.root(), "d", link_digests::left_empty).value();
    EXPECT_EQ(withheld_from(bare, {}, always).size(), bare->chains.size());
}

TEST(SharedWith, HoldsNothingOfWhatIsWithheld) {
    const history read = one_withheld("court");
    const history shared = shared_with(read, {audience_kind::court, -1}, always);
    EXPECT_EQ(in_force_at(read, always).observations.size(), 1U);
    EXPECT_TRUE(in_force_at(shared, always).observations.empty());
    EXPECT_EQ(shared->chains.size(), read->chains.size());
}

} // namespace
} // namespace actueel::testing
