// SPDX-License-Identifier: MPL-2.0
#include "change_rows.hpp"

#include <actueel/base/duration.hpp>
#include <actueel/response/status.hpp>
#include <actueel/response/truth.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace actueel::detail {
namespace {

using records = std::set<std::int32_t>; // by place

/// The day that a record speaks of; none for a person without a birth date, and for what is never used.
struct spoken_day {
    std::optional<day> operator()(const person_content& c) const { return c.born_on; }
    std::optional<day> operator()(const membership_content& c) const { return c.term.start; }
    std::optional<day> operator()(const household_content& c) const { return c.term.start; }
    std::optional<day> operator()(const observation_content& c) const { return c.observed_on; }
    std::optional<day> operator()(const event_content& c) const { return c.happened_on; }
    std::optional<day> operator()(const plan_content& c) const { return c.term.start; }
    std::optional<day> operator()(const override_content& c) const { return c.term.start; }
    std::optional<day> operator()(const ending_content& c) const { return c.on; }
    template <class Other>
    std::optional<day> operator()(const Other& /*c*/) const {
        return std::nullopt;
    }
};

/// Whether two contents of one record, observations apart, are the same in what scoring reads.
struct same_for_scoring {
    const record_content& other;

    template <class Content>
    [[nodiscard]] const Content& second() const {
        return *std::get_if<Content>(&other); // a chain keeps its type
    }
    bool operator()(const person_content& c) const {
        return c.born_on == second<person_content>().born_on;
    }
    bool operator()(const membership_content& c) const {
        const auto& o = second<membership_content>();
        return c.person == o.person && c.role == o.role && c.lives == o.lives && c.term == o.term;
    }
    bool operator()(const household_content& c) const {
        const auto& o = second<household_content>();
        return c.term == o.term && c.empty == o.empty;
    }
    bool operator()(const event_content& c) const {
        const auto& o = second<event_content>();
        return c.happened_on == o.happened_on && c.type == o.type && c.severity == o.severity &&
               c.basis == o.basis && c.incident == o.incident && c.persons == o.persons;
    }
    bool operator()(const plan_content& c) const {
        const auto& o = second<plan_content>();
        return c.term == o.term && c.persons == o.persons && c.covers == o.covers;
    }
    bool operator()(const override_content& c) const {
        const auto& o = second<override_content>();
        return c.instrument == o.instrument && c.level == o.level && c.low == o.low &&
               c.high == o.high && c.by == o.by && c.term == o.term && c.person == o.person &&
               c.instrument_sha256 == o.instrument_sha256;
    }
    bool operator()(const ending_content& c) const { return c.on == second<ending_content>().on; }
    template <class Other>
    bool operator()(const Other& /*c*/) const {
        return true;
    }
};

/// Every simplest condition in a condition.
template <class Visit>
void for_each_simplest(const condition& c, const Visit& visit) {
    for (const condition& part : c.parts) { for_each_simplest(part, visit); }
    if (c.parts.empty()) { visit(c); }
}

/// What the records of one row or plan give: by cause, the records that give it.
class reasons {
  public:
    void give(change_cause why, std::int32_t record) { found_[why].insert(record); }
    [[nodiscard]] bool none() const { return found_.empty(); }
    /// The first that applies. Days alone and no record where nothing was given, which no row is left with.
    [[nodiscard]] change_cause first() const {
        return found_.empty() ? change_cause::derived : found_.begin()->first;
    }
    [[nodiscard]] std::vector<std::int32_t> of_first() const {
        if (found_.empty()) { return {}; }
        const records& all = found_.begin()->second;
        return {all.begin(), all.end()};
    }

  private:
    std::map<change_cause, records> found_{};
};

/// One of the two moments, and what the causes look up in it.
struct side {
    const assessment& seen;
    const known_answers& answers;
    const situation& now;
    instant known;
    std::vector<std::int32_t> endings; ///< by chain: the ending at work on it; -1: none
    std::vector<interval<decimal>> values;

