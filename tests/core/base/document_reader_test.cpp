// SPDX-License-Identifier: MPL-2.0
// Contract: a value is read as what is expected, or its fault is told with its place and nothing is given; unknown fields
// are errors with the nearest known name, `x` is the caller's; faults are told in document order; what was found is shown
// only when shaped as a code, id, number or day, else as its type and length (semantics 10, house style 12, 13).
#include <actueel/base/document_reader.hpp>

#include "../testing/answers.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

namespace {

using actueel::cursor;
using actueel::fault_list;
using actueel::field_reader;
using actueel::json_type;
using actueel::testing::faults;

/// Reads a document, lets a test read it through a cursor, and gives the faults that were told.
std::string told(std::string_view text, const std::function<void(const cursor&)>& read) {
    const auto document = actueel::read_json(text, "d").value();
    const actueel::json_node& tree = document.root();
    fault_list list{"d"};
    read(cursor{tree, list});
    return list.empty() ? "no fault" : faults(std::move(list).take());
}
std::string whole_text(std::string_view text, const std::function<void(const cursor&)>& read) {
    const auto document = actueel::read_json(text, "d").value();
    const actueel::json_node& tree = document.root();
    fault_list list{"d"};
    read(cursor{tree, list});
    return list.empty() ? "no fault" : std::string{std::move(list).take().what()};
}

TEST(Shown, IsItselfWhenShapedAsACodeIdNumberOrDay) {
    EXPECT_EQ(actueel::shown("substance_use"), "substance_use");
    EXPECT_EQ(actueel::shown("2020-02-30"), "2020-02-30");
    EXPECT_EQ(actueel::shown("2020-02-30T10:00:00+01:00"), "2020-02-30T10:00:00+01:00");
    EXPECT_EQ(actueel::shown("P3M"), "P3M");
    EXPECT_EQ(actueel::shown("-2.5e3"), "-2.5e3");
}

TEST(Shown, IsTypeAndLengthForAnyOtherText) {
    EXPECT_EQ(actueel::shown("Anna de Vries"), "a text of 13 characters");
    EXPECT_EQ(actueel::shown("Zoë"), "a text of 3 characters"); // characters, not bytes
    EXPECT_EQ(actueel::shown(""), "an empty text");
    EXPECT_EQ(actueel::shown(std::string(65, 'a')), "a text of 65 characters");
    EXPECT_EQ(actueel::shown(std::string(65, '1')), "a text of 65 characters");
}

TEST(Shown, OfAValueIsItsTypeAndSize) {
    const auto document =
        actueel::read_json(R"([null, true, false, 2.50, "x y", [1, 2], {"a": 1}])", "d").value();
    const actueel::json_node& tree = document.root();
    std::vector<std::string> all;
    for (const auto& node : tree.children()) { all.push_back(actueel::shown(node)); }
    EXPECT_EQ(all,
              (std::vector<std::string>{"null", "true", "false", "2.50", "a text of 3 characters",
                                        "a list of 2", "an object with 1 field"}));
    const auto long_number = actueel::read_json("0." + std::string(70, '1'), "d").value();
    EXPECT_EQ(actueel::shown(long_number.root()), "a number of 72 characters");
}

TEST(Cursor, PlaceIsAJsonPointer) {
    EXPECT_EQ(told(R"({"a": [{"b": 1}]})",
                   [](const cursor& c) {
                       EXPECT_EQ(c.place(), "");
                       const cursor a = c.at("a");
                       const cursor first = a.at(std::size_t{0});
                       const cursor b = first.at("b");
                       EXPECT_EQ(b.place(), "/a/0/b");
                       EXPECT_TRUE(b.is(json_type::number));
                   }),
              "no fault");
}

TEST(Cursor, PlaceEndsBeforeAKeyThatIsNoId) {
    EXPECT_EQ(told(R"({"a": {"Anna de Vries": "x"}})",
                   [](const cursor& c) {
                       const cursor a = c.at("a");
                       static_cast<void>(a.at("Anna de Vries").number());
                   }),
              "type_wrong /a");
}

TEST(Cursor, AValueOfAnotherTypeIsAnError) {
    const auto read = [](const cursor& c) {
        static_cast<void>(c.boolean());
        static_cast<void>(c.text());
        static_cast<void>(c.id());
        static_cast<void>(c.code());
        static_cast<void>(c.a_day());
        static_cast<void>(c.an_instant());
        static_cast<void>(c.a_duration());
        static_cast<void>(c.number());
        static_cast<void>(c.elements(3));
    };
    const std::string told_for_null = told("null", read);
    EXPECT_EQ(std::count(told_for_null.begin(), told_for_null.end(), '\n'), 8);
    EXPECT_EQ(told_for_null.find("type_wrong "), 0U);
    EXPECT_EQ(told_for_null.find("malformed"), std::string::npos);
    EXPECT_NE(
        whole_text("3", [](const cursor& c) { static_cast<void>(c.expect(json_type::object)); })
            .find("found 3, expected an object"),
        std::string::npos);
}

TEST(Cursor, ReadsEachKindOfValue) {
    EXPECT_EQ(
        told(
            R"([true, "a text", "an-id", "a code", "2020-02-29", "2020-02-29T01:00:00+02:00", "P1M", 2.5, 7])",
            [](const cursor& c) {
                const auto e = c.elements(9);
                EXPECT_EQ(e[0].boolean(), true);
                EXPECT_EQ(e[1].text(), "a text");
                EXPECT_EQ(e[2].id(), "an-id");
                EXPECT_EQ(e[3].code(), "a code");
                EXPECT_EQ(e[4].a_day(), actueel::day_from("2020-02-29"));
                EXPECT_EQ(e[5].an_instant(), actueel::instant_from("2020-02-28T23:00:00Z"));
                EXPECT_EQ(e[6].a_duration(), actueel::duration{.months = 1});
                EXPECT_EQ(e[7].number(), actueel::decimal::from_units(25'000));
                EXPECT_EQ(e[8].whole(7, 7), 7);
            }),
        "no fault");
}

TEST(Cursor, ATextIsNeverEmptyNorOnlySpaces) {
    for (const auto* text : {R"("")", R"("  ")", R"("\n\t")"}) {
        EXPECT_EQ(told(text, [](const cursor& c) { EXPECT_FALSE(c.text()); }), "text_empty ");
    }
}

TEST(Cursor, ACodeIsOneToSixtyFourCharactersWithoutSpacesAtItsEnds) {
    const auto read = [](const cursor& c) { static_cast<void>(c.code()); };
    EXPECT_EQ(told("\"" + std::string(64, 'a') + "\"", read), "no fault");
    EXPECT_EQ(told(R"("été à la mer")", read), "no fault");
    for (const std::string& code :
         {std::string{}, std::string(65, 'a'), std::string{" a"}, std::string{"a "},
          std::string{"a\\u0007"}, std::string{"a\\u007f"}}) {
        EXPECT_EQ(told("\"" + code + "\"", read), "id_malformed ") << code;
    }
}

TEST(Cursor, ADayThatDoesNotExistSaysHowManyItsMonthHas) {
    const auto read = [](const cursor& c) { static_cast<void>(c.a_day()); };
    EXPECT_EQ(whole_text(R"("2026-02-30")", read),
              "d: found 2026-02-30, expected a day that exists (YYYY-MM-DD); February 2026 has 28 "
              "days: write the day that was meant. [day_impossible]");
    EXPECT_EQ(whole_text(R"("2026-13-01")", read),
              "d: found 2026-13-01, expected a day that exists (YYYY-MM-DD); write the day that "
              "was meant. [day_impossible]");
    EXPECT_EQ(told(R"("3 februari")", read), "day_malformed ");
    EXPECT_EQ(told(R"("0000-01-01")", read), "day_impossible ");
}

TEST(Cursor, MalformedInstantsAndDurationsAreErrors) {
    EXPECT_EQ(told(R"("2020-02-03")", [](const cursor& c) { static_cast<void>(c.an_instant()); }),
              "instant_malformed ");
    EXPECT_EQ(told(R"("3 months")", [](const cursor& c) { static_cast<void>(c.a_duration()); }),
              "duration_malformed ");
}

TEST(Cursor, NumbersBeyondFourFractionDigitsOrTenToTheNinthAreErrors) {
    const auto read = [](const cursor& c) { static_cast<void>(c.number()); };
    EXPECT_EQ(told("1.00001", read), "decimal_too_fine ");
    EXPECT_EQ(told("1000000000.1", read), "decimal_too_large ");
    EXPECT_EQ(told("1000000000", read), "no fault");
}

TEST(Cursor, AWholeNumberLiesWithinItsBoundsBothIncluded) {
    const auto read = [](const cursor& c) { static_cast<void>(c.whole(1, 3)); };
    EXPECT_EQ(told("1", read), "no fault");
    EXPECT_EQ(told("3.0", read), "no fault");
    for (const auto* text : {"0", "4", "2.5", "-1"}) {
        EXPECT_EQ(told(text, read), "number_not_whole ") << text;
    }
}

TEST(Cursor, AnUnknownValueIsAnErrorWithTheNearestKnownOne) {
    static constexpr std::string_view names[] = {"worker", "professional", "record"};
    EXPECT_EQ(whole_text(R"("wroker")", [](const cursor& c) { EXPECT_FALSE(c.one_of(names)); }),
              "d: found wroker, expected one of worker, professional, record; did you mean worker? "
              "write one of these. [value_unknown]");
    EXPECT_EQ(told(R"("record")", [](const cursor& c) { EXPECT_EQ(c.one_of(names), 2U); }),
              "no fault");
}

TEST(Cursor, AListHasAtMostSoManyElementsAllDifferent) {
    EXPECT_EQ(told("[1, 2, 3]", [](const cursor& c) { EXPECT_EQ(c.elements(3).size(), 3U); }),
              "no fault");
    EXPECT_EQ(told("[1, 2, 3]", [](const cursor& c) { EXPECT_TRUE(c.elements(2).empty()); }),
              "too_many ");
    EXPECT_EQ(told(R"(["a", "b", "a"])",
                   [](const cursor& c) {
                       EXPECT_EQ(c.ids(5), (std::vector<std::string>{"a", "b"}));
                   }),
              "entry_duplicate /2");
    EXPECT_EQ(told(R"(["x y", "x y"])", [](const cursor& c) { EXPECT_EQ(c.codes(5).size(), 1U); }),
              "entry_duplicate /1");
    static constexpr std::string_view names[] = {"a", "b"};
    EXPECT_EQ(
        told(R"(["b", "c"])",
             [](const cursor& c) { EXPECT_EQ(c.several_of(names), std::vector<std::size_t>{1}); }),
        "value_unknown /1");
}

TEST(Fields, AnUnknownOneIsAnErrorWithTheNearestKnownName) {
    EXPECT_EQ(whole_text(R"({"itme": 1})",
                         [](const cursor& c) {
                             field_reader fields{c};
                             EXPECT_FALSE(fields.optional("item"));
                             fields.finish();
                         }),
              "d /itme: found a field itme, expected only fields of the format; did you mean item? "
              "leave it out, or put your own data "
              "under x. [field_unknown]");
}

TEST(Fields, AnUnknownOneThatIsFreeTextIsNotRepeated) {
    EXPECT_EQ(whole_text(R"({"Anna de Vries": 1})",
                         [](const cursor& c) {
                             field_reader fields{c};
                             fields.finish();
                         }),
              "d: found a field whose name is a text of 13 characters, expected only fields of the "
              "format; leave "
              "it out, or put your own data under "
              "x. [field_unknown]");
}

TEST(Fields, TheFieldXIsTheCallersOwn) {
    EXPECT_EQ(told(R"({"x": {"anything": [1, "Anna"]}})",
                   [](const cursor& c) {
                       field_reader fields{c};
                       fields.finish();
                   }),
              "no fault");
}

TEST(Fields, AMissingOneIsAnErrorAtTheObjectAround) {
    EXPECT_EQ(told(R"({"a": {}})",
                   [](const cursor& c) {
                       const cursor a = c.at("a");
                       field_reader fields{a};
                       EXPECT_FALSE(fields.required("id"));
                       fields.finish();
                   }),
              "field_missing /a");
}

TEST(Fields, OfWhatIsNoObjectTellOnlyThat) {
    EXPECT_EQ(told("[1]",
                   [](const cursor& c) {
                       field_reader fields{c};
                       EXPECT_FALSE(fields.usable());
                       EXPECT_FALSE(fields.required("id"));
                       fields.finish();
                   }),
              "type_wrong ");
}

TEST(Fields, ADefaultWrittenOutIsNoted) {
    const auto document = actueel::read_json(R"({"per": "family", "id": "a"})", "d").value();
    const actueel::json_node& tree = document.root();
    fault_list list{"d"};
    const cursor root{tree, list};
    actueel::node_set left_out;
    field_reader fields{root, &left_out};
    fields.is_default("per");
    fields.is_default("absent");
    EXPECT_TRUE(left_out.contains(*tree.find("per")));
    EXPECT_FALSE(left_out.contains(*tree.find("id")));
    EXPECT_FALSE(left_out.contains(tree));
}

TEST(Faults, AreToldInTheOrderOfTheDocument) {
    EXPECT_EQ(told(R"({"a": 1, "b": 2, "c": 3})",
                   [](const cursor& c) {
                       static_cast<void>(c.at("c").text());
                       static_cast<void>(c.at("a").text());
                       static_cast<void>(c.at("b").text());
                   }),
              "type_wrong /a\ntype_wrong /b\ntype_wrong /c");
}

TEST(Faults, BeyondAThousandAreSummedUpAtTheEnd) {
    std::string text = "[0";
    for (int i = 1; i < 1500; ++i) { text += ",0"; }
    const auto document = actueel::read_json(text + "]", "d").value();
    const actueel::json_node& tree = document.root();
    fault_list list{"d"};
    const cursor root{tree, list};
    for (const cursor& e : root.elements(2000)) { static_cast<void>(e.text()); }
    EXPECT_EQ(list.size(), 1000U);
    const auto wrong = std::move(list).take();
    ASSERT_EQ(wrong.problems().size(), 1001U);
    EXPECT_EQ(wrong.problems().back().code, actueel::error_code::too_many);
}

} // namespace
