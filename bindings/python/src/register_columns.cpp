// SPDX-License-Identifier: MPL-2.0
// Rescoring of whole tables: Arrow arrays in and out, nothing made into Python objects on the way.
#include "arrow_in.hpp"
#include "convert.hpp"
#include "register.hpp"
#include "scored_rows.hpp"

#include <actueel/rescoring.hpp>

#include <pybind11/stl.h>

#include <memory>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace py = pybind11;
using namespace py::literals;

namespace actueel_python {
namespace {

std::unique_ptr<actueel::rescorer> make(const actueel::instrument& asked,
                                        const std::vector<std::string>& days,
                                        const std::string& known_at,
                                        const std::vector<wanted_column>& wanted, bool plain_only) {
    std::vector<actueel::day> read;
    for (const std::string& d : days) { read.push_back(day_of(d)); }
    return std::make_unique<actueel::rescorer>(
        asked, read, actueel::try_known_from(known_at).value(), columns_of(wanted), plain_only);
}

/// Reads the batch that a pair of capsules holds; whoever made them keeps it alive.
py::tuple score(const actueel::rescorer& by, const py::object& batch,
                const std::vector<origin>& origins, const std::string& table,
                const std::string& fault, bool family_codes) {
    const arrow_in given{batch};
    auto from = origins_of(origins);
    actueel::rescored made;
    {
        const py::gil_scoped_release released;
        made = by.score(actueel::record_columns::of(given.kinds(), given.cells(), std::move(from),
                                                    table, fault),
                        family_codes ? actueel::families_as::codes : actueel::families_as::ids);
    }
    return py::make_tuple(given_table{std::move(made.columns), made.rows}, made.families,
                          made.answered, left_of(made), made.families_by, made.rows_by);
}

std::vector<std::tuple<std::string, std::string, bool>>
plan_notes(const actueel::instrument& asked) {
    std::vector<std::tuple<std::string, std::string, bool>> out;
    const auto plan = actueel::plan::of(asked);
    for (const auto& note : plan.notes()) { out.emplace_back(note.part, note.how, note.runs); }
    return out;
}

/// Where chunks of whole families end, each the fewest families that have so many rows. Nothing where the families do not
/// stand in the order of their ids, or a row has none.
std::optional<std::vector<std::int64_t>> family_ends(const py::object& families,
                                                     std::int64_t rows) {
    const arrow_in given{families};
    const py::gil_scoped_release released;
    const auto column = actueel::column::of(given.kinds(), given.cells());
    if (!column || column->kind() != actueel::column_kind::text) { return std::nullopt; }
    return actueel::ends_of_families(*column, rows);
}

} // namespace

void register_columns(py::module_& m) {
    py::class_<given_table>(m, "ScoredRows", py::is_final())
        .def("__arrow_c_array__", &given_table::arrow_c_array, "requested_schema"_a = py::none());
    py::class_<actueel::rescorer>(m, "Rescorer", py::is_final())
        .def(py::init(&make), "instrument"_a, py::kw_only(), "days"_a, "known_at"_a, "columns"_a,
             "plain_only"_a = false)
        .def("score", &score, "batch"_a, py::kw_only(), "origins"_a, "table"_a, "fault"_a,
             "family_codes"_a = false);
    m.def("plan_notes", &plan_notes, "instrument"_a);
    m.def("family_ends", &family_ends, "families"_a, py::kw_only(), "rows"_a);
    std::vector<std::string> names;
    for (const auto name : actueel::scored_by_names) { names.emplace_back(name); }
    m.attr("SCORED_BY") = py::tuple(py::cast(names));
}

} // namespace actueel_python
