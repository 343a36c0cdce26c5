// SPDX-License-Identifier: MPL-2.0
// Workload W3: one family of 50 records under the shipped risk-check. Each answer is checked before the clock starts.
#include "made_up_family.hpp"

#include <actueel/actueel.hpp>

#include <benchmark/benchmark.h>

namespace {

using namespace actueel;

const std::string& instrument_text() {
    static const std::string text =
        read_file(ACTUEEL_SOURCE_DIR "/schemas/instruments/risk-check.json").value();
    return text;
}

const instrument& risk_check() {
    static const instrument asked = parse_instrument(instrument_text());
    return asked;
}

const day today{std::chrono::year{2020} / std::chrono::July / 1};

/// Takes the same family apart: the same records in the reverse order must give the same document.
bool order_matters(const instrument& asked, const std::string& text, const moment& when) {
    const auto tree = read_json(text, "family").value();
    const json_node& records = *tree.root().find("records");
    std::string turned = R"({"format":"actueel.history/1","family":"F-1","records":[)";
    for (std::size_t i = records.children().size(); i-- > 0;) {
        turned += canonical_json(records.children()[i]) + (i == 0 ? "]}" : ",");
    }
    return to_json(assess(asked, parse_history(turned), when)) !=
           to_json(assess(asked, parse_history(text), when));
}

void LoadInstrument(benchmark::State& state) {
    const std::string sha256 = risk_check()->sha256;
    for (auto _ : state) {
        const instrument asked = parse_instrument(instrument_text());
        if (asked->sha256 != sha256) { state.SkipWithError("another digest"); }
    }
}
BENCHMARK(LoadInstrument)->Unit(benchmark::kMicrosecond);

void LoadHistory(benchmark::State& state) {
    const std::string text =
        actueel_bench::made_up_family(risk_check(), static_cast<int>(state.range(0)));
    if (parse_history(text)->chains.size() != static_cast<std::size_t>(state.range(0))) {
        state.SkipWithError("another number of records");
    }
    for (auto _ : state) { benchmark::DoNotOptimize(parse_history(text)); }
    state.counters["bytes"] = static_cast<double>(text.size());
    state.SetItemsProcessed(state.iterations() * state.range(0)); // one item = one record
}
BENCHMARK(LoadHistory)->Arg(50)->Arg(1000)->Unit(benchmark::kMicrosecond);

void AssessLevelOnly(benchmark::State& state) {
    const std::string text =
        actueel_bench::made_up_family(risk_check(), static_cast<int>(state.range(0)));
    const history family = parse_history(text);
    const moment when{today, known::everything(), std::nullopt};
    if (order_matters(risk_check(), text, when)) {
        state.SkipWithError("the order of records matters");
    }
    const reading read = try_read(risk_check(), family).value();
    const known_answers known = known_answers_at(read, when.known_at.until(when.as_of));
    scored figures;
    const assessment whole = assess(risk_check(), family, when);
    for (auto _ : state) {
        figures =
            try_score(known, today, nobody, observing::what_scores, std::move(figures)).value();
        if (figures.found->level != whole.found->level) { state.SkipWithError("another level"); }
    }
    state.SetItemsProcessed(state.iterations()); // one item = one family at one moment
}
BENCHMARK(AssessLevelOnly)->Arg(50)->Arg(1000)->Arg(10000)->Unit(benchmark::kMicrosecond);

/// What a caller has beside the figures, as values: statuses, voices, notes, due days, floor and ways; not what to ask next.
void AssessExplained(benchmark::State& state) {
    const history family = parse_history(
        actueel_bench::made_up_family(risk_check(), static_cast<int>(state.range(0))));
    const moment when{today, known::everything(), std::nullopt};
    const reading read = try_read(risk_check(), family).value();
    const known_answers known = known_answers_at(read, when.known_at.until(when.as_of));
    const std::string once = to_json(assess(risk_check(), family, when));
    if (to_json(try_assess(known, when).value()) != once) {
        state.SkipWithError("another document");
    }
    for (auto _ : state) {
        const assessment a = try_assess(known, when).value();
        benchmark::DoNotOptimize(notes_of(a));
        benchmark::DoNotOptimize(due_of(a));
        benchmark::DoNotOptimize(floor_of(a));
        benchmark::DoNotOptimize(ways_of(a));
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(AssessExplained)->Arg(50)->Unit(benchmark::kMicrosecond);

/// From a history in memory to the whole document as JSON, what to ask next and digests included.
void AssessAndWrite(benchmark::State& state) {
    const history family = parse_history(
        actueel_bench::made_up_family(risk_check(), static_cast<int>(state.range(0))));
    const moment when{today, known::everything(), std::nullopt};
    const std::string once = to_json(assess(risk_check(), family, when));
    for (auto _ : state) {
        const std::string again = to_json(assess(risk_check(), family, when));
        if (again.size() != once.size()) { state.SkipWithError("another document"); }
    }
    state.counters["bytes"] = static_cast<double>(once.size());
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(AssessAndWrite)->Arg(50)->Unit(benchmark::kMicrosecond);

/// What to ask next when nothing is known: the most questions that there can be.
void AskNextAllUnknown(benchmark::State& state) {
    const history family = parse_history(actueel_bench::made_up_family(risk_check(), 4));
    const assessment a = assess(risk_check(), family, {today, known::everything(), std::nullopt});
    if (counts_of(a).unknown == 0) { state.SkipWithError("something is known"); }
    for (auto _ : state) { benchmark::DoNotOptimize(ask_next(a)); }
    state.counters["questions"] = static_cast<double>(ask_next(a).size());
}
BENCHMARK(AskNextAllUnknown)->Unit(benchmark::kMicrosecond);

} // namespace