    side(const assessment& a, const known_answers& then, const history& family)
        : seen{a}, answers{then}, now{a.seen.now}, known{a.when.known_at.until(a.when.as_of)},
          endings(family->chains.size(), no_record), values{published_values(a.scales)} {
        std::vector<day> on(endings.size(), day::never());
        for (std::size_t c = 0; c < family->chains.size(); ++c) { // by place: the latest stays
            const link* l = family->chains[c].at(known);
            const auto* ending = l == nullptr ? nullptr : std::get_if<ending_content>(&l->content);
            if (ending == nullptr) { continue; }
            endings[static_cast<std::size_t>(ending->ends)] = static_cast<std::int32_t>(c);
            on[static_cast<std::size_t>(ending->ends)] = ending->on;
        }
        for (std::size_t c = 0; c < endings.size(); ++c) {
            if (on[c] > now.as_of) { endings[c] = no_record; }
        }
    }

    [[nodiscard]] const member* winner(role r, std::int32_t person) const {
        const auto found =
            std::find_if(now.members.begin(), now.members.end(),
                         [&](const member& m) { return m.role == r && m.person == person; });
        return found == now.members.end() ? nullptr : &*found;
    }
    [[nodiscard]] role_state state_of(role r) const {
        return r == role::other ? role_state::known : now.roles[static_cast<std::size_t>(r)];
    }
};

class cause_finder {
  public:
    cause_finder(const known_answers& before, const known_answers& after, change& of)
        : read_{*before.read}, asked_{read_.asked}, family_{read_.family}, change_{of},
          a_{of.before, before, read_.family}, b_{of.after, after, read_.family},
          found_(of.rows.size()), person_records_(read_.family->persons.size(), no_record) {
        for (std::size_t c = 0; c < family_->chains.size(); ++c) {
            const auto& content = family_->chains[c].links.front().content;
            if (const auto* person = std::get_if<person_content>(&content)) {
                person_records_[static_cast<std::size_t>(person->person)] =
                    static_cast<std::int32_t>(c);
            }
        }
    }

    void find() && {
        for (std::size_t r = 0; r < change_.rows.size(); ++r) { find_cause(r); }
        if (asked_->levels.empty()) { return; }
        if (looks_at_plans()) { add_plans(); }
        add_overrides();
        for (std::size_t r = 0; r < asked_->rules.size(); ++r) {
            add_rule(level_cause::kind::rule, r, asked_->rules[r].when);
        }
        if (!asked_->tree.empty()) { add_nodes(0, true, true); }
    }

  private:
    // ---- what a record gives

    [[nodiscard]] const chain& chain_at(std::int32_t record) const {
        return family_->chains[static_cast<std::size_t>(record)];
    }

    [[nodiscard]] bool same(std::int32_t record, const link& first, const link& second) const {
        const auto* said = std::get_if<observation_content>(&first.content);
        if (said == nullptr) { return std::visit(same_for_scoring{second.content}, first.content); }
        const auto& other = *std::get_if<observation_content>(&second.content);
        const auto read = [&](const link& l) -> const read_answer& {
            const auto which = static_cast<std::size_t>(&l - chain_at(record).links.data());
            return read_.answers[static_cast<std::size_t>(record)][which];
        };
        return read(first).item == read(second).item && read(first).said == read(second).said &&
               said->person == other.person && said->observed_on == other.observed_on &&
               said->source == other.source && said->by == other.by &&
               said->sitting == other.sitting && said->repeats == other.repeats;
    }

    /// Whether what scoring reads of a record that is in force at both moments differs.
    [[nodiscard]] bool corrected(std::int32_t record) const {
        const link* first = chain_at(record).at(a_.known);
        const link* second = chain_at(record).at(b_.known);
        return first != nullptr && second != nullptr && first != second &&
               !same(record, *first, *second);
    }

    /// `otherwise` is what it gives when it was neither retracted nor corrected, nor became known.
    void use(reasons& to, std::int32_t record, bool at_a, bool at_b,
             std::optional<change_cause> otherwise) const {
        const link* first = chain_at(record).at(a_.known);
        const link* second = chain_at(record).at(b_.known);
        if (at_a && second == nullptr) {
            to.give(change_cause::retracted, record);
        } else if (corrected(record)) {
            to.give(change_cause::corrected, record);
        } else if (at_b && first == nullptr && speaks_of_first_day(*second)) {
            to.give(change_cause::became_known, record);
        } else if (otherwise) {
            to.give(*otherwise, record);
        }
    }

