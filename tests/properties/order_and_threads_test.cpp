// SPDX-License-Identifier: MPL-2.0
// Contract: the answer never depends on the order of a file (semantics 3), nor on threads that share an instrument
// (semantics 8, house style 16 and 17).
#include "made_up.hpp"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace {

using actueel::testing::answer;
using actueel::testing::dice;
using actueel::testing::family;
using actueel::testing::invented;
using actueel::testing::made_up_day;
using actueel::testing::on;

/// What an instrument says of a family and its first child on some days.
std::string all_answers(const actueel::instrument& asked, const actueel::history& f) {
    std::string out;
    for (std::size_t after = 40; after < 420; after += 75) {
        for (const auto& known :
             {actueel::known::everything(), actueel::known::by_end_of_as_of()}) {
            const auto as_of = on(made_up_day(after));
            out += answer(try_assess(asked, f, {.as_of = as_of, .known_at = known})) + '\n';
            out +=
                answer(try_assess(asked, f, {.as_of = as_of, .known_at = known, .child = "c1"})) +
                '\n';
        }
    }
    return out;
}

TEST(OrderProperty, OfRecordsNeverMatters) {
    for (unsigned seed = 1; seed <= 150; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const auto made = invented(seed);
        const auto asked = made.asked.read();
        const std::string expected = all_answers(asked, made.history.read());
        dice d{seed};
        for (int round = 0; round < 3; ++round) {
            auto records = made.history.records();
            d.shuffle(records);
            ASSERT_EQ(all_answers(asked, family::of(records).read()), expected);
        }
    }
}

TEST(ThreadProperty, OneInstrumentSharedByEightThreadsGivesTheSameBytes) {
    for (unsigned seed = 1; seed <= 10; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const auto made = invented(seed);
        const auto asked = made.asked.read();
        std::vector<actueel::history>
            families; // also of other seeds: what fits the instrument or not
        for (unsigned other = seed; other < seed + 4; ++other) {
            families.push_back(invented(other).history.read());
        }
        std::string expected;
        for (const auto& f : families) { expected += all_answers(asked, f); }
        std::vector<std::string> found(8);
        std::vector<std::thread> threads;
        for (std::string& one : found) {
            threads.emplace_back([&asked, &families, &one] {
                for (const auto& f : families) { one += all_answers(asked, f); }
            });
        }
        for (std::thread& t : threads) { t.join(); }
        for (const std::string& one : found) { ASSERT_EQ(one, expected); }
    }
}

} // namespace
