// SPDX-License-Identifier: MPL-2.0
#include <actueel/trajectory/trajectory.hpp>

#include "causes.hpp"

#include <actueel/base/json_writer.hpp>
#include <actueel/response/status.hpp>

#include <algorithm>

namespace actueel {
namespace {

segment_state state_of(const instrument& asked, const scored& a, trajectory_detail detail) {
    segment_state out;
    if (a.found) {
        out.computed = a.found->level;
        out.final_level = a.decided.level;
    }
    if (detail == trajectory_detail::levels) { return out; }
    out.scales = published_values(a.scales);
    if (detail == trajectory_detail::scales) { return out; }
    for (std::size_t i = 0; i < asked->items.size(); ++i) {
        const auto index = static_cast<std::int32_t>(i);
        for (const response& row : a.seen.now.of(index)) {
            out.rows.push_back(
                {index, row.person, status_of(asked->items[i], row), contested(row)});
        }
    }
    return out;
}

moment moment_of(const trajectory_question& q, day d) { return {d, q.known_at, q.child}; }

} // namespace

assessment trajectory::at(day d) const { return assess(asked, family, moment_of(question, d)); }

const segment* trajectory::last_determined() const noexcept {
    const auto found = std::find_if(segments.rbegin(), segments.rend(), [](const segment& s) {
        return s.state.computed && is_exact(*s.state.computed);
    });
    return found == segments.rend() ? nullptr : &*found;
}

result<trajectory> try_trajectory(const instrument& asked, const history& family,
                                  const trajectory_question& question) {
    if (question.until <= question.start) {
        return error{problem{error_code::range_empty, family->document, "",
                             to_string(question.start) + " to " + to_string(question.until),
                             "a last day after the first one",
                             "the last day is not included: make it at least one day later", ""}};
    }
    const auto read = try_read(asked, family);
    if (!read) { return read.error(); }
    trajectory out{asked, family, question, {}};
    const auto child = try_subject(*read, moment_of(question, question.start));
    if (!child) { return child.error(); }
    std::map<day, std::vector<cause>> days = detail::breakpoints(*read, question);
    days.emplace(question.start, std::vector<cause>{});
    bool gap = true;
    std::optional<known_answers> known; // as it was at `known_until`
    instant known_until{};
    scored figures; // of the last day that was looked at
    scored before;  // of the one before it; each lends its memory to the next
    for (auto at = days.begin(); at != days.end(); ++at) {
        const day d = at->first;
        const day until = std::next(at) == days.end() ? question.until : std::next(at)->first;
        if (!known || known_until != question.known_at.until(d)) {
            known_until = question.known_at.until(d);
            known = known_answers_at(*read, known_until);
        }
        auto scored_then = try_score(*known, d, *child, observing::what_scores, std::move(before));
        if (!scored_then) { // the child is no member that day
            before = {};
            figures = {};
            gap = true;
            continue;
        }
        before = std::move(figures);
        figures = std::move(scored_then).value();
        segment_state state = state_of(asked, figures, question.detail);
        if (!gap && out.segments.back().state == state) {
            out.segments.back().until = until;
            continue;
        }
        std::vector<cause> causes =
            gap ? std::vector<cause>{}
                : detail::causes_of(*read, question, d, before, figures, std::move(at->second));
        out.segments.push_back({d, until, std::move(state), std::move(causes)});
        gap = false;
    }
    return out;
}

trajectory trajectory_of(const instrument& asked, const history& family,
                         const trajectory_question& question) {
    return try_trajectory(asked, family, question).value();
}

namespace {

class trajectory_writer {
  public:
    explicit trajectory_writer(const trajectory& t) : t_{t} {}

    std::string write() && {
        w_.open_object()
            .field("format", "actueel.trajectory/1")
            .field("family", std::string_view{t_.family->family});
        if (t_.question.child) {
            w_.field("child", std::string_view{*t_.question.child});
        } else {
            w_.field_null("child");
        }
        w_.field("start", t_.question.start).field("until", t_.question.until);
        w_.field("known_at", std::string_view{to_string(t_.question.known_at)});
        w_.key("instrument").open_object().field("id", std::string_view{t_.asked->id});
        w_.field("version", std::string_view{t_.asked->version})
            .field("sha256", std::string_view{t_.asked->sha256})
            .close_object();
        w_.key("segments").open_array();
        for (const segment& s : t_.segments) { write_segment(s); }
        w_.close_array().close_object();
        return std::move(w_).take();
    }

  private:
    void levels(std::string_view key, const std::optional<level_interval>& range) {
        if (!range) {
            w_.field_null(key);
            return;
        }
        w_.key(key).open_object().field(
            "low", std::string_view{t_.asked->levels[static_cast<std::size_t>(range->low)].id});
        w_.field("high",
                 std::string_view{t_.asked->levels[static_cast<std::size_t>(range->high)].id})
            .close_object();
    }

    void write_segment(const segment& s) {
        w_.open_object().field("start", s.start).field("until", s.until);
        levels("computed", s.state.computed);
        levels("final", s.state.final_level);
        w_.key("scales").open_array();
        for (std::size_t i = 0; i < s.state.scales.size(); ++i) {
            w_.open_object().field("id", std::string_view{t_.asked->scales[i].id});
            w_.field("low", s.state.scales[i].low)
                .field("high", s.state.scales[i].high)
                .close_object();
        }
        w_.close_array().key("rows").open_array();
        for (const row_state& r : s.state.rows) { write_row(r); }
        w_.close_array().key("causes").open_array();
        for (const cause& c : s.causes) {
            w_.open_object().field("cause", cause_names[static_cast<std::size_t>(c.kind)]);
            w_.field("record",
                     std::string_view{t_.family->chains[static_cast<std::size_t>(c.record)].id})
                .close_object();
        }
        w_.close_array().close_object();
    }

    void write_row(const row_state& r) {
        w_.open_object().field(
            "item", std::string_view{t_.asked->items[static_cast<std::size_t>(r.item)].id});
        if (r.person < 0) {
            w_.field_null("person");
        } else {
            w_.field("person",
                     std::string_view{t_.family->persons[static_cast<std::size_t>(r.person)]});
        }
        w_.field("status", status_names[static_cast<std::size_t>(r.is)])
            .field("contested", r.contested)
            .close_object();
    }

    const trajectory& t_;
    json_writer w_{};
};

} // namespace

std::string to_json(const trajectory& t) { return trajectory_writer{t}.write(); }

} // namespace actueel
