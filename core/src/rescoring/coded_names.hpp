// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/columnar/record_columns.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace actueel::detail {

/// What the codes of a column with fixed texts mean, by code.
template <class Enum>
class coded_names {
  public:
    template <std::size_t N>
    coded_names(const record_columns& columns, field f,
                const std::array<std::string_view, N>& names)
        : columns_{columns}, of_{f} {
        for (const std::string_view text : columns.coded(f).texts) {
            meant_.push_back(
                static_cast<Enum>(std::find(names.begin(), names.end(), text) - names.begin()));
        }
    }
    /// What a row says; `otherwise` where it says nothing.
    [[nodiscard]] Enum in(std::int64_t row, Enum otherwise) const noexcept {
        const std::int32_t code = columns_.code(of_, row);
        return code < 0 ? otherwise : meant_[static_cast<std::size_t>(code)];
    }

  private:
    const record_columns& columns_;
    const field of_;
    std::vector<Enum> meant_{};
};

} // namespace actueel::detail
