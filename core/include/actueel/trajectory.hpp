// SPDX-License-Identifier: MPL-2.0
#pragma once

// Opens the layer: the assessment as a function of the day, and what changed between two moments.

#include <actueel/trajectory/change.hpp>
#include <actueel/trajectory/reliable_change.hpp>
#include <actueel/trajectory/trajectory.hpp>
