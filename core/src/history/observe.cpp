// SPDX-License-Identifier: MPL-2.0
#include <actueel/history/observe.hpp>

#include "derive.hpp"
#include "household.hpp"
#include "lapses.hpp"

#include <actueel/response/truth.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace actueel {
namespace {

using detail::records_in_force;

class observer {
  public:
    observer(const reading& read, day as_of, known known_at, std::int32_t child)
        : read_{read}, asked_{read.asked}, as_of_{as_of}, all_{detail::in_force_at(
                                                              read.family, known_at.until(as_of),
                                                              as_of)} {
        out_.now.as_of = as_of;
        out_.now.child = child;
    }

    result<observed> observe() {
        situation& now = out_.now;
        now.members = detail::members_on(all_, as_of_);
        for (member& m : now.members) {
            m.counted = asked_->counts_living.test(static_cast<std::size_t>(m.lives));
        }
        now.roles = detail::role_states(all_, now.members, as_of_);
        if (now.child != nobody && !holds(role::child, now.child)) {
            return error{problem{error_code::child_not_member, read_.family->document, "",
                                 read_.family->persons[static_cast<std::size_t>(now.child)],
                                 "somebody who holds the role child on " + to_string(as_of_),
                                 "name a child of that day, or ask about the family", ""}};
        }
        for (const event_query& q : asked_->queries) {
            now.event_counts.push_back(
                q.per == asked_of::family ? detail::count_of(q, all_, as_of_, nobody) : 0);
        }
        add_rows();
        add_observations();
        for (std::size_t i = 0; i < asked_->items.size(); ++i) {
            const item& of = asked_->items[i];
            if (of.derived()) { detail::derive(asked_, static_cast<std::int32_t>(i), all_, now); }
        }
        if (asked_->one_sitting) { apply_sittings(); }
        for (std::size_t i = 0; i < asked_->items.size(); ++i) {
            if (!asked_->items[i].derived()) { find_answers(static_cast<std::int32_t>(i)); }
        }
        add_disputes();
        add_plans();
        settle(asked_, now);
        add_decisions();
        find_heard();
        now.overlaps = detail::overlaps(all_);
        out_.involved = detail::involved(all_, as_of_);
        now.outside_involvement = !all_.involvements.empty() && !out_.involved;
        return std::move(out_);
    }

  private:
    [[nodiscard]] bool holds(role r, std::int32_t person) const {
        return std::any_of(out_.now.members.begin(), out_.now.members.end(),
                           [=](const member& m) { return m.role == r && m.person == person; });
    }

    // ---- rows

    void add_rows() {
        situation& now = out_.now;
        for (const item& of : asked_->items) {
            now.first_row.push_back(static_cast<std::int32_t>(now.rows.size()));
            if (of.per == asked_of::family) {
                now.rows.emplace_back();
                continue;
            }
            const role who = role_of(of.per);
            if (now.roles[static_cast<std::size_t>(who)] == role_state::unknown) {
                response& row = now.rows.emplace_back();
                row.unnamed = true;
                row.of_age = of.ages ? kleene::unknown : kleene::yes;
                continue;
            }
            for (const member& m : now.members) {
                if (m.role != who) { continue; }
                const bool asked_about = who == role::child && now.child != nobody;
                if (asked_about ? m.person != now.child : !m.counted) { continue; }
                const kleene fits = detail::of_ages(of.ages, m.born_on, as_of_);
                if (fits == kleene::no) { continue; }
                response& row = now.rows.emplace_back();
                row.person = m.person;
                row.of_age = fits;
            }
        }
        now.first_row.push_back(static_cast<std::int32_t>(now.rows.size()));
        words_.resize(now.rows.size());
    }

    /// The row of an item about a person, as an index; -1 where there is none.
    [[nodiscard]] std::int32_t row_of(std::int32_t item, std::int32_t person) const {
        const auto i = static_cast<std::size_t>(item);
        for (std::int32_t r = out_.now.first_row[i]; r < out_.now.first_row[i + 1]; ++r) {
            const response& row = out_.now.rows[static_cast<std::size_t>(r)];
            if (row.person == person && !row.unnamed) { return r; }
        }
        return -1;
    }

