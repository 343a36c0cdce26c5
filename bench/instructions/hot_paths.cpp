// SPDX-License-Identifier: MPL-2.0
// The hot paths whose instructions are counted: `hot_paths NAME` goes through one of them, `hot_paths` lists them, and
// `hot_paths --key` says which compiler and which C library the count belongs to. Counted is what happens inside the
// function hot_NAME and what it calls; the answer is checked outside it.
#include "../made_up_family.hpp"

#include <actueel/actueel.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <gnu/libc-version.h>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace actueel;

namespace {

constexpr int times = 200;

/// What score_one_family works on: the answers of 50 records in order, under the shipped risk-check.
struct family_at_a_day {
    instrument asked = parse_instrument(
        read_file(ACTUEEL_SOURCE_DIR "/schemas/instruments/risk-check.json").value());
    history family = parse_history(actueel_bench::made_up_family(asked, 50));
    reading read = try_read(asked, family).value();
    day today{std::chrono::year{2020} / std::chrono::July / 1};
    known_answers known = known_answers_at(read, known::everything().until(today));
    scored figures{};

    [[nodiscard]] bool right() const {
        return figures.found->level ==
               assess(asked, family, {today, known::everything(), std::nullopt}).found->level;
    }
};

} // namespace

// External and never inlined: callgrind starts and stops counting at these names.
extern "C" void hot_score_one_family(family_at_a_day& given);
extern "C" [[gnu::noinline]] void hot_score_one_family(family_at_a_day& given) {
    for (int i = 0; i < times; ++i) {
        given.figures = try_score(given.known, given.today, nobody, observing::what_scores,
                                  std::move(given.figures))
                            .value();
    }
}

namespace {

/// What the kernel of a sum works on: 50 answers of a family to 30 questions over 24 month ends.
struct family_of_answers {
    struct answer_of {
        std::size_t begins = 0;
        std::size_t expires = 0;
        std::size_t ends = 0;
        std::int32_t points = 0;
    };
    std::vector<answer_of> answers{};
    additive_days changes{};
    std::array<packed_totals, 24> made{};

    family_of_answers() {
        for (std::size_t a = 0; a < 50; ++a) {
            const std::size_t begins = a * 7 % 24;
            const std::size_t ends = std::min<std::size_t>(24, begins + 1 + a % 9);
            answers.push_back(
                {begins, std::min(ends, begins + a % 4), ends, static_cast<std::int32_t>(a % 5)});
        }
    }
    [[nodiscard]] bool right() const {
        for (std::size_t day = 0; day < 24; ++day) {
            std::int32_t low = 0;
            for (const answer_of& a : answers) {
                low += a.begins <= day && day < a.expires ? a.points : 0;
            }
            if (unpacked(made[day]).low != low) { return false; }
        }
        return true;
    }
};

} // namespace

extern "C" void hot_sum_by_differences(family_of_answers& given);
extern "C" [[gnu::noinline]] void hot_sum_by_differences(family_of_answers& given) {
    for (int i = 0; i < times; ++i) {
        given.changes.clear(24);
        for (const auto& a : given.answers) {
            given.changes.add(a.begins, a.expires, a.ends, packed({a.points, a.points - 4, 1, 0}),
                              packed({0, 0, 0, 1}));
        }
        given.changes.sum_up(packed({0, 120, 0, 0}), 0, 24, given.made.data());
    }
}

namespace {

/// Columns that were handed over, and are released with this.
struct handed_over {
    ArrowSchema kinds{};
    ArrowArray cells{};

