// SPDX-License-Identifier: MPL-2.0
#include "leanings.hpp"

#include <actueel/response/status.hpp>

#include <algorithm>

namespace actueel::detail {
namespace {

bool same_words(const response& a, const response& b) {
    return a.current.record == b.current.record && a.current.expires.on == b.current.expires.on &&
           a.pool == b.pool &&
           std::equal(a.voices.begin(), a.voices.end(), b.voices.begin(), b.voices.end(),
                      [](const word& x, const word& y) { return x.record == y.record; });
}

bool same_row(const item& of, const response& a, const response& b) {
    if (a.person != b.person || a.unnamed != b.unnamed || a.applies != b.applies ||
        status_of(of, a) != status_of(of, b) || contested(a) != contested(b)) {
        return false;
    }
    if (of.derived()) {
        return a.derived->between == b.derived->between && a.derived->is_none == b.derived->is_none;
    }
    return same_words(a, b);
}

bool same_scales(const assessment& a, const assessment& b) {
    return std::equal(a.scales.begin(), a.scales.end(), b.scales.begin(), b.scales.end(),
                      [](const scale_value& x, const scale_value& y) {
                          return x.value == y.value && x.points == y.points && x.terms == y.terms;
                      });
}

bool same_contributions(const assessment& a, const assessment& b, std::size_t index) {
    const auto i = static_cast<std::int32_t>(index);
    const item& of = a.asked->items[index];
    for (const scale& s : a.asked->scales) {
        for (const term& t : s.terms) {
            if (t.item != i) { continue; }
            for (std::size_t r = 0; r < a.seen.now.of(i).size(); ++r) {
                if (contribution_of(of, t, a.seen.now.of(i)[r]) !=
                    contribution_of(of, t, b.seen.now.of(i)[r])) {
                    return false;
                }
            }
        }
    }
    return true;
}

/// Whether a condition of an instrument, or a part of one, is as asked.
template <class Is>
bool some_part(const condition& c, Is is) {
    return is(c) || std::any_of(c.parts.begin(), c.parts.end(),
                                [&is](const condition& part) { return some_part(part, is); });
}
template <class Is>
bool some_condition(const instrument& asked, Is is) {
    return std::any_of(
               asked->items.begin(), asked->items.end(),
               [&is](const item& i) { return i.applies_when && some_part(*i.applies_when, is); }) ||
           std::any_of(asked->rules.begin(), asked->rules.end(),
                       [&is](const rule& r) { return some_part(r.when, is); }) ||
           std::any_of(asked->tree.begin(), asked->tree.end(),
                       [&is](const tree_node& n) { return n.when && some_part(*n.when, is); });
}

bool looks_at_plans(const instrument& asked) {
    return some_condition(asked,
                          [](const condition& c) { return c.kind == condition_kind::plan_active; });
}

std::vector<std::int32_t> members_of(const assessment& a) {
    std::vector<std::int32_t> out;
    for (const member& m : a.seen.now.members) { out.push_back(m.record); }
    return out;
}
std::vector<std::int32_t> plans_of(const assessment& a) {
    std::vector<std::int32_t> out;
    for (const running_plan& p : a.seen.now.plans) { out.push_back(p.record); }
    return out;
}

/// All records of the type of one, but that one.
std::vector<std::int32_t> others_of_its_type(const history& family, std::int32_t record) {
    const std::size_t type =
        family->chains[static_cast<std::size_t>(record)].links.front().content.index();
    std::vector<std::int32_t> out;
    for (std::size_t c = 0; c < family->chains.size(); ++c) {
        if (static_cast<std::int32_t>(c) != record &&
            family->chains[c].links.front().content.index() == type) {
            out.push_back(static_cast<std::int32_t>(c));
        }
    }
    return out;
}

/// Events and statements about the household may say the same thing twice: only of them the others are left out.
history alone_of_its_kind(const history& family, std::int32_t record) {
    const record_content& what =
        family->chains[static_cast<std::size_t>(record)].links.front().content;
    const bool may_repeat = std::holds_alternative<event_content>(what) ||
                            std::holds_alternative<household_content>(what);
    return may_repeat ? without(family, others_of_its_type(family, record)) : family;
}

/// One record against one assessment.
class finder {
  public:
    finder(const assessment& with, const result<assessment>& without,
           const result<assessment>& alone, std::int32_t record)
        : with_{with}, without_{without}, alone_{alone}, record_{record},
          differs_{!without || !same_answer(with, *without)} {}

