// SPDX-License-Identifier: MPL-2.0
// All headers, and all of them again: a header that cannot be read twice does not compile.
// clang-format off
#include "all_headers.hpp"
#include "all_headers.hpp"
// clang-format on

int second();

int main() { return second(); }
