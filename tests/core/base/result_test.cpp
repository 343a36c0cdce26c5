// SPDX-License-Identifier: MPL-2.0
// Contract: a value, or everything that is wrong; what can fail has two doors and one body (house style 11).
#include <actueel/base/result.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace {

using actueel::error;
using actueel::error_code;
using actueel::problem;
using actueel::result;

result<std::string> read(bool well) {
    if (well) { return std::string{"value"}; }
    return error{problem{error_code::document_empty, "d", "", "nothing", "JSON", "", ""}};
}

TEST(Result, HoldsTheValue) {
    const auto r = read(true);
    ASSERT_TRUE(r);
    EXPECT_TRUE(r.has_value());
    EXPECT_EQ(*r, "value");
    EXPECT_EQ(r->size(), 5U);
    EXPECT_EQ(r.value(), "value");
}

TEST(Result, TheThrowingDoorThrowsTheErrorThatTheOtherHolds) {
    const auto r = read(false);
    ASSERT_FALSE(r);
    EXPECT_EQ(r.error().code(), error_code::document_empty);
    try {
        static_cast<void>(r.value());
        FAIL() << "expected a throw";
    } catch (const error& thrown) { EXPECT_EQ(thrown.problems(), r.error().problems()); }
    EXPECT_THROW(static_cast<void>(read(false).value()), error);
}

TEST(Result, GivesAwayWhatCannotBeCopied) {
    result<std::unique_ptr<int>> r{std::make_unique<int>(3)};
    EXPECT_EQ(*std::move(r).value(), 3);
}

} // namespace