    [[nodiscard]] bool speaks_of_first_day(const link& l) const {
        const std::optional<day> of = std::visit(spoken_day{}, l.content);
        return of && *of <= a_.now.as_of;
    }

    /// What a record gives by being used at one moment alone.
    [[nodiscard]] std::optional<change_cause> by_type(std::int32_t record, bool at_b) const {
        const link* l = chain_at(record).at(at_b ? b_.known : a_.known);
        const bool observation = std::holds_alternative<observation_content>(l->content);
        if (!observation && !std::holds_alternative<event_content>(l->content)) {
            return change_cause::household;
        }
        if (!at_b) { return change_cause::expired; }
        if (speaks_of_first_day(*l)) { return std::nullopt; }
        return observation ? change_cause::new_answer : change_cause::event;
    }

    void use_all(reasons& to, const records& at_a, const records& at_b) const {
        records all = at_a;
        all.insert(at_b.begin(), at_b.end());
        for (const std::int32_t r : all) {
            const bool first = at_a.contains(r);
            const bool second = at_b.contains(r);
            use(to, r, first, second,
                first != second ? by_type(r, second) : std::optional<change_cause>{});
        }
    }

    // ---- what a row used

    void find_cause(std::size_t r) {
        if (found_[r]) { return; }
        found_[r] = true;
        changed_row& row = change_.rows[r];
        const item& of = asked_->items[static_cast<std::size_t>(row.item)];
        const response* before =
            row.before < 0 ? nullptr : &a_.now.rows[static_cast<std::size_t>(row.before)];
        const response* after =
            row.after < 0 ? nullptr : &b_.now.rows[static_cast<std::size_t>(row.after)];
        reasons why;
        use_answers(why, row, of, before, after);
        if (before == nullptr || after == nullptr) {
            use_presence(why, of, before != nullptr ? *before : *after);
        } else {
            use_expiry(why, *before, *after);
            use_applying(why, of, *before, *after);
            if (of.derived()) { use_derived(why, of, *before, *after); }
        }
        if (why.none()) { // a word that made a range no longer stands, and is still in the pool
            use_all(why, words_of(of, before, false, true), words_of(of, after, false, true));
        }
        if (why.none() && before != nullptr && after != nullptr) {
            use_lapses(why, row, a_, b_);
            use_lapses(why, row, b_, a_);
        }
        row.cause = why.first();
        row.records = why.of_first();
    }

    /// Of a word that had lapsed at one moment and stands at the other: what it had lapsed by.
    void use_lapses(reasons& to, const changed_row& row, const side& lapsed,
                    const side& stands) const {
        const answer_track* track = lapsed.answers.track_of(row.item, row.person);
        const answer_track* other = stands.answers.track_of(row.item, row.person);
        if (track == nullptr || other == nullptr) { return; }
        for (const known_word& w : lapsed.answers.words_until(*track, lapsed.now.as_of)) {
            const expiry& by = w.expires(lapsed.now.as_of);
            if (by.record == no_record || by.on > lapsed.now.as_of) { continue; }
            const auto words = stands.answers.words_until(*other, stands.now.as_of);
            const bool again = std::any_of(words.begin(), words.end(), [&](const known_word& now) {
                return now.said.record == w.said.record &&
                       stands.now.as_of < now.expires(stands.now.as_of).on;
            });
            if (!again) { continue; }
            const records what{by.record};
            if (by.cause == expiry_cause::event) {
                use(to, by.record, &lapsed == &a_, &lapsed == &b_, change_cause::event);
            } else if (&lapsed == &a_) {
                use_household(to, what, {});
            } else {
                use_household(to, {}, what);
            }
        }
    }

