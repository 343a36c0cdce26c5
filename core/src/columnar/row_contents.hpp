// SPDX-License-Identifier: MPL-2.0
#pragma once

#include "fitting_cells.hpp"
#include "introduced_persons.hpp"
#include "named_rows.hpp"
#include "record_shape.hpp"

#include <actueel/columnar/family_records.hpp>

#include <cstdint>
#include <string_view>
#include <vector>

namespace actueel::detail {

/// Reads what each row of a family says beside its head. Precondition: chains are linked, and persons were introduced.
class row_contents {
  public:
    row_contents(const record_columns& columns, named_rows& names, fitting_cells& cells,
                 const introduced_persons& persons);

    /// False: the family is left.
    [[nodiscard]] bool read(family_records& family);

  private:
    [[nodiscard]] bool read_plain(record_row& r, field_set says) const;
    [[nodiscard]] bool read_retraction(const record_row& r);
    [[nodiscard]] bool read_content(record_row& r);
    [[nodiscard]] bool has_shape(const record_row& r) const;
    [[nodiscard]] bool read_by_type(record_row& r);
    [[nodiscard]] bool read_day(record_row& r, field from) const;
    [[nodiscard]] bool read_past_day(record_row& r, field from) const;
    [[nodiscard]] bool read_run(record_row& r) const;
    [[nodiscard]] bool read_observation(record_row& r);
    [[nodiscard]] bool read_empty_roles(const record_row& r);
    [[nodiscard]] bool read_plan(record_row& r);
    [[nodiscard]] bool read_persons(const record_row& r, bool with_parts);
    [[nodiscard]] bool read_sign_off(record_row& r) const;
    [[nodiscard]] bool read_dispute(record_row& r);
    [[nodiscard]] bool read_ending(record_row& r);
    [[nodiscard]] bool ends_in_time(const record_row& r) const;
    [[nodiscard]] bool refers(record_row& r, field by, type_set types);

    const record_columns& columns_;
    named_rows& names_;
    fitting_cells& cells_;
    const introduced_persons& persons_;
    std::vector<std::int8_t> record_types_{}; ///< by code of `record_type`
    field_set plain_may_ = 0;                 ///< what a plain observation may fill
    bool one_clock_ = false; ///< every row is recorded on the day that it speaks of
    bool ends_ = false;      ///< whether some row is an ending
    family_records* family_ = nullptr;
    std::vector<std::string_view> entries_{};
    std::vector<std::string_view> more_entries_{};
};

} // namespace actueel::detail
