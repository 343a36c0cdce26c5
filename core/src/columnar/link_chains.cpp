// SPDX-License-Identifier: MPL-2.0
#include "link_chains.hpp"

namespace actueel::detail {

bool link_chains(const std::vector<std::int32_t>& later, named_rows& names,
                 family_records& family) {
    const auto at = [&family](std::int32_t i) -> record_row& {
        return family.rows[static_cast<std::size_t>(i)];
    };
    for (const std::int32_t i : later) {
        record_row& r = at(i);
        r.root = -1;
        r.target = names.named_in(r.corrects ? field::corrects : field::retracts, r.row);
        if (r.target < 0) { return false; }
        record_row& target = at(r.target);
        if (target.retracts || target.successor >= 0 || r.recorded_at < target.recorded_at) {
            return false;
        }
        target.successor = i;
    }
    std::size_t in_line = 0;
    for (const std::int32_t i : later) {
        const std::int32_t root = at(i).target;
        if (at(root).corrects) { continue; } // its chain begins before
        for (std::int32_t before = root; at(before).successor >= 0; ++in_line) {
            const std::int32_t next = at(before).successor;
            at(next).root = root;
            at(next).type = at(root).type;
            at(before).known.until = at(next).recorded_at;
            before = next;
        }
    }
    return in_line == later.size(); // what no line leads to is a circle
}

} // namespace actueel::detail
