// SPDX-License-Identifier: MPL-2.0
#pragma once

// Opens the layer: the assessment as a function of the day.

#include <actueel/trajectory/trajectory.hpp>
