// SPDX-License-Identifier: MPL-2.0
// audience.hpp: four kinds of readers; an unknown word or person is an error, never a reader.
#include <actueel/report/audience.hpp>

#include "../testing/answers.hpp"

#include <gtest/gtest.h>

namespace actueel::testing {
namespace {

/// A child, a caregiver, a girl of 16 who is both, and somebody who is neither.
history people() {
    return family{}
        .child("p1")
        .caregiver("p2")
        .child("p3")
        .add("m3", "membership", "2019-01-02",
             "'person':'p3','role':'caregiver','start':'2019-01-01'")
        .add("p4", "person", "2019-01-01", "")
        .read();
}

std::string read_again(std::string_view text) {
    const history family = people();
    return to_string(family, try_audience_from(family, text).value());
}

TEST(Audience, IsAWorkerACourtAParentOrAChildAndIsWrittenAsItIsRead) {
    for (const std::string_view text :
         {"worker", "court", "parent:p2", "parent:p3", "parent:p4", "child:p1", "child:p3"}) {
        EXPECT_EQ(read_again(text), text);
    }
}

TEST(Audience, AnotherWordOrPersonIsAnError) {
    const history family = people();
    for (const std::string_view text :
         {"", "workers", "Worker", "parent", "child", "worker:w7", "court:", "network", "p2", "*",
          "child:p2", "child:p4", "parent:p1"}) {
        EXPECT_EQ(faults(try_audience_from(family, text)), "value_unknown /audience") << text;
    }
    for (const std::string_view text : {"parent:", "parent:p9", "child:p1 ", "parent:p2:p3"}) {
        EXPECT_EQ(faults(try_audience_from(family, text)), "person_not_introduced /audience")
            << text;
    }
}

} // namespace
} // namespace actueel::testing
