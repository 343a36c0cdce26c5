// SPDX-License-Identifier: MPL-2.0
// Contract: JSON is read strictly: UTF-8, no duplicate keys, no NaN, nothing after the value, within the stated limits;
// the text never appears in an error (semantics 10). Canonical JSON is RFC 8785.
#include <actueel/base/located.hpp>

#include "../testing/answers.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace {

using actueel::json_node;
using actueel::json_type;
using actueel::read_json;
using actueel::testing::faults;

std::string told(std::string_view text) { return faults(read_json(text, "d")); }
std::string canonical(std::string_view text) {
    const auto document = read_json(text, "d").value();
    return canonical_json(document.root());
}

std::string nested(int depth, char open, char close) {
    std::string out;
    for (int i = 0; i < depth; ++i) {
        out += open == '{' && i + 1 < depth ? "{\"a\":" : std::string(1, open);
    }
    return out + std::string(static_cast<std::size_t>(depth), close);
}

TEST(Json, IsReadInTheOrderOfItsText) {
    const auto document = read_json(R"({"b": [1, "x", null], "a": {"c": true}})", "d").value();
    const json_node& tree = document.root();
    const std::vector<std::string_view> keys{tree.keys().begin(), tree.keys().end()};
    EXPECT_EQ(keys, (std::vector<std::string_view>{"b", "a"}));
    EXPECT_EQ(tree.order, 0U);
    ASSERT_NE(tree.find("b"), nullptr);
    EXPECT_EQ(tree.find("b")->children()[0].text, "1");
    EXPECT_EQ(tree.find("b")->children()[1].type, json_type::text);
    EXPECT_EQ(tree.find("b")->children()[2].type, json_type::null);
    EXPECT_LT(tree.find("b")->children()[2].order, tree.find("a")->order);
    EXPECT_TRUE(tree.find("a")->find("c")->truth);
    EXPECT_EQ(tree.find("d"), nullptr);
}

TEST(Json, ItsValuesStayWhereTheyAreWhenTheDocumentIsMoved) {
    auto document =
        read_json(R"([["a text of more than sixteen characters"], {"k": 1.5}])", "d").value();
    const json_node& list = document.root().children()[0];
    const actueel::json_document moved = std::move(document);
    EXPECT_EQ(&moved.root().children()[0], &list);
    EXPECT_EQ(list.children()[0].text, "a text of more than sixteen characters");
    EXPECT_EQ(moved.root().children()[1].keys()[0], "k");
}

TEST(Json, ManyValuesAndLongTextsAreKeptAsWritten) {
    std::string text = "[";
    for (int i = 0; i < 5000; ++i) {
        text += "{\"k" + std::to_string(i) + "\":[\"" +
                std::string(static_cast<std::size_t>(i), 'x') + "\"," + std::to_string(i) + "]},";
    }
    text.back() = ']';
    const auto document = read_json(text, "d").value();
    ASSERT_EQ(document.root().children().size(), 5000U);
    for (std::size_t i = 0; i < 5000; ++i) {
        const json_node* pair = document.root().children()[i].find("k" + std::to_string(i));
        ASSERT_NE(pair, nullptr);
        EXPECT_EQ(pair->children()[0].text.size(), i);
        EXPECT_EQ(pair->children()[1].text, std::to_string(i));
    }
}

TEST(Json, NumbersStayAsTheyAreWritten) {
    const auto document =
        read_json("[0.1000, 1e3, 12345678901234567890123, -5, 18446744073709551615]", "d").value();
    const json_node& tree = document.root();
    EXPECT_EQ(tree.children()[0].text, "0.1000");
    EXPECT_EQ(tree.children()[1].text, "1e3");
    EXPECT_EQ(tree.children()[2].text, "12345678901234567890123");
    EXPECT_EQ(tree.children()[3].text, "-5");
    EXPECT_EQ(tree.children()[4].text, "18446744073709551615");
}

TEST(Json, ANumberBeyondEveryDoubleIsTooLargeAndNotASyntaxError) {
    EXPECT_EQ(told("{\"a\": [1, 1e400]}"), "decimal_too_large line 1, column 11");
    EXPECT_EQ(told("-1e999"), "decimal_too_large line 1, column 1");
    EXPECT_EQ(told("1e-400"), "no fault");
}

TEST(Json, AnEmptyDocumentIsAnError) {
    EXPECT_EQ(told(""), "document_empty ");
    EXPECT_EQ(told(" \n\t\r "), "document_empty ");
}

