// SPDX-License-Identifier: MPL-2.0
#include "plain_scorer.hpp"

#include <actueel/history/known_answers.hpp>
#include <actueel/trajectory/days_of_change.hpp>

#include <algorithm>

namespace actueel::detail {
namespace {

/// Whether anything was written down after an instant and by another: else both know the same.
bool written_between(const history& family, instant after, instant by) {
    if (after == by) { return false; }
    const auto between = [=](instant at) { return after < at && at <= by; };
    return std::any_of(family->chains.begin(), family->chains.end(), [&](const chain& c) {
        return (c.retracted_at && between(*c.retracted_at)) ||
               std::any_of(c.links.begin(), c.links.end(),
                           [&](const link& l) { return between(l.recorded_at); });
    });
}

} // namespace

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

day_scorer& plain_scorer::scorer_of(std::int32_t child) {
    const auto at = std::find_if(scorers_.begin(), scorers_.end(),
                                 [child](const scorer& s) { return s.child == child; });
    if (at != scorers_.end()) { return at->by; }
    scored reused;
    if (!figures_.empty()) {
        reused = std::move(figures_.back());
        figures_.pop_back();
    }
    return scorers_.emplace_back(known_, child, std::move(reused)).by;
}

void plain_scorer::end_scorers() {
    for (scorer& s : scorers_) { figures_.push_back(std::move(s.by).take()); }
    scorers_.clear();
}

bool plain_scorer::score(const family_records& family, std::span<const asked_days> on) {
    for (subject& s : subjects_) { spare_.push_back(std::move(s.blocks)); }
    subjects_.clear();
    const reading* const read = reader_.read(family);
    if (read == nullptr) { return false; }
    const bool scored_all = score_days(*read, on);
    end_scorers();
    return scored_all;
}

bool plain_scorer::score_days(const reading& read, std::span<const asked_days> on) {
    const day first = on.front().days().front();
    const day last = on.back().days().back();
    const std::vector<day> changes =
        days_of_change(read, first, next_day(last), on.front().known_at());
    auto next = changes.begin();
    bool is_known = false; // `known_` is as it was at `known_until`, and since
    instant known_until{};
    day_scorer* stands = nullptr; // what scored a day since which nothing changed
    for (std::size_t b = 0; b < on.size(); ++b) {
        for (std::size_t lane = 0; lane < on[b].count(); ++lane) {
            const day d = on[b].at(lane);
            const auto before = next;
            while (next != changes.end() && *next <= d) { ++next; }
            const bool changed = next != before;
            if (changed) { stands = nullptr; }
            const instant until = on[b].known_at().until(d);
            if (!is_known || (changed && written_between(read.family, known_until, until))) {
                end_scorers();
                known_ = known_answers_at(read, until, std::move(known_));
                known_until = until;
                is_known = true;
            }
            if (!known_.all.involved(d)) { continue; }
            if (stands != nullptr) {
                set_day(block_of(nobody, b, on.size()), lane, asked_, stands->as_before(d),
                        wanted_);
                continue;
            }
            std::vector<std::int32_t> asked_about{nobody};
            if (asked_->subject_child) { asked_about = children_on(known_.all, d); }
            for (const std::int32_t child : asked_about) {
                day_scorer& by = scorer_of(child);
                const auto made = by.try_on(d);
                if (!made) { return false; }
                set_day(block_of(child, b, on.size()), lane, asked_, **made, wanted_);
                if (!asked_->subject_child) { stands = &by; }
            }
        }
    }
    return true;
}

} // namespace actueel::detail