    std::vector<leaning> find() && {
        const chain& one = with_.family->chains[static_cast<std::size_t>(record_)];
        find_expiries();
        std::visit(*this, one.at(with_.when.known_at.until(with_.when.as_of))->content);
        if (out_.empty() && differs_) { out_.push_back({leaning_kind::otherwise}); }
        std::stable_sort(out_.begin(), out_.end(), [](const leaning& a, const leaning& b) {
            return a.how != b.how     ? a.how < b.how
                   : a.item != b.item ? a.item < b.item
                                      : a.person < b.person;
        });
        return std::move(out_);
    }

    void operator()(const observation_content& /*c*/) {
        for_each_row([this](std::int32_t i, const item& of, const response& row, std::size_t r) {
            if (row.current.record == record_) {
                add(leaning_kind::answer, i, row);
            } else if (std::any_of(row.voices.begin(), row.voices.end(),
                                   [this](const word& w) { return w.record == record_; })) {
                add(leaning_kind::voice, i, row);
            }
            if (row.current.record == record_ || !without_ || !visible(of, row)) { return; }
            const auto rows = without_->seen.now.of(i);
            if (r < rows.size() && rows[r].pool.size() < row.pool.size()) {
                add(leaning_kind::pool, i, row);
            }
        });
        if (out_.empty() && differs_ && with_.asked->one_sitting) {
            out_.push_back({leaning_kind::sitting});
        }
    }

    void operator()(const event_content& /*c*/) {
        if (!alone_) { return; }
        const situation& only = alone_->seen.now;
        for (std::size_t i = 0; i < with_.asked->items.size(); ++i) {
            const item& of = with_.asked->items[i];
            const auto index = static_cast<std::int32_t>(i);
            const bool counted = of.derive && of.derive->query >= 0;
            const auto rows = with_.seen.now.of(index);
            const auto alone = only.of(index);
            for (std::size_t r = 0; counted && r < std::min(rows.size(), alone.size()); ++r) {
                if (rows[r].unnamed || rows[r].applies == kleene::no) { continue; }
                const derived_number& one = *alone[r].derived;
                const bool counts = of.derive->kind == derivation_kind::count_events
                                        ? one.between.high > 0
                                        : !one.is_none && one.between == rows[r].derived->between;
                if (counts) { add(leaning_kind::event, index, rows[r]); }
            }
        }
        const bool named = std::any_of(out_.begin(), out_.end(), [](const leaning& l) {
            return l.how == leaning_kind::event;
        });
        const bool counted = some_condition(with_.asked, [&only](const condition& c) {
            return c.kind == condition_kind::events_at_least &&
                   only.event_counts[static_cast<std::size_t>(c.subject)] > 0;
        });
        if (!named && counted) { out_.push_back({leaning_kind::event}); }
        if (out_.empty() && differs_) { out_.push_back({leaning_kind::expiry}); }
    }

    void operator()(const membership_content& c) {
        const std::vector<std::int32_t> members = members_of(with_);
        const bool is_member = std::find(members.begin(), members.end(), record_) != members.end();
        if (is_member || (out_.empty() && differs_)) {
            out_.push_back({leaning_kind::membership, -1, c.person});
        }
    }

    void operator()(const ending_content& /*c*/) {
        const bool other_household = !without_ || members_of(with_) != members_of(*without_) ||
                                     plans_of(with_) != plans_of(*without_);
        if (out_.empty() && (differs_ || other_household)) {
            out_.push_back({leaning_kind::ending});
        }
    }

