// SPDX-License-Identifier: MPL-2.0
// Two days can be subtracted, which gives a number of days; their sum means nothing.
#include <actueel/base/day.hpp>
#include <actueel/base/duration.hpp>

using actueel::day;

#ifdef GOOD
auto days_between(day a, day b) { return a - b; }
auto end(day start, actueel::duration lasts) { return start + lasts; }
#else
auto sum(day a, day b) { return a + b; } // must not compile
#endif
