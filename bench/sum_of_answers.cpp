// SPDX-License-Identifier: MPL-2.0
// A sum of answers on 24 month ends (W1 of performance.md): the kernel alone, with what it works on in cache. The answer is
// checked before anything is timed.
#include <actueel/rescoring.hpp>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <random>
#include <vector>

namespace {

using namespace actueel;

constexpr std::size_t days = 24;
constexpr std::size_t families = 1000;
constexpr std::size_t questions = 30;
constexpr packed_totals nothing_said = packed({0, 4 * questions, 0, 0});

struct answer_of {
    std::size_t begins = 0;
    std::size_t expires = 0;
    std::size_t ends = 0;
    packed_totals fresh = 0;
    packed_totals stale = packed({0, 0, 0, 1});
};

std::vector<std::vector<answer_of>> made_up() {
    std::mt19937 random{7};
    const auto up_to = [&random](std::size_t most) {
        return std::uniform_int_distribution<std::size_t>{0, most}(random);
    };
    std::vector<std::vector<answer_of>> out(families);
    for (auto& answers : out) {
        std::vector<std::size_t> next(questions, days);
        for (std::size_t a = 30 + up_to(40); a > 0; --a) { // from the last answer to the first
            std::size_t& ends = next[up_to(questions - 1)];
            const std::size_t latest = std::min(ends, a * 24 / 50);
            const std::size_t begins = latest - std::min(latest, up_to(2));
            const std::size_t expires = std::min(ends, begins + up_to(12));
            const auto points = static_cast<std::int32_t>(up_to(4));
            answers.push_back({begins, expires, ends, packed({points, points - 4, 1, 0})});
            ends = begins;
        }
    }
    return out;
}

using rows = std::array<packed_totals, days>;

void add_up(additive_days& changes, const std::vector<answer_of>& answers, rows& made) {
    changes.clear(days);
    for (const answer_of& a : answers) {
        changes.add(a.begins, a.expires, a.ends, a.fresh, a.stale);
    }
    changes.sum_up(nothing_said, 0, days, made.data());
}

/// Day by day, answer by answer.
bool right(const std::vector<answer_of>& answers, const rows& made) {
    for (std::size_t d = 0; d < days; ++d) {
        packed_totals sum = nothing_said;
        for (const answer_of& a : answers) {
            sum += a.begins <= d && d < a.expires ? a.fresh : 0;
            sum += a.expires <= d && d < a.ends ? a.stale : 0;
        }
        if (made[d] != sum) { return false; }
    }
    return true;
}

void by_differences(benchmark::State& state) {
    const auto all = made_up();
    additive_days changes;
    rows made{};
    for (const auto& answers : all) {
        add_up(changes, answers, made);
        if (!right(answers, made)) { std::abort(); }
    }
    for (auto _ : state) {
        for (const auto& answers : all) {
            add_up(changes, answers, made);
            benchmark::DoNotOptimize(made);
        }
    }
    state.counters["family-days/s"] = benchmark::Counter(
        static_cast<double>(families * days), benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(by_differences);

} // namespace
