// SPDX-License-Identifier: MPL-2.0
// Contract: each row equals `assess` of that family alone (semantics 8): figures found with memory used again, and without
// what an explanation needs, are those of the whole assessment.
#include "made_up.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <string>

namespace {

using namespace actueel;
using actueel::testing::dice;
using actueel::testing::invented;
using actueel::testing::made_up_day;
using actueel::testing::on;
using actueel::testing::that_moves;

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

/// All that figures were made of and came to, as text.
class told {
  public:
    explicit told(const scored& figures) {
        const situation& now = figures.seen.now;
        out_ << now.as_of << ' ' << now.child << ' ' << figures.seen.involved << '\n';
        for (const member& m : now.members) { out_ << m.person << ',' << m.record << ' '; }
        for (const std::int32_t count : now.event_counts) { out_ << count << ' '; }
        for (const running_plan& plan : now.plans) { out_ << 'p' << plan.record << ' '; }
        for (const std::int32_t first : now.first_row) { out_ << first << ' '; }
        for (const response& row : now.rows) { add(row); }
        for (const scale_value& s : figures.scales) {
            out_ << "\nscale";
            add(s.points);
            add(s.value);
            add(s.as_term);
            for (const contribution& term : s.terms) { add(term); }
            out_ << ' ' << s.prorated;
        }
        for (const rule_outcome& r : figures.found->rules) {
            out_ << "\nrule " << static_cast<int>(r.truth) << ' ' << r.level.low << ' '
                 << r.level.high;
        }
        out_ << '\n' << figures.found->level.low << ' ' << figures.found->level.high;
        out_ << ' ' << figures.decided.level.low << ' ' << figures.decided.level.high;
        for (const judged_override& o : figures.decided.overrides) {
            out_ << " o" << o.record << ' ' << static_cast<int>(o.state) << ' ' << o.to_review;
        }
        for (const auto& s : figures.seen.sign_offs) { out_ << " s" << s.record; }
    }
    [[nodiscard]] std::string text() const { return out_.str(); }

  private:
    void add(const interval<decimal>& points) {
        out_ << ' ' << points.low.units() << ".." << points.high.units();
    }
    void add(const contribution& c) {
        add(c.points);
        out_ << ' ' << static_cast<int>(c.applies) << c.known;
    }
    void add(const word& w) {
        out_ << " w" << w.record << ' ' << w.expires.on << static_cast<int>(w.expires.cause) << ' '
             << w.expires.record << ' ' << w.counted;
    }
    void add(const response& row) {
        out_ << '\n'
             << row.person << ' ' << row.unnamed << static_cast<int>(row.of_age)
             << static_cast<int>(row.applies) << row.expired << row.current_in_window;
        add(row.current);
        if (row.derived) {
            out_ << " d" << row.derived->between.low << ' ' << row.derived->between.high
                 << row.derived->can_be_none << row.derived->is_none
                 << row.derived->applies_to_nobody << row.derived->can_be_of_nobody;
        }
        for (const std::int32_t record : row.pool_records) { out_ << " p" << record; }
        for (const word& other : row.voices) { add(other); }
    }

    std::ostringstream out_{};
};

TEST(ScoredProperty, DaysAskedOneAfterAnotherInAnyOrderAreAsIfEachWereAskedAlone) {
    std::size_t compared = 0;
    std::size_t kept = 0; // items of which nothing was read again
    known_answers sorted; // handed on, whatever was in it
    for (unsigned seed = 1; seed <= 250; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const auto made = that_moves(seed);
        const auto asked = made.asked.read();
        const auto family = made.history.read();
        const auto read = try_read(asked, family).value();
        dice d{seed};
        const day known_on = on(made_up_day(d.below(420)));
        for (const known known_at : {known::everything(), known::at(end_of(known_on))}) {
            sorted = known_answers_at(read, known_at.until(known_on), std::move(sorted));
            for (std::int32_t subject = nobody;
                 subject < static_cast<std::int32_t>(family->persons.size()); ++subject) {
                day_scorer scorer{sorted, subject};
                observed seen;
                day_observer observer{sorted, subject, observing::what_scores, seen};
                std::size_t after = d.below(60);
                for (std::size_t i = 0; i < 40; ++i) {
                    after = i < 30 ? after + d.below(14) : d.below(430); // onwards, then anywhere
                    const day asked_on = on(made_up_day(after));
                    const auto alone = try_score(known_answers_at(read, known_at.until(known_on)),
                                                 asked_on, subject);
                    const auto found = scorer.try_on(asked_on);
                    ASSERT_EQ(found.has_value(), alone.has_value()) << asked_on;
                    if (!found) { continue; }
                    ASSERT_EQ(told{**found}.text(), told{*alone}.text()) << asked_on;
                    ASSERT_EQ(counts_of(asked, (*found)->seen.now),
                              counts_of(asked, alone->seen.now));
                    ASSERT_EQ(due_of(asked, **found), due_of(asked, *alone));
                    ++compared;
                    ASSERT_TRUE(observer.try_on(asked_on));
                    for (const auto changed : observer.changed()) { kept += changed == 0 ? 1 : 0; }
                }
            }
        }
    }
    EXPECT_GT(compared, 30000U);
    EXPECT_GT(kept, 50000U);
}

} // namespace