    // ---- observations to rows

    void add_observations() {
        std::map<std::pair<std::string_view, ignored_why>, ignored_observations> ignored;
        for (std::size_t o = 0; o < all_.observations.size(); ++o) {
            const auto [record, said] = all_.observations[o];
            if (said->observed_on > as_of_) { continue; }
            const read_answer& read = read_.answers[static_cast<std::size_t>(record)]
                                                   [static_cast<std::size_t>(all_.links[o])];
            const auto ignore = [&, item = said->item](ignored_why why) {
                ignored_observations& one =
                    ignored[{read_.family->items[static_cast<std::size_t>(item)], why}];
                one.item = item;
                one.why = why;
                ++one.count;
            };
            if (read.item < 0) {
                ignore(ignored_why::not_in_instrument);
                continue;
            }
            const item& of = asked_->items[static_cast<std::size_t>(read.item)];
            if (!read.fits) {
                ignore(of.per == asked_of::family ? ignored_why::person_not_expected
                                                  : ignored_why::person_missing);
                continue;
            }
            if (of.per != asked_of::family && !holds(role_of(of.per), said->person)) {
                ignore(ignored_why::not_a_member);
                continue;
            }
            if (asked_->one_sitting) { note_sitting(record, *said, read.said, of); }
            const std::int32_t row = row_of(read.item, said->person);
            if (row < 0) { continue; }
            if (read.said.kind == answer_kind::not_seen || said->repeats >= 0) {
                shown_.push_back({row,
                                  said->observed_on,
                                  {record, read.said.kind != answer_kind::not_seen},
                                  said->repeats >= 0});
                continue;
            }
            words_[static_cast<std::size_t>(row)].push_back({record,
                                                             said->observed_on,
                                                             said->source,
                                                             said->by,
                                                             said->basis,
                                                             read.said,
                                                             {},
                                                             of.counts(said->source)});
        }
        for (const auto& [key, one] : ignored) { out_.ignored.push_back(one); }
        find_copies();
        std::stable_sort(shown_.begin(), shown_.end(), [](const shown_row& a, const shown_row& b) {
            return a.observed_on < b.observed_on;
        });
        for (const shown_row& s : shown_) {
            out_.now.rows[static_cast<std::size_t>(s.row)].shown.push_back(s.what);
        }
        for (auto& words : words_) { // in place order already
            std::stable_sort(words.begin(), words.end(), [](const word& a, const word& b) {
                return a.observed_on < b.observed_on;
            });
        }
    }

    /// The newest observation of a row, by (observed_on, place), where it repeats an older one.
    void find_copies() {
        std::map<std::int32_t, shown_row> newest; // by row, of those that never become current
        for (const shown_row& s : shown_) {
            const auto [at, fresh] = newest.emplace(s.row, s);
            if (!fresh && s.observed_on >= at->second.observed_on) {
                at->second = s;
            } // in place order
        }
        for (const auto& [row, s] : newest) {
            if (!s.copies) { continue; }
            const auto& words = words_[static_cast<std::size_t>(row)];
            const bool last = std::none_of(words.begin(), words.end(), [&s = s](const word& w) {
                return w.observed_on != s.observed_on ? w.observed_on > s.observed_on
                                                      : w.record > s.what.record;
            });
            if (last) { out_.now.rows[static_cast<std::size_t>(row)].copy = s.what.record; }
        }
    }

    // ---- one sitting

    /// The latest counted word about a person tells which sitting counts, also where the item has no row for that person.
    /// Called in place order.
    void note_sitting(std::int32_t record, const observation_content& said, const answer& read,
                      const item& of) {
        sitting_of_[record] = said.sitting;
        if (!of.counts(said.source) || read.kind == answer_kind::not_seen || said.repeats >= 0) {
            return;
        }
        const word w{record, said.observed_on, said.source, said.by, said.basis, read, {}, true};
        const auto [at, fresh] = latest_.emplace(said.person, w);
        if (!fresh && w.observed_on >= at->second.observed_on) { at->second = w; }
    }

    void apply_sittings() {
        for (std::size_t r = 0; r < words_.size(); ++r) {
            for (word& w : words_[r]) {
                if (w.counted) { w.counted = in_sitting(w, latest_.at(out_.now.rows[r].person)); }
            }
        }
    }

