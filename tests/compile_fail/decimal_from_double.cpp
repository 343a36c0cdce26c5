// SPDX-License-Identifier: MPL-2.0
// A decimal is read from text or counted in units: a double would bring its own rounding.
#include <actueel/base/decimal.hpp>

using actueel::decimal;

#ifdef GOOD
decimal half() { return decimal::from_units(5'000); }
#else
decimal half() { return decimal{0.5}; } // must not compile
#endif
