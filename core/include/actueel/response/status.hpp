// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/instrument/item.hpp>
#include <actueel/response/situation.hpp>

#include <algorithm>
#include <cstdint>

namespace actueel {

// Asked of every row on every day, and so written where the compiler sees them.

/// The status of a row; a row whose applying is unknown has the status of its answer. Semantics 3.
[[nodiscard]] inline status status_of(const item& asked, const response& row) noexcept {
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

/// Whether the current answer differs from another voice's word that stands, counted or not. Never where the row does not
/// apply. Semantics 3, Voices.
[[nodiscard]] inline bool contested(const response& row) noexcept {
    if (row.applies == kleene::no || !row.current.said.says_something()) { return false; }
    return std::any_of(row.voices.begin(), row.voices.end(), [&row](const word& other) {
        return other.said.says_something() && other.said != row.current.said &&
               !same_voice(other, row.current);
    });
}

/// Whether counted voices differ and the item says that this widens the score: `when_contested: range`, the answer
/// current or answered n/a.
[[nodiscard]] inline bool contested_range(const item& asked, const response& row) noexcept {
    if (!asked.contested_range || row.expired || !row.current.said.says_something()) {
        return false;
    }
    return std::any_of(row.voices.begin(), row.voices.end(), [&row](const word& other) {
        return other.counted && other.said.says_something() && other.said != row.current.said;
    });
}

/// Whether the answer can be seen by a condition: current, or stale and kept.
[[nodiscard]] inline bool visible(const item& asked, const response& row) noexcept {
    return row.current.said.says_something() &&
           (!row.expired || asked.when_stale == when_stale::keep);
}

} // namespace actueel
