// SPDX-License-Identifier: MPL-2.0
#include <actueel/assessment/scored.hpp>

#include <actueel/response/status.hpp>

#include <array>

namespace actueel {

day_scorer::day_scorer(const known_answers& known, std::int32_t child, observing depth,
                       scored reused)
    : asked_{known.read->asked}, figures_{std::move(reused)}, observer_{known, child, depth,
                                                                        figures_.seen} {}

result<const scored*> day_scorer::try_on(day as_of) {
    const auto seen = observer_.try_on(as_of);
    if (!seen) { return seen.error(); }
    const situation& now = figures_.seen.now;
    figures_.scales = scale_values(asked_, now, std::move(figures_.scales), &observer_.changed());
    if (asked_->levels.empty()) {
        figures_.found.reset();
        figures_.decided =
            decide(asked_, {}, figures_.seen.overrides); // none is allowed, and each says so
    } else {
        values_ = published_values(figures_.scales, std::move(values_));
        if (!figures_.found) { figures_.found.emplace(); }
        *figures_.found = compute_level(asked_, now, values_, std::move(*figures_.found));
        figures_.decided = decide(asked_, figures_.found->level, figures_.seen.overrides);
    }
    return &figures_;
}

result<scored> try_score(const known_answers& known, day as_of, std::int32_t child, observing depth,
                         scored reused) {
    day_scorer scorer{known, child, depth, std::move(reused)};
    const auto made = scorer.try_on(as_of);
    if (!made) { return made.error(); }
    return std::move(scorer).take();
}

status_counts counts_of(const instrument& asked, const situation& now) {
    std::array<std::int64_t, status_names.size()> by_status{};
    std::int64_t differ = 0;
    const response* row = now.rows.data();
    const std::int32_t* past_row = now.first_row.data();
    for (const item& of : asked->items) {
        const response* const past = now.rows.data() + *++past_row;
        if (of.derived()) {
            row = past;
            continue;
        }
        for (; row != past; ++row) {
            ++by_status[static_cast<std::size_t>(status_of(of, *row))];
            if (!row->voices.empty() && contested(*row)) { ++differ; }
        }
    }
    return {by_status[0], by_status[1], by_status[2], by_status[3], differ};
}

} // namespace actueel
