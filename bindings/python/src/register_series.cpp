// SPDX-License-Identifier: MPL-2.0
// The development line of repeated ratings, and trajectories as rows for statistics.
#include "convert.hpp"
#include "register.hpp"

#include <actueel/series.hpp>

#include <pybind11/stl.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace py = pybind11;
using namespace py::literals;

namespace actueel_python {
namespace {

/// Days as `datetime.date.toordinal` counts them: 1 is 0001-01-01.
actueel::day from_ordinal(std::int32_t ordinal) { return actueel::day::from_number(ordinal - 1); }
std::int32_t to_ordinal(actueel::day d) { return d.number() + 1; }

// ---- ratings

using rating_tuple = std::tuple<std::int32_t, std::int32_t, std::optional<double>>;
using estimate_pair = std::optional<std::pair<double, double>>;
using start_tuple = std::tuple<std::int32_t, double, double>;

std::vector<actueel::rating> ratings_from(const std::vector<rating_tuple>& given) {
    std::vector<actueel::rating> out;
    out.reserve(given.size());
    for (const auto& [on, rater, value] : given) {
        out.push_back({from_ordinal(on), rater, value});
    }
    return out;
}

actueel::local_level model_from(double drift, const std::vector<double>& noise, bool each,
                                const std::optional<start_tuple>& start) {
    actueel::local_level model{.drift = drift,
                               .noise = noise,
                               .lines =
                                   each ? actueel::rater_lines::each : actueel::rater_lines::one};
    if (start) {
        const auto& [on, mean, variance] = *start;
        model.start = actueel::stated_start{from_ordinal(on), mean, variance};
    }
    return model;
}

std::vector<estimate_pair>
pairs_of(const std::vector<std::optional<actueel::line_estimate>>& lines) {
    std::vector<estimate_pair> out;
    for (const auto& each : lines) {
        out.push_back(each ? estimate_pair{{each->mean, each->variance}} : std::nullopt);
    }
    return out;
}

using day_tuple = std::tuple<std::int32_t, std::vector<estimate_pair>, std::vector<estimate_pair>>;

std::pair<std::vector<day_tuple>, double> develop(const std::vector<rating_tuple>& ratings,
                                                  double drift, const std::vector<double>& noise,
                                                  bool each,
                                                  const std::optional<start_tuple>& start,
                                                  const std::vector<std::int32_t>& asked) {
    std::vector<actueel::day> days;
    for (const std::int32_t one : asked) { days.push_back(from_ordinal(one)); }
    const auto line =
        actueel::develop(model_from(drift, noise, each, start), ratings_from(ratings), days);
    std::vector<day_tuple> out;
    for (const auto& d : line.days) {
        out.emplace_back(to_ordinal(d.on), pairs_of(d.filtered), pairs_of(d.smoothed));
    }
    return {std::move(out), line.log_likelihood};
}

double log_likelihood(const std::vector<rating_tuple>& ratings, double drift,
                      const std::vector<double>& noise, bool each,
                      const std::optional<start_tuple>& start) {
    return actueel::log_likelihood(model_from(drift, noise, each, start), ratings_from(ratings));
}

using rater_tuple =
    std::tuple<std::optional<std::string>, std::optional<std::string>, std::string, std::string>;
using record_tuple = std::tuple<std::int32_t, std::int32_t, std::optional<double>, std::string>;

std::pair<std::vector<rater_tuple>, std::vector<record_tuple>>
ratings_on_record(const actueel::instrument& asked, const actueel::history& family,
                  const std::optional<std::vector<std::string>>& items,
                  const std::optional<std::string>& scale, std::string_view known_at) {
    const auto known = actueel::try_known_from(known_at).value().until(actueel::day{});
    const auto read = actueel::try_read(asked, family).value();
    const auto found =
        scale
            ? actueel::try_ratings_of_scale(read, *scale, known).value()
            : actueel::try_ratings_of_items(read, items.value_or(std::vector<std::string>{}), known)
                  .value();
    std::vector<rater_tuple> raters;
    for (const auto& r : found.raters) {
        std::optional<std::string> item;
        std::optional<std::string> person;
        if (r.item >= 0) { item = asked->items[static_cast<std::size_t>(r.item)].id; }
        if (r.person >= 0) { person = family->persons[static_cast<std::size_t>(r.person)]; }
        raters.emplace_back(item, person, actueel::source_names[static_cast<std::size_t>(r.source)],
                            r.by);
    }
    std::vector<record_tuple> records;
    for (std::size_t i = 0; i < found.ratings.size(); ++i) {
        const auto& r = found.ratings[i];
        records.emplace_back(to_ordinal(r.on), r.rater, r.value,
                             family->chains[static_cast<std::size_t>(found.records[i])].id);
    }
    return {std::move(raters), std::move(records)};
}

// ---- counting process

using levels = std::optional<std::pair<std::int32_t, std::int32_t>>;
levels ends(const std::optional<actueel::level_interval>& range) {
    return range ? levels{{range->low, range->high}} : std::nullopt;
}

using row_tuple = std::tuple<std::int32_t, std::int32_t, bool,
                             std::vector<std::pair<double, double>>, levels, levels>;
/// Its fields are those of `CountingRows` in the stub.
struct counted {
    std::optional<std::string> child{};
    std::int32_t entered_on{};
    std::vector<row_tuple> rows{};
    std::int32_t events_counted{};
    std::int32_t events_outside{};
    std::int32_t events_of_nobody{};
};

counted counted_of(const actueel::instrument& asked, const actueel::history& family,
                   const actueel::follow_up& question) {
    const auto c = actueel::counting_process(asked, family, question);
    std::vector<row_tuple> rows;
    for (const auto& r : c.rows) {
        std::vector<std::pair<double, double>> scales;
        for (const auto& value : r.state.scales) {
            scales.emplace_back(actueel::to_double(value.low), actueel::to_double(value.high));
        }
        rows.emplace_back(r.start, r.stop, r.event, std::move(scales), ends(r.state.computed),
                          ends(r.state.final_level));
    }
    return {question.child,   to_ordinal(c.entered_on), std::move(rows),
            c.events_counted, c.events_outside,         c.events_of_nobody};
}

/// Of the family or, where the instrument is asked about a child and none is named, of each child that ever was one.
std::vector<counted>
counting_process(const actueel::instrument& asked, const actueel::history& family,
                 const std::vector<std::string>& events, const std::vector<std::string>& severities,
                 const std::optional<std::string>& start, const std::optional<std::string>& until,
                 std::string_view known_at, const std::optional<std::string>& child, bool same_day,
                 bool repeated, std::int32_t every, bool levels_only) {
    actueel::follow_up question{.events = events,
                                .severities = severities,
                                .known_at = actueel::try_known_from(known_at).value(),
                                .child = child,
                                .scores = same_day ? actueel::counts_from::same_day
                                                   : actueel::counts_from::day_after,
                                .repeated = repeated,
                                .every = every};
    if (levels_only) { question.detail = actueel::trajectory_detail::levels; }
    if (start) { question.start = day_of(*start); }
    if (until) { question.until = day_of(*until); }
    if (child || !asked->subject_child) { return {counted_of(asked, family, question)}; }
    std::vector<counted> out;
    for (const auto& one : actueel::children_ever(family)) {
        question.child = one;
        out.push_back(counted_of(asked, family, question));
    }
    return out;
}

} // namespace

void register_series(py::module_& m) {
    py::class_<counted>(m, "CountingRows", py::is_final())
        .def_readonly("child", &counted::child)
        .def_readonly("entered_on", &counted::entered_on)
        .def_readonly("rows", &counted::rows)
        .def_readonly("events_counted", &counted::events_counted)
        .def_readonly("events_outside", &counted::events_outside)
        .def_readonly("events_of_nobody", &counted::events_of_nobody);
    m.def("ratings_on_record", &ratings_on_record, "instrument"_a, "history"_a, py::kw_only(),
          "items"_a, "scale"_a, "known_at"_a, py::call_guard<py::gil_scoped_release>());
    m.def("develop", &develop, "ratings"_a, py::kw_only(), "drift"_a, "noise"_a, "each"_a,
          "start"_a, "asked"_a, py::call_guard<py::gil_scoped_release>());
    m.def("log_likelihood", &log_likelihood, "ratings"_a, py::kw_only(), "drift"_a, "noise"_a,
          "each"_a, "start"_a, py::call_guard<py::gil_scoped_release>());
    m.def("counting_process", &counting_process, "instrument"_a, "history"_a, py::kw_only(),
          "events"_a, "severities"_a, "start"_a, "until"_a, "known_at"_a, "child"_a, "same_day"_a,
          "repeated"_a, "every"_a, "levels_only"_a, py::call_guard<py::gil_scoped_release>());
}

} // namespace actueel_python
