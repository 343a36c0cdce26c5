// SPDX-License-Identifier: MPL-2.0
#include <actueel/base/unfilled.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>

namespace {

using actueel::unfilled_vector;

TEST(Unfilled, RoomIsTheCallersToFill) {
    unfilled_vector<std::int32_t> cells;
    cells.reserve(4);
    std::fill_n(cells.data(), 4, 7); // whoever asks for room again finds what stood there
    cells.resize(4);
    EXPECT_EQ(cells, (unfilled_vector<std::int32_t>{7, 7, 7, 7}));
}

TEST(Unfilled, ValuesThatAreGivenAreKept) {
    unfilled_vector<std::int32_t> cells(2, 5);
    cells.push_back(6);
    cells.resize(4, 8);
    EXPECT_EQ(cells, (unfilled_vector<std::int32_t>{5, 5, 6, 8}));
}

} // namespace
