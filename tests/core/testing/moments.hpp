// SPDX-License-Identifier: MPL-2.0
#pragma once

// Tables of moments for tests: rows of cells by name, laid out as Arrow columns.

#include "tables.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace actueel::testing {

/// Columns that no row fills are left out; days are texts where any is none. `counted` names a column of whole numbers.
class moment_table {
  public:
    explicit moment_table(const record_rows& rows, std::string_view counted = "") {
        std::vector<made_column> made;
        for (const char* name : {"family", "person", "as_of", "known_at"}) {
            const auto holds = [name](const record_cells& row) { return row.contains(name); };
            if (std::none_of(rows.begin(), rows.end(), holds)) { continue; }
            const bool days = std::all_of(rows.begin(), rows.end(), [&](const record_cells& row) {
                return !holds(row) || day_from(row.find(name)->second).has_value();
            });
            const bool numbers = counted == name;
            made_column& to = made.emplace_back(name, numbers ? "l" : days ? "tdD" : "u");
            for (const record_cells& row : rows) {
                if (!holds(row)) {
                    to.add_null();
                } else if (numbers) {
                    to.add(std::int64_t{std::stoll(row.find(name)->second)});
                } else if (days) {
                    to.add(on(row.find(name)->second) - on("1970-01-01"));
                } else {
                    to.add(std::string_view{row.find(name)->second});
                }
            }
        }
        give_away(std::move(made), static_cast<std::int64_t>(rows.size()), kinds_, cells_);
    }
    moment_table(const moment_table&) = delete;
    moment_table& operator=(const moment_table&) = delete;
    ~moment_table() {
        kinds_.release(&kinds_);
        cells_.release(&cells_);
    }

    /// Keeps the first rows alone.
    void cut(std::int64_t rows) {
        cells_.length = rows;
        for (std::int64_t c = 0; c < cells_.n_children; ++c) { cells_.children[c]->length = rows; }
    }
    [[nodiscard]] const ArrowSchema& kinds() const { return kinds_; }
    [[nodiscard]] const ArrowArray& cells() const { return cells_; }

  private:
    ArrowSchema kinds_{};
    ArrowArray cells_{};
};

} // namespace actueel::testing
