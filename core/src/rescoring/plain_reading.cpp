// SPDX-License-Identifier: MPL-2.0
#include "plain_reading.hpp"

#include <actueel/columnar/to_history.hpp>

#include <algorithm>
#include <tuple>
#include <vector>

namespace actueel::detail {
namespace {

/// Whether nothing says which of two answers came later: records without ids, of one day, person and instant.
bool ambiguous(const instrument& asked, const record_columns& columns,
               const family_records& family) {
    if (family.rows.empty() || !family.rows.front().id.empty()) { return false; }
    if (asked->one_sitting) { return true; } // there, answers to other questions count too
    std::vector<std::tuple<std::int32_t, std::int32_t, day, instant>> said;
    for (const record_row& r : family.rows) {
        if (r.type != observation_type) { continue; }
        // A former id may name the same item: then the document's reader finds out.
        const std::int32_t code = columns.code(field::item, r.row);
        said.emplace_back(
            item_named(asked, columns.coded(field::item).texts[static_cast<std::size_t>(code)]),
            r.person, r.on, r.recorded_at);
    }
    std::sort(said.begin(), said.end());
    return std::adjacent_find(said.begin(), said.end()) != said.end();
}

} // namespace

std::optional<reading> plain_reading(const instrument& asked, const record_columns& columns,
                                     const family_records& family) {
    if (ambiguous(asked, columns, family)) { return std::nullopt; }
    auto read = try_read(asked, to_history(columns, family));
    if (!read) { return std::nullopt; }
    return std::move(read).value();
}

} // namespace actueel::detail
