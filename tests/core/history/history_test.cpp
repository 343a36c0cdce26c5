// SPDX-License-Identifier: MPL-2.0
// Contract: the append-only records of one family. Corrections replace, retractions take away, endings end; a reference
// names a record that was there by then; every fault is told with its place (semantics 2 and 10).
#include <actueel/history/history.hpp>

#include "../testing/answers.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace {

using actueel::sha256_hex;
using actueel::testing::at;
using actueel::testing::family;
using actueel::testing::faults;
using actueel::testing::faults_of;
using actueel::testing::json;
using actueel::testing::on;

const std::string a_yes = family::observation("2020-02-03", "a", "'yes'");
const std::string a_no = family::observation("2020-02-03", "a", "'no'");

const actueel::chain& chain_of(const actueel::history& h, std::string_view id) {
    for (const auto& c : h->chains) {
        if (c.id == id) { return c; }
    }
    throw std::out_of_range{"no such chain"};
}
/// The answer that a chain holds at an instant.
std::string said_at(const family& f, std::string_view id, std::string_view instant) {
    const auto h = f.read();
    const auto* l = chain_of(h, id).at(at(instant));
    return l == nullptr ? "not in force"
                        : std::get<actueel::observation_content>(l->content).said.code;
}
std::string whole_text(const family& f) {
    const auto read = actueel::try_parse_history(f.text(), "h");
    return read ? "no fault" : std::string{read.error().what()};
}

// ---- the document

TEST(History, HasAFormatAFamilyAndRecords) {
    const auto h = family{}.child("c1").read();
    EXPECT_EQ(h->family, "F-1");
    EXPECT_EQ(h->chains.size(), 2U);
    EXPECT_EQ(h.person_index("c1"), 0);
    EXPECT_EQ(h.person_index("c2"), -1);
}

TEST(History, AnotherFormatIsRefusedAndANewerOneByName) {
    const auto told = [](const char* text) {
        return faults(actueel::try_parse_history(json(text)));
    };
    EXPECT_EQ(told("{'format':'actueel.instrument/1'}"), "format_unknown /format");
    EXPECT_EQ(told("{'format':'actueel.history/2'}"), "format_newer /format");
    EXPECT_EQ(told("{'format':'something'}"), "format_unknown /format");
    EXPECT_EQ(told("{'format':1}"), "type_wrong /format");
    EXPECT_EQ(told("{}"), "field_missing ");
    EXPECT_EQ(told("[]"), "type_wrong ");
    EXPECT_EQ(told("{'format':'actueel.history/1'}"), "field_missing \nfield_missing ");
    EXPECT_EQ(told("{'format':'actueel.history/1','family':'F','records':{}}"),
              "type_wrong /records");
    EXPECT_EQ(told("{'format':'actueel.history/1','family':'F','records':[],'famly':1}"),
              "field_unknown /famly");
    EXPECT_EQ(told("{'format':'actueel.history/1','family':'F','records':[],'x':{'y':1}}"),
              "no fault");
    EXPECT_EQ(told("{'format':'actueel.history/1','family':'F','records':[3]}"),
              "type_wrong /records/0");
}

TEST(History, IsLoadedByItsPath) {
    const auto path =
        (std::filesystem::temp_directory_path() / "actueel_history_test.json").string();
    std::ofstream{path} << family{}.child("c1").text();
    EXPECT_EQ(actueel::load_history(path)->family, "F-1");
    std::filesystem::remove(path);
}

TEST(History, HasAsManyPersonsAsTheLimitAndNoMore) {
    family f;
    for (std::size_t i = 0; i < actueel::most_persons; ++i) {
        f.add("p" + std::to_string(i), "person", "2020-01-01", "");
    }
    EXPECT_EQ(faults_of(f), "no fault");
    EXPECT_EQ(faults_of(f.add("one-more", "person", "2020-01-01", "")), "too_many /records");
}

