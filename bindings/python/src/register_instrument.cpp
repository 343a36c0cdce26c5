// SPDX-License-Identifier: MPL-2.0
#include "register.hpp"

#include <actueel/assessment.hpp> // reading an instrument assesses its own cases

#include <string>
#include <string_view>

namespace py = pybind11;
using namespace py::literals;

namespace actueel_python {

void register_instrument(py::module_& m) {
    using actueel::instrument;
    py::class_<instrument>(m, "Instrument", py::is_final())
        .def(py::init([](const py::bytes& text, const std::string& document) {
                 const std::string_view characters{text};
                 const py::gil_scoped_release released;
                 return actueel::parse_instrument(characters, document);
             }),
             "text"_a, "document"_a)
        .def_property_readonly("id", [](const instrument& self) { return self->id; })
        .def_property_readonly("version", [](const instrument& self) { return self->version; })
        .def_property_readonly("sha256", [](const instrument& self) { return self->sha256; })
        .def_property_readonly("draft", [](const instrument& self) { return self->draft; });
}

} // namespace actueel_python