TEST(Json, WhatIsNotJsonIsAnErrorAtItsLineAndColumn) {
    EXPECT_EQ(told("{\"a\": 1,\n \"b\": tru}"), "json_syntax line 2, column 10");
    EXPECT_EQ(told("[1 2]"), "json_syntax line 1, column 4");
    for (const auto* text :
         {"NaN", "[Infinity]", "[-Infinity]", "{'a': 1}", "[1,]", "{\"a\":1,}", "[01]", "[1.]",
          "[.5]", "[+1]", "// no\n1", "\"\t\"", "[\"\\x\"]", "nul", "{1: 2}", "\"\\ud800\""}) {
        EXPECT_TRUE(told(text).starts_with("json_syntax line ")) << text << ": " << told(text);
    }
}

TEST(Json, ADocumentThatWasCutShortSaysSo) {
    const auto cut = read_json("{\"a\": [1,", "d");
    ASSERT_FALSE(cut);
    EXPECT_EQ(cut.error().problems().front().found, "the end of the document");
    EXPECT_EQ(faults(cut), "json_syntax line 1, column 10");
}

TEST(Json, NothingFollowsTheValue) {
    EXPECT_EQ(told("{} {}"), "json_syntax line 1, column 4");
    EXPECT_EQ(told("{}\n"), "no fault");
}

TEST(Json, BytesThatAreNotUtf8AreAnError) {
    for (const auto* bytes : {"\"\xff\"", "\"\xc0\xaf\"", "\"\xed\xa0\x80\"", "\"\xe2\x82\"",
                              "\"\xf5\x80\x80\x80\"", "\"\x80\""}) {
        EXPECT_TRUE(told(bytes).starts_with("json_encoding line 1, column ")) << told(bytes);
    }
    EXPECT_EQ(told("\"\xf0\x9f\x98\x80\""), "no fault");
}

TEST(Json, AZeroByteIsRefusedWhereverItStands) {
    for (const std::size_t at : {0U, 3U, 9U}) {
        std::string text = "{\"a\":\n [1]}";
        text.insert(at, 1, '\0');
        EXPECT_TRUE(told(text).starts_with("json_syntax line ")) << at << told(text);
    }
    EXPECT_TRUE(
        told(std::string("1\0", 2)).starts_with("json_syntax line ")); // also behind the value
}

TEST(Json, TheWordUtf8InATextIsNoEncodingError) {
    EXPECT_TRUE(told("\"UTF-8 \\q\"").starts_with("json_syntax ")) << told("\"UTF-8 \\q\"");
}

TEST(Json, AKeyThatStandsTwiceIsAnErrorWhereItStands) {
    EXPECT_EQ(told(R"({"a": 1, "a": 2})"), "json_duplicate_key /a");
    EXPECT_EQ(told(R"({"r": [{"b": 1}, {"b": 1, "c": 2, "b": 3}]})"), "json_duplicate_key /r/1/b");
    EXPECT_EQ(told(R"({"a": 1, "\u0061": 2})"),
              "json_duplicate_key /a"); // the same key, written otherwise
    EXPECT_EQ(told(R"({"x": {"Anna lives": 1, "Anna lives": 2}})"), "json_duplicate_key /x");
    EXPECT_EQ(told(R"([{"a": 1}, {"a": 2}])"), "no fault");
    // A key that is not shown ends the place at the object around it.
    EXPECT_EQ(told(R"({"Anna lives": [{"b": 1, "b": 2}]})"), "json_duplicate_key ");
}

