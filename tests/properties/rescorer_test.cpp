// SPDX-License-Identifier: MPL-2.0
// Contract: each row of a rescoring equals `assess` of that family alone, whichever engine gives it, whatever the order of
// the rows and where the table begins (semantics 8).
#include "../core/testing/rescored.hpp"
#include "made_up.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

namespace {

using actueel::day;
using actueel::known;
using actueel::testing::all_columns;
using actueel::testing::dice;
using actueel::testing::invented;
using actueel::testing::lines_by_assess;
using actueel::testing::lines_of;
using actueel::testing::made_up_day;
using actueel::testing::on;
using actueel::testing::record_rows;
using actueel::testing::rows_of;
using actueel::testing::table;

std::vector<day> some_days(dice& d) {
    const std::size_t most = std::vector<std::size_t>{1, 5, 63, 64, 65, 130}[d.below(6)];
    std::vector<day> out;
    for (std::size_t i = 0; i < most; ++i) { out.push_back(on(made_up_day(d.below(600)))); }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

TEST(RescorerProperty, EachRowEqualsAssessInLanesAndWithoutThem) {
    std::array<std::int64_t, actueel::scored_by_names.size()> families_by{};
    for (unsigned seed = 1; seed <= 400; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        dice d{seed};
        const auto made = invented(seed, {.policies = d.chance(50), .item_once = d.chance(50)});
        const auto asked = made.asked.read();
        const auto history = made.history.read();
        const auto days = some_days(d);
        const known known_at = std::vector<known>{
            known::everything(), known::by_end_of_as_of(),
            known::at(actueel::testing::at(made_up_day(d.below(400))))}[d.below(3)];
        record_rows rows = rows_of(made.history, "F");
        d.shuffle(rows);
        // A family before it, which the slice leaves out.
        const auto before = static_cast<std::int64_t>(d.below(20));
        rows.insert(rows.begin(), static_cast<std::size_t>(before), rows.front());
        table whole{rows};
        whole.from(before);
        const auto expected = lines_by_assess(asked, history, "F", days, known_at);
        for (const bool plain : {false, true}) {
            const actueel::rescorer by{asked, days, known_at, all_columns(asked), plain};
            auto scored = by.score(whole.columns());
            for (std::size_t e = 0; e < families_by.size(); ++e) {
                families_by[e] += scored.families_by[e];
            }
            ASSERT_TRUE(scored.left.empty());
            ASSERT_EQ(lines_of(std::move(scored.columns), scored.rows), expected);
        }
    }
    EXPECT_GT(families_by[0], 60) << "in lanes";
    EXPECT_GT(families_by[1], 400) << "by the plain engine";
}

} // namespace
