// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/columnar/record_columns.hpp>

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace actueel::detail {

/// Whether the texts and lists of a row may stand in their columns. What a dictionary holds is looked at once.
class fitting_cells {
  public:
    explicit fitting_cells(const record_columns& columns);

    /// Whether all of a row's may.
    [[nodiscard]] bool fits(std::int64_t row) {
        const field_set filled = columns_.filled(row);
        return ((filled & looked_at_) == 0 || texts_fit(row, filled & looked_at_)) &&
               ((filled & list_fields) == 0 || lists_fit(row, filled & list_fields));
    }
    /// Whether the text of a code may stand in its column. Precondition: a column with codes.
    [[nodiscard]] bool fits(field f, std::int32_t code) const noexcept {
        return by_code_[static_cast<std::size_t>(f)][static_cast<std::size_t>(code)] != 0;
    }
    /// Columns of which not every cell may stand there, whichever row it is: each has to be looked at.
    [[nodiscard]] field_set looked_at() const noexcept { return looked_at_ | list_fields; }

  private:
    static constexpr field_set list_fields = set_of(
        field::withhold_from, field::record_withhold_from, field::agreed_with, field::given_to);

    [[nodiscard]] bool texts_fit(std::int64_t row, field_set which) const;
    [[nodiscard]] bool lists_fit(std::int64_t row, field_set which);

    const record_columns& columns_;
    std::array<std::vector<std::uint8_t>, field_names.size()> by_code_{};
    field_set looked_at_ = 0; ///< columns of texts whose cells have to be looked at
    std::vector<std::string_view> entries_{};
};

} // namespace actueel::detail
