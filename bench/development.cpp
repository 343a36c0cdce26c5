// SPDX-License-Identifier: MPL-2.0
// How long one evaluation of the development line takes: what a fit of its variances does hundreds of times. The answer
// is checked against closed forms before the clock starts.
#include <actueel/actueel.hpp>

#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdint>
#include <vector>

namespace {

using namespace actueel;

const day first{std::chrono::year{2019} / std::chrono::January / 1};

/// A rating every four days or so by each rater in turn, the same each time.
std::vector<rating> made_up_ratings(std::int64_t count, std::int32_t raters) {
    std::vector<rating> out;
    std::uint32_t seed = 7;
    for (std::int32_t i = 0; i < count; ++i) {
        seed = seed * 1'664'525U + 1'013'904'223U;
        out.push_back({day::from_number(first.number() + 4 * (i / raters)), i % raters,
                       static_cast<double>((seed >> 16U) % 11U)});
    }
    return out;
}

local_level model_of(std::int32_t raters, rater_lines lines) {
    return {.drift = 0.02,
            .noise = std::vector<double>(static_cast<std::size_t>(raters), 1.5),
            .lines = lines};
}

/// Without drift every day has the mean of all ratings.
bool wrong(const std::vector<rating>& ratings, std::int32_t raters) {
    local_level still = model_of(raters, rater_lines::one);
    still.drift = 0;
    double sum = 0;
    for (const rating& each : ratings) { sum += *each.value; }
    const double mean = sum / static_cast<double>(ratings.size());
    for (const development_day& each : develop(still, ratings).days) {
        if (std::abs(each.smoothed[0]->mean - mean) > 1e-9) { return true; }
    }
    return false;
}

void Likelihood(benchmark::State& state) {
    const auto raters = static_cast<std::int32_t>(state.range(1));
    const auto ratings = made_up_ratings(state.range(0), raters);
    const auto model = model_of(raters, rater_lines::each);
    if (wrong(ratings, raters)) { state.SkipWithError("not the mean"); }
    if (develop(model, ratings).log_likelihood != log_likelihood(model, ratings)) {
        state.SkipWithError("two likelihoods");
    }
    for (auto _ : state) { benchmark::DoNotOptimize(log_likelihood(model, ratings)); }
    state.SetItemsProcessed(state.iterations() * state.range(0)); // one item = one rating
}
BENCHMARK(Likelihood)->Args({50, 1})->Args({50, 4})->Args({1000, 4})->Unit(benchmark::kMicrosecond);

void Smooth(benchmark::State& state) {
    const auto raters = static_cast<std::int32_t>(state.range(1));
    const auto ratings = made_up_ratings(state.range(0), raters);
    const auto model = model_of(raters, rater_lines::each);
    std::vector<day> every_day;
    for (int i = 0; i < 730; ++i) { every_day.push_back(day::from_number(first.number() + i)); }
    if (wrong(ratings, raters)) { state.SkipWithError("not the mean"); }
    for (auto _ : state) { benchmark::DoNotOptimize(develop(model, ratings, every_day)); }
    state.SetItemsProcessed(state.iterations() * 730); // one item = one day told
}
BENCHMARK(Smooth)->Args({50, 1})->Args({50, 4})->Unit(benchmark::kMicrosecond);

} // namespace
