// SPDX-License-Identifier: MPL-2.0
// Contract: one enum, its numbers never reused, its table of names checked against it (house style 10; semantics 10).
#include <actueel/base/error_code.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <set>
#include <string_view>

namespace {

using actueel::error_code;
using actueel::error_code_names;

TEST(ErrorCode, NamesAreInTheOrderOfTheirNumbersEachOnce) {
    std::set<std::string_view> names;
    std::uint16_t before = 0;
    for (const auto& [code, name] : error_code_names()) {
        EXPECT_GT(static_cast<std::uint16_t>(code), before) << name;
        before = static_cast<std::uint16_t>(code);
        EXPECT_TRUE(names.insert(name).second) << name;
    }
    EXPECT_EQ(names.size(), error_code_names().size());
}

TEST(ErrorCode, ANameIsWrittenInLowerCaseWithUnderscores) {
    for (const auto& [code, name] : error_code_names()) {
        EXPECT_EQ(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789"),
                  std::string_view::npos)
            << name;
        EXPECT_EQ(to_string(code), name);
    }
}

TEST(ErrorCode, NumbersThatWereGivenOutStayWhatTheyAre) {
    EXPECT_EQ(static_cast<int>(error_code::file_unreadable), 1);
    EXPECT_EQ(static_cast<int>(error_code::field_unknown), 20);
    EXPECT_EQ(static_cast<int>(error_code::id_duplicate), 50);
    EXPECT_EQ(static_cast<int>(error_code::bins_gap), 80);
    EXPECT_EQ(static_cast<int>(error_code::field_not_allowed), 109);
    EXPECT_EQ(static_cast<int>(error_code::answer_not_in_item), 130);
    EXPECT_EQ(static_cast<int>(error_code::family_ambiguous), 135);
}

} // namespace
