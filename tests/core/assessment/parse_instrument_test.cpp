// SPDX-License-Identifier: MPL-2.0
// Contract: an instrument is read with its own worked cases, answers -> value, level; one that comes out otherwise is
// refused (semantics 9; documents, case).
#include <actueel/assessment/parse_instrument.hpp>

#include "../testing/answers.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace {

using actueel::testing::cuts;
using actueel::testing::faults;
using actueel::testing::faults_of;
using actueel::testing::form;
using actueel::testing::points;

std::string told(std::string_view one_case) {
    return faults_of(form{}
                         .changing("a")
                         .fixed("p", "'per':'caregiver'")
                         .derived("age", "'age':{'of':'youngest','role':'child'}")
                         .derived("events", "'count_events':{'types':['v'],'window':'P1Y'}")
                         .scale("s", "sum", {points("a"), points("p", "'combine':'max'")}, cuts)
                         .scale("ages", "sum", {"{'item':'age','linear':{'times':1}}"})
                         .scale("many", "sum", {"{'item':'events','linear':{'times':1,'max':5}}"})
                         .low_middle_high("s")
                         .with("cases", "[" + std::string{one_case} + "]"));
}

TEST(Case, ThatComesOutAsStatedPasses) {
    EXPECT_EQ(told("{'say':{'en':'both'},'persons':[{'role':'caregiver'}],'answers':{'a':'yes','p':"
                   "'some'},'scales':{'s':4},'level':'high'}"),
              "no fault");
}

TEST(Case, ThatComesOutOtherwiseIsRefusedWithWhatTheInstrumentGives) {
    EXPECT_EQ(told("{'answers':{'a':'yes'},'scales':{'s':4}}"), "case_differs /cases/0/scales/s");
    EXPECT_EQ(told("{'answers':{'a':'yes'},'level':'high'}"), "case_differs /cases/0/level");
    const form wrong = form{}
                           .fixed("a")
                           .scale("s", "sum", {points("a")})
                           .with("cases", "[{'answers':{'a':'yes'},'scales':{'s':4}}]");
    const std::string text = actueel::try_parse_instrument(wrong.text(), "i").error().what();
    EXPECT_EQ(text, "i /cases/0/scales/s: found 4, expected 3, which the instrument gives; mend "
                    "the case, or what it shows to be wrong. [case_differs]");
}

TEST(Case, MayStateARange) {
    EXPECT_EQ(told("{'scales':{'s':[0,3]},'level':['low','middle']}"),
              "no fault"); // no caregiver: a alone
    EXPECT_EQ(told("{'scales':{'s':3}}"), "case_differs /cases/0/scales/s");
    EXPECT_EQ(told("{'scales':{'s':[0,2]}}"), "case_differs /cases/0/scales/s");
    EXPECT_EQ(told("{'level':['low','high']}"), "case_differs /cases/0/level");
    EXPECT_EQ(told("{'scales':{'s':[0]}}"), "case_malformed /cases/0/scales/s");
    EXPECT_EQ(told("{'level':['low']}"), "case_malformed /cases/0/level");
}

TEST(Case, SeveralAnswersStandInTheOrderOfThePersons) {
    EXPECT_EQ(told("{'persons':[{'role':'caregiver'},{'role':'child'},{'role':'caregiver'}],'"
                   "answers':{'a':'no','p':['no','some']},'scales':{'s':1}}"),
              "no fault");
    EXPECT_EQ(told("{'persons':[{'role':'caregiver'},{'role':'caregiver'}],'answers':{'a':'no','p':"
                   "'some'},'scales':{'s':1}}"),
              "no fault"); // one for all
    EXPECT_EQ(told("{'persons':[{'role':'caregiver'},{'role':'caregiver'}],'answers':{'a':'no','p':"
                   "['some']},'scales':{'s':[1,3]}}"),
              "no fault"); // the other is unknown
    EXPECT_EQ(told("{'persons':[{'role':'caregiver'}],'answers':{'p':['no','some']}}"),
              "case_malformed /cases/0/answers/p");
    EXPECT_EQ(told("{'answers':{'p':'no'}}"), "case_malformed /cases/0/answers/p");
}

TEST(Case, AgesAreCompletedOnItsDay) {
    EXPECT_EQ(
        told("{'persons':[{'role':'child','age':6},{'role':'child','age':9}],'scales':{'ages':6}}"),
        "no fault");
    EXPECT_EQ(
        told("{'as_of':'2020-02-29','persons':[{'role':'child','age':3}],'scales':{'ages':3}}"),
        "no fault");
    EXPECT_EQ(told("{'persons':[{'role':'child'}],'scales':{'ages':[0,9998]}}"), "no fault");
    EXPECT_EQ(told("{'scales':{'ages':0}}"), "no fault"); // roles not listed are empty
    EXPECT_EQ(
        told("{'persons':[{'role':'child','age':3,'lives':'elsewhere'}],'scales':{'ages':0}}"),
        "no fault");
}

