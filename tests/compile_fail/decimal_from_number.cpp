// SPDX-License-Identifier: MPL-2.0
// Three units or three whole points? It is written.
#include <actueel/base/decimal.hpp>

using actueel::decimal;

#ifdef GOOD
decimal three() { return decimal::whole(3); }
#else
decimal three() { return 3; } // must not compile
#endif
