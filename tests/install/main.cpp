// SPDX-License-Identifier: MPL-2.0
#include <actueel/actueel.hpp>

#include <iostream>

int main(int, char** argv) {
    const auto instrument = actueel::load_instrument(argv[1]);
    std::cout << instrument->id << ' ' << actueel::version() << '\n';
}
