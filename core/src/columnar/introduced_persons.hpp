// SPDX-License-Identifier: MPL-2.0
#pragma once

#include "fitting_cells.hpp"
#include "named_rows.hpp"

#include <actueel/columnar/family_places.hpp>
#include <actueel/columnar/family_records.hpp>

#include <cstdint>
#include <string_view>
#include <vector>

namespace actueel::detail {

/// Who was introduced in a family, and when: by a person's own record or by a membership.
class introduced_persons {
  public:
    introduced_persons(const record_columns& columns, const named_rows& names,
                       const fitting_cells& cells);

    /// Finds those of a family; writes their ids, sorted, and to each record of a person who it is. `introducing` are the rows of
    /// persons and memberships, `later` those of corrections and retractions. False: the family is left.
    [[nodiscard]] bool find(family_records& family, const std::vector<std::int32_t>& introducing,
                            const std::vector<std::int32_t>& later, bool ids);

    /// Who is meant by an id that was written down at an instant; -1: nobody who was introduced by then.
    [[nodiscard]] std::int32_t named(std::string_view id, instant by) const;
    /// The same of the cell of a row in the column `person`.
    [[nodiscard]] std::int32_t in(const record_row& r) const {
        const std::int32_t code = columns_.code(field::person, r.row);
        if (code < 0) { return -1; }
        const std::int32_t place = by_code_.of(code);
        return place < 0 ? -1 : introduced_by(place, r.recorded_at);
    }

  private:
    /// At first in the order in which they were met, then by id.
    struct introduction {
        std::string_view id{};
        instant when{};
        std::int32_t code = -1;   ///< in the column `person`, where it is known
        std::int32_t record = -1; ///< the row of their own record, where there is one
    };

    [[nodiscard]] introduction* add(std::string_view id, std::int32_t code, instant when);
    [[nodiscard]] bool add_record(const record_row& r, std::int32_t index);
    [[nodiscard]] bool add_member(const record_row& r);
    [[nodiscard]] bool may_be_called_so(const introduction& one, const family_records& family,
                                        bool ids) const;
    [[nodiscard]] std::int32_t introduced_by(std::int32_t place, instant by) const {
        return all_[static_cast<std::size_t>(place)].when <= by ? place : -1;
    }

    const record_columns& columns_;
    const named_rows& names_;
    const fitting_cells& cells_;
    family_places by_code_{};                ///< of the column `person`
    std::vector<std::int32_t> code_of_id_{}; ///< by code of the column `id`: that of the same text
    std::vector<std::int32_t> id_of_code_{}; ///< and the other way round
    std::vector<introduction> all_{};
    std::int32_t uncoded_ = 0; ///< how many of them have no code
};

} // namespace actueel::detail
