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
#include <string_view>
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

/// What the kernels of a sum work on: 50 answers of a family to 30 questions over 24 month ends.
struct family_of_answers {
    std::vector<additive_move> moves{};
    additive_totals from{0, 120, 0, 0};
    additive_lanes made{};

    family_of_answers() {
        for (std::uint8_t a = 0; a < 50; ++a) {
            const auto begins = static_cast<std::uint8_t>(a * 7 % 24);
            const auto ends = static_cast<std::uint8_t>(std::min(24, begins + 1 + a % 9));
            const auto expires = static_cast<std::uint8_t>(std::min<int>(ends, begins + a % 4));
            const std::int32_t points = a % 5;
            moves.push_back({begins, expires, ends, {points, points - 4, 1, 0}, {0, 0, 0, 1}});
        }
    }
    [[nodiscard]] bool right() const {
        for (std::size_t day = 0; day < 24; ++day) {
            std::int32_t low = from.low;
            for (const additive_move& m : moves) {
                low += m.begins <= day && day < m.expires ? m.fresh.low : 0;
            }
            if (made.low[day] != low) { return false; }
        }
        return true;
    }
};

} // namespace

extern "C" void hot_sum_by_differences(family_of_answers& given);
extern "C" [[gnu::noinline]] void hot_sum_by_differences(family_of_answers& given) {
    for (int i = 0; i < times; ++i) { add_differences(given.from, given.moves, 24, given.made); }
}
extern "C" void hot_sum_by_masked_bytes(family_of_answers& given);
extern "C" [[gnu::noinline]] void hot_sum_by_masked_bytes(family_of_answers& given) {
    if (!has_masked_bytes()) { return hot_sum_by_differences(given); }
    for (int i = 0; i < times; ++i) { add_masked_bytes(given.from, given.moves, 24, given.made); }
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
    hot_path{"sum_by_masked_bytes", go<family_of_answers, hot_sum_by_masked_bytes>},
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
