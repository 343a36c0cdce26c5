// SPDX-License-Identifier: MPL-2.0
// What a caseload shows of a family: what asks for attention on a day, and how long it took from one record to another.
#include "arrow_in.hpp"
#include "convert.hpp"
#include "register.hpp"

#include <actueel/columnar.hpp>
#include <actueel/history.hpp>
#include <actueel/trajectory.hpp>

#include <pybind11/stl.h>

#include <algorithm>
#include <array>
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

using levels = std::optional<std::pair<std::int32_t, std::int32_t>>;
using arrow_days = std::optional<std::int32_t>;

/// Type and codes of the records that start a span and of those that end it.
using choice = std::pair<std::string, std::vector<std::string>>;
using question = std::pair<choice, choice>;

/// Fields are those of `AttentionRow` in the stub.
struct attention_row {
    std::optional<std::string> child{};
    levels computed{};
    levels final{};
    std::array<std::int64_t, 5> counts{};
    std::array<arrow_days, 3> due{};
    std::int32_t expired = 0;
    std::int32_t expiring = 0;
    arrow_days first_expiring{};
    arrow_days first_expired{};
    std::vector<std::tuple<std::string, std::int32_t, bool>> plans{};
    std::vector<std::tuple<std::string, std::int32_t, std::string_view, bool>> overrides{};
    std::vector<std::pair<std::string, std::int64_t>> disputes{};
    std::optional<std::pair<std::int32_t, std::int32_t>> was{};
};

/// Fields are those of `FamilyAttention` in the stub.
struct family_attention {
    bool involved = false;
    std::vector<attention_row> rows{};
    std::vector<std::tuple<std::int32_t, std::string, std::int64_t, std::optional<std::int64_t>>>
        spans{};
};

/// Microseconds since 1970.
std::int64_t arrow_instant(actueel::instant at) {
    return at.microseconds() - actueel::days_to_1970 * actueel::microseconds_a_day;
}

levels ends(const std::optional<actueel::level_interval>& range) {
    return range ? levels{{range->low, range->high}} : levels{};
}

attention_row row_of(const actueel::history& family, const actueel::attention& a) {
    const auto id = [&family](std::int32_t record) {
        return family->chains[static_cast<std::size_t>(record)].id;
    };
    attention_row row{
        .computed = ends(a.computed),
        .final = ends(a.final_level),
        .counts = {a.counts.current, a.counts.stale, a.counts.unknown, a.counts.not_applicable,
                   a.counts.contested},
        .due = {arrow_day(a.due.answers), arrow_day(a.due.review), arrow_day(a.due.earliest)},
        .expired = a.expired,
        .expiring = a.expiring,
        .first_expiring = arrow_day(a.first_expiring),
        .first_expired = arrow_day(a.first_expired)};
    if (a.child != actueel::nobody) {
        row.child = family->persons[static_cast<std::size_t>(a.child)];
    }
    for (const auto& plan : a.plans) {
        row.plans.emplace_back(id(plan.record), arrow_day(plan.until), plan.lapsed);
    }
    for (const auto& one : a.overrides) {
        row.overrides.emplace_back(
            id(one.record), arrow_day(one.content->term.until),
            actueel::override_state_names[static_cast<std::size_t>(one.state)], one.to_review);
    }
    for (const auto& dispute : a.disputes) {
        row.disputes.emplace_back(id(dispute.record), arrow_instant(dispute.raised_at));
    }
    if (a.was) { row.was = std::pair{a.was->level, arrow_day(a.was->until)}; }
    return row;
}

/// A choice whose type the package has already checked; anything else is a fault of ours and becomes a ValueError.
actueel::record_choice choice_of(const choice& stated) {
    const auto& names = actueel::record_type_names;
    const auto at = std::find(names.begin(), names.end(), stated.first);
    if (at == names.end()) { throw py::value_error("not a type of records"); }
    return {static_cast<std::int32_t>(at - names.begin()), stated.second};
}

std::vector<actueel::span_question> questions_of(const std::vector<question>& stated) {
    std::vector<actueel::span_question> out;
    for (const auto& [start, end] : stated) { out.push_back({choice_of(start), choice_of(end)}); }
    return out;
}

family_attention attention_of(const actueel::reading& read, actueel::day as_of,
                              actueel::known known_at, std::int32_t ahead,
                              const std::vector<actueel::span_question>& questions) {
    const actueel::history& family = read.family;
    const auto until = known_at.until(as_of);
    const auto known = actueel::known_answers_at(read, until);
    family_attention out{.involved = known.all.involved(as_of)};
    for (const auto& span : actueel::written_spans(family, until, questions)) {
        out.spans.emplace_back(
            span.question, family->chains[static_cast<std::size_t>(span.record)].id,
            arrow_instant(span.began),
            span.ended ? std::optional{arrow_instant(*span.ended)} : std::nullopt);
    }
    if (!out.involved) { return out; }
    std::vector<std::int32_t> subjects{actueel::nobody};
    if (read.asked->subject_child) { subjects = actueel::children_on(known.all, as_of); }
    for (const auto subject : subjects) {
        out.rows.push_back(
            row_of(family, actueel::try_attention(known, as_of, subject, ahead).value()));
    }
    return out;
}

