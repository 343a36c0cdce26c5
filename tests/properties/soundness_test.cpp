// SPDX-License-Identifier: MPL-2.0
// Contract: fix the household, the events and every status; for every choice of one answer for each question that
// contributes a range, the level and the scales lie in the computed intervals. Where every rule is monotone and no item
// occurs twice, both ends are reached (semantics 5, Soundness).
#include "made_up.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

namespace {

using namespace actueel;
using actueel::testing::dice;
using actueel::testing::family;
using actueel::testing::features;
using actueel::testing::invented;
using actueel::testing::made_up;
using actueel::testing::made_up_day;
using actueel::testing::on;

/// A question that contributes a range, with everything that can be answered to it.
struct question {
    std::string fields; ///< `'item':'q1','person':'p1'`
    std::vector<std::string> answers{};
};

/// Questions of named persons and the family; nothing where one is of an unnamed member, whom no answer can be about.
std::optional<std::vector<question>> questions_of(const made_up& made, const assessment& a) {
    std::vector<question> out;
    for (const auto& item : made.items) {
        if (item.derived) { continue; }
        const std::int32_t index = a.asked.item_index(item.id).value();
        for (const response& row : a.seen.now.of(index)) {
            if (row.unnamed) { return std::nullopt; }
            const status is = status_of(a.asked->items[static_cast<std::size_t>(index)], row);
            if (is != status::unknown && is != status::stale) { continue; }
            question q{"'item':'" + item.id + "'", {"'no'", "'some'", "'yes'"}};
            if (row.person != nobody) {
                q.fields +=
                    ",'person':'" + a.family->persons[static_cast<std::size_t>(row.person)] + "'";
            }
            if (item.not_applicable) { q.answers.emplace_back("'not_applicable'"); }
            out.push_back(std::move(q));
        }
    }
    return out;
}

/// The history with these answers given on the day.
history completed(const made_up& made, const std::vector<question>& questions,
                  const std::vector<std::size_t>& chosen, day as_of) {
    family f = made.history;
    for (std::size_t q = 0; q < questions.size(); ++q) {
        f.add("z" + std::to_string(q), "observation", to_string(as_of) + "T23:59:59Z",
              "'observed_on':'" + to_string(as_of) + "','source':'worker','answer':" +
                  questions[q].answers[chosen[q]] + "," + questions[q].fields);
    }
    return f.read();
}

/// The hulls of levels and scales over completions.
struct outcomes {
    std::optional<level_interval> level{};
    std::vector<interval<decimal>> scales{};
    std::size_t count = 0;
    bool all = false; ///< every completion was tried
};

void join(outcomes& out, const assessment& a) {
    out.level = out.level ? hull(*out.level, a.found->level) : a.found->level;
    for (std::size_t s = 0; s < a.scales.size(); ++s) {
        if (out.scales.size() <= s) { out.scales.push_back(a.scales[s].value); }
        out.scales[s] = hull(out.scales[s], a.scales[s].value);
    }
    ++out.count;
}

/// Every completion where there are at most `most`, else so many of them.
outcomes completions(const made_up& made, const assessment& a,
                     const std::vector<question>& questions, std::size_t most, unsigned seed) {
    outcomes out;
    std::size_t product = 1;
    for (const question& q : questions) {
        product = std::min<std::size_t>(product * q.answers.size(), most + 1);
    }
    out.all = product <= most;
    dice d{seed};
    for (std::size_t i = 0; i < std::min(product, most); ++i) {
        std::vector<std::size_t> chosen;
        std::size_t rest = i;
        for (const question& q : questions) {
            chosen.push_back(out.all ? rest % q.answers.size() : d.below(q.answers.size()));
            rest /= q.answers.size();
        }
        join(out, assess(a.asked, completed(made, questions, chosen, a.when.as_of), a.when));
    }
    return out;
}

template <class T>
bool inside(const interval<T>& small, const interval<T>& large) {
    return large.low <= small.low && small.high <= large.high;
}

TEST(SoundnessProperty, LevelsAndScalesUnderAllCompletionsLieInTheIntervals) {
    std::size_t cases = 0;
    std::size_t open = 0;
    std::size_t tight = 0;
    for (unsigned seed = 1; seed <= 400; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const made_up made = invented(seed, {.policies = false, .item_once = false});
        for (const std::size_t after : {150U, 300U}) {
            const assessment a =
                assess(made.asked.read(), made.history.read(), {.as_of = on(made_up_day(after))});
            const auto questions = questions_of(made, a);
            if (!questions || questions->empty()) { continue; }
            const outcomes found = completions(made, a, *questions, 81, seed);
            ASSERT_TRUE(inside(*found.level, a.found->level)) << made.asked.text() << '\n'
                                                              << made.history.text() << '\n'
                                                              << made_up_day(after);
            for (std::size_t s = 0; s < a.scales.size(); ++s) {
                ASSERT_TRUE(inside(found.scales[s], a.scales[s].value))
                    << made.asked.text() << '\n'
                    << made.history.text() << '\n'
                    << made_up_day(after);
            }
            ++cases;
            if (!found.all || is_exact(a.found->level)) { continue; }
            ++open;
            tight += *found.level == a.found->level ? 1U : 0U;
        }
    }
    std::cout << "soundness: " << cases << " cases; of " << open
              << " with more than one level, both ends were reached in " << tight << '\n';
    EXPECT_GT(cases, 100U);
    EXPECT_GT(open, 30U);
}

TEST(SoundnessProperty, WhereNoItemOccursTwiceBothEndsAreReached) {
    std::size_t open = 0;
    for (unsigned seed = 1; seed <= 400; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const made_up made = invented(seed, {.policies = false, .item_once = true});
        const assessment a =
            assess(made.asked.read(), made.history.read(), {.as_of = on(made_up_day(250))});
        const auto questions = questions_of(made, a);
        if (!questions || questions->empty()) { continue; }
        const outcomes found = completions(made, a, *questions, 256, seed);
        if (!found.all) { continue; }
        ASSERT_EQ(*found.level, a.found->level) << made.asked.text() << '\n' << made.history.text();
        ASSERT_EQ(found.scales.front(), a.scales.front().value) << made.asked.text() << '\n'
                                                                << made.history.text();
        open += is_exact(a.found->level) ? 0U : 1U;
    }
    EXPECT_GT(open, 30U);
}

/// Somebody unnamed stands for nobody or for one member: whoever it turns out to be, the level lies in the interval.
TEST(SoundnessProperty, AnUnknownRoleThatTurnsOutEmptyOrHeldLiesInTheIntervals) {
    std::size_t cases = 0;
    for (unsigned seed = 1; seed <= 600; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const made_up made = invented(seed, {.policies = false, .item_once = false});
        const std::string day_text = made_up_day(250);
        const assessment a =
            assess(made.asked.read(), made.history.read(), {.as_of = on(day_text)});
        for (const std::size_t role : {0U, 1U}) {
            if (a.seen.now.roles[role] != role_state::unknown) { continue; }
            const std::string name{role_names[role]};
            std::vector<family> turned_out;
            turned_out.push_back(made.history);
            turned_out.back().add("turned", "household", day_text,
                                  "'start':'" + day_text + "','empty':['" + name + "']");
            for (const auto* said : {"no", "some", "yes"}) {
                family f = made.history;
                f.add("new", "person", day_text, "'born_on':'2015-05-05'");
                f.add("m-new", "membership", day_text,
                      "'person':'new','role':'" + name + "','start':'" + day_text + "'");
                for (const auto& item : made.items) {
                    if (item.role == name) {
                        f.observed("z-" + item.id, day_text, item.id, std::string{"'"} + said + "'",
                                   "'person':'new','source':'worker'");
                    }
                }
                turned_out.push_back(std::move(f));
            }
            for (const family& f : turned_out) {
                const assessment then = assess(a.asked, f.read(), a.when);
                ASSERT_TRUE(inside(then.found->level, a.found->level)) << made.asked.text() << '\n'
                                                                       << f.text() << '\n'
                                                                       << day_text;
                for (std::size_t s = 0; s < a.scales.size(); ++s) {
                    ASSERT_TRUE(inside(then.scales[s].value, a.scales[s].value))
                        << made.asked.text() << '\n'
                        << f.text() << '\n'
                        << day_text;
                }
            }
            ++cases;
        }
    }
    EXPECT_GT(cases, 50U);
}

} // namespace
