// SPDX-License-Identifier: MPL-2.0
// Contract: an instrument and a history meet: answers by the item's own codes, also former ones; an answer that the item
// lacks and never had, or an observation of a derived item, is an error wherever in the history it stands; what the
// instrument does not ask, or not of that person, is ignored whole and no error (semantics 10).
#include <actueel/history/reading.hpp>

#include "../testing/answers.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace {

using actueel::answer_kind;
using actueel::testing::assessed;
using actueel::testing::family;
using actueel::testing::faults;
using actueel::testing::form;
using actueel::testing::points;

form one_item() { return form{}.fixed("a").scale("s", "sum", {points("a")}); }

std::string met(const form& asked, const family& f) {
    return faults(actueel::try_read(asked.read(), f.read()));
}

TEST(Reading, AnAnswerThatTheItemLacksIsAnErrorWhereItStands) {
    EXPECT_EQ(met(one_item(), family{}.observed("o1", "2020-02-03", "a", "'often'")),
              "answer_not_in_item /records/0/answer");
    EXPECT_EQ(met(one_item(), family{}.observed("o1", "2020-02-03", "a", "3")),
              "answer_not_in_item /records/0/answer");
    EXPECT_EQ(met(one_item(), family{}.observed("o1", "2020-02-03", "a", "'not_applicable'")),
              "answer_not_in_item /records/0/answer");
    EXPECT_EQ(met(one_item(), family{}.observed("o1", "2020-02-03", "a", "'refused'")), "no fault");
}

TEST(Reading, AnAnswerThatWasCorrectedOrRetractedSinceIsAnErrorToo) {
    const std::string often = family::observation("2020-02-03", "a", "'often'");
    const std::string yes = family::observation("2020-02-03", "a", "'yes'");
    EXPECT_EQ(met(one_item(), family{}
                                  .add("o1", "observation", "2020-02-03", often)
                                  .corrects("k1", "o1", "2020-02-04", yes)),
              "answer_not_in_item /records/0/answer");
    EXPECT_EQ(met(one_item(), family{}
                                  .add("o1", "observation", "2020-02-03", yes)
                                  .corrects("k1", "o1", "2020-02-04", often)),
              "answer_not_in_item /records/1/record/answer");
    EXPECT_EQ(met(one_item(), family{}
                                  .add("o1", "observation", "2020-02-03", often)
                                  .retracts("x1", "o1", "2020-02-04")),
              "answer_not_in_item /records/0/answer");
}

TEST(Reading, ANumberLiesInTheRangeOfItsItemBothEndsIncluded) {
    const form asked = form{}
                           .counted("n", "'min':0,'max':9,'integer':true")
                           .scale("s", "sum", {"{'item':'n','linear':{'times':1}}"});
    for (const auto* fits : {"0", "9", "3.0"}) {
        EXPECT_EQ(met(asked, family{}.observed("o", "2020-02-03", "n", fits)), "no fault") << fits;
    }
    for (const auto* not_there : {"-1", "10", "2.5", "'3'"}) {
        EXPECT_EQ(met(asked, family{}.observed("o", "2020-02-03", "n", not_there)),
                  "answer_not_in_item /records/0/answer")
            << not_there;
    }
}

TEST(Reading, AnObservationOfADerivedItemIsAnError) {
    const form asked =
        form{}
            .derived("age", "'age':{'of':'youngest','role':'child'}")
            .scale("s", "sum", {"{'item':'age','bins':[{'at_least':0,'points':0}]}"});
    EXPECT_EQ(met(asked, family{}.observed("o1", "2020-02-03", "age", "3")),
              "observation_of_derived /records/0/item");
}

TEST(Reading, AnErrorNamesTheItemAndWhatItTakesAndNoFreeText) {
    const auto read = actueel::try_read(
        one_item().read(), family{}.observed("o1", "2020-02-03", "a", "'drinkt elke dag'").read());
    const std::string text = read.error().what();
    EXPECT_NE(text.find("found a text of 15 characters for the item a, expected one of no, some, "
                        "yes, unknown, refused, not_seen"),
              std::string::npos)
        << text;
    EXPECT_EQ(text.find("drinkt"), std::string::npos);
}

TEST(Reading, AFormerCodeIsTheOptionThatItBecame) {
    const form asked =
        form{}
            .item("a", "'kind':'static','ask':{'en':'?'},'answer':{'options':[{'code':'no','label':"
                       "{'en':'no'}},"
                       "{'code':'yes','label':{'en':'yes'},'formerly':['ja','oui']}]}")
            .scale("s", "sum", {"{'item':'a','points':{'no':0,'yes':2}}"});
    const auto a =
        assessed(asked, family{}.observed("o1", "2020-02-03", "a", "'oui'"), "2020-03-01");
    EXPECT_EQ(actueel::testing::answer_of(a, "a"), "yes");
    EXPECT_EQ(actueel::testing::value_of(a, "s"), "2");
}

