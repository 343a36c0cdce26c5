// SPDX-License-Identifier: MPL-2.0
// Contract: an error has document, place, found, expected, remedy and nearest known name, its text built in one function;
// everything that is wrong is told at once (semantics 10, house style 12).
#include <actueel/base/error.hpp>

#include <gtest/gtest.h>

#include <string>

namespace {

using actueel::error;
using actueel::error_code;
using actueel::problem;

const problem impossible{error_code::day_impossible,
                         "histories/F-0193.json",
                         "/records/41/observed_on",
                         "2026-02-30",
                         "a day that exists",
                         "write the day that was meant",
                         ""};

TEST(Error, TextSaysDocumentPlaceFoundExpectedRemedyAndCode) {
    EXPECT_EQ(
        to_string(impossible),
        "histories/F-0193.json /records/41/observed_on: found 2026-02-30, expected a day that "
        "exists; write the day that was meant. [day_impossible]");
}

TEST(Error, TextAsksAboutTheNearestName) {
    problem p{error_code::field_unknown,
              "h.json",
              "/records/0/itme",
              "a field itme",
              "only fields of the format",
              "leave it out",
              "item"};
    EXPECT_EQ(to_string(p), "h.json /records/0/itme: found a field itme, expected only fields of "
                            "the format; did you mean item? "
                            "leave it out. [field_unknown]");
    p.remedy.clear();
    EXPECT_EQ(to_string(p), "h.json /records/0/itme: found a field itme, expected only fields of "
                            "the format; did you mean item? [field_unknown]");
}

TEST(Error, TextLeavesOutWhatIsNotThere) {
    EXPECT_EQ(
        to_string(problem{error_code::document_empty, "h.json", "", "nothing", "JSON", "", ""}),
        "h.json: found nothing, expected JSON [document_empty]");
    EXPECT_EQ(to_string(problem{error_code::document_empty, "", "/a", "nothing", "JSON", "", ""}),
              "/a: found nothing, expected JSON [document_empty]");
    EXPECT_EQ(to_string(problem{error_code::document_empty, "", "", "nothing", "JSON", "", ""}),
              "found nothing, expected JSON [document_empty]");
}

TEST(Error, TellsEveryProblemOnALineOfItsOwn) {
    problem second = impossible;
    second.code = error_code::day_malformed;
    const error both{std::vector<problem>{impossible, second}};
    EXPECT_EQ(std::string{both.what()}, to_string(impossible) + "\n" + to_string(second));
    EXPECT_EQ(both.code(), error_code::day_impossible);
    EXPECT_EQ(both.problems().size(), 2U);
    EXPECT_EQ(error{impossible}.problems().front(), impossible);
}

} // namespace
