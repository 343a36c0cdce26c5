// SPDX-License-Identifier: MPL-2.0
#include <actueel/assessment/scored.hpp>

#include <actueel/response/status.hpp>

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
        figures_.found = compute_level(asked_, now, published_values(figures_.scales));
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
    status_counts out;
    for (std::size_t i = 0; i < asked->items.size(); ++i) {
        const item& of = asked->items[i];
        if (of.derived()) { continue; }
        for (const response& row : now.of(static_cast<std::int32_t>(i))) {
            switch (status_of(of, row)) {
            case status::current: ++out.current; break;
            case status::stale: ++out.stale; break;
            case status::unknown: ++out.unknown; break;
            default: ++out.not_applicable; break;
            }
            if (contested(row)) { ++out.contested; }
        }
    }
    return out;
}

} // namespace actueel
