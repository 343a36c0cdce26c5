// SPDX-License-Identifier: MPL-2.0
// What can fail is looked at: a result that is dropped is a warning, and warnings are errors.
#include <actueel/base/result.hpp>

actueel::result<int> try_count();

#ifdef GOOD
bool counted() { return try_count().has_value(); }
#else
void count() { try_count(); } // must not compile
#endif
