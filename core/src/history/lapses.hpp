// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/history/in_force.hpp>
#include <actueel/instrument/item.hpp>

namespace actueel::detail {

/// Something on a day that lets answers to an item lapse.
struct lapse {
    day on{};
    expiry_cause cause{};
    std::int32_t record = no_record;
    std::int32_t not_about = nobody;      ///< of a joining or leaving: whose it is
    const event_content* event = nullptr; ///< of an event
};

/// What lets answers to an item lapse, on whatever day: by day, then joins, leaves, events, then place. Semantics 3, When
/// it expires.
[[nodiscard]] std::vector<lapse> lapses_of(const item& of, const records_in_force& all);

/// When a word expires by its shelf life alone.
[[nodiscard]] expiry shelf_life_of(const item& of, const word& w);

/// The first lapse after a word about a person (`nobody`: the family) and before `w.expires`; cause `never` where there is
/// none.
[[nodiscard]] expiry first_lapse_of(const std::vector<lapse>& lapses, std::int32_t person,
                                    const word& w);

} // namespace actueel::detail
