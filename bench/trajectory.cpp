// SPDX-License-Identifier: MPL-2.0
// Workload W3, in time: two years of one family under the shipped risk-check, as a trajectory and day by day, over 10 to
// 10,000 records; and sign-offs asked again. Each answer is checked before the clock starts.
#include "made_up_family.hpp"

#include <actueel/actueel.hpp>

#include <benchmark/benchmark.h>

#include <optional>

namespace {

using namespace actueel;

const instrument& risk_check() {
    static const instrument asked =
        load_instrument(ACTUEEL_SOURCE_DIR "/schemas/instruments/risk-check.json");
    return asked;
}

const day first{std::chrono::year{2019} / std::chrono::January / 1};
const day past{std::chrono::year{2021} / std::chrono::January / 1};

history family_of(benchmark::State& state) {
    return parse_history(
        actueel_bench::made_up_family(risk_check(), static_cast<int>(state.range(0))));
}

/// The figures that a segment tells, of one day by itself.
segment_state by_itself(const reading& read, day d, known known_at) {
    const assessment a = try_assess(read, {d, known_at, std::nullopt}).value();
    segment_state out{published_values(a.scales), a.found->level, a.decided.level, {}};
    for (std::size_t i = 0; i < read.asked->items.size(); ++i) {
        for (const response& row : a.seen.now.of(static_cast<std::int32_t>(i))) {
            out.rows.push_back({static_cast<std::int32_t>(i), row.person,
                                status_of(read.asked->items[i], row), contested(row)});
        }
    }
    return out;
}

/// The first day that a trajectory tells otherwise than the day by itself; every `step` days, and each boundary.
std::optional<day> first_difference(const trajectory& t, const reading& read, std::int32_t step) {
    for (const segment& s : t.segments) {
        for (day d = s.start; d < s.until; d = day::from_number(d.number() + step)) {
            if (by_itself(read, d, t.question.known_at) != s.state) { return d; }
        }
    }
    return std::nullopt;
}

trajectory two_years(const history& family, known known_at) {
    return trajectory_of(risk_check(), family,
                         {.start = first, .until = past, .known_at = known_at});
}

void Trajectory(benchmark::State& state, known known_at) {
    const history family = family_of(state);
    const reading read = try_read(risk_check(), family).value();
    const trajectory checked = two_years(family, known_at);
    if (const auto d = first_difference(checked, read, state.range(0) > 1000 ? 60 : 1)) {
        return state.SkipWithError(to_string(*d).c_str());
    }
    for (auto _ : state) { benchmark::DoNotOptimize(two_years(family, known_at)); }
    state.counters["segments"] = static_cast<double>(checked.segments.size());
    state.SetItemsProcessed(state.iterations() *
                            (past.number() - first.number())); // one item = one day
}
BENCHMARK_CAPTURE(Trajectory, everything_known, known::everything())
    ->RangeMultiplier(10)
    ->Range(10, 10'000)
    ->Arg(50)
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(Trajectory, as_it_was_known, known::by_end_of_as_of())
    ->RangeMultiplier(10)
    ->Range(10, 1'000)
    ->Arg(50)
    ->Unit(benchmark::kMicrosecond);

/// The plain way to the same: the history read once, and each of 731 days assessed.
void EachDay(benchmark::State& state) {
    const history family = family_of(state);
    const reading read = try_read(risk_check(), family).value();
    for (auto _ : state) {
        for (day d = first; d < past; d = next_day(d)) {
            benchmark::DoNotOptimize(try_assess(read, {d, known::everything(), std::nullopt}));
        }
    }
    state.SetItemsProcessed(state.iterations() * (past.number() - first.number()));
}
BENCHMARK(EachDay)->RangeMultiplier(10)->Range(10, 1'000)->Arg(50)->Unit(benchmark::kMicrosecond);

/// Twenty sign-offs on a family of so many records.
history signed_family(benchmark::State& state) {
    std::string text =
        actueel_bench::made_up_family(risk_check(), static_cast<int>(state.range(0)));
    text.resize(text.size() - 2); // ]}
    for (int s = 1; s <= 20; ++s) {
        const std::string on = to_string(day::from_number(first.number() + 35 * s));
        text += R"(,{"id":"s)" + std::to_string(s) + R"(","type":"sign_off","recorded_at":")" + on +
                R"(T23:59:59Z","instrument":"risk-check","as_of":")" + on +
                R"(","by":"worker","level":{"low":"low","high":"high"}})";
    }
    return parse_history(text + "]}");
}

void ReplayTwentySignOffs(benchmark::State& state) {
    const history family = signed_family(state);
    const std::vector among{risk_check()};
    for (const replayed_sign_off& one : replay_of(family, among).sign_offs) {
        const assessment a = assess(risk_check(), family, signed_moment(family, one.record));
        if (a.final != *one.level) { return state.SkipWithError("another level"); }
    }
    for (auto _ : state) { benchmark::DoNotOptimize(replay_of(family, among)); }
    state.SetItemsProcessed(state.iterations() * 20); // one item = one sign-off
}
BENCHMARK(ReplayTwentySignOffs)->Arg(50)->Arg(1'000)->Unit(benchmark::kMicrosecond);

void ReachAmongTwentySignOffs(benchmark::State& state) {
    const history family = signed_family(state);
    const std::vector among{risk_check()};
    const reach found = reach_of(family, "r20", among);
    const std::vector left_out{family.chain_index("r20")};
    const history other = without(family, left_out);
    for (std::size_t c = 0; c < family->chains.size(); ++c) {
        const auto record = static_cast<std::int32_t>(c);
        if (!std::holds_alternative<sign_off_content>(family->chains[c].links.front().content)) {
            continue;
        }
        const bool told = std::any_of(found.sign_offs.begin(), found.sign_offs.end(),
                                      [=](const auto& one) { return one.record == record; });
        const moment when = signed_moment(family, record);
        const bool same =
            assess(risk_check(), family, when).final == assess(risk_check(), other, when).final;
        if (!told && !same) { return state.SkipWithError("a sign-off that is not told"); }
    }
    for (auto _ : state) { benchmark::DoNotOptimize(reach_of(family, "r20", among)); }
    state.SetItemsProcessed(state.iterations() * 20);
}
BENCHMARK(ReachAmongTwentySignOffs)->Arg(50)->Arg(1'000)->Unit(benchmark::kMicrosecond);

} // namespace
