// SPDX-License-Identifier: MPL-2.0
#pragma once

// Records tables for tests: rows of cells by name, laid out as Arrow columns; a family's document as such rows.

#include "documents.hpp"

#include <cstring>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace actueel::testing {

/// The cells of a row that hold something, by column.
using record_cells = std::map<std::string, std::string, std::less<>>;
using record_rows = std::vector<record_cells>;

namespace layout {

inline std::string listed(const json_node& values, std::string_view inner = "") {
    std::string out;
    for (const json_node& v : values.children()) {
        const json_node* one = inner.empty() ? &v : v.find(inner);
        out += (&v == values.children().data() ? "" : ";") +
               (one == nullptr ? std::string{} : std::string{one->text});
    }
    return out;
}

inline void lay_out(const json_node& record, record_cells& to, bool of_correction) {
    const std::set<std::string_view> own = {"reason", "note", "withhold_from", "type"};
    for (std::size_t i = 0; i < record.keys().size(); ++i) {
        const std::string_view key = record.keys()[i];
        const json_node& value = record.children()[i];
        const std::string name =
            (of_correction && own.contains(key) ? "record_" : "") + std::string{key};
        if (key == "record") {
            lay_out(value, to, true);
        } else if (value.type == json_type::object) { // `computed`, `level`, `about`
            for (std::size_t k = 0; k < value.keys().size(); ++k) {
                to[name + "_" + std::string{value.keys()[k]}] = value.children()[k].text;
            }
        } else if (value.type == json_type::array && key == "persons" && value.size > 0 &&
                   value.children()[0].type == json_type::object) {
            to["persons"] = listed(value, "person");
            const std::string parts = listed(value, "part");
            if (parts.find_first_not_of(';') != std::string::npos) { to["parts"] = parts; }
        } else if (value.type == json_type::array) {
            if (value.size > 0) { to[name] = listed(value); }
        } else if (key == "answer" && value.type == json_type::number) {
            to["answer_number"] = value.text;
        } else {
            to[name] = value.text;
        }
    }
}

} // namespace layout

/// The rows of a family's table, in the order of its records.
inline record_rows rows_of(const family& written, const std::string& name = "F-1") {
    record_rows out;
    for (const std::string& record : written.records()) {
        const auto document = read_json(json(record), "record").value();
        record_cells& cells = out.emplace_back();
        cells["family"] = name;
        layout::lay_out(document.root(), cells, false);
    }
    return out;
}

/// Rows laid out as columns: a column of days as such where every cell holds one, `answer_number` as doubles, the rest as
/// texts. Owns what `columns()` refers to.
class table {
  public:
    explicit table(const record_rows& rows, std::vector<table_origin> origins = {table_origin{}})
        : origins_{std::move(origins)} {
        std::set<std::string> names;
        for (const record_cells& row : rows) {
            for (const auto& [name, text] : row) { names.insert(name); }
        }
        std::vector<made_column> made;
        for (const std::string& name : names) {
            const auto all = [&](auto holds) {
                return std::all_of(rows.begin(), rows.end(), [&](const record_cells& row) {
                    const auto cell = row.find(name);
                    return cell == row.end() || holds(cell->second);
                });
            };
            const bool days = all([](const std::string& t) { return day_from(t).has_value(); });
            const bool wholes = name == "table";
            const bool numbers = name == "answer_number" && all([](const std::string& t) {
                                     return decimal_from(t).fault == decimal_fault::none;
                                 });
            made_column& to = made.emplace_back(name, days      ? "tdD"
                                                      : wholes  ? "l"
                                                      : numbers ? "g"
                                                                : "u");
            for (const record_cells& row : rows) {
                const auto cell = row.find(name);
                if (cell == row.end()) {
                    to.add_null();
                } else if (days) {
                    to.add(on(cell->second) - on("1970-01-01"));
                } else if (wholes) {
                    to.add(std::int64_t{std::stoll(cell->second)});
                } else if (numbers) {
                    to.add(to_double(number(cell->second)));
                } else {
                    to.add(std::string_view{cell->second});
                }
            }
        }
        give_away(std::move(made), static_cast<std::int64_t>(rows.size()), kinds_, cells_);
    }
    table(const table&) = delete;
    table& operator=(const table&) = delete;
    ~table() {
        kinds_.release(&kinds_);
        cells_.release(&cells_);
    }

    /// Leaves the first rows out, as a slice does: every column keeps its cells and begins further on.
    table& from(std::int64_t row) {
        for (std::int64_t c = 0; c < cells_.n_children; ++c) {
            cells_.children[c]->offset = row;
            cells_.children[c]->length = cells_.length - row;
            if (cells_.children[c]->null_count != 0) { cells_.children[c]->null_count = -1; }
        }
        cells_.length -= row;
        return *this;
    }

    [[nodiscard]] record_columns columns() const {
        return record_columns::of(kinds_, cells_, origins_, "table", "fault");
    }

  private:
    std::vector<table_origin> origins_;
    ArrowSchema kinds_{};
    ArrowArray cells_{};
};

/// Made columns as text, to be compared: a line a row, cells divided by commas, nothing for a null.
inline std::vector<std::string> lines_of(std::vector<made_column> columns, std::int64_t rows) {
    ArrowSchema kinds{};
    ArrowArray cells{};
    give_away(std::move(columns), rows, kinds, cells);
    std::vector<std::string> out(static_cast<std::size_t>(rows));
    for (std::int64_t c = 0; c < kinds.n_children; ++c) {
        const std::string_view format = kinds.children[c]->format;
        const ArrowArray& of = *cells.children[c];
        const auto* validity = static_cast<const std::uint8_t*>(of.buffers[0]);
        for (std::int64_t row = 0; row < rows; ++row) {
            std::string& line = out[static_cast<std::size_t>(row)];
            if (c > 0) { line += ','; }
            if (validity != nullptr && (validity[row >> 3] >> (row & 7) & 1) == 0) { continue; }
            if (format == "u") {
                const auto* ends = static_cast<const std::int32_t*>(of.buffers[1]);
                line.append(static_cast<const char*>(of.buffers[2]) + ends[row],
                            static_cast<std::size_t>(ends[row + 1] - ends[row]));
            } else if (format == "tdD") {
                const auto since = static_cast<const std::int32_t*>(of.buffers[1])[row];
                line += to_string(day::from_number(on("1970-01-01").number() + since));
            } else if (format == "l") {
                line += std::to_string(static_cast<const std::int64_t*>(of.buffers[1])[row]);
            } else if (format == "g") {
                std::string text = std::to_string(static_cast<const double*>(of.buffers[1])[row]);
                text.erase(text.find_last_not_of('0') + 1);
                if (text.back() == '.') { text.pop_back(); }
                line += text;
            } else if (format == "b") {
                const auto* bits = static_cast<const std::uint8_t*>(of.buffers[1]);
                line += (bits[row >> 3] >> (row & 7) & 1) != 0 ? "yes" : "no";
            } else {
                line += std::to_string(static_cast<const std::int32_t*>(of.buffers[1])[row]);
            }
        }
    }
    kinds.release(&kinds);
    cells.release(&cells);
    return out;
}

} // namespace actueel::testing
