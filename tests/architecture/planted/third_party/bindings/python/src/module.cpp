// SPDX-License-Identifier: MPL-2.0
#include <nlohmann/json.hpp>
#include <pybind11/pybind11.h> // allowed here
