// SPDX-License-Identifier: MPL-2.0
// What was known is asked for by name: an instant, the end of the day, or everything.
#include <actueel/history/known.hpp>

using actueel::instant;
using actueel::known;

#ifdef GOOD
known then(instant when) { return known::at(when); }
#else
known then(instant when) { return when; } // must not compile
#endif
