// SPDX-License-Identifier: MPL-2.0
#include <actueel/response/status.hpp>

#include <algorithm>

namespace actueel {

status status_of(const item& asked, const response& row) noexcept {
    if (row.applies == kleene::no) { return status::not_applicable; }
    if (asked.derived()) {
        if (row.derived->applies_to_nobody) { return status::not_applicable; }
        const bool one =
            row.derived->is_none || (is_exact(row.derived->between) && !row.derived->can_be_none);
        return one ? status::current : status::unknown;
    }
    if (!row.current.said.says_something()) { return status::unknown; }
    if (row.expired) { return status::stale; }
    return row.current.said.has_value() ? status::current : status::not_applicable;
}

bool contested(const response& row) noexcept {
    if (row.applies == kleene::no || !row.current.said.says_something()) { return false; }
    return std::any_of(row.voices.begin(), row.voices.end(), [&row](const word& other) {
        return other.said.says_something() && other.said != row.current.said &&
               !same_voice(other, row.current);
    });
}

bool contested_range(const item& asked, const response& row) noexcept {
    if (!asked.contested_range || row.expired || !row.current.said.says_something()) {
        return false;
    }
    return std::any_of(row.voices.begin(), row.voices.end(), [&row](const word& other) {
        return other.counted && other.said.says_something() && other.said != row.current.said;
    });
}

bool visible(const item& asked, const response& row) noexcept {
    return row.current.said.says_something() &&
           (!row.expired || asked.when_stale == when_stale::keep);
}

} // namespace actueel
