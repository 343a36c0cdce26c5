// SPDX-License-Identifier: MPL-2.0
#include <actueel/level/detail/search.hpp>
#include <actueel/score/detail/sum.hpp> // lower, but not its own
