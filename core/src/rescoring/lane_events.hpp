// SPDX-License-Identifier: MPL-2.0
#pragma once

#include "day_numbers.hpp"
#include "plan_content.hpp"

#include <actueel/columnar/family_records.hpp>
#include <actueel/rescoring/score_block.hpp>

#include <cstdint>
#include <utility>
#include <vector>

namespace actueel::detail {

/// What happened in a family, and how often, as the queries of an instrument ask.
class lane_events {
  public:
    struct happening {
        std::int32_t index = -1; ///< of the family's rows
        day on{};
        day_bits known = 0;
    };

    lane_events(const plan_content& by, const record_columns& columns);

    void begin() { all.clear(); }
    /// Counts those in `all`, of one incident once.
    void count(const family_records& family, const asked_days& on);
    /// Whether an event is of a type that lets an item's answers lapse.
    [[nodiscard]] bool lapses(std::size_t item, std::int64_t row) const {
        return lapsing_[item][static_cast<std::size_t>(columns_.code(field::event, row))];
    }

    std::vector<happening> all{};
    std::vector<score_block::lanes<std::int32_t>> counts{}; ///< by query

  private:
    /// Which codes of a column a query asks for, and, one past the last, whether it asks for none at all.
    using asked_codes = std::vector<bool>;
    struct query {
        asked_codes types{};
        asked_codes severities{};
        asked_codes bases{};
    };

    [[nodiscard]] bool fits(const query& q, std::int64_t row) const;

    const instrument& asked_;
    const record_columns& columns_;
    std::vector<query> queries_{};
    std::vector<std::vector<bool>> lapsing_{}; ///< by item, then code of event
    std::vector<std::pair<std::int32_t, day_bits>> incidents_{};
    day_numbers counted_{};
};

} // namespace actueel::detail
