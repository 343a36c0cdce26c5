// SPDX-License-Identifier: MPL-2.0
#include "plain_scorer.hpp"

#include "plain_reading.hpp"

#include <actueel/history/known_answers.hpp>
#include <actueel/trajectory/days_of_change.hpp>

#include <algorithm>

namespace actueel::detail {

score_block& plain_scorer::block_of(std::int32_t child, std::size_t block, std::size_t blocks) {
    const auto at = std::lower_bound(subjects_.begin(), subjects_.end(), child,
                                     [](const subject& s, std::int32_t c) { return s.child < c; });
    if (at != subjects_.end() && at->child == child) { return at->blocks[block]; }
    std::vector<score_block> room;
    if (spare_.empty()) {
        room.assign(blocks, score_block{asked_});
    } else {
        room = std::move(spare_.back());
        spare_.pop_back();
        for (score_block& b : room) { b.rows = 0; }
    }
    return subjects_.insert(at, {child, std::move(room)})->blocks[block];
}

bool plain_scorer::score(const family_records& family, std::span<const asked_days> on) {
    for (subject& s : subjects_) { spare_.push_back(std::move(s.blocks)); }
    subjects_.clear();
    const auto read = plain_reading(asked_, columns_, family);
    if (!read) { return false; }
    const day first = on.front().days().front();
    const day last = on.back().days().back();
    const std::vector<day> changes =
        days_of_change(*read, first, next_day(last), on.front().known_at());
    auto next = changes.begin();
    std::optional<known_answers>
        known; // as it was at `known_until`, and is until something changes
    instant known_until{};
    bool stands = false; // the figures are of a day since which nothing changed
    for (std::size_t b = 0; b < on.size(); ++b) {
        for (std::size_t lane = 0; lane < on[b].count(); ++lane) {
            const day d = on[b].at(lane);
            const auto before = next;
            while (next != changes.end() && *next <= d) { ++next; }
            const bool changed = next != before;
            stands = stands && !changed;
            const instant until = on[b].known_at().until(d);
            if (!known || (changed && until != known_until)) {
                known = known_answers_at(*read, until);
                known_until = until;
            }
            if (!known->all.involved(d)) { continue; }
            if (stands) {
                figures_.seen.now.as_of = d; // by which a review is due
                set_day(block_of(nobody, b, on.size()), lane, asked_, figures_);
                continue;
            }
            std::vector<std::int32_t> asked_about{nobody};
            if (asked_->subject_child) { asked_about = children_on(known->all, d); }
            for (const std::int32_t child : asked_about) {
                auto made =
                    try_score(*known, d, child, observing::what_scores, std::move(figures_));
                if (!made) { return false; }
                figures_ = std::move(made).value();
                set_day(block_of(child, b, on.size()), lane, asked_, figures_);
            }
            stands = !asked_->subject_child;
        }
    }
    return true;
}

} // namespace actueel::detail
