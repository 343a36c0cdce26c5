// SPDX-License-Identifier: MPL-2.0
// When it held and when it was known are two clocks: they are compared only after one is turned into the other.
#include <actueel/base/instant.hpp>

using actueel::day;
using actueel::instant;

#ifdef GOOD
bool late(instant recorded_at, day observed_on) { return recorded_at > end_of(observed_on); }
#else
bool late(instant recorded_at, day observed_on) { return recorded_at > observed_on; } // must not compile
#endif