    handed_over(std::vector<made_column> columns, std::int64_t rows) {
        give_away(std::move(columns), rows, kinds, cells);
    }
    handed_over(const handed_over&) = delete;
    handed_over& operator=(const handed_over&) = delete;
    ~handed_over() {
        kinds.release(&kinds);
        cells.release(&cells);
    }
};

constexpr std::int32_t questions = 30;

/// One sum of thirty questions about a family.
instrument thirty_questions() {
    std::string items;
    std::string terms;
    for (std::int32_t q = 0; q < questions; ++q) {
        const std::string id = "q" + std::to_string(q);
        const std::string comma = q == 0 ? "" : ",";
        items +=
            comma + R"({"id":")" + id +
            R"(","kind":"dynamic","shelf_life":"P90D","ask":{"en":"Is it?"},"answer":{"options":[)"
            R"({"code":"no","label":{"en":"no"}},{"code":"yes","label":{"en":"yes"}}]}})";
        terms += comma + R"({"item":")" + id + R"(","points":{"no":0,"yes":1}})";
    }
    return parse_instrument(
        R"({"format":"actueel.instrument/1","id":"thirty","version":"1.0.0","status":"draft","languages":["en"],)"
        R"("title":{"en":"Thirty"},"levels":[{"id":"low","label":{"en":"low"}},{"id":"high","label":{"en":"high"}}],)"
        R"("level_from":["total"],"items":[)" +
        items +
        R"(],"scales":[{"id":"total","label":{"en":"total"},"combine":"sum","cuts":{"high":9},"terms":[)" +
        terms + "]}]}");
}

/// A hundred families with fifty answers each, over two years.
std::vector<made_column> fifty_answers_each(bool with_source) {
    std::vector<made_column> out;
    out.emplace_back("family", "u");
    out.emplace_back("item", "u");
    out.emplace_back("answer", "u");
    out.emplace_back("observed_on", "tdD");
    if (with_source) { out.emplace_back("source", "u"); }
    for (std::int32_t row = 0; row < 5'000; ++row) {
        const std::int32_t family = row / 50;
        out[0].add("F-" + std::to_string(1'000 + family));
        out[1].add("q" + std::to_string((row * 7 + family) % questions));
        out[2].add(std::string_view{row % 3 == 0 ? "yes" : "no"});
        out[3].add(17'897 + row % 50 * 14);
        if (with_source) { out[4].add(std::string_view{"worker"}); }
    }
    return out;
}

std::vector<day> month_ends() {
    std::vector<day> out;
    for (int month = 1; month <= 24; ++month) {
        out.push_back(day{std::chrono::year{2019 + (month - 1) / 12} /
                          std::chrono::month{static_cast<unsigned>((month - 1) % 12 + 1)} /
                          std::chrono::last});
    }
    return out;
}

/// What rescoring works on: as a table of one sum, or with a source beside each answer, which the general lanes read.
template <bool with_source>
struct table_of_answers {
    instrument asked = thirty_questions();
    handed_over rows{fifty_answers_each(with_source), 5'000};
    record_columns records =
        record_columns::of(rows.kinds, rows.cells, {{false, false, {}}}, " table", " fault");
    std::vector<score_column> wanted{{"total_low", score_kind::scale, 0, false},
                                     {"total_high", score_kind::scale, 0, true},
                                     {"high", score_kind::final, 0, true},
                                     {"current", score_kind::count, 0, false}};
    rescorer by{asked, month_ends(), known::everything(), wanted};
    rescored made{};

    [[nodiscard]] bool right() {
        rescored plain =
            rescorer{asked, month_ends(), known::everything(), wanted, true}.score(records);
        if (made.rows_by[0] != 2'400 || plain.rows != 2'400) { return false; }
        const handed_over ours{std::move(made.columns), made.rows};
        const handed_over theirs{std::move(plain.columns), plain.rows};
        const auto values = [](const handed_over& of, std::size_t column) {
            const auto* const first =
                static_cast<const double*>(of.cells.children[column]->buffers[1]);
            return std::vector<double>(first, first + 2'400);
        };
        return values(ours, 3) == values(theirs, 3) && values(ours, 4) == values(theirs, 4);
    }
};
using table_of_one_sum = table_of_answers<false>;
using table_with_sources = table_of_answers<true>;

} // namespace

extern "C" void hot_rescore_one_sum(table_of_one_sum& given);
extern "C" [[gnu::noinline]] void hot_rescore_one_sum(table_of_one_sum& given) {
    given.made = given.by.score(given.records);
}
extern "C" void hot_rescore_in_lanes(table_with_sources& given);
extern "C" [[gnu::noinline]] void hot_rescore_in_lanes(table_with_sources& given) {
    given.made = given.by.score(given.records);
}

namespace {

struct hot_path {
    std::string_view name;
    bool (*go)(); ///< Goes through it, and says whether the answer was right.
};

template <class Given, void (*hot)(Given&)>
bool go() {
    Given given;
    hot(given);
    return given.right();
}

constexpr std::array hot_paths{
    hot_path{"score_one_family", go<family_at_a_day, hot_score_one_family>},
    hot_path{"sum_by_differences", go<family_of_answers, hot_sum_by_differences>},
    hot_path{"rescore_one_sum", go<table_of_one_sum, hot_rescore_one_sum>},
    hot_path{"rescore_in_lanes", go<table_with_sources, hot_rescore_in_lanes>},
};

} // namespace

int main(int count, char** words) {
    const std::string_view asked = count == 2 ? words[1] : "";
    if (asked == "--key") {
        std::printf("%s %s, glibc %s\n",
#ifdef __clang__
                    "clang++", __clang_version__,
#else
                    "g++", __VERSION__,
#endif
                    gnu_get_libc_version());
        return EXIT_SUCCESS;
    }
    for (const hot_path& each : hot_paths) {
        if (asked.empty()) {
            std::printf("%.*s\n", static_cast<int>(each.name.size()), each.name.data());
        }
        if (asked == each.name) { return each.go() ? EXIT_SUCCESS : EXIT_FAILURE; }
    }
    return asked.empty() ? EXIT_SUCCESS : 2;
}
