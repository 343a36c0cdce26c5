// SPDX-License-Identifier: MPL-2.0
#include <actueel/instrument/scale.hpp>

#include <algorithm>

namespace actueel {

decimal scale::published(decimal points) const noexcept {
    if (table.empty()) { return points; }
    const auto after =
        std::upper_bound(table.begin(), table.end(), points,
                         [](decimal p, const table_row& row) { return p < row.at_least; });
    return after == table.begin() ? table.front().value
                                  : std::prev(after)->value; // the first holds below it too
}

interval<decimal> scale::published(interval<decimal> points) const noexcept {
    if (table.empty()) { return points; }
    interval<decimal> out = hull(exactly(published(points.low)), exactly(published(points.high)));
    for (const table_row& row : table) {
        if (row.at_least > points.low && row.at_least <= points.high) {
            out = hull(out, exactly(row.value));
        }
    }
    return out;
}

std::int32_t scale::level_of(decimal value) const noexcept {
    std::int32_t reached = 0;
    for (std::size_t level = 0; level < cuts.size(); ++level) {
        if (cuts[level] && *cuts[level] <= value) { reached = static_cast<std::int32_t>(level); }
    }
    return reached;
}

} // namespace actueel
