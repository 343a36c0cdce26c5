// SPDX-License-Identifier: MPL-2.0
#include <actueel/score/scale_value.hpp>

#include <algorithm>

namespace actueel {
namespace {

/// Proration and its opposite (semantics 4, `min_answered`).
contribution over_answered(const scale& s, std::span<const contribution> terms, bool& prorated) {
    if (!s.min_answered) { return combined(s.combine, terms); }
    std::vector<contribution> known;
    std::int32_t apply = 0;
    std::size_t may_apply = 0;
    for (const contribution& c : terms) {
        may_apply += possible(c.applies) ? 1U : 0U;
        if (c.applies != kleene::yes) { continue; }
        ++apply;
        if (c.known) { known.push_back(c); }
    }
    if (static_cast<std::int32_t>(known.size()) >= *s.min_answered) {
        prorated = may_apply > known.size();
        return combined(s.combine, known);
    }
    contribution all = combined(s.combine, terms);
    if (may_apply != 0 && apply < *s.min_answered) { all.points = s.points_range; }
    return all;
}

void find_value(const instrument& asked, const situation& now, const scale& s,
                std::span<const scale_value> others, const changed_items* changed,
                scale_value& out) {
    out.terms.resize(s.terms.size());
    out.prorated = false;
    out.points = {};
    contribution* made = out.terms.data();
    for (const term& t : s.terms) {
        contribution& brings = *made++;
        if (t.scale >= 0) {
            brings = others[static_cast<std::size_t>(t.scale)].as_term;
            continue;
        }
        const auto item = static_cast<std::size_t>(t.item);
        if (changed == nullptr || (*changed)[item] != 0) {
            brings = term_contribution(asked->items[item], t, now.of(t.item));
        }
    }
    const contribution all = over_answered(s, out.terms, out.prorated);
    switch (all.applies) {
    case kleene::no: break; // zero
    case kleene::unknown: out.points = hull(all.points, exactly(decimal{})); break;
    default: out.points = all.points; break;
    }
    out.value = s.published(out.points);
    out.as_term = {all.applies == kleene::no ? interval<decimal>{} : s.published(all.points),
                   all.applies, true};
}

} // namespace

std::vector<scale_value> scale_values(const instrument& asked, const situation& now,
                                      std::vector<scale_value> reused,
                                      const changed_items* changed) {
    std::vector<scale_value> out = std::move(reused);
    out.resize(asked->scales.size());
    for (const std::int32_t s : asked->scale_order) {
        const auto index = static_cast<std::size_t>(s);
        find_value(asked, now, asked->scales[index], out, changed, out[index]);
    }
    return out;
}

std::vector<interval<decimal>> published_values(std::span<const scale_value> scales,
                                                std::vector<interval<decimal>> reused) {
    reused.clear();
    reused.reserve(scales.size());
    for (const scale_value& s : scales) { reused.push_back(s.value); }
    return reused;
}

} // namespace actueel