TEST(History, TheThrowingDoorsThrowTheSameFaults) {
    EXPECT_THROW(static_cast<void>(actueel::parse_history("{}")), actueel::error);
    EXPECT_THROW(static_cast<void>(actueel::load_history("no/such/file.json")), actueel::error);
    EXPECT_EQ(faults(actueel::try_load_history("no/such/file.json")), "file_unreadable ");
}

TEST(History, EveryRecordHasAnIdOfItsOwnATypeAndAnInstant) {
    EXPECT_EQ(faults_of(family{}
                            .observed("o1", "2020-02-03", "a", "'yes'")
                            .observed("o1", "2020-02-03", "a", "'yes'")),
              "id_duplicate /records/1/id");
    EXPECT_EQ(faults_of(family{}.add("o 1", "view", "2020-02-03", "'observed_on':'2020-02-03'")),
              "id_malformed /records/0/id");
    EXPECT_EQ(faults_of(family{}.add("o1", "veiw", "2020-02-03", "'observed_on':'2020-02-03'")),
              "value_unknown /records/0/type");
    EXPECT_EQ(
        faults_of(family{}.add("o1", "view", "2020-02-03T09:00:00", "'observed_on':'2020-02-03'")),
        "instant_malformed /records/0/recorded_at");
    EXPECT_EQ(faults(actueel::try_parse_history(
                  json("{'format':'actueel.history/1','family':'F','records':[{}]}"))),
              "field_missing /records/0\nfield_missing /records/0\nfield_missing /records/0");
}

TEST(History, UnknownFieldsAreErrorsWithTheNearestKnownName) {
    const std::string text =
        whole_text(family{}.observed("o1", "2020-02-03", "a", "'yes'", "'surce':'worker'"));
    EXPECT_NE(text.find("h /records/0/surce: found a field surce"), std::string::npos) << text;
    EXPECT_NE(text.find("did you mean source?"), std::string::npos) << text;
    EXPECT_EQ(faults_of(family{}.observed("o1", "2020-02-03", "a", "'yes'", "'x':{'mine':[1,2]}")),
              "no fault");
}

TEST(History, AllFaultsAreToldAtOnceInDocumentOrder) {
    family f;
    f.add("o1", "observation", "2020-02-03",
          family::observation("2020-02-30", "a b", "true", "'source':'me'"));
    f.add("p", "plan", "2020-02-03", "'start':'2020-02-03'")
        .observed("o1", "2020-02-03", "a", "'yes'");
    EXPECT_EQ(faults_of(f), "day_impossible /records/0/observed_on\n"
                            "id_malformed /records/0/item\n"
                            "type_wrong /records/0/answer\n"
                            "value_unknown /records/0/source\n"
                            "field_missing /records/1\n"
                            "id_duplicate /records/2/id");
}

TEST(History, AnErrorNeverHoldsFreeTextAboutPeople) {
    const family planted =
        family{}
            .observed("o1", "2020-02-03", "moeder Anna", "'heel erg'",
                      "'source':'oma Riet','by':'\\u0007Piet'")
            .add("c1", "correction", "2020-02-03",
                 "'corrects':'Jan Jansen','record':{'note':'geheim'}")
            .add("h1", "household", "2020-02-03",
                 "'start':'gisteren','empty':['oma en opa'],'Sofie Smit':1")
            .add("p1", "person", "2020-02-03", "'born_on':'op een zondag','note':3")
            .add("d1", "dispute", "2020-02-03", "'about':{'item':'het huis','person':'Anna B'}");
    const std::string text = whole_text(planted);
    for (const auto* word : {"Anna", "Riet", "Piet", "Jansen", "geheim", "opa", "Sofie", "zondag",
                             "huis", "gisteren "}) {
        EXPECT_EQ(text.find(word), std::string::npos) << word << " in\n" << text;
    }
    EXPECT_NE(text.find("a text of 11 characters"), std::string::npos) << text;
}

// ---- days and terms

