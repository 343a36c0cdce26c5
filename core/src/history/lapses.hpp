// SPDX-License-Identifier: MPL-2.0
#pragma once

#include "household.hpp"

namespace actueel::detail {

/// Something on a day that lets answers to an item lapse.
struct lapse {
    day on{};
    expiry_cause cause{};
    std::int32_t record = no_record;
    std::int32_t not_about = nobody;      ///< of a joining or leaving: whose it is
    const event_content* event = nullptr; ///< of an event
};

/// What lets answers to an item lapse, up to a day: by day, then joins, leaves, events, then place. Semantics 3, When it
/// expires.
[[nodiscard]] std::vector<lapse> lapses_of(const item& of, const records_in_force& all, day as_of);

/// When a word about a person (`nobody`: the family) expires and why: its shelf life, or the first lapse after it.
[[nodiscard]] expiry expiry_of(const item& of, const std::vector<lapse>& lapses,
                               std::int32_t person, const word& w);

} // namespace actueel::detail