    [[nodiscard]] bool in_sitting(const word& w, const word& latest) const {
        const std::string& sitting = sitting_of_.at(latest.record);
        if (!sitting.empty()) { return sitting_of_.at(w.record) == sitting; }
        return sitting_of_.at(w.record).empty() && w.observed_on == latest.observed_on &&
               same_voice(w, latest);
    }

    // ---- answers

    void find_answers(std::int32_t index) {
        const item& of = asked_->items[static_cast<std::size_t>(index)];
        const auto lapses = detail::lapses_of(of, all_, as_of_);
        for (std::int32_t r = out_.now.first_row[static_cast<std::size_t>(index)];
             r < out_.now.first_row[static_cast<std::size_t>(index) + 1]; ++r) {
            response& row = out_.now.rows[static_cast<std::size_t>(r)];
            std::vector<word>& words = words_[static_cast<std::size_t>(r)];
            const word* current = nullptr;
            for (word& w : words) {
                w.expires = detail::expiry_of(of, lapses, row.person, w);
                if (w.counted) { current = &w; }
            }
            if (current != nullptr) {
                row.current = *current;
                row.expired = as_of_ >= current->expires.on;
                fill_pool(of, words, row);
                compare_with_others(of, words, row);
                find_ties(words, row);
            }
            row.fact_stands = std::any_of(words.begin(), words.end(), [this](const word& w) {
                return w.basis == basis::fact && w.said.says_something() && as_of_ < w.expires.on;
            });
            fill_voices(words, row);
        }
    }

    void fill_pool(const item& of, const std::vector<word>& words, response& row) const {
        if (of.pick == pick_rule::latest) { return; }
        for (const word& w : words) {
            if (!w.counted || !w.said.has_value() || as_of_ >= w.observed_on + *of.pick_window) {
                continue;
            }
            if (w.record == row.current.record) {
                row.current_in_window = true;
            } else {
                row.pool.push_back(w.said);
                row.pool_records.push_back(w.record);
            }
        }
    }

    void compare_with_others(const item& of, const std::vector<word>& words, response& row) const {
        const word& now = row.current;
        if (!now.said.says_something()) { return; }
        for (const word& w : words) {
            if (!w.counted || !w.said.says_something() || w.said == now.said) { continue; }
            if (of.kind == item_kind::static_one) { row.changed_from.push_back(w.record); }
        }
    }

    void find_ties(const std::vector<word>& words, response& row) const {
        const word& now = row.current;
        bool differ = false;
        for (const word& w : words) {
            if (!w.counted || w.observed_on != now.observed_on ||
                recorded_at(w.record) != recorded_at(now.record)) {
                continue;
            }
            row.tied_with.push_back(w.record);
            differ = differ || w.said != now.said;
        }
        if (!differ) { row.tied_with.clear(); }
    }

    [[nodiscard]] instant recorded_at(std::int32_t record) const {
        return read_.family->chains[static_cast<std::size_t>(record)].recorded_at();
    }

    /// The unexpired words that no later one of their voice has replaced, but the current answer. Goes from the latest to the
    /// earliest, remembering of each source who has spoken: a word is replaced by a later one of its source unless both name
    /// a different `by`.
    void fill_voices(const std::vector<word>& words, response& row) const {
        if (words.empty()) { return; }
        struct spoken {
            bool anybody = false;
            bool unnamed = false;
            std::set<std::string_view> by{};
        };
        std::array<spoken, source_names.size()> later{};
        for (auto w = words.rbegin(); w != words.rend(); ++w) {
            spoken& same_source = later[static_cast<std::size_t>(w->source)];
            const bool replaced =
                same_source.unnamed ||
                (w->by.empty() ? same_source.anybody : same_source.by.contains(w->by));
            same_source.anybody = true;
            if (w->by.empty()) {
                same_source.unnamed = true;
            } else {
                same_source.by.insert(w->by);
            }
            if (!replaced && as_of_ < w->expires.on && w->record != row.current.record) {
                row.voices.push_back(*w);
            }
        }
        std::reverse(row.voices.begin(), row.voices.end());
    }