    /// The words that a row's points come from; every word that stands where nothing but `contested` differs; or, in the
    /// place of the pool, those that make a range or would.
    [[nodiscard]] static records words_of(const item& of, const response* row, bool all,
                                          bool as_range) {
        records out;
        if (row == nullptr || row->current.record == no_record) { return out; }
        out.insert(row->current.record);
        const bool range = as_range || widened(of, *row);
        for (const word& w : row->voices) {
            if (all || (range && w.counted && w.said.says_something())) { out.insert(w.record); }
        }
        const bool picked = of.pick != pick_rule::latest && !range && row->applies != kleene::no &&
                            visible(of, *row) && row->current.said.has_value();
        if (picked) { out.insert(row->pool_records.begin(), row->pool_records.end()); }
        return out;
    }

    void use_answers(reasons& to, const changed_row& row, const item& of, const response* before,
                     const response* after) const {
        const bool all =
            before != nullptr && after != nullptr &&
            difference_of(asked_, row.item, *before, *after) == row_difference::only_contested;
        records at_a = words_of(of, before, all, false);
        records at_b = words_of(of, after, all, false);
        const bool moved = before != nullptr && after != nullptr &&
                           before->current.record != after->current.record;
        if (asked_->one_sitting && !of.derived() && moved) {
            add_sitting(at_a, a_.now, row.person);
            add_sitting(at_b, b_.now, row.person);
        }
        use_all(to, at_a, at_b);
    }
    static void add_sitting(records& to, const situation& now, std::int32_t person) {
        for (const auto& [of, record] : now.sittings) {
            if (of == person) { to.insert(record); }
        }
    }

    void use_expiry(reasons& to, const response& before, const response& after) const {
        if (before.current.record != after.current.record || before.expired == after.expired) {
            return;
        }
        const bool at_b = after.expired;
        const expiry& lapsed = at_b ? after.current.expires : before.current.expires;
        if (lapsed.cause == expiry_cause::shelf_life) {
            use(to, after.current.record, true, true, change_cause::expired);
            return;
        }
        use(to, lapsed.record, !at_b, at_b,
            lapsed.cause == expiry_cause::event ? change_cause::event : change_cause::household);
        const std::int32_t ending =
            (at_b ? b_ : a_).endings[static_cast<std::size_t>(lapsed.record)];
        if (lapsed.cause == expiry_cause::leaves && ending != no_record) {
            use(to, ending, !at_b, at_b, change_cause::household);
        }
    }

    /// Memberships and household records with the endings at work on those used at either moment.
    void use_household(reasons& to, records at_a, records at_b) const {
        records all = at_a;
        all.insert(at_b.begin(), at_b.end());
        for (const std::int32_t r : all) {
            const std::int32_t first = a_.endings[static_cast<std::size_t>(r)];
            const std::int32_t second = b_.endings[static_cast<std::size_t>(r)];
            if (first != no_record) { at_a.insert(first); }
            if (second != no_record) { at_b.insert(second); }
        }
        use_all(to, at_a, at_b);
    }

    /// Household records that run and say that nobody holds a role, where that makes it empty.
    [[nodiscard]] records emptied_by(const side& s, role r) const {
        records out;
        if (s.state_of(r) != role_state::empty) { return out; }
        for (std::size_t c = 0; c < family_->chains.size(); ++c) {
            const link* l = family_->chains[c].at(s.known);
            const auto* said = l == nullptr ? nullptr : std::get_if<household_content>(&l->content);
            if (said == nullptr || !said->empty.test(static_cast<std::size_t>(r)) ||
                !said->term.holds(s.now.as_of) || s.endings[c] != no_record) {
                continue;
            }
            out.insert(static_cast<std::int32_t>(c));
        }
        return out;
    }

    /// Memberships that run in a role and win, counted or not.
    static void add_members(records& to, const side& s, role r) {
        for (const member& m : s.now.members) {
            if (m.role == r) { to.insert(m.record); }
        }
    }

