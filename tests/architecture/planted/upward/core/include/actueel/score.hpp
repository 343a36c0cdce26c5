// SPDX-License-Identifier: MPL-2.0
#pragma once
#include <actueel/base/day.hpp>
#include <actueel/level/cut.hpp> // score comes before level
