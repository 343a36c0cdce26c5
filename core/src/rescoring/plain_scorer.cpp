// SPDX-License-Identifier: MPL-2.0
#include "plain_scorer.hpp"

#include "plain_reading.hpp"

#include <actueel/history/known_answers.hpp>

#include <algorithm>

namespace actueel::detail {

score_block& plain_scorer::block_of(std::int32_t child, std::size_t block, std::size_t blocks) {
    const auto at = std::lower_bound(subjects_.begin(), subjects_.end(), child,
                                     [](const subject& s, std::int32_t c) { return s.child < c; });
    if (at != subjects_.end() && at->child == child) { return at->blocks[block]; }
    return subjects_.insert(at, {child, std::vector<score_block>(blocks, score_block{asked_})})
        ->blocks[block];
}

bool plain_scorer::score(const family_records& family, std::span<const asked_days> on) {
    subjects_.clear();
    const auto read = plain_reading(asked_, columns_, family);
    if (!read) { return false; }
    std::optional<known_answers> known;
    instant known_until{};
    for (std::size_t b = 0; b < on.size(); ++b) {
        for (std::size_t lane = 0; lane < on[b].count(); ++lane) {
            const day d = on[b].at(lane);
            const instant until = on[b].known_at().until(d);
            if (!known || until != known_until) {
                known = known_answers_at(*read, until);
                known_until = until;
            }
            if (!known->all.involved(d)) { continue; }
            std::vector<std::int32_t> asked_about{nobody};
            if (asked_->subject_child) { asked_about = children_on(known->all, d); }
            for (const std::int32_t child : asked_about) {
                auto made =
                    try_score(*known, d, child, observing::what_scores, std::move(figures_));
                if (!made) { return false; }
                figures_ = std::move(made).value();
                set_day(block_of(child, b, on.size()), lane, asked_, figures_);
            }
        }
    }
    return true;
}

} // namespace actueel::detail
