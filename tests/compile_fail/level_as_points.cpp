// SPDX-License-Identifier: MPL-2.0
// A level interval is not an interval of points: a level is no number of points.
#include <actueel/base/decimal.hpp>
#include <actueel/level/level_of.hpp>

using actueel::decimal;
using actueel::interval;
using actueel::level_interval;

#ifdef GOOD
level_interval both(level_interval a, level_interval b) { return hull(a, b); }
#else
auto both(level_interval a, interval<decimal> b) { return hull(a, b); } // must not compile
#endif
