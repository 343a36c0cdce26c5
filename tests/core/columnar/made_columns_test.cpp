// SPDX-License-Identifier: MPL-2.0
// Contract: columns that are made cell by cell are handed to another library as an Arrow struct array that owns them.
#include <actueel/columnar/made_columns.hpp>

#include "../testing/tables.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace {

using actueel::give_away;
using actueel::made_column;
using actueel::testing::lines_of;

std::vector<made_column> one_of_each() {
    std::vector<made_column> out;
    out.emplace_back("whole", "l").add(std::int64_t{-7});
    out.emplace_back("small", "i").add(std::int32_t{3});
    out.emplace_back("real", "g").add(2.5);
    out.emplace_back("truth", "b").add(true);
    out.emplace_back("text", "u").add(std::string_view{"a"});
    out.emplace_back("day", "tdD").add(std::int32_t{1});
    for (made_column& c : out) { c.add_null(); }
    out[3].add(false);
    for (std::size_t c = 0; c < out.size(); ++c) {
        if (c != 3) { out[c].add_null(); }
    }
    return out;
}

TEST(MadeColumns, HoldNumbersTruthsAndTexts) {
    EXPECT_EQ(lines_of(one_of_each(), 3),
              (std::vector<std::string>{"-7,3,2.5,yes,a,1970-01-02", ",,,,,", ",,,no,,"}));
}

TEST(MadeColumns, KnowTheirSize) {
    for (const made_column& c : one_of_each()) { EXPECT_EQ(c.size(), 3); }
    made_column texts{"t", "u"};
    EXPECT_EQ(texts.size(), 0);
    texts.add_texts("ab", 3);
    EXPECT_EQ(texts.size(), 3);
}

TEST(MadeColumns, HoldTheSameTextInManyCells) {
    std::vector<made_column> out;
    made_column& texts = out.emplace_back("t", "u");
    texts.add(std::string_view{"first"});
    texts.add_texts("ab", 2);
    texts.add_texts("", 1);
    texts.add(std::string_view{"last"});
    EXPECT_EQ(lines_of(std::move(out), 5),
              (std::vector<std::string>{"first", "ab", "ab", "", "last"}));
}

TEST(MadeColumns, OfTextsMayHoldNoneOrBeginLate) {
    const auto after_nulls = [](std::string_view text, std::int64_t cells) {
        std::vector<made_column> out;
        made_column& texts = out.emplace_back("t", "u");
        texts.add_nulls(20);
        EXPECT_EQ(texts.size(), 20);
        if (!text.empty()) { texts.add(text); }
        texts.add_nulls(static_cast<std::size_t>(cells - texts.size()));
        EXPECT_EQ(texts.size(), cells);
        return lines_of(std::move(out), cells);
    };
    EXPECT_EQ(after_nulls("", 25), std::vector<std::string>(25, ""));
    std::vector<std::string> late(25, "");
    late[20] = "late";
    EXPECT_EQ(after_nulls("late", 25), late);
}

TEST(MadeColumns, WithoutATextHaveZerosForOffsets) {
    std::vector<made_column> out;
    out.emplace_back("none", "u");
    out.emplace_back("nulls", "u").add_nulls(0);
    ArrowSchema kinds{};
    ArrowArray cells{};
    give_away(std::move(out), 0, kinds, cells);
    for (int c = 0; c < 2; ++c) {
        EXPECT_EQ(cells.children[c]->null_count, 0);
        EXPECT_EQ(cells.children[c]->buffers[0], nullptr);
        EXPECT_EQ(static_cast<const std::int32_t*>(cells.children[c]->buffers[1])[0], 0);
    }
    kinds.release(&kinds);
    cells.release(&cells);
}

TEST(MadeColumns, GiveRoomForManyCellsAtOnce) {
    std::vector<made_column> out;
    out.emplace_back("whole", "l").add(std::int64_t{-7});
    out.emplace_back("small", "i").add(std::int32_t{3});
    out.emplace_back("real", "g").add(2.5);
    std::fill_n(out[0].more_numbers(2), 2, std::int64_t{8});
    std::fill_n(out[1].more_small(2), 2, 9);
    std::fill_n(out[2].more_reals(2), 2, 0.25);
    for (made_column& c : out) { c.add_null(); }
    EXPECT_EQ(lines_of(std::move(out), 4),
              (std::vector<std::string>{"-7,3,2.5", "8,9,0.25", "8,9,0.25", ",,"}));
}

TEST(MadeColumns, HoldMoreThanAByteOfNullsAndTruths) {
    std::vector<made_column> out;
    made_column& truths = out.emplace_back("b", "b");
    std::vector<std::string> expected;
    for (int i = 0; i < 19; ++i) {
        if (i % 5 == 0) {
            truths.add_null();
            expected.emplace_back("");
        } else {
            truths.add(i % 3 == 0);
            expected.emplace_back(i % 3 == 0 ? "yes" : "no");
        }
    }
    EXPECT_EQ(lines_of(std::move(out), 19), expected);
}

TEST(MadeColumns, AreAStructArrayWithAChildForEach) {
    ArrowSchema kinds{};
    ArrowArray cells{};
    give_away(one_of_each(), 3, kinds, cells);
    EXPECT_STREQ(kinds.format, "+s");
    EXPECT_EQ(kinds.n_children, 6);
    EXPECT_EQ(cells.n_children, 6);
    EXPECT_EQ(cells.length, 3);
    EXPECT_EQ(cells.null_count, 0);
    EXPECT_STREQ(kinds.children[4]->name, "text");
    EXPECT_EQ(cells.children[4]->n_buffers, 3);
    EXPECT_EQ(cells.children[4]->null_count, 2);
    EXPECT_EQ(cells.children[3]->null_count, 1);
    kinds.release(&kinds);
    cells.release(&cells);
}

TEST(MadeColumns, AreReleasedOnceWithTheirChildren) {
    ArrowSchema kinds{};
    ArrowArray cells{};
    give_away(one_of_each(), 3, kinds, cells);
    cells.children[0]->release(cells.children[0]); // a child that was taken out before
    EXPECT_EQ(cells.children[0]->release, nullptr);
    kinds.release(&kinds);
    cells.release(&cells);
    EXPECT_EQ(kinds.release, nullptr);
    EXPECT_EQ(cells.release, nullptr);
}

TEST(MadeColumns, MayBeNoneAtAll) { EXPECT_TRUE(lines_of({}, 0).empty()); }

} // namespace