TEST(History, WhatWasObservedLiesAtMostOneDayAfterTheUtcDayOfRecording) {
    const auto observed = [](const char* recorded_at, const char* day) {
        return faults_of(
            family{}.add("o1", "observation", recorded_at, family::observation(day, "a", "'yes'")));
    };
    EXPECT_EQ(observed("2020-02-03T23:59:59Z", "2020-02-04"), "no fault");
    EXPECT_EQ(observed("2020-02-03T23:59:59Z", "2020-02-05"),
              "day_after_recording /records/0/observed_on");
    EXPECT_EQ(observed("2020-02-04T00:30:00+01:00", "2020-02-05"),
              "day_after_recording /records/0/observed_on"); // UTC: the 3rd
    EXPECT_EQ(observed("9999-12-31T00:00:00Z", "9999-12-31"), "no fault");
    EXPECT_EQ(faults_of(family{}.add("e1", "event", "2020-02-03",
                                     "'happened_on':'2020-02-05','event':'e'")),
              "day_after_recording /records/0/happened_on");
    EXPECT_EQ(faults_of(family{}.add("w1", "view", "2020-02-03", "'observed_on':'2020-02-05'")),
              "day_after_recording /records/0/observed_on");
}

TEST(History, ForACorrectionTheDayOfItsOwnLinkCounts) {
    family f;
    f.observed("o1", "2020-02-03", "a", "'yes'");
    f.corrects("k1", "o1", "2020-02-10", family::observation("2020-02-11", "a", "'no'"));
    EXPECT_EQ(faults_of(f), "no fault");
    f.corrects("k2", "k1", "2020-02-12", family::observation("2020-02-14", "a", "'no'"));
    EXPECT_EQ(faults_of(f), "day_after_recording /records/2/record/observed_on");
}

TEST(History, NothingEndsBeforeItsStart) {
    EXPECT_EQ(faults_of(family{}.add("i1", "involvement", "2020-02-03",
                                     "'start':'2020-02-03','until':'2020-02-02'")),
              "ends_before_start /records/0/until");
    EXPECT_EQ(faults_of(family{}.add("i1", "involvement", "2020-02-03",
                                     "'start':'2020-02-03','until':'2020-02-03'")),
              "no fault");
    family f;
    f.add("i1", "involvement", "2020-02-03", "'start':'2020-02-03'")
        .ends("n1", "i1", "2020-02-02", "2020-02-05");
    EXPECT_EQ(faults_of(f), "ends_before_start /records/1/on");
}

TEST(History, AnEndingIsHeldAgainstTheStartThatWasKnownWhenItWasWritten) {
    family f;
    f.add("i1", "involvement", "2020-02-03", "'start':'2020-02-03'");
    f.corrects("k1", "i1", "2020-02-04", "'start':'2020-02-20'");
    f.ends("n1", "i1", "2020-02-10", "2020-02-05");
    EXPECT_EQ(faults_of(f), "ends_before_start /records/2/on");
    family g;
    g.add("i1", "involvement", "2020-02-03", "'start':'2020-02-03'");
    g.ends("n1", "i1", "2020-02-10", "2020-02-04");
    g.corrects("k1", "i1", "2020-02-05", "'start':'2020-02-20'");
    EXPECT_EQ(faults_of(g), "no fault");
}

TEST(History, PlansAndOverridesMustEnd) {
    EXPECT_EQ(faults_of(family{}.add("l1", "plan", "2020-02-03", "'start':'2020-02-03'")),
              "field_missing /records/0");
    EXPECT_EQ(faults_of(family{}.add("v1", "override", "2020-02-03",
                                     "'instrument':'f','level':'h','computed':{'low':'l','high':'h'"
                                     "},'by':'s','reason':'r','start':'2020-02-03'")),
              "field_missing /records/0");
}

TEST(History, AnOverrideHasAReasonAndARoleThatDecided) {
    EXPECT_EQ(
        faults_of(family{}.add("v1", "override", "2020-02-03",
                               "'instrument':'f','level':'h','computed':{'low':'l','high':'h'},'by'"
                               ":'s','reason':' ','start':'2020-02-03','until':'2020-02-04'")),
        "text_empty /records/0/reason");
    EXPECT_EQ(
        faults_of(family{}.add("v1", "override", "2020-02-03",
                               "'instrument':'f','level':'h','computed':{'low':'l'},'start':'2020-"
                               "02-03','until':'2020-02-04'")),
        "field_missing /records/0\nfield_missing /records/0\nfield_missing /records/0/computed");
}

