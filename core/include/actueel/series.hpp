// SPDX-License-Identifier: MPL-2.0
#pragma once

// Opens the layer: repeated ratings as an estimated line. Nothing here decides an answer.

#include <actueel/series/local_level.hpp>
