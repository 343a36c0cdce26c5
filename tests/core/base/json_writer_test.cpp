// SPDX-License-Identifier: MPL-2.0
// Contract: one line of JSON, no spaces, keys in the order given, shortest decimals, no locale; texts escaped as RFC 8785
// does (docs/reference/assessment.md, Form).
#include <actueel/base/json_writer.hpp>

#include <gtest/gtest.h>

#include <locale>
#include <string>

namespace {

using actueel::day;
using actueel::decimal;
using actueel::json_writer;
using actueel::kleene;

std::string text(std::string_view said) {
    std::string out;
    actueel::append_json_text(out, said);
    return out;
}

TEST(JsonWriter, WritesOneLineWithoutSpacesInTheOrderGiven) {
    json_writer w;
    w.open_object()
        .field("b", std::int64_t{1})
        .key("a")
        .open_array()
        .value(true)
        .value(false)
        .null()
        .open_object()
        .close_object();
    w.open_array().close_array().close_array().field("c", "x").field_null("d").close_object();
    EXPECT_EQ(w.text(), R"({"b":1,"a":[true,false,null,{},[]],"c":"x","d":null})");
}

TEST(JsonWriter, WritesTheShortestDecimal) {
    json_writer w;
    w.open_array()
        .value(decimal::from_units(25'000))
        .value(decimal{})
        .value(decimal::from_units(-2'500))
        .close_array();
    EXPECT_EQ(std::move(w).take(), "[2.5,0,-0.25]");
}

TEST(JsonWriter, WritesDaysAndInstantsAsTexts) {
    json_writer w;
    w.open_array()
        .value(*actueel::day_from("2020-04-16"))
        .value(*actueel::instant_from("2020-04-16T09:00:00.50+02:00"))
        .close_array();
    EXPECT_EQ(w.text(), R"(["2020-04-16","2020-04-16T07:00:00.5Z"])");
}

TEST(JsonWriter, WritesNeverUnknownAndNothingAsNull) {
    json_writer w;
    w.open_array()
        .value(day::never())
        .value(kleene::unknown)
        .value(std::optional<day>{})
        .value(kleene::yes)
        .value(kleene::no);
    w.value(std::optional<decimal>{decimal::whole(2)}).raw("[1]").close_array();
    EXPECT_EQ(w.text(), "[null,null,null,true,false,2,[1]]");
}

TEST(JsonWriter, EscapesWhatRfc8785EscapesAndNothingElse) {
    EXPECT_EQ(text("\"\\\b\f\n\r\t"), R"("\"\\\b\f\n\r\t")");
    EXPECT_EQ(text(std::string("\x00\x01\x1f", 3)), R"("\u0000\u0001\u001f")");
    EXPECT_EQ(text("/<>&'\x7f"), "\"/<>&'\x7f\"");
    EXPECT_EQ(text("é€😀"), "\"é€😀\"");
    EXPECT_EQ(text(""), "\"\"");
}

TEST(JsonWriter, EscapesKeysToo) {
    json_writer w;
    w.open_object().field("a\"b", std::int64_t{-9223372036854775807}).close_object();
    EXPECT_EQ(w.text(), R"({"a\"b":-9223372036854775807})");
}

} // namespace
