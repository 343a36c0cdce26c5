// SPDX-License-Identifier: MPL-2.0
#pragma once

// A records table whose texts are dictionaries, as frames have them, with the same rows several times over: few texts that
// serve many rows.

#include "tables.hpp"

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace actueel::testing {

class coded_table {
  public:
    coded_table(const record_rows& rows, std::size_t times,
                std::vector<table_origin> origins = {table_origin{}})
        : origins_{std::move(origins)} {
        std::set<std::string> names;
        for (const record_cells& row : rows) {
            for (const auto& [name, text] : row) { names.insert(name); }
        }
        for (const std::string& name : names) { columns_.emplace_back(name, rows, times); }
        for (text_column& c : columns_) {
            kind_places_.push_back(&c.kind);
            cell_places_.push_back(&c.cells);
        }
        kinds_.format = "+s";
        kinds_.n_children = static_cast<std::int64_t>(columns_.size());
        kinds_.children = kind_places_.data();
        cells_.length = static_cast<std::int64_t>(rows.size() * times);
        cells_.n_children = kinds_.n_children;
        cells_.children = cell_places_.data();
    }
    coded_table(const coded_table&) = delete;
    coded_table& operator=(const coded_table&) = delete;

    /// Refers to this.
    [[nodiscard]] record_columns columns() const {
        return record_columns::of(kinds_, cells_, origins_, "table", "fault");
    }

  private:
    /// One column: its texts once, and for each row the place of its own.
    struct text_column {
        std::string name;
        std::string characters{};
        std::vector<std::int32_t> ends{0};
        std::vector<std::int16_t> places{};
        std::vector<std::uint8_t> validity{};
        const void* of_texts[3] = {};
        const void* of_places[2] = {};
        ArrowSchema text_kind{};
        ArrowSchema kind{};
        ArrowArray texts{};
        ArrowArray cells{};

        text_column(std::string called, const record_rows& rows, std::size_t times)
            : name{std::move(called)} {
            std::map<std::string, std::int16_t> known;
            validity.resize(rows.size() * times / 8 + 1);
            for (std::size_t at = 0; at < rows.size() * times; ++at) {
                const record_cells& row = rows[at % rows.size()];
                const auto cell = row.find(name);
                if (cell == row.end()) {
                    places.push_back(-1);
                    continue;
                }
                validity[at / 8] = static_cast<std::uint8_t>(validity[at / 8] | 1U << at % 8);
                const auto [place, fresh] =
                    known.emplace(cell->second, static_cast<std::int16_t>(known.size()));
                if (fresh) {
                    characters += cell->second;
                    ends.push_back(static_cast<std::int32_t>(characters.size()));
                }
                places.push_back(place->second);
            }
            text_kind.format = "u";
            of_texts[1] = ends.data();
            of_texts[2] = characters.data();
            texts.length = static_cast<std::int64_t>(known.size());
            texts.n_buffers = 3;
            texts.buffers = of_texts;
            kind.format = "s";
            kind.name = name.c_str();
            kind.dictionary = &text_kind;
            of_places[0] = validity.data();
            of_places[1] = places.data();
            cells.length = static_cast<std::int64_t>(places.size());
            cells.null_count = -1;
            cells.n_buffers = 2;
            cells.buffers = of_places;
            cells.dictionary = &texts;
        }
        text_column(const text_column&) = delete;
        text_column& operator=(const text_column&) = delete;
    };

    std::vector<table_origin> origins_;
    std::deque<text_column> columns_{}; ///< which stay where they are
    std::vector<ArrowSchema*> kind_places_{};
    std::vector<ArrowArray*> cell_places_{};
    ArrowSchema kinds_{};
    ArrowArray cells_{};
};

} // namespace actueel::testing
