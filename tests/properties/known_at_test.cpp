// SPDX-License-Identifier: MPL-2.0
// Contract: a history cut at any instant is one, and what was known at that instant is what it says (semantics 2): any
// report can be reproduced, byte for byte, as it could have been written on any past day.
#include "made_up.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace {

using actueel::testing::answer;
using actueel::testing::family;
using actueel::testing::invented;
using actueel::testing::json;
using actueel::testing::made_up_day;
using actueel::testing::on;

actueel::instant recorded_at(const std::string& record) {
    const auto document = actueel::read_json(json(record), "record").value();
    const actueel::json_node& tree = document.root();
    return actueel::instant_from(tree.find("recorded_at")->text).value();
}

TEST(KnownAtProperty, EqualsTheTruncatedHistoryForEveryCut) {
    std::size_t cuts = 0;
    for (unsigned seed = 1; seed <= 120; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const auto made = invented(seed);
        const auto asked = made.asked.read();
        const auto whole = made.history.read();
        std::set<actueel::instant> instants;
        for (const std::string& record : made.history.records()) {
            instants.insert(recorded_at(record));
        }
        for (const actueel::instant cut : instants) {
            std::vector<std::string> known;
            for (const std::string& record : made.history.records()) {
                if (recorded_at(record) <= cut) { known.push_back(record); }
            }
            const auto truncated = actueel::try_parse_history(family::of(known).text());
            ASSERT_TRUE(truncated) << truncated.error().what();
            for (const std::size_t after : {100U, 399U}) {
                const actueel::moment when{.as_of = on(made_up_day(after)),
                                           .known_at = actueel::known::at(cut)};
                ASSERT_EQ(answer(try_assess(asked, whole, when)),
                          answer(try_assess(asked, *truncated, when)))
                    << to_string(cut);
                actueel::moment of_child = when;
                of_child.child = "c1";
                ASSERT_EQ(answer(try_assess(asked, whole, of_child)),
                          answer(try_assess(asked, *truncated, of_child)))
                    << to_string(cut);
            }
            ++cuts;
        }
    }
    EXPECT_GT(cuts, 500U);
}

TEST(KnownAtProperty, EverythingIsWhatIsKnownAfterTheLastRecord) {
    for (unsigned seed = 1; seed <= 60; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const auto made = invented(seed);
        const auto asked = made.asked.read();
        const auto f = made.history.read();
        const auto as_of = on(made_up_day(390));
        const auto everything = assess(asked, f, {.as_of = as_of});
        const auto at_the_end = assess(
            asked, f, {.as_of = as_of, .known_at = actueel::known::at(end_of(on("9999-12-31")))});
        std::string text = to_json(at_the_end);
        const std::string instant = "9999-12-31T23:59:59.999999Z";
        text.replace(text.find(instant), instant.size(), "everything");
        EXPECT_EQ(text, to_json(everything));
    }
}

} // namespace
