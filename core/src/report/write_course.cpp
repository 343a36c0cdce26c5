// SPDX-License-Identifier: MPL-2.0
#include "overridden.hpp"
#include "part_writing.hpp"

#include <algorithm>

namespace actueel::detail {
namespace {

[[nodiscard]] bool same_level(const segment& a, const segment& b) {
    return a.state.computed == b.state.computed && a.state.final_level == b.state.final_level;
}

/// The segment of the day asked about; the last of the course where days ahead are cut off.
[[nodiscard]] std::size_t now_at(const part_writing& p) {
    const auto& all = p.part.course->segments;
    std::size_t at = 0;
    while (at + 1 < all.size() && all[at + 1].start <= p.as_of()) { ++at; }
    return at;
}

/// The first of the unbroken run of segments with the level of that one.
[[nodiscard]] std::size_t run_start(const part_writing& p, std::size_t at) {
    const auto& all = p.part.course->segments;
    while (at > 0 && all[at - 1].until == all[at].start && same_level(all[at - 1], all[at])) {
        --at;
    }
    return at;
}

void write_causes(part_writing& p, const std::vector<cause>& causes) {
    p.w.key("causes").open_array();
    bool kept_back = false;
    for (const cause& c : causes) {
        if (!p.out.is_shared(c.record)) {
            kept_back = true;
            continue;
        }
        p.w.open_object().field("cause", name_of(cause_names, c.kind));
        p.out.record("record", c.record);
        p.w.close_object();
    }
    if (kept_back) {
        p.w.open_object().field("cause", "not_shared").field_null("record").close_object();
    }
    p.w.close_array();
}

/// A level that changes ahead because of what is withheld would tell its day: then nothing is told of the days ahead.
[[nodiscard]] bool ahead_shared(const part_writing& p) {
    const auto& all = p.part.course->segments;
    return std::all_of(all.begin(), all.end(), [&p](const segment& s) {
        return s.start <= p.as_of() ||
               std::all_of(s.causes.begin(), s.causes.end(),
                           [&p](const cause& c) { return p.out.is_shared(c.record); });
    });
}

/// The day on which what is told of the days ahead ends.
[[nodiscard]] day last_told(const part_writing& p) {
    return ahead_shared(p) ? day::never() : next_day(p.as_of());
}

/// The last level that was determined before it lapsed, where none is now.
void write_was(part_writing& p, std::size_t first) {
    const auto& all = p.part.course->segments;
    const segment* last = nullptr;
    if (!is_exact(p.whole().decided.level)) {
        for (std::size_t s = 0; s < first; ++s) {
            if (is_exact(*all[s].state.final_level)) { last = &all[s]; }
        }
    }
    if (last == nullptr) {
        p.w.field_null("was");
        return;
    }
    p.w.key("was").open_object();
    p.w.field("level",
              std::string_view{
                  p.asked->levels[static_cast<std::size_t>(last->state.final_level->low)].id});
    p.w.field("until", last->until).close_object();
}

} // namespace

void write_level(part_writing& p) {
    if (!p.whole().found) {
        p.w.field_null("level");
        return;
    }
    const auto& all = p.part.course->segments;
    const std::size_t now = now_at(p);
    const std::size_t first = run_start(p, now);
    p.w.key("level").open_object();
    p.levels("computed", p.whole().found->level);
    p.levels("final", p.whole().decided.level);
    p.w.field("determined", is_exact(p.whole().found->level));
    if (p.whole().found->rate) {
        p.bounds("rate", *p.whole().found->rate);
    } else {
        p.w.field_null("rate");
    }
    p.w.field("since", all[first].start);
    write_causes(p, all[first].causes);
    std::optional<day> changes;
    for (std::size_t s = now + 1; ahead_shared(p) && s < all.size() && !changes; ++s) {
        if (!same_level(all[s], all[now])) { changes = all[s].start; }
    }
    p.w.field("until", changes);
    write_was(p, first);
    p.w.close_object();
}

void write_timeline(part_writing& p) {
    p.w.key("timeline").open_array();
    if (p.whole().found) {
        const day last = last_told(p);
        for (const segment& s : p.part.course->segments) {
            if (s.start >= last) { break; }
            p.w.open_object().field("start", s.start).field("until", std::min(s.until, last));
            p.levels("computed", s.state.computed);
            p.levels("final", s.state.final_level);
            write_causes(p, s.causes);
            p.w.close_object();
        }
    }
    p.w.close_array();
}

void write_overridden(part_writing& p) {
    p.w.key("overridden").open_array();
    const records_in_force all = in_force_at(p.out.of.whole, p.out.until);
    for (const overridden& o :
         overridden_in(*p.part.course, all.overrides, p.whole().seen.now.child, last_told(p))) {
        if (!p.out.is_shared(o.record)) { continue; }
        p.w.open_object();
        p.out.record("record", o.record);
        p.w.field("level", std::string_view{o.content->level});
        p.w.field("by", std::string_view{o.content->by});
        p.w.field("start", o.content->term.start).field("until", o.content->term.until);
        p.out.text_or_null("reason", p.out.told(o.record).reason);
        p.w.key("runs").open_array();
        for (const override_run& run : o.runs) {
            p.w.open_object().field("start", run.start).field("until", run.until);
            p.w.field("state", name_of(override_state_names, run.state));
            p.w.field("to_review", run.to_review);
            p.levels("computed", run.computed);
            p.levels("final", run.final_level);
            p.w.close_object();
        }
        p.w.close_array().close_object();
    }
    p.w.close_array();
}

} // namespace actueel::detail
