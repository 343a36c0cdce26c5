// SPDX-License-Identifier: MPL-2.0
// A sum of answers on 24 month ends (W1 of performance.md): the kernels alone, with what they work on in cache. The answer
// is checked before anything is timed.
#include <actueel/rescoring.hpp>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <vector>

namespace {

using namespace actueel;

constexpr std::size_t days = 24;
constexpr std::size_t families = 1000;
constexpr std::int32_t questions = 30;

std::vector<std::vector<additive_move>> made_up() {
    std::mt19937 random{7};
    const auto up_to = [&random](std::int32_t most) {
        return std::uniform_int_distribution<std::int32_t>{0, most}(random);
    };
    std::vector<std::vector<additive_move>> out(families);
    for (auto& moves : out) {
        std::vector<std::int32_t> next(questions, days);
        for (std::int32_t a = 30 + up_to(40); a > 0; --a) { // from the last answer to the first
            std::int32_t& ends = next[static_cast<std::size_t>(up_to(questions - 1))];
            const std::int32_t begins = std::max(0, std::min(ends, a * 24 / 50) - up_to(2));
            if (begins < ends) {
                const std::int32_t expires = std::min(ends, begins + up_to(12));
                const std::int32_t points = up_to(4);
                moves.push_back({static_cast<std::uint8_t>(begins),
                                 static_cast<std::uint8_t>(expires),
                                 static_cast<std::uint8_t>(ends),
                                 {points, points - 4, 1, 0},
                                 {0, 0, 0, 1}});
            }
            ends = begins;
        }
    }
    return out;
}

void run(benchmark::State& state, additive_kernel kernel) {
    const auto all = made_up();
    const additive_totals from{0, 4 * questions, 0, 0};
    additive_lanes made;
    additive_lanes expected;
    for (const auto& moves : all) {
        kernel(from, moves, days, made);
        add_differences(from, moves, days, expected);
        for (std::size_t d = 0; d < days; ++d) {
            if (made.low[d] != expected.low[d] || made.high[d] != expected.high[d] ||
                made.current[d] != expected.current[d] || made.stale[d] != expected.stale[d]) {
                std::abort();
            }
        }
    }
    for (auto _ : state) {
        for (const auto& moves : all) {
            kernel(from, moves, days, made);
            benchmark::DoNotOptimize(made);
        }
    }
    state.counters["family-days/s"] = benchmark::Counter(
        static_cast<double>(families * days), benchmark::Counter::kIsIterationInvariantRate);
}

void by_differences(benchmark::State& state) { run(state, add_differences); }
void by_masked_bytes(benchmark::State& state) {
    if (!has_masked_bytes()) { return state.SkipWithError("this processor has no AVX2"); }
    run(state, add_masked_bytes);
}
BENCHMARK(by_differences);
BENCHMARK(by_masked_bytes);

} // namespace
