// SPDX-License-Identifier: MPL-2.0
// Contract: the known name nearest by the optimal string alignment distance, the first of equals; empty when none is
// within two edits, or a third of the length of a longer text (semantics 10).
#include <actueel/base/nearest.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace {

std::string nearest(std::string_view text, const std::vector<std::string_view>& known) {
    return actueel::nearest_name(text, known);
}

TEST(Nearest, IsTheNameWithTheFewestEdits) {
    EXPECT_EQ(nearest("observed_no", {"observed_on", "happened_on", "item"}), "observed_on");
    EXPECT_EQ(nearest("severty", {"source", "severity"}), "severity");
    EXPECT_EQ(nearest("item", {"items", "item"}), "item");
}

TEST(Nearest, CountsASwapOfNeighboursAsOneEdit) {
    EXPECT_EQ(nearest("abdc", {"xbdx", "abcd"}), "abcd");
}

TEST(Nearest, OfEqualsIsTheFirst) {
    EXPECT_EQ(nearest("cat", {"bat", "hat"}), "bat");
    EXPECT_EQ(nearest("cat", {"hat", "bat"}), "hat");
}

TEST(Nearest, IsNothingWhenEveryNameIsFar) {
    EXPECT_EQ(nearest("item", {"happened_on"}), "");
    EXPECT_EQ(nearest("abc", {"xyz"}), "");    // three edits
    EXPECT_EQ(nearest("abc", {"ayz"}), "ayz"); // two
    EXPECT_EQ(nearest("", {}), "");
}

TEST(Nearest, MayBeAThirdOfALongerTextAway) {
    EXPECT_EQ(nearest("abcdefghijkl", {"abcdefghWXYZ"}), "abcdefghWXYZ"); // four of twelve
    EXPECT_EQ(nearest("abcdefghijkl", {"abcdefgVWXYZ"}), "");             // five
}

TEST(Nearest, LeavesLongTextsAlone) {
    const std::string name(64, 'a');
    EXPECT_EQ(nearest(name, {name}), name);
    EXPECT_EQ(nearest(name + "a", {name}), "");
    EXPECT_EQ(nearest("a", {name + "a", "a"}), "a");
}

} // namespace
