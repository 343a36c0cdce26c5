// SPDX-License-Identifier: MPL-2.0
// Unknown is neither true nor false: whoever branches says what unknown means.
#include <actueel/base/kleene.hpp>

using actueel::kleene;

#ifdef GOOD
bool surely(kleene truth) { return certain(truth); }
#else
bool surely(kleene truth) { return truth; } // must not compile
#endif
