// SPDX-License-Identifier: MPL-2.0
// A number becomes a day only where that is said.
#include <actueel/base/day.hpp>

using actueel::day;

#ifdef GOOD
day at(std::int32_t number) { return day::from_number(number); }
#else
day at(std::int32_t number) { return number; } // must not compile
#endif
