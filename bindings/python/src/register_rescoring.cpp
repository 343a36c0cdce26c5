// SPDX-License-Identifier: MPL-2.0
// Rescoring of one family: `assess` at each of many moments, as the values of a row. No document is written on the way.
#include "convert.hpp"
#include "register.hpp"

#include <actueel/assessment.hpp>

#include <pybind11/stl.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace py = pybind11;
using namespace py::literals;

namespace actueel_python {
namespace {

using levels = std::optional<std::pair<std::int32_t, std::int32_t>>;

/// Two ends of points, in 1/10000.
using ends_of_points = std::pair<std::int64_t, std::int64_t>;

/// A scale's ends, and its levels where it has cuts.
using scale_row = std::tuple<std::int64_t, std::int64_t, levels>;

/// When a row is asked for, and about whom; where no child is named, an instrument about children asks about each.
using asked_moment = std::tuple<std::string, std::string, std::optional<std::string>>;

/// What stands in a row: child, days as Arrow counts them, levels by their place in the instrument. Its fields are those
/// of `ScoreRow` in the stub.
struct score_row {
    std::optional<std::string> child{};
    std::int32_t as_of{};
    std::vector<scale_row> scales{};
    levels computed{};
    levels final{};
    std::optional<bool> determined{};
    std::array<std::int64_t, 5> counts{};
    std::array<std::optional<std::int32_t>, 3> due{};
    std::vector<std::optional<ends_of_points>>
        terms{};                              ///< of every scale, in order; none: does not apply
    std::vector<std::optional<bool>> rules{}; ///< in order; none: unknown
    std::optional<std::string> digest{};      ///< of the records in force
};

ends_of_points units_of(const actueel::interval<actueel::decimal>& range) {
    return {range.low.units(), range.high.units()};
}

levels ends(const actueel::level_interval& range) { return std::pair{range.low, range.high}; }

void add_terms(score_row& row, const actueel::scored& a) {
    for (const auto& measured : a.scales) {
        for (const auto& term : measured.terms) {
            row.terms.push_back(possible(term.applies) ? std::optional{units_of(term.points)}
                                                       : std::nullopt);
        }
    }
    if (!a.found) { return; }
    for (const auto& rule : a.found->rules) {
        const bool known = rule.truth != actueel::kleene::unknown;
        row.rules.push_back(known ? std::optional{rule.truth == actueel::kleene::yes}
                                  : std::nullopt);
    }
}

score_row row_of(const actueel::known_answers& known, const actueel::scored& a, bool terms) {
    const actueel::instrument& asked = known.read->asked;
    score_row row{.as_of = arrow_day(a.seen.now.as_of)};
    if (a.seen.now.child != actueel::nobody) {
        row.child = known.read->family->persons[static_cast<std::size_t>(a.seen.now.child)];
    }
    for (std::size_t i = 0; i < a.scales.size(); ++i) {
        const auto& measured = asked->scales[i];
        const auto& value = a.scales[i].value;
        const levels of_scale =
            measured.cuts.empty() ? levels{} : ends(actueel::level_of(measured, value));
        row.scales.emplace_back(value.low.units(), value.high.units(), of_scale);
    }
    if (a.found) {
        row.computed = ends(a.found->level);
        row.final = ends(a.decided.level);
        row.determined = is_exact(a.found->level);
    }
    const auto counts = actueel::counts_of(asked, a.seen.now);
    row.counts = {counts.current, counts.stale, counts.unknown, counts.not_applicable,
                  counts.contested};
    const auto due = actueel::due_of(asked, a);
    row.due = {arrow_day(due.answers), arrow_day(due.review), arrow_day(due.earliest)};
    if (terms) { add_terms(row, a); }
    return row;
}

std::vector<score_row> score_rows(const actueel::instrument& asked, const actueel::history& family,
                                  const std::vector<asked_moment>& moments, bool terms,
                                  bool digests) {
    const auto read = actueel::try_read(asked, family).value();
    std::optional<actueel::known_answers> known; // as it was at `known_until`
    actueel::instant known_until{};
    std::string digest; // of the records that it holds
    actueel::scored figures;
    std::vector<score_row> rows;
    for (const auto& [text, known_text, named] : moments) {
        const actueel::moment when{.as_of = day_of(text),
                                   .known_at = actueel::try_known_from(known_text).value(),
                                   .child = named};
        const auto until = when.known_at.until(when.as_of);
        if (!known || known_until != until) {
            known_until = until;
            known = actueel::known_answers_at(read, until);
            if (digests) { digest = actueel::records_sha256(family, until); }
        }
        if (!known->all.involved(when.as_of)) { continue; }
        std::vector<std::int32_t> subjects;
        if (asked->subject_child && !named) {
            subjects = actueel::children_on(known->all, when.as_of);
        } else {
            subjects.push_back(actueel::try_subject(read, when).value());
        }
        for (const auto subject : subjects) {
            figures = actueel::try_score(*known, when.as_of, subject,
                                         actueel::observing::what_scores, std::move(figures))
                          .value();
            rows.push_back(row_of(*known, figures, terms));
            if (digests) { rows.back().digest = digest; }
        }
    }
    return rows;
}

} // namespace

void register_rescoring(py::module_& m) {
    py::class_<score_row>(m, "ScoreRow", py::is_final())
        .def_readonly("child", &score_row::child)
        .def_readonly("as_of", &score_row::as_of)
        .def_readonly("scales", &score_row::scales)
        .def_readonly("computed", &score_row::computed)
        .def_readonly("final", &score_row::final)
        .def_readonly("determined", &score_row::determined)
        .def_readonly("counts", &score_row::counts)
        .def_readonly("due", &score_row::due)
        .def_readonly("terms", &score_row::terms)
        .def_readonly("rules", &score_row::rules)
        .def_readonly("digest", &score_row::digest);
    m.def("score_rows", &score_rows, "instrument"_a, "history"_a, py::kw_only(), "moments"_a,
          "terms"_a = false, "digests"_a = false, py::call_guard<py::gil_scoped_release>());
}

} // namespace actueel_python