TEST(History, ASignOffIsSignedAfterItWasKnown) {
    const auto signed_off = [](const char* known_at) {
        return faults_of(family{}.add(
            "s1", "sign_off", "2020-02-03T12:00:00Z",
            std::string{"'instrument':'f','as_of':'2020-02-03','by':'worker','known_at':'"} +
                known_at + "'"));
    };
    EXPECT_EQ(signed_off("2020-02-03T12:00:00Z"), "no fault");
    EXPECT_EQ(signed_off("2020-02-03T12:00:00.000001Z"),
              "known_after_recording /records/0/known_at");
    EXPECT_EQ(faults_of(family{}.add(
                  "s1", "sign_off", "2020-02-03",
                  "'instrument':'f','as_of':'2020-02-03','by':'worker','records_sha256':''")),
              "id_malformed /records/0/records_sha256");
    EXPECT_EQ(
        faults_of(family{}.add("s1", "sign_off", "2020-02-03",
                               "'instrument':'f','as_of':'2020-02-03','by':'worker','level':null")),
        "no fault");
}

TEST(History, AHouseholdRecordNamesTheRolesThatNobodyHolds) {
    EXPECT_EQ(
        faults_of(family{}.add("h1", "household", "2020-02-03", "'start':'2020-02-03','empty':[]")),
        "list_empty /records/0/empty");
    EXPECT_EQ(faults_of(family{}.add("h1", "household", "2020-02-03",
                                     "'start':'2020-02-03','empty':['other']")),
              "value_unknown /records/0/empty/0");
}

// ---- chains

TEST(Chain, ItsContentAtAnInstantIsThatOfTheLatestLinkRecordedByThen) {
    family f;
    f.add("o1", "observation", "2020-02-03T10:00:00Z", a_yes);
    f.corrects("k1", "o1", "2020-02-05T10:00:00Z", a_no);
    f.corrects("k2", "k1", "2020-02-07T10:00:00Z", a_yes);
    f.retracts("x1", "k2", "2020-02-09T10:00:00Z");
    EXPECT_EQ(said_at(f, "o1", "2020-02-03T09:59:59.999999Z"), "not in force");
    EXPECT_EQ(said_at(f, "o1", "2020-02-03T10:00:00Z"), "yes");
    EXPECT_EQ(said_at(f, "o1", "2020-02-05T09:59:59Z"), "yes");
    EXPECT_EQ(said_at(f, "o1", "2020-02-05T10:00:00Z"), "no");
    EXPECT_EQ(said_at(f, "o1", "2020-02-07T10:00:00Z"), "yes");
    EXPECT_EQ(said_at(f, "o1", "2020-02-09T09:59:59Z"), "yes");
    EXPECT_EQ(said_at(f, "o1", "2020-02-09T10:00:00Z"), "not in force");
    EXPECT_EQ(f.read()->chains.size(), 1U); // a record and its corrections are one
}

TEST(Chain, LinksStandInTheirOrderWhateverTheOrderOfTheFile) {
    family f;
    f.corrects("k2", "k1", "2020-02-05T10:00:00Z",
               family::observation("2020-02-03", "a", "'some'"));
    f.corrects("k1", "o1", "2020-02-05T10:00:00Z",
               a_no); // at the same instant: k2 is still the last
    f.add("o1", "observation", "2020-02-03T10:00:00Z", a_yes);
    EXPECT_EQ(said_at(f, "o1", "2020-02-05T10:00:00Z"), "some");
}

