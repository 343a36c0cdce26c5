// SPDX-License-Identifier: MPL-2.0
// Points and days do not add up.
#include <actueel/base/day.hpp>
#include <actueel/base/decimal.hpp>

using actueel::day;
using actueel::decimal;

#ifdef GOOD
decimal sum(decimal a, decimal b) { return a + b; }
#else
auto sum(decimal a, day b) { return a + b; } // must not compile
#endif
