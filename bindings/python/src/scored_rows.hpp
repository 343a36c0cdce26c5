// SPDX-License-Identifier: MPL-2.0
// Scores as Arrow tables that go to Python, and the columns that Python asks for.
#pragma once

#include "arrow_in.hpp"

#include <actueel/rescoring.hpp>

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <cstdint>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace actueel_python {

template <class Arrow>
void release_capsule(PyObject* capsule) {
    auto* held = static_cast<Arrow*>(PyCapsule_GetPointer(
        capsule, std::is_same_v<Arrow, ArrowSchema> ? schema_name : array_name));
    if (held == nullptr) { return; }
    if (held->release != nullptr) { held->release(held); }
    delete held;
}

/// What hands a table to another library: an object with the Arrow PyCapsule protocol, good for one reader.
struct given_table {
    given_table(std::vector<actueel::made_column> made, std::int64_t count)
        : columns{std::move(made)}, rows{count} {}
    given_table(given_table&&) = default;
    given_table(const given_table&) = delete;
    given_table& operator=(given_table&&) = default;
    given_table& operator=(const given_table&) = delete;
    ~given_table() = default;

    std::vector<actueel::made_column> columns;
    std::int64_t rows = 0;

    pybind11::tuple arrow_c_array(const pybind11::object& /*requested*/) {
        auto kinds = std::make_unique<ArrowSchema>();
        auto cells = std::make_unique<ArrowArray>();
        actueel::give_away(std::move(columns), rows, *kinds, *cells);
        auto kinds_capsule = pybind11::reinterpret_steal<pybind11::object>(
            PyCapsule_New(kinds.release(), schema_name, release_capsule<ArrowSchema>));
        auto cells_capsule = pybind11::reinterpret_steal<pybind11::object>(
            PyCapsule_New(cells.release(), array_name, release_capsule<ArrowArray>));
        return pybind11::make_tuple(kinds_capsule, cells_capsule);
    }
};

/// A column that is asked for: its name, what it holds, which of that kind, and whether it is the high end.
using wanted_column = std::tuple<std::string, std::string, std::int32_t, bool>;

[[nodiscard]] inline actueel::score_kind kind_of(const std::string& name) {
    static constexpr std::string_view names[] = {"scale", "scale_units", "scale_level", "computed",
                                                 "final", "determined",  "count",       "due",
                                                 "term",  "term_units",  "rule"};
    for (std::size_t k = 0; k < std::size(names); ++k) {
        if (name == names[k]) { return static_cast<actueel::score_kind>(k); }
    }
    throw pybind11::value_error("no such kind of column");
}

[[nodiscard]] inline std::vector<actueel::score_column>
columns_of(const std::vector<wanted_column>& wanted) {
    std::vector<actueel::score_column> out;
    for (const auto& [name, kind, index, high] : wanted) {
        out.push_back({name, kind_of(kind), index, high});
    }
    return out;
}

/// Families that were left: their rows, how many rows of scores stand before theirs, and why.
[[nodiscard]] inline std::vector<std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int32_t>>
left_of(const actueel::rescored& made) {
    std::vector<std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int32_t>> out;
    for (const auto& one : made.left) {
        out.emplace_back(one.first, one.past, one.scores_before,
                         static_cast<std::int32_t>(one.why));
    }
    return out;
}

} // namespace actueel_python