TEST(Reading, ARetiredCodeIsUnknown) {
    const form asked = form{}.fixed("a", "'retired':['often']").scale("s", "sum", {points("a")});
    const auto a =
        assessed(asked, family{}.observed("o1", "2020-02-03", "a", "'often'"), "2020-03-01");
    EXPECT_EQ(actueel::testing::status_of(a, "a"), "unknown");
    EXPECT_EQ(actueel::testing::answer_of(a, "a"), "unknown");
    EXPECT_EQ(actueel::testing::value_of(a, "s"), "0 to 3");
}

TEST(Reading, AnItemIsNamedByItsIdAFormerOneOrBehindItsInstrument) {
    const form asked = form{}.fixed("a", "'formerly':['old_a']").scale("s", "sum", {points("a")});
    for (const auto* named : {"a", "old_a", "form:a", "form:old_a"}) {
        EXPECT_EQ(
            actueel::testing::value_of(
                assessed(asked, family{}.observed("o", "2020-02-03", named, "'yes'"), "2020-03-01"),
                "s"),
            "3")
            << named;
    }
    for (const auto* other : {"b", "other:a"}) {
        EXPECT_EQ(actueel::testing::value_of(
                      assessed(asked, family{}.observed("o", "2020-02-03", other, "'what'"),
                               "2020-03-01"),
                      "s"),
                  "0 to 3")
            << other;
    }
}

form of_whom() {
    return form{}.fixed("a").fixed("b", "'per':'child'").scale("s", "sum", {points("a")});
}

TEST(Reading, APersonWhereTheItemIsTheFamilysOrTheReverseIsIgnoredWholeWhateverItAnswers) {
    const auto read = actueel::try_read(
        of_whom().read(), family{}
                              .child("c1")
                              .observed("o1", "2020-02-03", "a", "'what'", "'person':'c1'")
                              .observed("o2", "2020-02-03", "b", "'what'")
                              .read());
    ASSERT_TRUE(read) << read.error().what();
    std::size_t links_met = 0;
    for (const auto& links : read->answers) {
        for (const auto& link : links) {
            EXPECT_FALSE(link.fits);
            ++links_met;
        }
    }
    EXPECT_EQ(links_met, 2U);
}

TEST(Reading, OnlyTheLinkThatDoesNotFitIsIgnored) {
    const auto of_nobody = [](const std::string& then) {
        return family{}
            .child("c1")
            .add("o1", "observation", "2020-02-03",
                 family::observation("2020-02-03", "b", "'what'"))
            .corrects("k1", "o1", "2020-02-04",
                      family::observation("2020-02-03", "b", then, "'person':'c1'"));
    };
    EXPECT_EQ(met(of_whom(), of_nobody("'yes'")), "no fault");
    EXPECT_EQ(met(of_whom(), of_nobody("'what'")), "answer_not_in_item /records/3/record/answer");
}

TEST(Reading, AnObservationOfADerivedItemIsAnErrorWhomeverItNames) {
    const form asked =
        form{}
            .derived("age", "'age':{'of':'youngest','role':'child'}")
            .scale("s", "sum", {"{'item':'age','bins':[{'at_least':0,'points':0}]}"});
    EXPECT_EQ(
        met(asked, family{}.child("c1").observed("o1", "2020-02-03", "age", "3", "'person':'c1'")),
        "observation_of_derived /records/2/item");
}

TEST(Reading, OfOneHistoryAfterAnotherUsesMemoryAgainAndNothingElse) {
    const auto asked = one_item().read();
    family more;
    more.observed("o1", "2020-02-03", "a", "'yes'").observed("o2", "2020-02-04", "other", "'no'");
    more.corrects("k", "o1", "2020-02-05", family::observation("2020-02-03", "a", "'no'"));
    const family one = family{}.observed("o1", "2020-02-03", "a", "'unknown'");
    auto read = actueel::try_read(asked, more.read()).value();
    for (const family& next : {one, more, family{}, more}) {
        const auto alone = actueel::try_read(asked, next.read()).value();
        read = actueel::try_read(asked, next.read(), std::move(read)).value();
        EXPECT_EQ(read.items, alone.items);
        ASSERT_EQ(read.answers.size(), alone.answers.size());
        for (std::size_t c = 0; c < alone.answers.size(); ++c) {
            ASSERT_EQ(read.answers[c].size(), alone.answers[c].size());
            for (std::size_t l = 0; l < alone.answers[c].size(); ++l) {
                EXPECT_EQ(read.answers[c][l].item, alone.answers[c][l].item);
                EXPECT_EQ(read.answers[c][l].said, alone.answers[c][l].said);
                EXPECT_EQ(read.answers[c][l].fits, alone.answers[c][l].fits);
            }
        }
    }
}

} // namespace
