// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/columnar.hpp>

#include <pybind11/pybind11.h>

#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace actueel_python {

inline constexpr const char* schema_name = "arrow_schema";
inline constexpr const char* array_name = "arrow_array";

/// What an object of the Arrow PyCapsule protocol holds; keeps it alive. Made and let go while the GIL is held.
class arrow_in {
  public:
    explicit arrow_in(const pybind11::object& given) : pair_{given.attr("__arrow_c_array__")()} {
        kinds_ = static_cast<const ArrowSchema*>(
            PyCapsule_GetPointer(pybind11::object(pair_[0]).ptr(), schema_name));
        cells_ = static_cast<const ArrowArray*>(
            PyCapsule_GetPointer(pybind11::object(pair_[1]).ptr(), array_name));
        if (kinds_ == nullptr || cells_ == nullptr) { throw pybind11::error_already_set(); }
    }
    [[nodiscard]] const ArrowSchema& kinds() const noexcept { return *kinds_; }
    [[nodiscard]] const ArrowArray& cells() const noexcept { return *cells_; }

  private:
    pybind11::tuple pair_;
    const ArrowSchema* kinds_ = nullptr;
    const ArrowArray* cells_ = nullptr;
};

/// Of a table: whether it has ids, whether it says when its records were written down, and the type of all its records.
using origin = std::tuple<bool, bool, std::optional<std::string>>;

/// Refers to the texts of `stated`.
[[nodiscard]] inline std::vector<actueel::table_origin>
origins_of(const std::vector<origin>& stated) {
    std::vector<actueel::table_origin> out;
    for (const auto& [ids, recorded, type] : stated) {
        out.push_back(
            {ids, recorded, type ? std::optional<std::string_view>{*type} : std::nullopt});
    }
    return out;
}

} // namespace actueel_python
