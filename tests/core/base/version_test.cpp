// SPDX-License-Identifier: MPL-2.0
#include <actueel/base/version.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace {

// Contract: three numbers with dots between them.
TEST(Version, IsThreeNumbersWithDotsBetween) {
    const std::string text{actueel::version()};
    EXPECT_EQ(std::count(text.begin(), text.end(), '.'), 2);
    EXPECT_EQ(text.find_first_not_of("0123456789."), std::string::npos);
    EXPECT_FALSE(text.starts_with('.') || text.ends_with('.'));
    EXPECT_EQ(text.find(".."), std::string::npos);
}

} // namespace
