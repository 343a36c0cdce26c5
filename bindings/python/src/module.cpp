// SPDX-License-Identifier: MPL-2.0
// The extension `actueel._core`: a list of the layers that Python sees, lowest first.
#include "register.hpp"

PYBIND11_MODULE(_core, m) {
    actueel_python::register_base(m);
    actueel_python::register_instrument(m);
    actueel_python::register_history(m);
    actueel_python::register_assessment(m);
    actueel_python::register_trajectory(m);
    actueel_python::register_report(m);
    actueel_python::register_series(m);
    actueel_python::register_rescoring(m);
    actueel_python::register_caseload(m);
    actueel_python::register_columns(m);
    actueel_python::register_moments(m);
}
