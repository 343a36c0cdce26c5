// SPDX-License-Identifier: MPL-2.0
#include "lane_lapses.hpp"

#include <algorithm>

namespace actueel::detail {

lane_lapses::lane_lapses(const plan_content& by) : asked_{by.asked} {
    for (const item& of : asked_->items) {
        by_moves_ = by_moves_ || of.lapses_on.joins.any() || of.lapses_on.leaves.any();
        by_events_ = by_events_ || !of.lapses_on.events.empty();
    }
}

void lane_lapses::find(const family_records& family, const lane_household& household,
                       const lane_events& events) {
    family_ = &family;
    events_ = &events;
    all_.clear();
    moves_.clear();
    if (by_moves_) { household.add_moves(moves_); }
    for (std::size_t m = 0; m < moves_.size(); ++m) {
        all_.push_back({moves_[m].on, moves_[m].known, static_cast<std::int32_t>(m), -1});
    }
    if (by_events_) {
        for (const auto& e : events.all) { all_.push_back({e.on, e.known, -1, e.index}); }
    }
    if (all_.size() < 2) { return; }
    std::sort(all_.begin(), all_.end(), [](const lapse& a, const lapse& b) { return a.on < b.on; });
}

bool lane_lapses::lapses_it(const lapse& l, std::size_t item, const lane_word& w) const {
    const actueel::item& of = asked_->items[item];
    const std::int32_t about = family_->rows[static_cast<std::size_t>(w.row)].person;
    if (l.event < 0) {
        const lane_household::move& move = moves_[static_cast<std::size_t>(l.move)];
        const auto& asked = move.joins ? of.lapses_on.joins : of.lapses_on.leaves;
        return asked.test(static_cast<std::size_t>(move.in)) &&
               (about == nobody || about != move.person);
    }
    const auto event = static_cast<std::size_t>(l.event);
    if (!events_->lapses(item, family_->rows[event].row)) { return false; }
    if (of.per != asked_of::child) { return true; }
    const auto first = static_cast<std::size_t>(family_->first_part[event]);
    const auto past = static_cast<std::size_t>(family_->first_part[event + 1]);
    if (first == past) { return true; }
    for (std::size_t p = first; p < past; ++p) {
        if (family_->parts[p].first == about) { return true; }
    }
    return false; // it was about other children
}

} // namespace actueel::detail