    void operator()(const person_content& c) {
        if (differs_) { out_.push_back({leaning_kind::birth_date, -1, c.person}); }
    }

    void operator()(const household_content& c) {
        bool said = false;
        for (std::size_t r = 0; alone_ && r < with_.seen.now.roles.size(); ++r) {
            said = said || (c.empty.test(r) && with_.seen.now.roles[r] == role_state::empty &&
                            alone_->seen.now.roles[r] == role_state::empty);
        }
        if (said || differs_) { out_.push_back({leaning_kind::household}); }
    }

    void operator()(const plan_content& c) {
        const std::vector<std::int32_t> plans = plans_of(with_);
        const std::int32_t child = with_.seen.now.child;
        const bool protects =
            child == nobody || c.persons.empty() ||
            std::find(c.persons.begin(), c.persons.end(), child) != c.persons.end();
        const bool runs = std::find(plans.begin(), plans.end(), record_) != plans.end();
        if ((runs && protects && looks_at_plans(with_.asked)) || differs_) {
            out_.push_back({leaning_kind::plan});
        }
    }

    void operator()(const override_content& c) {
        const auto& judged = with_.decided.overrides;
        const bool counts = std::any_of(judged.begin(), judged.end(), [this](const auto& o) {
            return o.record == record_ && o.state == override_state::counts;
        });
        if (counts || differs_) { out_.push_back({leaning_kind::override_, -1, c.person}); }
    }

    template <class Other>
    void operator()(const Other& /*c*/) {} // nothing else is scored

  private:
    template <class Visit>
    void for_each_row(Visit visit) const {
        for (std::size_t i = 0; i < with_.asked->items.size(); ++i) {
            const auto index = static_cast<std::int32_t>(i);
            const auto rows = with_.seen.now.of(index);
            for (std::size_t r = 0; r < rows.size(); ++r) {
                visit(index, with_.asked->items[i], rows[r], r);
            }
        }
    }

    /// Answers that expired by this record: a joining, a leaving or its ending, an event.
    void find_expiries() {
        for_each_row([this](std::int32_t i, const item& of, const response& row, std::size_t) {
            if (!of.derived() && row.current.record != no_record &&
                row.current.expires.record == record_) {
                add(leaning_kind::expiry, i, row);
            }
        });
    }

    void add(leaning_kind how, std::int32_t item, const response& row) {
        out_.push_back({how, item, row.person});
    }

    const assessment& with_;
    const result<assessment>& without_;
    const result<assessment>& alone_;
    std::int32_t record_;
    bool differs_;
    std::vector<leaning> out_{};
};

reading read_again(const reading& read, const history& family) {
    return try_read(read.asked, family).value(); // the same contents were read before
}

} // namespace

bool same_answer(const assessment& a, const assessment& b) {
    if (a.computed != b.computed || a.final != b.final || !same_scales(a, b) ||
        a.seen.now.first_row != b.seen.now.first_row) {
        return false;
    }
    for (std::size_t i = 0; i < a.asked->items.size(); ++i) {
        const auto index = static_cast<std::int32_t>(i);
        const auto rows = a.seen.now.of(index);
        const auto others = b.seen.now.of(index);
        for (std::size_t r = 0; r < rows.size(); ++r) {
            if (!same_row(a.asked->items[i], rows[r], others[r])) { return false; }
        }
        if (!same_contributions(a, b, i)) { return false; }
    }
    return true;
}

leaning_finder::leaning_finder(const reading& read, std::int32_t record)
    : record_{record}, without_{read_again(read, actueel::without(read.family, {{record}}))},
      alone_{read_again(read, alone_of_its_kind(read.family, record))} {}

std::vector<leaning> leaning_finder::find(const assessment& with) const {
    const auto without = try_assess(without_, with.when);
    const auto alone = try_assess(alone_, with.when);
    return finder{with, without, alone, record_}.find();
}

} // namespace actueel::detail
