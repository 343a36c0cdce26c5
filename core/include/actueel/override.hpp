// SPDX-License-Identifier: MPL-2.0
#pragma once

// Opens the layer: discretionary overrides.

#include <actueel/override/decide.hpp>