/// What a batch of rows gave: the families with what is said of them, and the rows that the document's reader must look at.
struct batch_attention {
    std::vector<std::pair<std::string, family_attention>> found{};
    std::vector<std::tuple<std::int64_t, std::int64_t, std::int64_t>>
        left{}; ///< first row, one past the last, families found before
};

/// Reads whole families where they stand in columns. What the family reader leaves, and records without ids, of which it may
/// be that nothing says which came later, is left to the document's reader.
batch_attention attention_in(const actueel::record_columns& records,
                             const actueel::instrument& asked, actueel::day as_of,
                             actueel::known known_at, std::int32_t ahead,
                             const std::vector<actueel::span_question>& questions) {
    batch_attention out;
    actueel::family_reader reader{records};
    actueel::family_records family;
    for (std::int64_t first = 0; first < records.size();) {
        const std::int64_t past = records.end_of_family(first);
        const bool taken = reader.read(first, past, family) && !family.rows.empty() &&
                           !family.rows.front().id.empty();
        const auto read =
            taken ? std::optional{actueel::try_read(asked, actueel::to_history(records, family))}
                  : std::nullopt;
        if (read && *read) {
            out.found.emplace_back(std::string{family.family},
                                   attention_of(**read, as_of, known_at, ahead, questions));
        } else {
            out.left.emplace_back(first, past, static_cast<std::int64_t>(out.found.size()));
        }
        first = past;
    }
    return out;
}

} // namespace

void register_caseload(py::module_& m) {
    py::class_<attention_row>(m, "AttentionRow", py::is_final())
        .def_readonly("child", &attention_row::child)
        .def_readonly("computed", &attention_row::computed)
        .def_readonly("final", &attention_row::final)
        .def_readonly("counts", &attention_row::counts)
        .def_readonly("due", &attention_row::due)
        .def_readonly("expired", &attention_row::expired)
        .def_readonly("expiring", &attention_row::expiring)
        .def_readonly("first_expiring", &attention_row::first_expiring)
        .def_readonly("first_expired", &attention_row::first_expired)
        .def_readonly("plans", &attention_row::plans)
        .def_readonly("overrides", &attention_row::overrides)
        .def_readonly("disputes", &attention_row::disputes)
        .def_readonly("was", &attention_row::was);
    py::class_<family_attention>(m, "FamilyAttention", py::is_final())
        .def_readonly("involved", &family_attention::involved)
        .def_readonly("rows", &family_attention::rows)
        .def_readonly("spans", &family_attention::spans);
    m.def(
        "attention",
        [](const actueel::instrument& asked, const actueel::history& family, std::string_view as_of,
           std::string_view known_at, std::int32_t ahead, const std::vector<question>& questions) {
            const auto day = day_of(as_of);
            const auto spans = questions_of(questions);
            const py::gil_scoped_release released;
            return attention_of(actueel::try_read(asked, family).value(), day,
                                actueel::try_known_from(known_at).value(), ahead, spans);
        },
        "instrument"_a, "history"_a, py::kw_only(), "as_of"_a, "known_at"_a, "ahead"_a,
        "spans"_a = std::vector<question>{});
    m.def(
        "attention_in_columns",
        [](const actueel::instrument& asked, const py::object& batch,
           const std::vector<origin>& origins, const std::string& table, const std::string& fault,
           std::string_view as_of, std::string_view known_at, std::int32_t ahead,
           const std::vector<question>& questions) {
            const arrow_in given{batch};
            auto from = origins_of(origins);
            const auto day = day_of(as_of);
            const auto spans = questions_of(questions);
            batch_attention made;
            {
                const py::gil_scoped_release released;
                made = attention_in(actueel::record_columns::of(given.kinds(), given.cells(),
                                                                std::move(from), table, fault),
                                    asked, day, actueel::try_known_from(known_at).value(), ahead,
                                    spans);
            }
            return py::make_tuple(std::move(made.found), std::move(made.left));
        },
        "instrument"_a, "batch"_a, py::kw_only(), "origins"_a, "table"_a, "fault"_a, "as_of"_a,
        "known_at"_a, "ahead"_a, "spans"_a = std::vector<question>{});
}

} // namespace actueel_python
