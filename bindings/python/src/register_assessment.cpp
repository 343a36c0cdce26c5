// SPDX-License-Identifier: MPL-2.0
#include "convert.hpp"
#include "register.hpp"

#include <actueel/assessment.hpp>

#include <pybind11/stl.h>

#include <optional>
#include <string>
#include <string_view>

namespace py = pybind11;
using namespace py::literals;

namespace actueel_python {
namespace {

/// The assessment document; every value that Python shows is read from it.
std::string assess(const actueel::instrument& asked, const actueel::history& family,
                   std::string_view as_of, std::string_view known_at,
                   const std::optional<std::string>& child) {
    const actueel::day day = day_of(as_of);
    const py::gil_scoped_release released;
    const actueel::moment when{
        .as_of = day, .known_at = actueel::try_known_from(known_at).value(), .child = child};
    return actueel::to_json(actueel::assess(asked, family, when));
}

} // namespace

void register_assessment(py::module_& m) {
    m.def("assess", &assess, "instrument"_a, "history"_a, py::kw_only(), "as_of"_a, "known_at"_a,
          "child"_a = py::none());
}

} // namespace actueel_python
