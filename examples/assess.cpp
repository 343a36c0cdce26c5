// SPDX-License-Identifier: MPL-2.0
// One assessment in C++:  assess schemas/instruments/risk-check.json examples/family.json 2020-04-16
#include <actueel/actueel.hpp>

#include <cstddef>
#include <iostream>

int main(int count, char** words) {
    if (count != 4) {
        std::cerr << "usage: assess INSTRUMENT HISTORY DAY\n";
        return 2;
    }
    const auto as_of = actueel::day_from(words[3]);
    if (!as_of) {
        std::cerr << "a day is written as YYYY-MM-DD\n";
        return 2;
    }
    try {
        const auto risk = actueel::load_instrument(words[1]);
        const auto family = actueel::load_history(words[2]);
        const auto a = actueel::assess(risk, family,
                                       {.as_of = *as_of, .known_at = actueel::known::everything()});

        std::cout << "level: " << a.computed << '\n';
        for (std::size_t i = 0; i < a.scales.size(); ++i) {
            std::cout << risk->scales[i].id << ": " << a.scales[i].value.low << " to "
                      << a.scales[i].value.high << '\n';
        }
        const auto counts = actueel::counts_of(a);
        std::cout << counts.current << " answers are current, " << counts.stale << " no longer, "
                  << counts.unknown << " unknown\n";
    } catch (const actueel::error& wrong) {
        std::cerr << wrong.what() << '\n'; // every problem, each with its place and what to do
        return 3;
    }
}