TEST(Chain, ItsPlaceStaysThatOfItsFirstRecord) {
    family f;
    f.observed("b", "2020-02-03", "a", "'yes'")
        .observed("a", "2020-02-03", "a", "'no'")
        .observed("c", "2020-02-02", "a", "'no'");
    f.corrects("k1", "c", "2020-05-01", a_yes);
    const auto h = f.read();
    EXPECT_EQ(h->chains[0].id, "c");
    EXPECT_EQ(h->chains[1].id, "a"); // the same instant: by the bytes of the id
    EXPECT_EQ(h->chains[2].id, "b");
    EXPECT_EQ(h->chains[0].recorded_at(), at("2020-02-02"));
}

TEST(Chain, CorrectsAndRetractsNameTheLastLink) {
    family f;
    f.add("o1", "observation", "2020-02-03", a_yes);
    f.corrects("k1", "o1", "2020-02-04", a_no).corrects("k2", "o1", "2020-02-05", a_no);
    EXPECT_EQ(faults_of(f), "successor_exists /records/2/corrects");
    family g;
    g.add("o1", "observation", "2020-02-03", a_yes)
        .corrects("k1", "o1", "2020-02-04", a_no)
        .retracts("x1", "o1", "2020-02-05");
    EXPECT_EQ(faults_of(g), "successor_exists /records/2/retracts");
    family h;
    h.add("o1", "observation", "2020-02-03", a_yes)
        .retracts("x1", "o1", "2020-02-04")
        .corrects("k1", "o1", "2020-02-05", a_no);
    EXPECT_EQ(faults_of(h), "successor_exists /records/2/corrects");
}

TEST(Chain, ARetractionIsNeitherCorrectedNorRetracted) {
    family f;
    f.add("o1", "observation", "2020-02-03", a_yes).retracts("x1", "o1", "2020-02-04");
    f.retracts("x2", "x1", "2020-02-05");
    EXPECT_EQ(faults_of(f), "retraction_touched /records/2/retracts");
    family g;
    g.add("o1", "observation", "2020-02-03", a_yes)
        .retracts("x1", "o1", "2020-02-04")
        .corrects("k1", "x1", "2020-02-05", a_no);
    EXPECT_EQ(faults_of(g), "retraction_touched /records/2/corrects");
}

TEST(Chain, ALinkIsRecordedNotBeforeItsTarget) {
    family f;
    f.add("o1", "observation", "2020-02-03T10:00:00Z", a_yes)
        .corrects("k1", "o1", "2020-02-03T09:59:59Z", a_yes);
    EXPECT_EQ(faults_of(f), "link_before_target /records/1/recorded_at");
    family g;
    g.add("o1", "observation", "2020-02-03T10:00:00Z", a_yes)
        .corrects("k1", "o1", "2020-02-03T10:00:00Z", a_yes);
    EXPECT_EQ(faults_of(g), "no fault");
}

TEST(Chain, AnUnknownTargetIsAnError) {
    EXPECT_EQ(faults_of(family{}.corrects("k1", "o9", "2020-02-03", a_yes)),
              "reference_unknown /records/0/corrects");
    EXPECT_EQ(faults_of(family{}.retracts("x1", "o9", "2020-02-03")),
              "reference_unknown /records/0/retracts");
}

TEST(Chain, ACycleIsAnError) {
    EXPECT_EQ(faults_of(family{}.corrects("k1", "k1", "2020-02-03", a_yes)),
              "chain_cycle /records/0");
    EXPECT_EQ(faults_of(family{}
                            .corrects("k1", "k2", "2020-02-03", a_yes)
                            .corrects("k2", "k1", "2020-02-03", a_yes)),
              "chain_cycle /records/0\nchain_cycle /records/1");
}

TEST(Chain, ACorrectionKeepsTheType) {
    family f;
    f.add("o1", "observation", "2020-02-03", a_yes)
        .corrects("k1", "o1", "2020-02-04",
                  "'type':'event','happened_on':'2020-02-03','event':'e'");
    EXPECT_NE(faults_of(f).find("type_changed /records/1/record/type"), std::string::npos);
    family g;
    g.add("o1", "observation", "2020-02-03", a_yes)
        .corrects("k1", "o1", "2020-02-04", "'type':'observation'," + a_no);
    EXPECT_EQ(faults_of(g), "no fault");
}

