// SPDX-License-Identifier: MPL-2.0
// The same headers in a second file: what they define twice does not link.
#include "all_headers.hpp"

int second();

int second() { return 0; }
