// SPDX-License-Identifier: MPL-2.0
// Rescoring of whole tables at each family's own moments: Arrow arrays in and out.
#include "arrow_in.hpp"
#include "register.hpp"
#include "scored_rows.hpp"

#include <actueel/rescoring.hpp>

#include <pybind11/stl.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace py = pybind11;
using namespace py::literals;

namespace actueel_python {
namespace {

/// A rescorer with the table of moments that it refers to.
class rescorer_of_moments {
  public:
    rescorer_of_moments(const actueel::instrument& asked, const py::object& moments,
                        const std::string& known_at, const std::vector<wanted_column>& wanted)
        : moments_{moments}, by_{asked,
                                 actueel::own_moments::try_of(
                                     moments_.kinds(), moments_.cells(),
                                     actueel::try_known_from(known_at).value())
                                     .value(),
                                 columns_of(wanted)} {}

    /// Reads the batch that a pair of capsules holds; whoever made them keeps it alive.
    [[nodiscard]] py::tuple score(const py::object& batch, const std::vector<origin>& origins,
                                  const std::string& table, const std::string& fault) const {
        const arrow_in given{batch};
        auto from = origins_of(origins);
        actueel::rescored_moments made;
        {
            const py::gil_scoped_release released;
            made = by_.score(actueel::record_columns::of(given.kinds(), given.cells(),
                                                         std::move(from), table, fault));
        }
        return py::make_tuple(given_table{std::move(made.columns), made.rows}, made.families,
                              made.answered, left_of(made), made.families_by, made.rows_by,
                              made.asked, made.outside);
    }

  private:
    arrow_in moments_;
    actueel::moment_rescorer by_;
};

} // namespace

void register_moments(py::module_& m) {
    py::class_<rescorer_of_moments>(m, "MomentRescorer", py::is_final())
        .def(py::init<const actueel::instrument&, const py::object&, const std::string&,
                      const std::vector<wanted_column>&>(),
             "instrument"_a, py::kw_only(), "moments"_a, "known_at"_a, "columns"_a)
        .def("score", &rescorer_of_moments::score, "batch"_a, py::kw_only(), "origins"_a, "table"_a,
             "fault"_a);
}

} // namespace actueel_python
