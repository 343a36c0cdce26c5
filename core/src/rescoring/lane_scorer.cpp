// SPDX-License-Identifier: MPL-2.0
#include <actueel/rescoring/lane_scorer.hpp>

#include "family_lanes.hpp"
#include "lane_figures.hpp"

namespace actueel {

class lane_scorer::work {
  public:
    work(const plan& by, const record_columns& columns, bool with_due)
        : family_{*by, columns, with_due}, figures_{*by, with_due} {}

    lane_outcome score(const family_records& family, const asked_days& on, score_block& out) {
        const lane_outcome outcome = family_.read(family, on, figures_.begin(on));
        if (outcome == lane_outcome::scored) { figures_.find(family_, out); }
        return outcome;
    }

  private:
    detail::family_lanes family_;
    detail::lane_figures figures_;
};

lane_scorer::lane_scorer(const plan& by, const record_columns& columns, bool with_due)
    : work_{std::make_unique<work>(by, columns, with_due)} {}
lane_scorer::~lane_scorer() = default;

lane_outcome lane_scorer::score(const family_records& family, const asked_days& on,
                                score_block& out) {
    return work_->score(family, on, out);
}

} // namespace actueel
