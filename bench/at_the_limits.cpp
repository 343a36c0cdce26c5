// SPDX-License-Identifier: MPL-2.0
// The largest instruments that load: nothing in one may loop or blow up. Every answer is checked before the clock starts.
#include <actueel/actueel.hpp>

#include <benchmark/benchmark.h>

namespace {

using namespace actueel;

const moment today{day{std::chrono::year{2020} / std::chrono::July / 1}, known::everything(),
                   std::nullopt};

history nobody_known() {
    return parse_history(R"({"format":"actueel.history/1","family":"F-1","records":[]})");
}

constexpr std::string_view head =
    R"({"format":"actueel.instrument/1","id":"large","version":"1","status":"draft","languages":["en"],"title":{"en":"Large"},)"
    R"("levels":[{"id":"low","label":{"en":"low"}},{"id":"high","label":{"en":"high"}}],"level_from":["s0"],"items":[)";

/// `items` items of `options` options, each worth its place.
std::string many_items(std::size_t items, std::size_t options) {
    std::string out;
    for (std::size_t i = 0; i < items; ++i) {
        out += (i == 0 ? "" : ",") + std::string{R"({"id":"i)"} + std::to_string(i) +
               R"(","kind":"static","ask":{"en":"?"},"answer":{"options":[)";
        for (std::size_t o = 0; o < options; ++o) {
            out += (o == 0 ? "" : ",") + std::string{R"({"code":"c)"} + std::to_string(o) +
                   R"(","label":{"en":"c"}})";
        }
        out += "]}}";
    }
    return out + "]";
}

/// A term for each of `items` items.
std::string sum_of(std::size_t items, std::size_t options) {
    std::string out;
    for (std::size_t i = 0; i < items; ++i) {
        out += (i == 0 ? "" : ",") + std::string{R"({"item":"i)"} + std::to_string(i) +
               R"(","points":{)";
        for (std::size_t o = 0; o < options; ++o) {
            out += (o == 0 ? "" : ",") + std::string{R"("c)"} + std::to_string(o) +
                   "\":" + std::to_string(o);
        }
        out += "}}";
    }
    return out;
}

void AssessAsManyItemsAndOptionsAsLoad(benchmark::State& state) {
    const std::size_t options = most_options_together / most_items;
    const std::string text = std::string{head} + many_items(most_items, options) +
                             R"(,"scales":[{"id":"s0","combine":"sum","terms":[)" +
                             sum_of(most_items, options) + R"(],"cuts":{"high":100}}]})";
    const instrument asked = parse_instrument(text);
    const history family = nobody_known();
    const assessment a = assess(asked, family, today);
    const auto most = decimal::whole(static_cast<std::int64_t>(most_items * (options - 1)));
    if (a.scales.front().value != interval<decimal>{{}, most}) {
        state.SkipWithError("another value");
    }
    for (auto _ : state) { benchmark::DoNotOptimize(assess(asked, family, today)); }
}
BENCHMARK(AssessAsManyItemsAndOptionsAsLoad)->Unit(benchmark::kMillisecond);

void ExplainAsManyItemsAndOptionsAsLoad(benchmark::State& state) {
    const std::size_t options = most_options_together / most_items;
    const std::string text = std::string{head} + many_items(most_items, options) +
                             R"(,"scales":[{"id":"s0","combine":"sum","terms":[)" +
                             sum_of(most_items, options) + R"(],"cuts":{"high":100}}]})";
    const assessment a = assess(parse_instrument(text), nobody_known(), today);
    for (auto _ : state) {
        if (ask_next(a).size() != most_items) {
            state.SkipWithError("another number of questions");
        }
    }
}
BENCHMARK(ExplainAsManyItemsAndOptionsAsLoad)->Unit(benchmark::kMillisecond)->Iterations(1);

void AssessAsManyConditionsAsLoad(benchmark::State& state) {
    std::string rules;
    const std::size_t parts = most_conditions / most_rules - 1; // and the `any` around them
    for (std::size_t r = 0; r < most_rules; ++r) {
        rules += (r == 0 ? "" : ",") + std::string{R"({"id":"r)"} + std::to_string(r) +
                 R"(","if":{"any":[)";
        for (std::size_t p = 0; p < parts; ++p) {
            rules += (p == 0 ? "" : ",") + std::string{R"({"item":"i0","is":"c0"})"};
        }
        rules += R"(]},"then":{"at_least":"high"}})";
    }
    const instrument asked =
        parse_instrument(std::string{head} + many_items(1, 2) +
                         R"(,"scales":[{"id":"s0","combine":"sum","terms":[)" + sum_of(1, 2) +
                         R"(],"cuts":{"high":1}}],"rules":[)" + rules + "]}");
    const history family = nobody_known();
    if (to_string(assess(asked, family, today).computed) != "low to high") {
        state.SkipWithError("another level");
    }
    for (auto _ : state) { benchmark::DoNotOptimize(assess(asked, family, today)); }
}
BENCHMARK(AssessAsManyConditionsAsLoad)->Unit(benchmark::kMillisecond);

/// Scales within scales, each the sum of all before it that still stays within 10^9.
void AssessAsManyScalesAsLoad(benchmark::State& state) {
    std::string scales =
        R"({"id":"s0","combine":"max","terms":[)" + sum_of(1, 2) + R"(],"cuts":{"high":1}})";
    for (std::size_t s = 1; s < most_scales; ++s) {
        scales += R"(,{"id":"s)" + std::to_string(s) + R"(","combine":"max","terms":[)";
        for (std::size_t t = 0; t < s && t < most_terms_together / most_scales; ++t) {
            scales += (t == 0 ? "" : ",") + std::string{R"({"scale":"s)"} +
                      std::to_string(s - 1 - t) + "\"}";
        }
        scales += "]}";
    }
    const instrument asked =
        parse_instrument(std::string{head} + many_items(1, 2) + R"(,"scales":[)" + scales + "]}");
    const history family = nobody_known();
    if (assess(asked, family, today).scales.back().value.high != decimal::whole(1)) {
        state.SkipWithError("another value");
    }
    for (auto _ : state) { benchmark::DoNotOptimize(assess(asked, family, today)); }
}
BENCHMARK(AssessAsManyScalesAsLoad)->Unit(benchmark::kMillisecond);

} // namespace
