// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/columnar/family_places.hpp>
#include <actueel/columnar/record_columns.hpp>

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace actueel::detail {

/// Which row of a family each id names. Ids that have codes are found by them, others by a hash.
class named_rows {
  public:
    explicit named_rows(const record_columns& columns);

    /// Begins a family of up to so many rows, of which none has a name yet.
    void begin(std::size_t rows);
    /// Names a row of the family by a code of the column `id`, where it has codes, else by text. False: another row is
    /// named so.
    [[nodiscard]] bool add(std::int32_t index, std::int32_t code) {
        if (by_code_.of(code) >= 0) { return false; }
        by_code_.set(code, index);
        return true;
    }
    [[nodiscard]] bool add(std::int32_t index, std::string_view id);
    /// The row that is named so, or -1.
    [[nodiscard]] std::int32_t row_of(std::string_view id) const;
    /// The row that a cell of another column names, or -1.
    [[nodiscard]] std::int32_t named_in(field f, std::int64_t row);
    /// The code of an id in the column `id`, or -1.
    [[nodiscard]] std::int32_t code_of(std::string_view id) const {
        return coded_ ? columns_.coded(field::id).code_of(id) : -1;
    }

  private:
    struct named_text {
        std::uint32_t family = 0;
        std::int32_t index = -1;
        std::string_view id{};
    };
    [[nodiscard]] std::int32_t row_of_code(std::int32_t code) const {
        return code < 0 ? -1 : by_code_.of(code);
    }

    const record_columns& columns_;
    const bool coded_;
    family_places by_code_{};
    std::uint32_t family_ = 0;          ///< tells the texts of one family from those of others
    std::vector<named_text> by_hash_{}; ///< as many as a power of two
    std::array<std::vector<std::int32_t>, field_names.size()>
        ids_{}; ///< by column, then code of it: which code of the column `id` that is
};

} // namespace actueel::detail
