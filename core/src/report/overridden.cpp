// SPDX-License-Identifier: MPL-2.0
#include "overridden.hpp"

#include <algorithm>

namespace actueel::detail {
namespace {

using stated = in_force<override_content>;

/// Those of one instrument and subject, in the order in which `decide` takes them.
std::vector<stated> of_subject(const instrument& asked, std::span<const stated> all,
                               std::int32_t child) {
    std::vector<stated> out;
    for (const stated& one : all) {
        if (one.content->instrument == asked->id && one.content->person == child) {
            out.push_back(one);
        }
    }
    std::sort(out.begin(), out.end(), [](const stated& a, const stated& b) {
        return a.content->term.start != b.content->term.start
                   ? a.content->term.start < b.content->term.start
                   : a.record < b.record;
    });
    return out;
}

/// The days of a segment on which the overrides that are active become others, its own first and last among them.
std::vector<day> bounds_in(const segment& s, day last, const std::vector<stated>& all) {
    std::vector<day> out{s.start, std::min(s.until, last)};
    for (const stated& one : all) {
        for (const day d : {one.content->term.start, one.content->term.until}) {
            if (out[0] < d && d < out[1]) { out.push_back(d); }
        }
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

void add(std::vector<override_run>& runs, const override_run& run) {
    if (!runs.empty() && runs.back().until == run.start && runs.back().same_as(run)) {
        runs.back().until = run.until;
    } else {
        runs.push_back(run);
    }
}

} // namespace

std::vector<overridden> overridden_in(const trajectory& course, std::span<const stated> in_force,
                                      std::int32_t child, day last) {
    const std::vector<stated> all = of_subject(course.asked, in_force, child);
    std::vector<overridden> out;
    for (const stated& one : all) { out.push_back({one.record, one.content, {}}); }
    for (const segment& s : course.segments) {
        if (!s.state.computed || s.start >= last) { continue; }
        const std::vector<day> bounds = bounds_in(s, last, all);
        for (std::size_t b = 0; b + 1 < bounds.size(); ++b) {
            std::vector<stated> active;
            std::copy_if(all.begin(), all.end(), std::back_inserter(active),
                         [&](const stated& one) { return one.content->term.holds(bounds[b]); });
            const decided_level decided = decide(course.asked, *s.state.computed, active);
            for (const judged_override& judged : decided.overrides) {
                const auto of = std::find_if(out.begin(), out.end(), [&](const overridden& one) {
                    return one.record == judged.record;
                });
                add(of->runs, {bounds[b], bounds[b + 1], judged.state, judged.to_review,
                               *s.state.computed, decided.level});
            }
        }
    }
    out.erase(std::remove_if(out.begin(), out.end(),
                             [](const overridden& one) { return one.runs.empty(); }),
              out.end());
    return out;
}

} // namespace actueel::detail
