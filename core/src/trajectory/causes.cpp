// SPDX-License-Identifier: MPL-2.0
#include "causes.hpp"

#include <actueel/response/status.hpp>
#include <actueel/score/contribution.hpp>

#include <algorithm>

namespace actueel::detail {
namespace {

/// A row of an item and person on the day before and on the day; null where it was not there.
struct row_pair {
    std::int32_t item = -1;
    const response* before = nullptr;
    const response* after = nullptr;

    [[nodiscard]] std::int32_t person() const noexcept {
        return (after != nullptr ? after : before)->person;
    }
};

bool same_to_conditions(const item& of, const response& a, const response& b) {
    if (of.derived()) {
        return a.derived->between == b.derived->between && a.derived->is_none == b.derived->is_none;
    }
    return visible(of, a) == visible(of, b) &&
           (!visible(of, a) || a.current.said == b.current.said);
}

bool same_contributions(const instrument& asked, std::int32_t index, const response& a,
                        const response& b) {
    const item& of = asked->items[static_cast<std::size_t>(index)];
    return std::all_of(asked->scales.begin(), asked->scales.end(), [&](const scale& s) {
        return std::all_of(s.terms.begin(), s.terms.end(), [&](const term& t) {
            return t.item != index || contribution_of(of, t, a) == contribution_of(of, t, b);
        });
    });
}

bool changed(const instrument& asked, const row_pair& pair) {
    if (pair.before == nullptr || pair.after == nullptr) { return true; }
    const response& a = *pair.before;
    const response& b = *pair.after;
    const item& of = asked->items[static_cast<std::size_t>(pair.item)];
    return a.unnamed != b.unnamed || a.applies != b.applies ||
           status_of(of, a) != status_of(of, b) || contested(a) != contested(b) ||
           !same_to_conditions(of, a, b) || !same_contributions(asked, pair.item, a, b);
}

/// The rows of two days, each with its counterpart, that are not alike.
std::vector<row_pair> changed_rows(const instrument& asked, const situation& before,
                                   const situation& after) {
    std::vector<row_pair> out;
    const auto keep = [&](const row_pair& pair) {
        if (changed(asked, pair)) { out.push_back(pair); }
    };
    for (std::size_t i = 0; i < asked->items.size(); ++i) {
        const auto index = static_cast<std::int32_t>(i);
        const auto was = before.of(index);
        const auto is = after.of(index);
        std::size_t w = 0; // both are by person
        for (const response& row : is) {
            for (; w < was.size() && was[w].person < row.person; ++w) {
                keep({index, &was[w], nullptr});
            }
            const bool both = w < was.size() && was[w].person == row.person;
            keep({index, both ? &was[w] : nullptr, &row});
            w += both ? 1U : 0U;
        }
        for (; w < was.size(); ++w) { keep({index, &was[w], nullptr}); }
    }
    return out;
}

bool holds_word(const response* row, std::int32_t record) {
    return row != nullptr && (row->current.record == record ||
                              std::find(row->pool_records.begin(), row->pool_records.end(),
                                        record) != row->pool_records.end() ||
                              std::any_of(row->voices.begin(), row->voices.end(),
                                          [record](const word& w) { return w.record == record; }));
}

template <class List, class Same>
bool in_one_only(const List& a, const List& b, Same same) {
    return std::any_of(a.begin(), a.end(), same) != std::any_of(b.begin(), b.end(), same);
}

/// What one candidate has to do with the difference; asked of the contents that stood on the two days.
class part_in_it {
  public:
    part_in_it(const reading& read, const scored& before, const scored& after,
               const std::vector<row_pair>& rows)
        : read_{read}, asked_{read.asked}, before_{before}, after_{after}, rows_{rows} {}

    bool has(const cause& c, std::size_t link) {
        cause_ = c;
        record_ = c.record;
        link_ = link;
        return std::visit(*this, chain_of(record_).links[link].content);
    }

    bool operator()(const observation_content& c) const {
        const read_answer& read = read_.answers[static_cast<std::size_t>(record_)][link_];
        if (read.item < 0 || !read.fits) { return false; }
        return some_row([&](const row_pair& row) {
            if (asked_->one_sitting && row.person() == c.person) { return true; }
            if (row.item != read.item || row.person() != c.person) { return false; }
            const bool was = cause_.kind != cause_kind::new_answer &&
                             cause_.kind != cause_kind::became_known &&
                             holds_word(row.before, record_);
            const bool is = cause_.kind != cause_kind::expired &&
                            cause_.kind != cause_kind::retracted && holds_word(row.after, record_);
            return was || is;
        });
    }

    bool operator()(const event_content& c) const {
        const auto asks_for_it = [&c](const event_query& q) {
            return std::find(q.types.begin(), q.types.end(), c.type) != q.types.end();
        };
        const auto& was = before_.seen.now.event_counts;
        const auto& is = after_.seen.now.event_counts;
        for (std::size_t q = 0; q < is.size(); ++q) {
            if (was[q] != is[q] && asks_for_it(asked_->queries[q])) { return true; }
        }
        return some_row([&](const row_pair& row) {
            const item& of = item_of(row);
            if (of.derive && of.derive->query >= 0) {
                return asks_for_it(asked_->queries[static_cast<std::size_t>(of.derive->query)]) &&
                       names(c, of.per == asked_of::family ? nobody : row.person());
            }
            const auto& lapses = of.lapses_on.events;
            return std::find(lapses.begin(), lapses.end(), c.type) != lapses.end() &&
                   (of.per != asked_of::child || c.persons.empty() || names(c, row.person()));
        });
    }

