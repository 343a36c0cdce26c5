// SPDX-License-Identifier: MPL-2.0
#include <nlohmann/json.hpp> // allowed here
#include <Eigen/Dense>
#include <pybind11/pybind11.h>
