// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/duration.hpp>
#include <actueel/instrument/role.hpp>

#include <optional>
#include <string>
#include <vector>

namespace actueel {

/// Which events count (semantics 3, Derived items; 5, conditions). Events that share an incident count once.
struct event_query {
    std::vector<std::string> types;
    std::vector<std::string> severities{}; ///< empty: any, also none
    std::vector<basis> bases{};            ///< empty: any
    std::optional<duration>
        window{}; ///< each event counts on the days of its window; without, for ever
    std::optional<actueel::part> part{}; ///< of the person that a per-person item names
    asked_of per = asked_of::family;     ///< per person: only events that name the person

    friend bool operator==(const event_query&, const event_query&) = default;
};

} // namespace actueel
