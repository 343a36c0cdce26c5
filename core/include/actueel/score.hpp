// SPDX-License-Identifier: MPL-2.0
#pragma once

// Opens the layer: points to scale intervals.

#include <actueel/score/contribution.hpp>
#include <actueel/score/scale_value.hpp>
