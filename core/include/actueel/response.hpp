// SPDX-License-Identifier: MPL-2.0
#pragma once

// Opens the layer: a household's current answers at a moment.

#include <actueel/response/situation.hpp>
#include <actueel/response/status.hpp>
#include <actueel/response/truth.hpp>
