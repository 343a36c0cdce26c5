// SPDX-License-Identifier: MPL-2.0
// Contract: roles, ways of living, sources, bases and parts, by the names that documents write (semantics 1 and 3).
#include <actueel/instrument/role.hpp>

#include <gtest/gtest.h>

namespace {

using namespace actueel;

template <class Names, class Enum>
std::string_view name(const Names& names, Enum which) {
    return names[static_cast<std::size_t>(which)];
}

TEST(Role, NamesStandInTheOrderOfTheirValues) {
    EXPECT_EQ(name(role_names, role::child), "child");
    EXPECT_EQ(name(role_names, role::caregiver), "caregiver");
    EXPECT_EQ(name(role_names, role::other), "other");
    EXPECT_EQ(name(lives_names, lives::here), "here");
    EXPECT_EQ(name(lives_names, lives::visits), "visits");
    EXPECT_EQ(name(source_names, source::worker), "worker");
    EXPECT_EQ(name(source_names, source::not_stated), "not_stated");
    EXPECT_EQ(name(basis_names, basis::judgement), "judgement");
    EXPECT_EQ(name(part_names, part::present), "present");
    EXPECT_EQ(name(asked_of_names, asked_of::family), "family");
}

TEST(Role, APerPersonItemIsAskedOfItsRole) {
    EXPECT_EQ(role_of(asked_of::child), role::child);
    EXPECT_EQ(role_of(asked_of::caregiver), role::caregiver);
}

} // namespace