TEST(Chain, ACorrectionHoldsTheWholeContentWithoutIdAndInstant) {
    family f;
    f.add("o1", "observation", "2020-02-03", a_yes)
        .corrects("k1", "o1", "2020-02-04", "'item':'a','answer':'no'");
    EXPECT_EQ(faults_of(f), "field_missing /records/1/record");
    family g;
    g.add("o1", "observation", "2020-02-03", a_yes)
        .corrects("k1", "o1", "2020-02-04", a_no + ",'id':'o1'");
    EXPECT_EQ(faults_of(g), "field_unknown /records/1/record/id");
    family h;
    h.add("o1", "observation", "2020-02-03", a_yes)
        .add("k1", "correction", "2020-02-04", "'corrects':'o1'");
    EXPECT_EQ(faults_of(h), "field_missing /records/1");
}

// ---- references

TEST(Reference, OtherThanCorrectsAndRetractsNamesAFirstRecord) {
    family f;
    f.add("o1", "observation", "2020-02-03", a_yes).corrects("k1", "o1", "2020-02-04", a_no);
    f.observed("o2", "2020-02-05", "a", "'no'", "'repeats':'k1'");
    EXPECT_EQ(faults_of(f), "reference_later_link /records/2/repeats");
    family g;
    g.add("p1", "person", "2020-02-03", "")
        .corrects("k1", "p1", "2020-02-04", "'born_on':'2010-01-01'");
    g.observed("o1", "2020-02-05", "a", "'no'", "'person':'k1'");
    EXPECT_EQ(faults_of(g), "reference_later_link /records/2/person");
}

TEST(Reference, NamesARecordThatWasRecordedNoLater) {
    family f;
    f.add("o2", "observation", "2020-02-03T10:00:00Z", a_yes + ",'repeats':'o1'");
    f.add("o1", "observation", "2020-02-03T10:00:01Z", a_yes);
    EXPECT_EQ(faults_of(f), "reference_not_yet_recorded /records/0/repeats");
    family g;
    g.add("o2", "observation", "2020-02-03T10:00:00Z", a_yes + ",'repeats':'o1'");
    g.add("o1", "observation", "2020-02-03T10:00:00Z", a_yes);
    EXPECT_EQ(faults_of(g), "no fault");
}

TEST(Reference, OfACorrectionIsHeldAgainstItsOwnInstant) {
    family f;
    f.add("o2", "observation", "2020-02-03T10:00:00Z", a_yes)
        .add("o1", "observation", "2020-02-04T10:00:00Z", a_yes);
    f.corrects("k1", "o2", "2020-02-05", a_yes + ",'repeats':'o1'");
    EXPECT_EQ(faults_of(f), "no fault");
}

TEST(Reference, NamesARecordOfThisHistory) {
    EXPECT_EQ(faults_of(family{}.observed("o1", "2020-02-03", "a", "'no'", "'repeats':'o9'")),
              "reference_unknown /records/0/repeats");
    EXPECT_EQ(faults_of(family{}.add("d1", "dispute", "2020-02-03", "'about':'o9'")),
              "reference_unknown /records/0/about");
}

TEST(Reference, NamesARecordOfAFittingType) {
    family f;
    f.event("e1", "2020-02-03", "e").observed("o1", "2020-02-04", "a", "'no'", "'repeats':'e1'");
    EXPECT_EQ(faults_of(f), "reference_wrong_type /records/1/repeats");
    family g;
    g.event("e1", "2020-02-03", "e").ends("n1", "e1", "2020-02-04");
    EXPECT_EQ(faults_of(g), "reference_wrong_type /records/1/ends");
    family h;
    h.event("e1", "2020-02-03", "e")
        .add("a1", "dispute_answer", "2020-02-04", "'about':'e1','outcome':'upheld'");
    EXPECT_EQ(faults_of(h), "reference_wrong_type /records/1/about");
    family i;
    i.event("e1", "2020-02-03", "e")
        .retracts("x1", "e1", "2020-02-04")
        .add("d1", "dispute", "2020-02-05", "'about':'x1'");
    EXPECT_EQ(faults_of(i),
              "reference_later_link /records/2/about"); // a retraction is a link of its chain
    family j;
    j.event("e1", "2020-02-03", "e").observed("o1", "2020-02-04", "a", "'no'", "'person':'e1'");
    EXPECT_EQ(faults_of(j), "reference_wrong_type /records/1/person");
}

