// SPDX-License-Identifier: MPL-2.0
#include <actueel/assessment/scored.hpp>

#include <actueel/response/status.hpp>

namespace actueel {

result<scored> try_score(const known_answers& known, day as_of, std::int32_t child, observing depth,
                         scored reused) {
    const instrument& asked = known.read->asked;
    auto seen = observe(known, as_of, child, depth, std::move(reused.seen));
    if (!seen) { return seen.error(); }
    scored out;
    out.seen = std::move(seen).value();
    out.scales = scale_values(asked, out.seen.now, std::move(reused.scales));
    if (asked->levels.empty()) {
        out.decided = decide(asked, {}, out.seen.overrides); // none is allowed, and each says so
        return out;
    }
    out.found = compute_level(asked, out.seen.now, published_values(out.scales));
    out.decided = decide(asked, out.found->level, out.seen.overrides);
    return out;
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
