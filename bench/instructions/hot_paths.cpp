// SPDX-License-Identifier: MPL-2.0
// The hot paths whose instructions are counted: `hot_paths NAME` goes through one of them, `hot_paths` lists them, and
// `hot_paths --key` says which compiler and which C library the count belongs to. Counted is what happens inside the
// function hot_NAME and what it calls; the answer is checked outside it.
#include "../made_up_family.hpp"

#include <actueel/actueel.hpp>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <gnu/libc-version.h>
#include <string_view>

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
