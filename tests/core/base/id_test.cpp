// SPDX-License-Identifier: MPL-2.0
// Contract: an id is 1 to 64 of A-Za-z0-9._- (semantics 2).
#include <actueel/base/id.hpp>

#include <gtest/gtest.h>

#include <string>

namespace {

using actueel::is_id;

TEST(Id, IsOneToSixtyFourCharacters) {
    EXPECT_FALSE(is_id(""));
    EXPECT_TRUE(is_id("a"));
    EXPECT_TRUE(is_id(std::string(64, 'a')));
    EXPECT_FALSE(is_id(std::string(65, 'a')));
}

TEST(Id, HoldsLettersDigitsDotUnderscoreAndDashAlone) {
    EXPECT_TRUE(is_id("AZaz09._-"));
    int allowed = 0;
    for (int c = 0; c < 256; ++c) {
        allowed += is_id(std::string(1, static_cast<char>(c))) ? 1 : 0;
    }
    EXPECT_EQ(allowed, 26 + 26 + 10 + 3);
    EXPECT_FALSE(is_id("Anna de Vries"));
    EXPECT_FALSE(is_id("zoë"));
    EXPECT_FALSE(is_id(std::string("a\0b", 3)));
}

} // namespace
