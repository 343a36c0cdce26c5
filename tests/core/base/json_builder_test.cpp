// SPDX-License-Identifier: MPL-2.0
// Contract: a document built value by value is the one that its text would be read as, within the same limits; after a
// fault nothing more is taken.
#include <actueel/base/json_builder.hpp>

#include "../testing/answers.hpp"

#include <gtest/gtest.h>

#include <string>

namespace {

using actueel::json_builder;
using actueel::json_type;
using actueel::most_values;
using actueel::read_json;
using actueel::testing::faults;

TEST(JsonBuilder, BuildsTheDocumentThatItsTextWouldBeReadAs) {
    json_builder b{"d"};
    b.open(json_type::object);
    b.key("b");
    b.open(json_type::array);
    b.number("1.50");
    b.boolean(true);
    b.null();
    b.open(json_type::object);
    b.close();
    b.close();
    b.key("a");
    b.text("x");
    b.close();
    const auto built = std::move(b).take().value();
    const auto read = read_json(R"({"b": [1.50, true, null, {}], "a": "x"})", "d").value();
    EXPECT_EQ(canonical_json(built.root()), canonical_json(read.root()));
    EXPECT_EQ(built.root().keys()[0], "b");
    EXPECT_EQ(built.root().find("b")->children()[0].text, "1.50");
    EXPECT_TRUE(built.root().find("b")->children()[3].keys().empty());
    EXPECT_EQ(built.root().find("a")->order, read.root().find("a")->order);
}

TEST(JsonBuilder, ASingleValueIsADocument) {
    json_builder b{"d"};
    b.text("");
    const auto built = std::move(b).take().value();
    EXPECT_EQ(canonical_json(built.root()), "\"\"");
}

TEST(JsonBuilder, TakesShortAndLongTextsOverAlike) {
    const std::string longest(100'000, 'x');
    json_builder b{"d"};
    b.open(json_type::object);
    for (const std::string& text : {std::string{"s"}, longest}) {
        b.take_key(std::string{text});
        b.take_text(std::string{text});
    }
    b.close();
    const auto built = std::move(b).take().value();
    EXPECT_EQ(built.root().find("s")->text, "s");
    EXPECT_EQ(built.root().find(longest)->text, longest);
}

TEST(JsonBuilder, CopiesAValueAsItsCanonicalJsonWouldBeRead) {
    const auto source =
        read_json(R"({"z": [1.50, 1e2, {"y": null, "x": false}], "a": "\u00e9"})", "d").value();
    json_builder b{"d"};
    b.copy(source.root());
    const auto copied = std::move(b).take().value();
    const auto again = read_json(canonical_json(source.root()), "d").value();
    ASSERT_EQ(copied.root().keys().size(), 2U);
    EXPECT_EQ(copied.root().keys()[0], "a");
    const auto& list = *copied.root().find("z");
    EXPECT_EQ(list.children()[0].text, "1.5");
    EXPECT_EQ(list.children()[1].text, "100");
    EXPECT_EQ(list.children()[2].keys()[0], "x");
    EXPECT_EQ(list.children()[2].order, again.root().find("z")->children()[2].order);
    EXPECT_EQ(canonical_json(copied.root()), canonical_json(source.root()));
}

TEST(JsonBuilder, AKeyTwiceIsTheFaultWhereverElseTheObjectGoesOn) {
    json_builder b{"d"};
    b.open(json_type::object);
    b.key("records");
    b.open(json_type::array);
    b.null();
    b.open(json_type::object);
    for (const auto* key : {"id", "x", "id", "x"}) {
        b.key(key);
        b.null();
    }
    EXPECT_FALSE(b.close());
    EXPECT_FALSE(b.key("more"));
    EXPECT_FALSE(b.null());
    EXPECT_FALSE(b.open(json_type::array));
    EXPECT_FALSE(b.close());
    EXPECT_EQ(faults(std::move(b).take()), "json_duplicate_key /records/1/id");
}

TEST(JsonBuilder, AKeyTwiceIsFoundAmongManyToo) {
    json_builder b{"d"};
    b.open(json_type::object);
    for (int i = 0; i < 100; ++i) {
        b.key("k" + std::to_string(i % 99));
        b.null();
    }
    EXPECT_FALSE(b.close());
    EXPECT_EQ(faults(std::move(b).take()), "json_duplicate_key /k0");
}

TEST(JsonBuilder, HasTheLimitsOfEveryDocument) {
    json_builder deep{"d"};
    for (int i = 0; i < actueel::deepest_document; ++i) {
        EXPECT_TRUE(deep.open(json_type::array));
    }
    EXPECT_FALSE(deep.open(json_type::array));
    EXPECT_TRUE(faults(std::move(deep).take()).starts_with("json_too_deep /0/0"));

    json_builder wide{"d"};
    wide.open(json_type::array);
    for (std::size_t i = 1; i < most_values; ++i) { wide.null(); }
    EXPECT_FALSE(wide.null());
    EXPECT_EQ(faults(std::move(wide).take()), "document_too_large ");
}

} // namespace