TEST(Case, NobodyIsBornBeforeTheCalendarBegins) {
    EXPECT_EQ(
        told("{'as_of':'0100-06-01','persons':[{'role':'child','age':99}],'scales':{'ages':99}}"),
        "no fault");
    EXPECT_EQ(told("{'as_of':'0100-06-01','persons':[{'role':'child','age':100}]}"),
              "case_malformed /cases/0");
    EXPECT_EQ(told("{'as_of':'0100-06-01','persons':[{'role':'child','age':150}]}"),
              "case_malformed /cases/0");
}

TEST(Case, AnEventCannotNameItselfAgain) {
    EXPECT_EQ(told("{'events':[{'happened_on':'2019-06-01','event':'v','x':{'b':1,'a':[2]}},"
                   "{'id':'e','happened_on':'2019-02-30','event':'v'}]}"),
              "case_malformed /cases/0/events/1");
    const std::string text = told("{'events':[{'happened_on':'2019-06-01','event':'v',"
                                  "'persons':[{'part':'harming','person':'p9'}]}]}");
    EXPECT_EQ(text, "case_malformed /cases/0/events/0");
}

TEST(Case, AnAnswerMayBeWrittenInAnyFormOfItsNumber) {
    const form numbers =
        form{}
            .item("n", "'kind':'static','ask':{'en':'?'},'answer':{'number':{'min':0,'max':99}}")
            .scale("s", "sum", {"{'item':'n','linear':{'times':1}}"})
            .with("cases", "[{'answers':{'n':1.5e1},'scales':{'s':15.0}}]");
    EXPECT_EQ(faults_of(numbers), "no fault");
}

TEST(Case, MayStateEvents) {
    EXPECT_EQ(told("{'events':[{'happened_on':'2019-06-01','event':'v'},{'happened_on':'2018-06-01'"
                   ",'event':'v'}],'scales':{'many':1}}"),
              "no fault");
    EXPECT_EQ(told("{'events':[{'happened_on':'2019-06-01'}]}"),
              "case_malformed /cases/0/events/0");
    EXPECT_EQ(told("{'events':[3]}"), "type_wrong /cases/0/events/0");
}

TEST(Case, NamesWhatIsThere) {
    EXPECT_EQ(told("{'answers':{'b':'no'}}"), "name_unknown /cases/0/answers/b");
    EXPECT_EQ(told("{'scales':{'t':1}}"), "name_unknown /cases/0/scales/t");
    EXPECT_EQ(told("{'answers':{'age':1}}"), "observation_of_derived /cases/0/answers/age");
    EXPECT_EQ(told("{'answers':{'a':'often'}}"), "case_malformed /cases/0/answers/a");
    EXPECT_EQ(told("{'say':{'nl':'x'}}"), "languages_differ /cases/0/say/nl");
    EXPECT_EQ(told("{'persons':[{'role':'mother'}]}"), "value_unknown /cases/0/persons/0/role");
    EXPECT_EQ(told("{'anwsers':{}}"), "field_unknown /cases/0/anwsers");
    EXPECT_EQ(told("3"), "type_wrong /cases/0");
}

TEST(Case, OfAChildsInstrumentIsAboutTheFirstChild) {
    const auto of_child = [](std::string_view one_case) {
        return faults_of(form{}
                             .with("subject", "'child'")
                             .fixed("k", "'per':'child'")
                             .scale("s", "sum", {points("k", "'combine':'max'")})
                             .with("cases", "[" + std::string{one_case} + "]"));
    };
    EXPECT_EQ(of_child("{'persons':[{'role':'caregiver'},{'role':'child'},{'role':'child'}],'"
                       "answers':{'k':['some','yes']},'scales':{'s':1}}"),
              "no fault");
    EXPECT_EQ(of_child("{'scales':{'s':1}}"), "case_malformed /cases/0"); // no child
}

TEST(Case, AnswersAreGivenByASourceThatCounts) {
    EXPECT_EQ(faults_of(form{}
                            .fixed("a", "'sources':['child']")
                            .scale("s", "sum", {points("a")})
                            .with("cases", "[{'answers':{'a':'yes'},'scales':{'s':3}}]")),
              "no fault");
}

TEST(Case, AreLookedAtOnlyWhenAllElseIsWell) {
    EXPECT_EQ(faults_of(form{}
                            .fixed("a")
                            .scale("s", "sum", {"{'item':'a','points':{'no':0,'some':1}}"})
                            .with("cases", "[{'scales':{'s':9}}]")),
              "option_without_points /scales/0/terms/0/points");
}

TEST(InstrumentFile, IsLoadedByItsPath) {
    const auto path =
        (std::filesystem::temp_directory_path() / "actueel_instrument_test.json").string();
    std::ofstream{path} << form{}.fixed("a").scale("s", "sum", {points("a")}).text();
    EXPECT_EQ(actueel::load_instrument(path)->id, "form");
    std::filesystem::remove(path);
    EXPECT_EQ(faults(actueel::try_load_instrument(path)), "file_unreadable ");
    EXPECT_THROW(static_cast<void>(actueel::load_instrument(path)), actueel::error);
    EXPECT_THROW(static_cast<void>(actueel::parse_instrument("{")), actueel::error);
}

} // namespace
