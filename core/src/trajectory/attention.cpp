// SPDX-License-Identifier: MPL-2.0
#include <actueel/trajectory/attention.hpp>

#include "breakpoints.hpp"

#include <algorithm>
#include <variant>

namespace actueel {
namespace {

day later(day d, std::int32_t days) { return days == 0 ? d : d + duration{0, days}; }

bool among(const std::vector<std::int32_t>& persons, std::int32_t person) {
    return std::find(persons.begin(), persons.end(), person) != persons.end();
}

class gatherer {
  public:
    gatherer(const known_answers& known, day as_of, std::int32_t child, std::int32_t ahead)
        : known_{known}, asked_{known.read->asked}, as_of_{as_of}, child_{child}, ahead_{ahead} {}

    result<attention> run() && {
        auto figures = try_score(known_, as_of_, child_);
        if (!figures) { return figures.error(); }
        attention out;
        out.child = child_;
        out.counts = counts_of(asked_, figures->seen.now);
        out.due = due_of(asked_, *figures);
        add_answers(figures->seen.now, out);
        add_plans(out);
        add_disputes(out);
        if (figures->found) {
            out.computed = figures->found->level;
            out.final_level = figures->decided.level;
            out.overrides = figures->decided.overrides;
            if (!is_exact(*out.computed)) { out.was = last_determined(std::move(figures).value()); }
        }
        return out;
    }

  private:
    void add_answers(const situation& now, attention& out) const {
        const day last = later(as_of_, ahead_);
        for (const response& row : now.rows) { // derived rows have no answer that expires
            const day expires = row.current.expires.on;
            if (row.applies == kleene::no || row.current.said.kind == answer_kind::none ||
                expires.is_never()) {
                continue;
            }
            if (expires <= as_of_) {
                ++out.expired;
                out.first_expired =
                    out.first_expired ? std::min(*out.first_expired, expires) : expires;
            } else if (expires <= last) {
                ++out.expiring;
                out.first_expiring =
                    out.first_expiring ? std::min(*out.first_expiring, expires) : expires;
            }
        }
    }

    bool protects(const plan_content& plan) const {
        return child_ == nobody || plan.persons.empty() || among(plan.persons, child_);
    }

    void add_plans(attention& out) const {
        std::vector<plan_in_sight> lapsed;
        for (const auto& plan : known_.all.plans) {
            if (!protects(*plan.content) || plan.content->term.start > as_of_) { continue; }
            const bool by_itself = plan.until == plan.content->term.until;
            if (as_of_ < plan.until) {
                out.plans.push_back({plan.record, plan.until, false});
            } else if (by_itself && as_of_ < later(plan.until, ahead_)) {
                lapsed.push_back({plan.record, plan.until, true});
            }
        }
        if (out.plans.empty()) { out.plans = std::move(lapsed); }
        std::stable_sort(
            out.plans.begin(), out.plans.end(),
            [](const plan_in_sight& a, const plan_in_sight& b) { return a.until < b.until; });
    }

    /// Whether what a dispute is about concerns the child asked about, or nobody in particular.
    bool concerns(const dispute_content& dispute) const {
        std::int32_t person = dispute.person;
        if (dispute.about >= 0) {
            const auto& about =
                known_.read->family->chains[static_cast<std::size_t>(dispute.about)].links.back();
            if (const auto* said = std::get_if<observation_content>(&about.content)) {
                person = said->person;
            } else if (const auto* signed_off = std::get_if<sign_off_content>(&about.content)) {
                person = signed_off->person;
            }
        }
        return child_ == nobody || person < 0 || person == child_;
    }

    void add_disputes(attention& out) const {
        for (const auto& dispute : known_.all.disputes) {
            const instant raised =
                known_.read->family->chains[static_cast<std::size_t>(dispute.record)].recorded_at();
            if (raised <= end_of(as_of_) && as_of_ < dispute.until && concerns(*dispute.content)) {
                out.disputes.push_back({dispute.record, raised});
            }
        }
    }

    /// Goes back over the days on which something may have changed, until one has a level and no range.
    std::optional<earlier_level> last_determined(scored figures) const {
        if (!known_.all.first_day || as_of_ <= *known_.all.first_day) { return std::nullopt; }
        const trajectory_question question{.start = *known_.all.first_day,
                                           .until = later(as_of_, 1)};
        auto days = detail::breakpoints(*known_.read, question);
        days.emplace(question.start, std::vector<cause>{});
        day until = question.until;
        for (auto at = days.rbegin(); at != days.rend(); ++at) {
            auto then =
                try_score(known_, at->first, child_, observing::what_scores, std::move(figures));
            figures = {};
            if (then) { // else the child was no member that day
                if (is_exact(then->found->level)) {
                    return earlier_level{then->found->level.low, until};
                }
                figures = std::move(then).value();
            }
            until = at->first;
        }
        return std::nullopt;
    }

    const known_answers& known_;
    const instrument& asked_;
    day as_of_;
    std::int32_t child_;
    std::int32_t ahead_;
};

} // namespace

result<attention> try_attention(const known_answers& known, day as_of, std::int32_t child,
                                std::int32_t ahead) {
    return gatherer{known, as_of, child, ahead}.run();
}

} // namespace actueel
