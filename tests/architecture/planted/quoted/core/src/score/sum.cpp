// SPDX-License-Identifier: MPL-2.0
#include "level/cut_table.hpp"
#include "score/../score/parts.hpp"
#include "nowhere.hpp"
