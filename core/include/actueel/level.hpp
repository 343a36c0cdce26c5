// SPDX-License-Identifier: MPL-2.0
#pragma once

// Opens the layer: scale intervals and rules to level intervals.

#include <actueel/level/level_of.hpp>
