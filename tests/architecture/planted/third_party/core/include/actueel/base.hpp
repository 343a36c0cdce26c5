// SPDX-License-Identifier: MPL-2.0
#pragma once
#include <nlohmann/json.hpp>