TEST(Json, MayBeAsDeepAsTheLimitAndNoDeeper) {
    for (const auto& [open, close] : {std::pair{'[', ']'}, std::pair{'{', '}'}}) {
        EXPECT_EQ(told(nested(actueel::deepest_document, open, close)), "no fault");
        EXPECT_TRUE(told(nested(actueel::deepest_document + 1, open, close))
                        .starts_with("json_too_deep /"));
    }
    EXPECT_TRUE(told(std::string(100'000, '[')).starts_with("json_too_deep "));
}

TEST(Json, MayBeAsLargeAsTheLimitAndNoLarger) {
    std::string text(actueel::largest_document, ' ');
    text[0] = '1';
    EXPECT_EQ(told(text), "no fault");
    text += ' ';
    EXPECT_EQ(told(text), "document_too_large ");
}

TEST(Json, MayHaveAsManyValuesAsTheLimitAndNoMore) {
    std::string text = "[0"; // the list is a value too
    for (std::size_t i = 2; i < actueel::most_values; ++i) { text += ",0"; }
    EXPECT_EQ(told(text + "]"), "no fault");
    EXPECT_EQ(told(text + ",0]"), "document_too_large ");
}

TEST(Json, ErrorsNeverHoldTheText) {
    for (const auto* text :
         {"{\"note\": \"moeder drinkt\" oops}", "{\"note\": \"moeder drinkt\\q\"}", "moeder drinkt",
          "{\"note\": \"moeder drinkt \xff\"}", "{\"moeder drinkt\": 1, \"moeder drinkt\": 2}"}) {
        const auto read = read_json(text, "d");
        ASSERT_FALSE(read);
        EXPECT_EQ(std::string_view{read.error().what()}.find("drinkt"), std::string_view::npos)
            << read.error().what();
    }
}

TEST(File, IsReadWhole) {
    const auto path =
        (std::filesystem::temp_directory_path() / "actueel_located_test.json").string();
    std::ofstream{path, std::ios::binary} << "{\"a\":\r\n1}" << std::string("\0", 1);
    EXPECT_EQ(actueel::read_file(path).value(), std::string("{\"a\":\r\n1}\0", 10));
    std::filesystem::remove(path);
    EXPECT_EQ(faults(actueel::read_file(path)), "file_unreadable ");
}

TEST(File, ADirectoryOrAFileThatIsTooLargeIsRefused) {
    EXPECT_EQ(faults(actueel::read_file(std::filesystem::temp_directory_path().string())),
              "file_unreadable ");
    const auto path = (std::filesystem::temp_directory_path() / "actueel_large_test.json").string();
    { std::ofstream{path}; }
    std::filesystem::resize_file(path, actueel::largest_document + 1);
    EXPECT_EQ(faults(actueel::read_file(path)), "document_too_large ");
    std::filesystem::remove(path);
}

// ---- RFC 8785

TEST(CanonicalJson, OfTheExampleOfTheStandard) { // RFC 8785, 3.2.2 to 3.2.4
    EXPECT_EQ(
        canonical("{\n \"numbers\": [333333333.33333329, 1E30, 4.50,\n 2e-3, "
                  "0.000000000000000000000000001],\n"
                  " \"string\": \"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\",\n"
                  " \"literals\": [null, true, false]\n}"),
        "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
        "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
}

TEST(CanonicalJson, SortsKeysByUtf16CodeUnits) { // RFC 8785, 3.2.3
    EXPECT_EQ(
        canonical(
            R"({"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh",
                            "1": "One", "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control",
                            "\u00f6": "Latin Small Letter O With Diaeresis"})"),
        "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small "
        "Letter O With Diaeresis\","
        "\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With "
        "Dagesh\"}");
}

TEST(CanonicalJson, WritesNumbersAsEcmascriptDoes) { // RFC 8785, appendix B
    EXPECT_EQ(canonical("[0, -0, -0.0, 0e5]"), "[0,0,0,0]");
    EXPECT_EQ(canonical("[5e-324, -5e-324, 1.7976931348623157e308]"),
              "[5e-324,-5e-324,1.7976931348623157e+308]");
    EXPECT_EQ(canonical("[9007199254740992, -9007199254740992, 295147905179352830000]"),
              "[9007199254740992,-9007199254740992,295147905179352830000]");
    EXPECT_EQ(canonical("[999999999999999700000, 999999999999999900000, 1e21, 1e23, "
                        "9.999999999999997e22, 1.0000000000000001e23]"),
              "[999999999999999700000,999999999999999900000,1e+21,1e+23,9.999999999999997e+22,1."
              "0000000000000001e+23]");
    EXPECT_EQ(canonical("[0.000001, 1e-7, 0.0000012, 0.00000123]"),
              "[0.000001,1e-7,0.0000012,0.00000123]");
    EXPECT_EQ(canonical("[333333333.3333332, 333333333.33333325, 333333333.3333333, "
                        "-0.0000033333333333333333, 1424953923781206.2]"),
              "[333333333.3333332,333333333.33333325,333333333.3333333,-0.0000033333333333333333,"
              "1424953923781206.2]");
    EXPECT_EQ(canonical("[0.63, 1.0, 1000000000, 12.3400]"), "[0.63,1,1000000000,12.34]");
}

TEST(CanonicalJson, LeavesOutWhatIsADefault) {
    const auto document = read_json(R"({"b": 1, "a": 2, "c": [3]})", "d").value();
    const json_node& tree = document.root();
    actueel::node_set left_out;
    left_out.insert(*tree.find("b"));
    EXPECT_EQ(canonical_json(tree, left_out), R"({"a":2,"c":[3]})");
    left_out.insert(*tree.find("a"));
    left_out.insert(*tree.find("c"));
    EXPECT_EQ(canonical_json(tree, left_out), "{}");
}

TEST(CanonicalJson, IsItsOwnCanonicalForm) {
    const std::string once = canonical(R"({"z": [1.50, {"y": "\u00e9", "x": -1e-9}], "a": null})");
    EXPECT_EQ(canonical(once), once);
}

} // namespace
