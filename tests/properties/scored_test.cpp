// SPDX-License-Identifier: MPL-2.0
// Contract: each row equals `assess` of that family alone (semantics 8): figures found with memory used again, and without
// what an explanation needs, are those of the whole assessment.
#include "made_up.hpp"

#include <gtest/gtest.h>

#include <string>

namespace {

using namespace actueel;
using actueel::testing::invented;
using actueel::testing::made_up_day;
using actueel::testing::on;

TEST(ScoredProperty, FiguresAreThoseOfTheWholeAssessment) {
    scored figures; // handed on from family to family, whatever was in it
    std::size_t compared = 0;
    for (unsigned seed = 1; seed <= 300; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const auto made = invented(seed);
        const auto asked = made.asked.read();
        const auto family = made.history.read();
        const auto read = try_read(asked, family).value();
        for (const known known_at : {known::everything(), known::by_end_of_as_of()}) {
            for (std::size_t after = 0; after < 420; after += 37) {
                const day d = on(made_up_day(after));
                const auto sorted = known_answers_at(read, known_at.until(d));
                std::vector<std::int32_t> subjects = children_on(sorted.all, d);
                subjects.push_back(nobody);
                for (const std::int32_t subject : subjects) {
                    moment when{d, known_at, {}};
                    if (subject != nobody) {
                        when.child = family->persons[static_cast<std::size_t>(subject)];
                    }
                    const assessment whole = try_assess(read, when).value();
                    figures =
                        try_score(sorted, d, subject, observing::what_scores, std::move(figures))
                            .value();
                    ASSERT_EQ(published_values(figures.scales), published_values(whole.scales));
                    ASSERT_EQ(figures.found->level, whole.found->level);
                    ASSERT_EQ(figures.decided.level, whole.decided.level);
                    ASSERT_EQ(counts_of(asked, figures.seen.now), counts_of(whole));
                    ASSERT_EQ(due_of(asked, figures), due_of(whole));
                    ++compared;
                }
            }
        }
    }
    EXPECT_GT(compared, 5000U);
}

} // namespace