    // ---- disputes, plans, decisions

    void add_disputes() {
        for (const auto& [record, dispute] : all_.disputes) {
            const std::int32_t item =
                dispute->item < 0 ? -1 : read_.items[static_cast<std::size_t>(dispute->item)];
            for (std::size_t r = 0; r < out_.now.rows.size(); ++r) {
                response& row = out_.now.rows[r];
                const auto at = static_cast<std::int32_t>(r);
                const bool about_row =
                    item >= 0 && at >= out_.now.first_row[static_cast<std::size_t>(item)] &&
                    at < out_.now.first_row[static_cast<std::size_t>(item) + 1] &&
                    row.person == dispute->person && !row.unnamed;
                const bool concerns = row.current.record == no_record
                                          ? about_row
                                          : row.current.record == dispute->about;
                if (concerns) { row.disputes.push_back(record); }
            }
        }
    }

    /// Children who spoke, or about whom source `child` spoke, or on an item of the family, within `hear_child_every`.
    void find_heard() {
        if (!asked_->hear_child_every) { return; }
        std::set<std::int32_t> heard;
        for (const auto& [record, said] : all_.observations) {
            const bool recent = said->observed_on <= as_of_ &&
                                as_of_ < said->observed_on + *asked_->hear_child_every;
            if (!recent || said->said.kind == answer_kind::not_seen || said->repeats >= 0) {
                continue;
            }
            for (const member& m : out_.now.members) {
                if (m.role != role::child) { continue; }
                const bool own =
                    said->by == read_.family->persons[static_cast<std::size_t>(m.person)];
                const bool about = said->source == source::child &&
                                   (said->person == m.person || said->person == nobody);
                if (own || about) { heard.insert(m.person); }
            }
        }
        out_.now.heard.assign(heard.begin(), heard.end());
    }

    void add_plans() {
        for (const auto& [record, plan, term] : all_.plans) {
            if (!term.holds(as_of_)) { continue; }
            running_plan running{record, plan->persons, {}};
            for (const std::int32_t text : plan->covers) {
                const std::int32_t item = read_.items[static_cast<std::size_t>(text)];
                if (item >= 0) { running.covers.push_back(item); }
            }
            out_.now.plans.push_back(std::move(running));
        }
    }

    void add_decisions() {
        for (const auto& [record, o] : all_.overrides) {
            if (o->instrument == asked_->id && o->person == out_.now.child &&
                o->term.holds(as_of_)) {
                out_.overrides.push_back({record, o});
            }
        }
        std::stable_sort(out_.overrides.begin(), out_.overrides.end(),
                         [](const auto& a, const auto& b) {
                             return a.content->term.start < b.content->term.start;
                         });
        for (const auto& [record, s] : all_.sign_offs) {
            if (s->instrument == asked_->id && s->person == out_.now.child) {
                out_.sign_offs.push_back({record, s});
            }
        }
    }

    struct shown_row {
        std::int32_t row;
        day observed_on;
        shown_record what;
        bool copies; ///< also where it is `not_seen`
    };

    const reading& read_;
    const instrument& asked_;
    day as_of_;
    records_in_force all_;
    observed out_{};
    std::vector<std::vector<word>> words_{}; ///< by row
    std::vector<shown_row> shown_{};
    std::map<std::int32_t, std::string> sitting_of_{}; ///< by record, for `one_sitting`
    std::map<std::int32_t, word> latest_{};            ///< by person, for `one_sitting`
};

} // namespace

result<observed> observe(const reading& read, day as_of, known known_at, std::int32_t child) {
    return observer{read, as_of, known_at, child}.observe();
}

std::vector<std::int32_t> children_on(const history& family, day as_of, known known_at) {
    const auto all = detail::in_force_at(family, known_at.until(as_of), as_of);
    std::vector<std::int32_t> out;
    for (const member& m : detail::members_on(all, as_of)) {
        if (m.role == role::child) { out.push_back(m.person); }
    }
    return out;
}

bool involved_on(const history& family, day as_of, known known_at) {
    return detail::involved(detail::in_force_at(family, known_at.until(as_of), as_of), as_of);
}

} // namespace actueel
