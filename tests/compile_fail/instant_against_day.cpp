// SPDX-License-Identifier: MPL-2.0
// When it held and when it was known are two clocks: they are compared only after one is turned into the other.
#include <actueel/base/instant.hpp>

using actueel::day;
using actueel::instant;

#ifdef GOOD
bool late(instant recorded, day observed) { return recorded > end_of(observed); }
#else
bool late(instant recorded, day observed) { return recorded > observed; } // must not compile
#endif
