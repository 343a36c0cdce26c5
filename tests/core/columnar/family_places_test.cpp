// SPDX-License-Identifier: MPL-2.0
// Contract: a code's place is that of the family at hand, and none before it is set, whatever stood there before.
#include <actueel/columnar/family_places.hpp>

#include <gtest/gtest.h>

namespace {

TEST(FamilyPlaces, AreThoseThatWereSet) {
    actueel::family_places places;
    places.begin(3);
    EXPECT_EQ(places.of(0), -1);
    places.set(0, 7);
    places.set(2, 0);
    EXPECT_EQ(places.of(0), 7);
    EXPECT_EQ(places.of(1), -1);
    EXPECT_EQ(places.of(2), 0);
    places.set(0, 8);
    EXPECT_EQ(places.of(0), 8);
}

TEST(FamilyPlaces, AreForgottenWithTheFamily) {
    actueel::family_places places;
    for (int family = 0; family < 3; ++family) {
        places.begin(2);
        EXPECT_EQ(places.of(0), -1) << family;
        EXPECT_EQ(places.of(1), -1) << family;
        places.set(1, family);
        EXPECT_EQ(places.of(1), family);
    }
}

TEST(FamilyPlaces, MayBeOfMoreCodesLaterOn) {
    actueel::family_places places;
    places.begin(0);
    places.begin(1);
    places.set(0, 4);
    places.begin(100);
    EXPECT_EQ(places.of(0), -1);
    EXPECT_EQ(places.of(99), -1);
}

} // namespace
