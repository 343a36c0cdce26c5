// SPDX-License-Identifier: MPL-2.0
// Contract: what is in force at an instant: first recorded by then and not retracted by then, with the content of the
// latest link recorded by then and its ending applied; the same for every day asked about (semantics 2).
#include <actueel/history/in_force.hpp>

#include "../testing/answers.hpp"

#include <gtest/gtest.h>

#include <string>

namespace {

using actueel::in_force_at;
using actueel::records_in_force;
using actueel::testing::at;
using actueel::testing::family;
using actueel::testing::on;

records_in_force known(const family& f, std::string_view instant) {
    return in_force_at(f.read(), at(instant));
}

TEST(InForce, IsWhatWasRecordedByThenAndNotRetracted) {
    family f;
    f.observed("o1", "2020-02-03", "a", "'yes'").retracts("x1", "o1", "2020-02-10");
    EXPECT_EQ(known(f, "2020-02-02").observations.size(), 0U);
    EXPECT_EQ(known(f, "2020-02-03").observations.size(), 1U);
    EXPECT_EQ(known(f, "2020-02-10").observations.size(), 0U);
}

TEST(InForce, HasTheContentOfTheLatestLinkByThen) {
    family f;
    f.observed("o1", "2020-02-03", "a", "'yes'")
        .corrects("c1", "o1", "2020-02-05", family::observation("2020-02-01", "a", "'no'"));
    const auto history = f.read();
    EXPECT_EQ(in_force_at(history, at("2020-02-04")).observations[0].link, 0);
    const auto later = in_force_at(history, at("2020-02-05"));
    EXPECT_EQ(later.observations[0].link, 1);
    EXPECT_EQ(later.observations[0].content->observed_on, on("2020-02-01"));
}

TEST(InForce, AnEndingNeverExtendsAStatedUntil) {
    family f;
    f.child("c1", "", "'until':'2020-03-01'").child("c2", "", "'until':'2020-03-01'");
    f.ends("n1", "m-c1", "2020-02-01").ends("n2", "m-c2", "2020-04-01");
    const auto all = known(f, "2020-05-01");
    EXPECT_EQ(all.memberships[0].term.until, on("2020-02-01"));
    EXPECT_EQ(all.memberships[1].term.until, on("2020-03-01"));
    EXPECT_EQ(known(f, "2020-01-31").memberships[0].term.until, on("2020-03-01"));
}

TEST(InForce, OfMembershipsThatOverlapTheLatestStartComesFirstThenTheLatestPlace) {
    family f;
    f.child("c1");
    f.add("m2", "membership", "2020-01-01", "'person':'c1','role':'child','start':'2020-01-01'");
    f.add("m3", "membership", "2020-01-02", "'person':'c1','role':'child','start':'2020-01-01'");
    const auto history = f.read();
    const auto all = in_force_at(history, at("2020-02-01"));
    std::string order;
    for (const auto index : all.by_precedence) {
        const auto record = all.memberships[static_cast<std::size_t>(index)].record;
        order += history->chains[static_cast<std::size_t>(record)].id + ' ';
    }
    EXPECT_EQ(order, "m3 m2 m-c1 ");
}

TEST(InForce, IsInvolvedInsideAnInvolvementOrFromTheFirstDayOfAnything) {
    family f;
    f.observed("o1", "2020-02-03", "a", "'yes'").event("e1", "2020-02-01", "v");
    EXPECT_FALSE(known(f, "2020-03-01").involved(on("2020-01-31")));
    EXPECT_TRUE(known(f, "2020-03-01").involved(on("2020-02-01")));
    EXPECT_FALSE(known(family{}, "2020-03-01").involved(on("2020-02-01")));
    f.add("i1", "involvement", "2020-02-03", "'start':'2020-02-03','until':'2020-02-10'");
    EXPECT_FALSE(known(f, "2020-03-01").involved(on("2020-02-02")));
    EXPECT_TRUE(known(f, "2020-03-01").involved(on("2020-02-03")));
    EXPECT_FALSE(known(f, "2020-03-01").involved(on("2020-02-10")));
}

} // namespace
