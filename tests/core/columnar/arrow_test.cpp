// SPDX-License-Identifier: MPL-2.0
// Contract: the two structures are those of the Arrow specification, member by member: other libraries fill them.
#include <actueel/columnar/arrow.hpp>

#include <gtest/gtest.h>

#include <cstddef>
#include <type_traits>

namespace {

TEST(Arrow, ItsStructuresHaveTheLayoutOfTheSpecification) {
    constexpr std::size_t word = sizeof(void*);
    static_assert(std::is_standard_layout_v<ArrowSchema> && std::is_standard_layout_v<ArrowArray>);
    if (word != 8) { GTEST_SKIP() << "the places below are of 64 bits"; }
    EXPECT_EQ(offsetof(ArrowSchema, format), 0U);
    EXPECT_EQ(offsetof(ArrowSchema, name), 8U);
    EXPECT_EQ(offsetof(ArrowSchema, metadata), 16U);
    EXPECT_EQ(offsetof(ArrowSchema, flags), 24U);
    EXPECT_EQ(offsetof(ArrowSchema, n_children), 32U);
    EXPECT_EQ(offsetof(ArrowSchema, children), 40U);
    EXPECT_EQ(offsetof(ArrowSchema, dictionary), 48U);
    EXPECT_EQ(offsetof(ArrowSchema, release), 56U);
    EXPECT_EQ(sizeof(ArrowSchema), 72U);
    EXPECT_EQ(offsetof(ArrowArray, length), 0U);
    EXPECT_EQ(offsetof(ArrowArray, null_count), 8U);
    EXPECT_EQ(offsetof(ArrowArray, offset), 16U);
    EXPECT_EQ(offsetof(ArrowArray, n_buffers), 24U);
    EXPECT_EQ(offsetof(ArrowArray, n_children), 32U);
    EXPECT_EQ(offsetof(ArrowArray, buffers), 40U);
    EXPECT_EQ(offsetof(ArrowArray, children), 48U);
    EXPECT_EQ(offsetof(ArrowArray, dictionary), 56U);
    EXPECT_EQ(offsetof(ArrowArray, release), 64U);
    EXPECT_EQ(sizeof(ArrowArray), 80U);
}

} // namespace