    void use_presence(reasons& to, const item& of, const response& row) const {
        const role r = role_of(of.per);
        if (row.unnamed) {
            records at_a = emptied_by(a_, r);
            records at_b = emptied_by(b_, r);
            add_members(at_a, a_, r);
            add_members(at_b, b_, r);
            use_household(to, std::move(at_a), std::move(at_b));
            return;
        }
        const member* first = a_.winner(r, row.person);
        const member* second = b_.winner(r, row.person);
        const auto counts = [&](const member* m) {
            return m != nullptr && (m->counted || m->person == a_.now.child);
        };
        if (counts(first) && counts(second)) {
            use_person(to, row.person, true, true, change_cause::applies);
            return;
        }
        records at_a;
        records at_b;
        if (first != nullptr) { at_a.insert(first->record); }
        if (second != nullptr) { at_b.insert(second->record); }
        use_household(to, std::move(at_a), std::move(at_b));
    }

    /// A person's record, of the moments at which it is used and in force.
    void use_person(reasons& to, std::int32_t person, bool at_a, bool at_b,
                    std::optional<change_cause> otherwise) const {
        const std::int32_t record = person_records_[static_cast<std::size_t>(person)];
        if (record == no_record) { return; }
        at_a = at_a && chain_at(record).at(a_.known) != nullptr;
        at_b = at_b && chain_at(record).at(b_.known) != nullptr;
        if (at_a || at_b) { use(to, record, at_a, at_b, otherwise); }
    }

    void use_applying(reasons& to, const item& of, const response& before, const response& after) {
        if (before.applies == after.applies) { return; }
        if (before.of_age != after.of_age) {
            use_person(to, after.person, true, true, change_cause::applies);
        }
        if (!of.applies_when) { return; }
        const same_person who{of.per, after.person};
        if (truth(asked_, a_.now, *of.applies_when, {}, who) ==
            truth(asked_, b_.now, *of.applies_when, {}, who)) {
            return;
        }
        for (const std::int32_t r : records_behind(*of.applies_when, who, false)) {
            to.give(change_cause::applies, r);
        }
    }

    // ---- derived numbers

    void use_derived(reasons& to, const item& of, const response& before, const response& after) {
        if (!before.derived || !after.derived) { return; }
        switch (of.derive->kind) {
        case derivation_kind::age:
        case derivation_kind::count_persons: use_members(to, of, before, after); break;
        case derivation_kind::count_events: {
            use_all(to, counted_events(of.derive->query, a_, after.person),
                    counted_events(of.derive->query, b_, after.person));
            break;
        }
        case derivation_kind::days_since_event: {
            const records at_a = latest_of(counted_events(of.derive->query, a_, after.person), a_);
            const records at_b = latest_of(counted_events(of.derive->query, b_, after.person), b_);
            use_all(to, at_a, at_b);
            if (at_a == at_b) {
                for (const std::int32_t r : at_a) { use(to, r, true, true, change_cause::derived); }
            }
            break;
        }
        }
    }

    [[nodiscard]] records counted_events(std::int32_t query, const side& s,
                                         std::int32_t person) const {
        const auto q = static_cast<std::size_t>(query);
        records out;
        for (const counted_event& e : s.answers.events[q]) {
            if (event_counts(asked_->queries[q], e, s.now.as_of, person)) { out.insert(e.record); }
        }
        return out;
    }
    /// Of several on one day the last by place.
    [[nodiscard]] records latest_of(const records& events, const side& s) const {
        std::optional<std::pair<day, std::int32_t>> latest;
        for (const std::int32_t r : events) {
            const auto* event = std::get_if<event_content>(&chain_at(r).at(s.known)->content);
            if (!latest || event->happened_on >= latest->first) {
                latest = {event->happened_on, r};
            }
        }
        return latest ? records{latest->second} : records{};
    }

    [[nodiscard]] static std::vector<const member*> members_behind(const item& of, const side& s,
                                                                   std::int32_t person) {
        std::vector<const member*> out;
        for (const member& m : s.now.members) {
            const bool about = of.per == asked_of::family ? m.counted : m.person == person;
            if (m.role == of.derive->role && about) { out.push_back(&m); }
        }
        return out;
    }

