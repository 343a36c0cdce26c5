// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <pybind11/pybind11.h>

namespace actueel_python {

/// Each converts, calls and raises; none decides anything. Defined in register_<layer>.cpp.
void register_base(pybind11::module_& m);
void register_instrument(pybind11::module_& m);
void register_history(pybind11::module_& m);
void register_assessment(pybind11::module_& m);
void register_trajectory(pybind11::module_& m);
void register_report(pybind11::module_& m);
void register_series(pybind11::module_& m);
void register_rescoring(pybind11::module_& m);
void register_caseload(pybind11::module_& m);
void register_columns(pybind11::module_& m);
void register_moments(pybind11::module_& m);

} // namespace actueel_python