TEST(Reference, APersonIsIntroducedByAPersonOrMembershipRecordByThen) {
    EXPECT_EQ(faults_of(family{}.observed("o1", "2020-02-03", "a", "'no'", "'person':'p1'")),
              "person_not_introduced /records/0/person");
    family late;
    late.observed("o1", "2020-02-03", "a", "'no'", "'person':'p1'")
        .add("p1", "person", "2020-02-04", "");
    EXPECT_EQ(faults_of(late), "person_not_introduced /records/0/person");
    family by_membership; // whose own record comes later
    by_membership.add("m1", "membership", "2020-02-01",
                      "'person':'p1','role':'child','start':'2020-01-01'");
    by_membership.observed("o1", "2020-02-03", "a", "'no'", "'person':'p1'")
        .add("p1", "person", "2020-02-04", "'born_on':'2015-01-01'");
    EXPECT_EQ(faults_of(by_membership), "no fault");
    family in_event;
    in_event.event("e1", "2020-02-03", "e", "'persons':[{'person':'p9','part':'harmed'}]");
    EXPECT_EQ(faults_of(in_event), "person_not_introduced /records/0/persons/0/person");
}

TEST(Reference, APersonOfAPlanIsNamedOnce) {
    family f;
    f.child("c1").add("l1", "plan", "2020-02-03",
                      "'start':'2020-02-03','until':'2020-03-03','persons':['c1','c1']");
    EXPECT_EQ(faults_of(f), "entry_duplicate /records/2/persons/1");
}

TEST(Reference, AnItemIsAnIdOrOneBehindItsInstrument) {
    EXPECT_EQ(faults_of(family{}.observed("o1", "2020-02-03", "tool:a", "'no'")), "no fault");
    for (const auto* item : {"tool:", ":a", "tool:a:b", "a b", ""}) {
        EXPECT_EQ(faults_of(family{}.observed("o1", "2020-02-03", item, "'no'")),
                  "id_malformed /records/0/item")
            << item;
    }
    EXPECT_EQ(faults_of(family{}.observed("o1", "2020-02-03", std::string(65, 'a'), "'no'")),
              "id_malformed /records/0/item");
}

// ---- provenance

/// The digest of a history of one chain.
std::string digest(const family& f, std::string_view known = "9999-12-31") {
    return records_sha256(f.read(), at(known));
}

TEST(RecordsDigest, IsOverTheCanonicalChainInForce) {
    family f;
    f.add("o1", "observation", "2020-02-03T10:00:00Z", a_yes);
    const std::string chain =
        json("{'content':{'answer':'yes','item':'a','observed_on':'2020-02-03'},'id':'o1',"
             "'recorded_at':'2020-02-03T10:00:00Z','type':'observation'}");
    EXPECT_EQ(digest(f), sha256_hex(sha256_hex(chain)));
}

TEST(RecordsDigest, JoinsTheSortedDigestsOfAllChains) {
    family one;
    one.observed("o1", "2020-02-03", "a", "'yes'");
    family two;
    two.observed("o2", "2020-02-04", "a", "'no'");
    family both;
    both.observed("o2", "2020-02-04", "a", "'no'").observed("o1", "2020-02-03", "a", "'yes'");
    std::string a = one.read()->chains[0].links[0].sha256;
    std::string b = two.read()->chains[0].links[0].sha256;
    if (b < a) { std::swap(a, b); }
    EXPECT_EQ(digest(both), sha256_hex(a + b));
    EXPECT_EQ(digest(family{}), sha256_hex(""));
}

