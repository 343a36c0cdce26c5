// SPDX-License-Identifier: MPL-2.0
// A product is rounded where it arises, and its name says so.
#include <actueel/base/decimal.hpp>

using actueel::decimal;

#ifdef GOOD
decimal product(decimal a, decimal b) { return rounded_product(a, b); }
#else
decimal product(decimal a, decimal b) { return a * b; } // must not compile
#endif
