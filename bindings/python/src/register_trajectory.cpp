// SPDX-License-Identifier: MPL-2.0
#include "convert.hpp"
#include "register.hpp"

#include <actueel/trajectory.hpp>

#include <pybind11/stl.h>

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace py = pybind11;
using namespace py::literals;

namespace actueel_python {
namespace {

/// A detail that the package has already checked; anything else is a fault of ours and becomes a ValueError.
actueel::trajectory_detail detail_of(std::string_view text) {
    if (text == "levels") { return actueel::trajectory_detail::levels; }
    if (text == "scales") { return actueel::trajectory_detail::scales; }
    if (text == "all") { return actueel::trajectory_detail::all; }
    throw py::value_error("not a detail");
}

/// The trajectory document; every segment that Python shows is read from it.
std::string trajectory(const actueel::instrument& asked, const actueel::history& family,
                       std::string_view start, std::string_view until, std::string_view known_at,
                       const std::optional<std::string>& child, std::string_view detail) {
    actueel::trajectory_question question{.start = day_of(start),
                                          .until = day_of(until),
                                          .child = child,
                                          .detail = detail_of(detail)};
    const py::gil_scoped_release released;
    question.known_at = actueel::try_known_from(known_at).value();
    return actueel::to_json(actueel::trajectory_of(asked, family, question));
}

/// The change document. Without `since_known_at` the first moment is that of the day's last sign-off, or its end.
std::string change(const actueel::instrument& asked, const actueel::history& family,
                   std::string_view since, const std::optional<std::string>& since_known_at,
                   std::string_view as_of, std::string_view known_at,
                   const std::optional<std::string>& child) {
    const actueel::day first = day_of(since);
    actueel::change_moment after{.as_of = day_of(as_of)};
    const py::gil_scoped_release released;
    after.known_at = actueel::try_known_from(known_at).value();
    const actueel::change_moment before =
        since_known_at
            ? actueel::change_moment{.as_of = first,
                                     .known_at = actueel::try_known_from(*since_known_at).value()}
            : actueel::since(asked, family, first, after, child);
    return actueel::to_json(actueel::change_of(asked, family, before, after, child));
}

/// What sign-offs can be asked of: copies of the handles, which share their contents.
using instruments = std::vector<actueel::instrument>;

std::string replay(const actueel::history& family, const instruments& among) {
    return actueel::to_json(actueel::replay_of(family, among));
}

std::string reach(const actueel::history& family, std::string_view record,
                  const instruments& among) {
    return actueel::to_json(actueel::reach_of(family, record, among));
}

/// The instruments that sign-offs speak of, by id, sorted.
std::set<std::string> instruments_signed(const actueel::history& family) {
    std::set<std::string> ids;
    for (const auto& chain : family->chains) {
        const auto* content = std::get_if<actueel::sign_off_content>(&chain.links.back().content);
        if (content != nullptr) { ids.insert(content->instrument); }
    }
    return ids;
}

} // namespace

void register_trajectory(py::module_& m) {
    m.def("change", &change, "instrument"_a, "history"_a, py::kw_only(), "since"_a,
          "since_known_at"_a = py::none(), "as_of"_a, "known_at"_a, "child"_a = py::none());
    m.def("trajectory", &trajectory, "instrument"_a, "history"_a, py::kw_only(), "start"_a,
          "until"_a, "known_at"_a, "child"_a = py::none(), "detail"_a = "all");
    const auto released = py::call_guard<py::gil_scoped_release>();
    m.def("replay", &replay, "history"_a, "instruments"_a, released);
    m.def("reach", &reach, "history"_a, "record"_a, "instruments"_a, released);
    m.def("instruments_signed", &instruments_signed, "history"_a, released);
}

} // namespace actueel_python