TEST(RecordsDigest, NotesReasonsAndTheCallersOwnAreLeftOut) {
    family plain;
    plain.observed("o1", "2020-02-03", "a", "'yes'");
    family noted;
    noted.observed("o1", "2020-02-03", "a", "'yes'", "'note':'words','x':{'a':1}");
    EXPECT_EQ(digest(plain), digest(noted));
    family answered;
    answered.observed("o1", "2020-02-03", "a", "'no'");
    EXPECT_NE(digest(plain), digest(answered));
}

TEST(RecordsDigest, ADefaultWrittenOutIsLeftOut) {
    family plain;
    plain.child("c1").event("e1", "2020-02-03", "e").observed("o1", "2020-02-03", "a", "'yes'");
    family written;
    written.child("c1", "", "'lives':'here'")
        .event("e1", "2020-02-03", "e", "'persons':[],'source':'not_stated'");
    written.observed("o1", "2020-02-03", "a", "'yes'",
                     "'source':'not_stated','basis':'not_stated','withhold_from':[]");
    EXPECT_EQ(digest(plain), digest(written));
}

TEST(RecordsDigest, TheInstantIsInUtc) {
    family utc;
    utc.add("o1", "observation", "2020-02-03T10:00:00.500000Z", a_yes);
    family local;
    local.add("o1", "observation", "2020-02-03T12:00:00.5+02:00", a_yes);
    EXPECT_EQ(digest(utc), digest(local));
}

TEST(RecordsDigest, OfACorrectedChainKeepsTheFirstIdAndInstant) {
    family f;
    f.add("o1", "observation", "2020-02-03T10:00:00Z", a_yes)
        .corrects("k1", "o1", "2020-02-05", a_no);
    family as_if_first;
    as_if_first.add("o1", "observation", "2020-02-03T10:00:00Z", a_no);
    EXPECT_EQ(digest(f), digest(as_if_first));
    family uncorrected;
    uncorrected.add("o1", "observation", "2020-02-03T10:00:00Z", a_yes);
    EXPECT_EQ(digest(f, "2020-02-04"), digest(uncorrected));
}

TEST(RecordsDigest, ARetractedChainIsOut) {
    family f;
    f.add("o1", "observation", "2020-02-03", a_yes).retracts("x1", "o1", "2020-02-05");
    EXPECT_EQ(digest(f), sha256_hex(""));
    EXPECT_NE(digest(f, "2020-02-04"), sha256_hex(""));
}

TEST(History, AnyLinkOfAChainNamesIt) {
    const auto read =
        family{}
            .observed("o1", "2020-02-01", "q", "'yes'")
            .observed("o2", "2020-02-02", "q", "'yes'")
            .corrects("c1", "o2", "2020-02-03", family::observation("2020-02-02", "q", "'no'"))
            .retracts("x1", "c1", "2020-02-04")
            .read();
    EXPECT_EQ(read.chain_index("o1"), 0);
    for (const auto* id : {"o2", "c1", "x1"}) { EXPECT_EQ(read.chain_index(id), 1) << id; }
    EXPECT_EQ(read.chain_index("o3"), -1);
    EXPECT_EQ(read.chain_index(""), -1);
}

TEST(History, WithoutARecordNoMomentKnowsItAndAllElseKeepsItsPlace) {
    const auto read = family{}
                          .observed("o1", "2020-02-01", "q", "'yes'")
                          .observed("o2", "2020-02-02", "q", "'yes'")
                          .retracts("x1", "o2", "2020-02-04")
                          .read();
    const auto one = without(read, std::vector{0});
    EXPECT_EQ(one->chains[0].at(at("2020-02-01")), nullptr);
    EXPECT_NE(one->chains[1].at(at("2020-02-03")), nullptr);
    EXPECT_EQ(one->chains[1].at(at("2020-02-05")), nullptr);
    EXPECT_EQ(records_sha256(without(read, std::vector{0, 1}), at("2020-02-03")),
              records_sha256(family{}.read(), at("2020-02-03")));
    EXPECT_NE(read->chains[0].at(at("2020-02-01")), nullptr) << "the history itself is untouched";
}

} // namespace
