// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/decimal.hpp>

#include <cstdint>
#include <vector>

namespace actueel {

enum class condition_kind : std::uint8_t {
    item_is_one_of,  ///< an answer is one of some options or numbers (`is`, `in`)
    item_at_least,   ///< an answer is a number at or above the bound
    item_below,      ///< an answer is a number below the bound
    item_status,     ///< the status of an item's rows is one of some
    scale_at_least,  ///< a scale's published value is at or above the bound
    scale_below,     ///< a scale's published value is below the bound
    events_at_least, ///< at least `count` events of a query
    plan_active,     ///< a safety plan runs, and covers what it should
    all,
    any,
    negation,
    at_least_of, ///< at least `count` of the parts hold
};

/// A condition: a closed set, no expression strings, no code (semantics 5). Names are indices into its instrument.
struct condition {
    condition_kind kind{};
    bool for_all = false;                ///< `"who": "all"`; else any
    std::int32_t subject = -1;           ///< item, scale, or event query
    std::int32_t count = 1;              ///< of events, or of parts
    std::uint32_t statuses = 0;          ///< a bit per status
    decimal bound{};                     ///< of a comparison
    std::vector<std::int32_t> options{}; ///< sorted; for items with options
    std::vector<decimal> numbers{};      ///< for items with numbers
    std::vector<std::int32_t> covers{};  ///< items that the plan should cover
    std::vector<condition> parts{};
};

} // namespace actueel