    void use_members(reasons& to, const item& of, const response& before, const response& after) {
        records at_a = emptied_by(a_, of.derive->role);
        records at_b = emptied_by(b_, of.derive->role);
        std::map<std::int32_t, std::pair<const member*, const member*>> members; // by person
        for (const member* m : members_behind(of, a_, after.person)) {
            at_a.insert(m->record);
            members[m->person].first = m;
        }
        for (const member* m : members_behind(of, b_, after.person)) {
            at_b.insert(m->record);
            members[m->person].second = m;
        }
        if (a_.state_of(of.derive->role) != b_.state_of(of.derive->role)) {
            add_members(at_a, a_, of.derive->role);
            add_members(at_b, b_, of.derive->role);
        }
        use_household(to, std::move(at_a), std::move(at_b));
        for (const auto& [person, m] : members) {
            std::optional<change_cause> otherwise;
            if (m.first != nullptr && m.second != nullptr) {
                if (by_days_alone(of, *m.first, *m.second, before, after)) {
                    otherwise = change_cause::derived;
                }
            } else if (m.second != nullptr && m.second->born_on &&
                       *m.second->born_on > a_.now.as_of) {
                otherwise = change_cause::derived;
            }
            use_person(to, person, m.first != nullptr, m.second != nullptr, otherwise);
        }
    }

    /// Whether a birthday of a member moves the number: to or from an age that is the number, or over a limit.
    [[nodiscard]] bool by_days_alone(const item& of, const member& first, const member& second,
                                     const response& before, const response& after) const {
        if (!first.born_on || !second.born_on) { return false; }
        const std::int64_t then = completed_years(*first.born_on, a_.now.as_of);
        const std::int64_t now = completed_years(*second.born_on, b_.now.as_of);
        if (then == now) { return false; }
        if (of.derive->kind == derivation_kind::age) {
            return exactly(then) == before.derived->between ||
                   exactly(now) == after.derived->between;
        }
        const auto within = [&](std::int64_t years) {
            return !of.derive->ages ||
                   (of.derive->ages->at_least <= years && years < of.derive->ages->below);
        };
        return within(then) != within(now);
    }

    // ---- conditions

    /// The records behind every simplest condition whose truth differs.
    [[nodiscard]] records records_behind(const condition& whole, same_person who,
                                         bool with_scales) {
        records out;
        const auto values = [&](const side& s) {
            return with_scales ? std::span<const interval<decimal>>{s.values}
                               : std::span<const interval<decimal>>{};
        };
        for_each_simplest(whole, [&](const condition& c) {
            if (truth(asked_, a_.now, c, values(a_), who) ==
                truth(asked_, b_.now, c, values(b_), who)) {
                return;
            }
            add_records_behind(out, c, who);
        });
        return out;
    }

    void add_records_behind(records& out, const condition& c, same_person who) {
        switch (c.kind) {
        case condition_kind::scale_at_least:
        case condition_kind::scale_below:
            add_rows(out, [&c](const changed_row& row) {
                return row.shares[static_cast<std::size_t>(c.subject)] != movement{};
            });
            break;
        case condition_kind::events_at_least:
            add_differing(out, counted_events(c.subject, a_, nobody),
                          counted_events(c.subject, b_, nobody));
            break;
        case condition_kind::plan_active:
            add_differing(out, running(a_), running(b_));
            add_rows(out, [&c](const changed_row& row) {
                return std::find(c.covers.begin(), c.covers.end(), row.item) != c.covers.end();
            });
            break;
        default:
            add_rows(out, [&](const changed_row& row) {
                const asked_of per = asked_->items[static_cast<std::size_t>(row.item)].per;
                const bool one = who.per != asked_of::family && who.per == per;
                return row.item == c.subject && (!one || row.person == who.person);
            });
            break;
        }
    }

    template <class Which>
    void add_rows(records& out, const Which& which) {
        for (std::size_t r = 0; r < change_.rows.size(); ++r) {
            if (!which(change_.rows[r])) { continue; }
            find_cause(r); // of an item that stands earlier, or a derived one: this ends
            out.insert(change_.rows[r].records.begin(), change_.rows[r].records.end());
        }
    }

    void add_differing(records& out, const records& at_a, const records& at_b) const {
        for (const std::int32_t r : at_a) {
            if (!at_b.contains(r) || corrected(r)) { out.insert(r); }
        }
        for (const std::int32_t r : at_b) {
            if (!at_a.contains(r)) { out.insert(r); }
        }
    }