    bool operator()(const membership_content& c) const { return moves(c, record_); }

    bool operator()(const household_content& c) const {
        for (std::size_t r = 0; r < before_.seen.now.roles.size(); ++r) {
            if (c.empty.test(r) && before_.seen.now.roles[r] != after_.seen.now.roles[r]) {
                return true;
            }
        }
        return false;
    }

    bool operator()(const ending_content& c) {
        const record_content& ended = chain_of(c.ends).links.back().content;
        if (const auto* membership = std::get_if<membership_content>(&ended)) {
            return moves(*membership, c.ends);
        }
        record_ = c.ends; // as if it spoke of its own end
        return std::visit(*this, ended);
    }

    bool operator()(const person_content& c) const {
        return some_row([&](const row_pair& row) {
            const item& of = item_of(row);
            if (of.ages && row.person() == c.person) { return true; }
            if (!of.derive || of.derive->query >= 0) { return false; }
            return of.per == asked_of::family || row.person() == c.person;
        });
    }

    bool operator()(const plan_content& /*c*/) const {
        return in_one_only(before_.seen.now.plans, after_.seen.now.plans,
                           [this](const running_plan& p) { return p.record == record_; }) ||
               cause_.kind == cause_kind::corrected;
    }

    bool operator()(const override_content& /*c*/) const {
        const auto counts = [this](const judged_override& o) {
            return o.record == record_ && o.state == override_state::counts;
        };
        return in_one_only(before_.decided.overrides, after_.decided.overrides, counts) ||
               cause_.kind == cause_kind::corrected;
    }

    template <class Other>
    bool operator()(const Other& /*c*/) const {
        return false;
    }

  private:
    [[nodiscard]] const chain& chain_of(std::int32_t record) const {
        return read_.family->chains[static_cast<std::size_t>(record)];
    }
    [[nodiscard]] const item& item_of(const row_pair& row) const {
        return asked_->items[static_cast<std::size_t>(row.item)];
    }
    template <class Is>
    [[nodiscard]] bool some_row(Is is) const {
        return std::any_of(rows_.begin(), rows_.end(), is);
    }

    static bool names(const event_content& c, std::int32_t person) {
        return person == nobody ||
               std::any_of(c.persons.begin(), c.persons.end(),
                           [person](const auto& p) { return p.first == person; });
    }

    /// Whether a membership has a part in a row: of its person, of its role in numbers, or by a joining or leaving.
    [[nodiscard]] bool moves(const membership_content& c, std::int32_t record) const {
        const bool came_or_went =
            in_one_only(before_.seen.now.members, after_.seen.now.members,
                        [record](const member& m) { return m.record == record; });
        const auto role = static_cast<std::size_t>(c.role);
        return some_row([&](const row_pair& row) {
            const item& of = item_of(row);
            if (of.lapses_on.joins.test(role) || of.lapses_on.leaves.test(role)) { return true; }
            if (!came_or_went && cause_.kind != cause_kind::corrected) { return false; }
            if (of.derive && of.derive->query < 0 && of.derive->role == c.role) { return true; }
            return of.per != asked_of::family && role_of(of.per) == c.role &&
                   (row.person() == c.person || row.person() == nobody);
        });
    }

    const reading& read_;
    const instrument& asked_;
    const scored& before_;
    const scored& after_;
    const std::vector<row_pair>& rows_;
    cause cause_{};
    std::int32_t record_ = no_record;
    std::size_t link_ = 0;
};

} // namespace

std::vector<cause> causes_of(const reading& read, const trajectory_question& question, day d,
                             const scored& before, const scored& after,
                             std::vector<cause> candidates) {
    const instant today = question.known_at.until(d);
    const instant yesterday = question.known_at.until(day::from_number(d.number() - 1));
    const auto link_at = [&read](const cause& c, instant known) -> std::optional<std::size_t> {
        const chain& one = read.family->chains[static_cast<std::size_t>(c.record)];
        const link* l = one.at(known);
        if (l == nullptr) { return std::nullopt; }
        return static_cast<std::size_t>(l - one.links.data());
    };
    std::erase_if(candidates,
                  [&](const cause& c) { return !link_at(c, today) && !link_at(c, yesterday); });
    std::sort(candidates.begin(), candidates.end(), [](const cause& a, const cause& b) {
        return a.kind != b.kind ? a.kind < b.kind : a.record < b.record;
    });
    if (candidates.size() < 2) {
        return candidates;
    } // something changed, and nothing else speaks of it
    const std::vector<row_pair> rows = changed_rows(read.asked, before.seen.now, after.seen.now);
    part_in_it part{read, before, after, rows};
    std::vector<cause> out;
    for (const cause& c : candidates) {
        const auto was = link_at(c, yesterday);
        const auto is = link_at(c, today);
        if ((was && part.has(c, *was)) || (is && part.has(c, *is))) { out.push_back(c); }
    }
    return out.empty() ? candidates : out;
}

} // namespace actueel::detail
