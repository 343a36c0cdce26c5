// SPDX-License-Identifier: MPL-2.0
// What was checked when it was read stays as it is.
#include <actueel/instrument/instrument.hpp>

using actueel::instrument;

#ifdef GOOD
bool is_draft(const instrument& asked) { return asked->draft; }
#else
void make_draft(instrument& asked) { asked->draft = true; } // must not compile
#endif