    // ---- the level

    [[nodiscard]] bool looks_at_plans() const {
        bool found = false;
        const auto look = [&found](const condition& c) {
            found = found || c.kind == condition_kind::plan_active;
        };
        for (const rule& r : asked_->rules) { for_each_simplest(r.when, look); }
        for (const tree_node& n : asked_->tree) {
            if (n.when) { for_each_simplest(*n.when, look); }
        }
        return found;
    }

    [[nodiscard]] static records running(const side& s) {
        records out;
        for (const running_plan& p : s.now.plans) { out.insert(p.record); }
        return out;
    }

    void add_plans() {
        const records at_a = running(a_);
        const records at_b = running(b_);
        records differing;
        add_differing(differing, at_a, at_b);
        for (const std::int32_t r : differing) {
            level_cause& one = change_.causes.emplace_back();
            one.of = level_cause::kind::plan;
            one.index = r;
            one.before = kleene_of(at_a.contains(r));
            one.after = kleene_of(at_b.contains(r));
            reasons why;
            use(why, r, at_a.contains(r), at_b.contains(r), change_cause::plan);
            const std::int32_t first = a_.endings[static_cast<std::size_t>(r)];
            const std::int32_t second = b_.endings[static_cast<std::size_t>(r)];
            for (const std::int32_t ending : records{first, second}) {
                if (ending == no_record) { continue; }
                use(why, ending, ending == first, ending == second, change_cause::plan);
            }
            one.cause = why.first();
            one.records = why.of_first();
        }
    }

    void add_overrides() {
        std::map<std::int32_t, std::pair<const judged_override*, const judged_override*>> all;
        for (const judged_override& o : a_.seen.decided.overrides) { all[o.record].first = &o; }
        for (const judged_override& o : b_.seen.decided.overrides) { all[o.record].second = &o; }
        for (const auto& [record, o] : all) {
            const auto& [first, second] = o;
            if (first != nullptr && second != nullptr && first->state == second->state &&
                first->content->level == second->content->level) {
                continue;
            }
            level_cause& one = change_.causes.emplace_back();
            one.of = level_cause::kind::override_;
            one.index = record;
            if (first != nullptr) { one.state_before = first->state; }
            if (second != nullptr) { one.state_after = second->state; }
            reasons why;
            use(why, record, first != nullptr, second != nullptr, change_cause::override_);
            one.cause = why.first();
            one.records = why.of_first();
        }
    }

    void add_rule(level_cause::kind of, std::size_t index, const condition& when) {
        const kleene before = truth(asked_, a_.now, when, a_.values);
        const kleene after = truth(asked_, b_.now, when, b_.values);
        if (before == after) { return; }
        const records behind = records_behind(when, {}, true);
        level_cause& one = change_.causes.emplace_back();
        one.of = of;
        one.cause = change_cause::rule;
        one.index = static_cast<std::int32_t>(index);
        one.before = before;
        one.after = after;
        one.records.assign(behind.begin(), behind.end());
    }

    /// A node that is reached at either moment, before its branches.
    void add_nodes(std::int32_t index, bool at_a, bool at_b) {
        const tree_node& node = asked_->tree[static_cast<std::size_t>(index)];
        if (!node.when || (!at_a && !at_b)) { return; }
        add_rule(level_cause::kind::tree, static_cast<std::size_t>(index), *node.when);
        const kleene before = truth(asked_, a_.now, *node.when, a_.values);
        const kleene after = truth(asked_, b_.now, *node.when, b_.values);
        add_nodes(node.then_node, at_a && possible(before), at_b && possible(after));
        add_nodes(node.else_node, at_a && !certain(before), at_b && !certain(after));
    }

    const reading& read_;
    const instrument& asked_;
    const history& family_;
    change& change_;
    side a_;
    side b_;
    std::vector<bool> found_;
    std::vector<std::int32_t> person_records_;
};

} // namespace

void find_causes(const known_answers& before, const known_answers& after, change& of) {
    cause_finder{before, after, of}.find();
}

} // namespace actueel::detail
