// SPDX-License-Identifier: MPL-2.0
#include "convert.hpp"
#include "register.hpp"

#include <actueel/history.hpp>
#include <actueel/report.hpp>

#include <pybind11/stl.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace py = pybind11;
using namespace py::literals;

namespace actueel_python {
namespace {

/// The ids of the records that a reader does not get, by place.
std::vector<std::string> withheld_from(const actueel::history& family, std::string_view audience,
                                       std::string_view as_of, std::string_view known_at) {
    const actueel::audience reader = actueel::try_audience_from(family, audience).value();
    const auto known = actueel::try_known_from(known_at).value().until(day_of(as_of));
    std::vector<std::string> ids;
    for (const std::int32_t record : actueel::withheld_from(family, reader, known)) {
        ids.push_back(family->chains[static_cast<std::size_t>(record)].id);
    }
    return ids;
}

/// The history as a reader may know it.
actueel::history shared_with(const actueel::history& family, std::string_view audience,
                             std::string_view as_of, std::string_view known_at) {
    const actueel::audience reader = actueel::try_audience_from(family, audience).value();
    const auto known = actueel::try_known_from(known_at).value().until(day_of(as_of));
    return actueel::shared_with(family, reader, known);
}

} // namespace

void register_report(py::module_& m) {
    m.def("withheld_from", &withheld_from, "history"_a, py::kw_only(), "audience"_a, "as_of"_a,
          "known_at"_a);
    m.def("shared_with", &shared_with, "history"_a, py::kw_only(), "audience"_a, "as_of"_a,
          "known_at"_a);
}

} // namespace actueel_python
