// SPDX-License-Identifier: MPL-2.0
#include "convert.hpp"
#include "register.hpp"

#include <actueel/history.hpp>
#include <actueel/instrument.hpp>
#include <actueel/report.hpp>

#include <pybind11/stl.h>

#include <cstdint>
#include <optional>
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

/// The report document; every page is made of it.
std::string report(const std::vector<actueel::instrument>& instruments,
                   const actueel::history& family, std::string_view as_of,
                   std::string_view known_at, const std::optional<std::string>& since,
                   const std::optional<std::string>& child, const std::string& audience) {
    actueel::report_question question{.as_of = day_of(as_of), .child = child, .audience = audience};
    if (since) { question.since = day_of(*since); }
    const py::gil_scoped_release released;
    question.known_at = actueel::try_known_from(known_at).value();
    return actueel::to_json(actueel::report_of(instruments, family, question));
}

} // namespace

void register_report(py::module_& m) {
    m.def("withheld_from", &withheld_from, "history"_a, py::kw_only(), "audience"_a, "as_of"_a,
          "known_at"_a);
    m.def("shared_with", &shared_with, "history"_a, py::kw_only(), "audience"_a, "as_of"_a,
          "known_at"_a);
    m.def("report", &report, "instruments"_a, "history"_a, py::kw_only(), "as_of"_a, "known_at"_a,
          "since"_a = py::none(), "child"_a = py::none(), "audience"_a = "worker");
}

} // namespace actueel_python
