// SPDX-License-Identifier: MPL-2.0
// A day is moved by a duration, whose unit is written; five of what?
#include <actueel/base/day.hpp>
#include <actueel/base/duration.hpp>

using actueel::day;

#ifdef GOOD
day later(day start) { return start + actueel::duration{.days = 5}; }
#else
day later(day start) { return start + 5; } // must not compile
#endif
