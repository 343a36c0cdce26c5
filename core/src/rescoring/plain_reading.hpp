// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/columnar/family_records.hpp>
#include <actueel/columnar/to_history.hpp>
#include <actueel/history/reading.hpp>

#include <cstdint>
#include <optional>
#include <tuple>
#include <vector>

namespace actueel::detail {

/// Reads the rows of one family after another as the plain engine does. Keeps its memory from family to family.
class plain_reader {
  public:
    plain_reader(const instrument& asked, const record_columns& columns);

    /// A family's rows, until the next is read. Null: the document's reader has to look, because of an answer that the
    /// instrument does not know, or because nothing says which of two records without ids came later.
    [[nodiscard]] const reading* read(const family_records& family);

  private:
    [[nodiscard]] bool ambiguous(const family_records& family);

    const instrument& asked_;
    const record_columns& columns_;
    std::vector<std::int32_t> items_{}; ///< of the instrument, by code of the column
    history_maker histories_;
    std::optional<reading> read_{};
    std::vector<std::tuple<std::int32_t, std::int32_t, day, instant>> said_{};
};

} // namespace actueel::detail
