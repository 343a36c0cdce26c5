// SPDX-License-Identifier: MPL-2.0
#include "convert.hpp"
#include "register.hpp"

#include <actueel/history.hpp>

#include <pybind11/stl.h>

#include <string>
#include <string_view>
#include <vector>

namespace py = pybind11;
using namespace py::literals;

namespace actueel_python {
namespace {

std::vector<std::string> children_on(const actueel::history& family, std::string_view as_of,
                                     std::string_view known_at) {
    std::vector<std::string> ids;
    for (const auto person :
         actueel::children_on(family, day_of(as_of), actueel::try_known_from(known_at).value())) {
        ids.push_back(family->persons[static_cast<std::size_t>(person)]);
    }
    return ids;
}

bool involved_on(const actueel::history& family, std::string_view as_of,
                 std::string_view known_at) {
    return actueel::involved_on(family, day_of(as_of), actueel::try_known_from(known_at).value());
}

/// Days on which events happened, in place order, as known by the end of the range.
std::vector<std::string> event_days(const actueel::history& family, std::string_view start,
                                    std::string_view until, std::string_view known_at) {
    const auto first = day_of(start);
    const auto past = day_of(until);
    const auto last = actueel::day::from_number(past.number() - 1);
    const auto known = actueel::try_known_from(known_at).value().until(last);
    std::vector<std::string> days;
    for (const auto& one : actueel::in_force_at(family, known).events) {
        const auto on = one.content->happened_on;
        if (first <= on && on < past) { days.push_back(to_string(on)); }
    }
    return days;
}

} // namespace

void register_history(py::module_& m) {
    using actueel::history;
    py::class_<history>(m, "History", py::is_final())
        .def(py::init([](const py::bytes& text, const std::string& document) {
                 const std::string_view characters{text};
                 const py::gil_scoped_release released;
                 return actueel::parse_history(characters, document);
             }),
             "text"_a, "document"_a)
        .def_property_readonly("family", [](const history& self) { return self->family; })
        .def("children_on", &children_on, "as_of"_a, "known_at"_a)
        .def("involved_on", &involved_on, "as_of"_a, "known_at"_a)
        .def("event_days", &event_days, "start"_a, "until"_a, "known_at"_a);
}

} // namespace actueel_python
