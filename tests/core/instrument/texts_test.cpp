// SPDX-License-Identifier: MPL-2.0
// Contract: one text in every language of its instrument, in the instrument's order of languages.
#include <actueel/instrument/texts.hpp>

#include "../testing/answers.hpp"

#include <gtest/gtest.h>

namespace {

using actueel::texts;
using actueel::testing::faults_of;
using actueel::testing::form;
using actueel::testing::points;

TEST(Texts, AreFoundByTheirLanguageElseInTheFirst) {
    const texts both{{{"nl", "leeftijd"}, {"en", "age"}}};
    EXPECT_EQ(both.in("en"), "age");
    EXPECT_EQ(both.in("nl"), "leeftijd");
    EXPECT_EQ(both.in("fr"), "leeftijd");
    EXPECT_EQ(texts{}.in("en"), "");
}

TEST(Texts, AreInEveryLanguageOfTheInstrumentAndNoOther) {
    form two = form{}.fixed("a").scale("s", "sum", {points("a")});
    EXPECT_EQ(faults_of(two), "no fault");
    EXPECT_EQ(
        faults_of(
            form{}.fixed("a", "'label':{'en':'x','nl':'y'}").scale("s", "sum", {points("a")})),
        "languages_differ /items/0/label/nl");
    EXPECT_EQ(faults_of(form{}.fixed("a", "'label':{'nl':'y'}").scale("s", "sum", {points("a")})),
              "languages_differ /items/0/label\nlanguages_differ /items/0/label/nl");
    EXPECT_EQ(faults_of(form{}.fixed("a", "'label':{'en':' '}").scale("s", "sum", {points("a")})),
              "text_empty /items/0/label/en");
    EXPECT_EQ(faults_of(form{}.fixed("a", "'label':'x'").scale("s", "sum", {points("a")})),
              "type_wrong /items/0/label");
}

} // namespace
