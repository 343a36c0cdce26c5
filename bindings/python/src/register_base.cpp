// SPDX-License-Identifier: MPL-2.0
#include "convert.hpp"
#include "register.hpp"

#include <actueel/base.hpp>

#include <pybind11/stl.h>

#include <algorithm>
#include <cstdint>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

namespace py = pybind11;
using namespace py::literals;

namespace actueel_python {
namespace {

/// Raises the core's error as `actueel.Error`, which holds the same fields.
void raise(const actueel::error& wrong) {
    py::list problems;
    for (const actueel::problem& p : wrong.problems()) {
        problems.append(py::make_tuple(actueel::to_string(p.code), p.document, p.place, p.found,
                                       p.expected, p.remedy, p.nearest));
    }
    const py::object errors = py::module_::import("actueel.errors");
    const py::object error = errors.attr("_of_core")(problems);
    PyErr_SetObject(reinterpret_cast<PyObject*>(Py_TYPE(error.ptr())), error.ptr());
}

actueel::error_code code_from(std::string_view name) {
    for (const auto& each : actueel::error_code_names()) {
        if (each.name == name) { return each.code; }
    }
    throw py::key_error("no error code has this name");
}

/// Semantics 3, derived items: the greatest n with born_on + nY <= as_of, zero before birth.
int completed_years(std::string_view born_on, std::string_view as_of) {
    return actueel::completed_years(day_of(born_on), day_of(as_of));
}

} // namespace

void register_base(py::module_& m) {
    py::register_exception_translator([](std::exception_ptr thrown) {
        try {
            if (thrown) { std::rethrow_exception(thrown); }
        } catch (const actueel::error& wrong) { raise(wrong); }
    });

    m.def("version", [] { return std::string{actueel::version()}; });
    m.def("error_codes", [] {
        std::vector<std::string> names;
        for (const auto& each : actueel::error_code_names()) { names.emplace_back(each.name); }
        return names;
    });
    m.def(
        "describe",
        [](std::string_view code, std::string document, std::string place, std::string found,
           std::string expected, std::string remedy, std::string nearest) {
            return actueel::to_string(actueel::problem{
                code_from(code), std::move(document), std::move(place), std::move(found),
                std::move(expected), std::move(remedy), std::move(nearest)});
        },
        "code"_a, "document"_a, "place"_a, "found"_a, "expected"_a, "remedy"_a, "nearest"_a);
    m.def(
        "nearest_name",
        [](std::string_view text, const std::vector<std::string>& known) {
            return actueel::nearest_name(text,
                                         std::vector<std::string_view>(known.begin(), known.end()));
        },
        "text"_a, "known"_a);
    m.def("completed_years", &completed_years, "born_on"_a, "as_of"_a);
    m.def(
        "read_file",
        [](const std::string& path) {
            std::string text;
            {
                const py::gil_scoped_release released;
                text = actueel::read_file(path).value();
            }
            return py::bytes(text);
        },
        "path"_a);
}

} // namespace actueel_python
