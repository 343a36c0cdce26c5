// SPDX-License-Identifier: MPL-2.0
#include <actueel/history/observe.hpp>

#include "derive.hpp"
#include "household.hpp"

#include <actueel/response/truth.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace actueel {
namespace {

/// Leaves whose row it is and whether it applies, nothing that was read, and the memory. Names every field, so that none is
/// forgotten here.
void forget(response& row) {
    auto& [person, unnamed, of_age, applies, current, expired, current_in_window, derived, pool,
           pool_records, voices, shown, disputes, fact_stands, copy, changed_from, tied_with] = row;
    current = {};
    expired = false;
    current_in_window = false;
    derived.reset();
    pool.clear();
    pool_records.clear();
    voices.clear();
    shown.clear();
    disputes.clear();
    fact_stands = false;
    copy = no_record;
    changed_from.clear();
    tied_with.clear();
}

/// Reads one day.
class observer {
  public:
    observer(const known_answers& known, day as_of, observing depth, observed& out)
        : known_{known}, all_{known.all}, read_{*known.read}, asked_{known.read->asked},
          as_of_{as_of}, depth_{depth}, out_{out} {}

    [[nodiscard]] bool holds(role r, std::int32_t person) const {
        return std::any_of(out_.now.members.begin(), out_.now.members.end(),
                           [=](const member& m) { return m.role == r && m.person == person; });
    }

    // ---- rows

    /// Whose rows there are. Whether that may differ from day to day while the members stay.
    bool add_rows() {
        bool by_age = false;
        situation& now = out_.now;
        std::size_t count = 0;
        const auto add = [&](std::int32_t person, bool unnamed, kleene of_age) {
            if (count == now.rows.size()) { now.rows.emplace_back(); }
            response& row = now.rows[count++];
            forget(row);
            row.person = person;
            row.unnamed = unnamed;
            row.of_age = of_age;
            row.applies = of_age;
        };
        now.first_row.clear();
        for (const item& of : asked_->items) {
            now.first_row.push_back(static_cast<std::int32_t>(count));
            if (of.per == asked_of::family) {
                add(nobody, false, kleene::yes);
                continue;
            }
            by_age = by_age || of.ages.has_value();
            const role who = role_of(of.per);
            if (now.roles[static_cast<std::size_t>(who)] == role_state::unknown) {
                add(nobody, true, of.ages ? kleene::unknown : kleene::yes);
                continue;
            }
            for (const member& m : now.members) {
                if (m.role != who) { continue; }
                const bool asked_about = who == role::child && now.child != nobody;
                if (asked_about ? m.person != now.child : !m.counted) { continue; }
                const kleene fits = detail::of_ages(of.ages, m.born_on, as_of_);
                if (fits == kleene::no) { continue; }
                add(m.person, false, fits);
            }
        }
        now.first_row.push_back(static_cast<std::int32_t>(count));
        now.rows.resize(count);
        return by_age;
    }

    // ---- answers

    /// Reads a row of which nothing was read yet. The days, today among them, on which it is read the same as long as the
    /// members stay: but for what is told beside it, and outside of sittings.
    term_of_days find_answer(std::int32_t index, response& row) {
        const answer_track* track = row.unnamed ? nullptr : known_.track_of(index, row.person);
        if (track == nullptr) { return {}; }
        const item& of = asked_->items[static_cast<std::size_t>(index)];
        const std::span<const known_word> words = known_.words_until(*track, as_of_);
        const sitting_word* sitting = asked_->one_sitting ? sitting_of(row.person) : nullptr;
        for (auto w = words.rbegin(); w != words.rend(); ++w) {
            if (!counted(*w, sitting)) { continue; }
            tell(*w, sitting, row.current);
            row.expired = as_of_ >= row.current.expires.on;
            fill_pool(of, words, sitting, row);
            break;
        }
        for (const known_word& w : words) {
            if (w.said.record != row.current.record && as_of_ < w.replaced_on &&
                as_of_ < w.expires(as_of_).on) {
                tell(w, sitting, row.voices.emplace_back());
            }
        }
        if (depth_ == observing::what_is_told) {
            add_aside(*track, words, row);
            compare(of, words, sitting, row);
        }
        return same_around(of, *track, words);
    }

    // ---- events, plans, decisions

    void count_events() {
        out_.now.event_counts.clear();
        for (std::size_t q = 0; q < asked_->queries.size(); ++q) {
            const event_query& query = asked_->queries[q];
            out_.now.event_counts.push_back(
                query.per == asked_of::family
                    ? detail::count_of(query, known_.events[q], as_of_, nobody)
                    : 0);
        }
    }

    void add_plans() {
        out_.now.plans.clear();
        for (const auto& [record, plan, until] : all_.plans) {
            if (!term_of_days{plan->term.start, until}.holds(as_of_)) { continue; }
            running_plan running{record, plan->persons, {}};
            for (const std::int32_t text : plan->covers) {
                const std::int32_t item = read_.items[static_cast<std::size_t>(text)];
                if (item >= 0) { running.covers.push_back(item); }
            }
            out_.now.plans.push_back(std::move(running));
        }
    }

    void add_overrides() {
        out_.overrides.clear();
        for (const auto& one : all_.overrides) {
            if (one.content->instrument == asked_->id && one.content->person == out_.now.child &&
                one.content->term.holds(as_of_)) {
                out_.overrides.push_back(one);
            }
        }
        std::sort(out_.overrides.begin(), out_.overrides.end(), [](const auto& a, const auto& b) {
            return a.content->term.start != b.content->term.start
                       ? a.content->term.start < b.content->term.start
                       : a.record < b.record;
        });
    }

    // ---- what is told beside

    void tell_beside() {
        out_.now.sittings.clear();
        out_.ignored.clear();
        add_ignored();
        add_disputes();
        if (asked_->one_sitting) { add_sittings(); }
        find_heard();
        out_.now.overlaps = detail::overlaps(all_);
        out_.now.outside_involvement = !all_.involvements.empty() && !out_.involved;
    }

  private:
    /// The days around today between which lies none that the reading of a track compares a day with.
    [[nodiscard]] term_of_days same_around(const item& of, const answer_track& track,
                                           std::span<const known_word> words) const {
        term_of_days out;
        const auto turns = [&out, today = as_of_](day on) {
            if (on <= today) {
                out.start = std::max(out.start, on);
            } else {
                out.until = std::min(out.until, on);
            }
        };
        for (const known_word& w : words) {
            turns(w.said.observed_on); // and when those before it are replaced
            turns(w.said.expires.on);
            turns(w.lapse.on);
            if (of.pick_window) { turns(w.said.observed_on + *of.pick_window); }
        }
        const auto next = static_cast<std::size_t>(track.first_word) + words.size();
        if (next != static_cast<std::size_t>(track.past_word)) {
            turns(known_.words[next].said.observed_on);
        }
        return out;
    }

    void tell(const known_word& w, const sitting_word* sitting, word& out) const {
        out = w.said;
        out.expires = w.expires(as_of_);
        out.counted = counted(w, sitting);
    }

    void fill_pool(const item& of, std::span<const known_word> words, const sitting_word* sitting,
                   response& row) const {
        if (of.pick == pick_rule::latest) { return; }
        for (const known_word& w : words) {
            if (!counted(w, sitting) || !w.said.said.has_value() ||
                as_of_ >= w.said.observed_on + *of.pick_window) {
                continue;
            }
            if (w.said.record == row.current.record) {
                row.current_in_window = true;
            } else {
                row.pool.push_back(w.said.said);
                row.pool_records.push_back(w.said.record);
            }
        }
    }

    // ---- one sitting

    /// The latest counted word about a person who still holds the role that it was asked of tells which sitting counts,
    /// also where the item has no row for that person. Null: none.
    [[nodiscard]] const sitting_word* sitting_of(std::int32_t person) const {
        const auto& all = known_.tells_sitting;
        auto after = std::partition_point(all.begin(), all.end(), [=, this](const sitting_word& s) {
            return s.person != person ? s.person < person : s.what.said.observed_on <= as_of_;
        });
        while (after != all.begin() && std::prev(after)->person == person) {
            --after;
            const asked_of per = asked_->items[static_cast<std::size_t>(after->item)].per;
            if (per == asked_of::family || holds(role_of(per), person)) { return &*after; }
        }
        return nullptr;
    }

    /// Whether a word counts: its source does, and its sitting where there is one.
    [[nodiscard]] static bool counted(const known_word& w, const sitting_word* sitting) {
        if (!w.said.counted || sitting == nullptr) { return w.said.counted; }
        const known_word& latest = sitting->what;
        const std::string& name = latest.content->sitting;
        if (!name.empty()) { return w.content->sitting == name; }
        return w.content->sitting.empty() && w.said.observed_on == latest.said.observed_on &&
               same_voice(w.said, latest.said);
    }

    /// What never becomes current, and whether it is the newest observation of the row and repeats an older one.
    void add_aside(const answer_track& track, std::span<const known_word> words, response& row) {
        const std::span<const set_aside> aside = known_.aside_until(track, as_of_);
        for (const set_aside& a : aside) { row.shown.push_back(a.what); }
        if (aside.empty() || !aside.back().copies) { return; }
        const set_aside& newest = aside.back();
        const bool last =
            words.empty() || std::pair{words.back().said.observed_on, words.back().said.record} <
                                 std::pair{newest.observed_on, newest.what.record};
        if (last) { row.copy = newest.what.record; }
    }

    /// What a reader should know of the words that the current one stands among.
    void compare(const item& of, std::span<const known_word> words, const sitting_word* sitting,
                 response& row) const {
        const word& now = row.current;
        bool tie = false;
        for (const known_word& w : words) {
            const word& other = w.said;
            row.fact_stands =
                row.fact_stands || (other.basis == basis::fact && other.said.says_something() &&
                                    as_of_ < w.expires(as_of_).on);
            if (now.record == no_record || !counted(w, sitting)) { continue; }
            if (of.kind == item_kind::static_one && now.said.says_something() &&
                other.said.says_something() && other.said != now.said) {
                row.changed_from.push_back(other.record);
            }
            if (other.observed_on == now.observed_on &&
                recorded_at(other.record) == recorded_at(now.record)) {
                row.tied_with.push_back(other.record);
                tie = tie || other.said != now.said;
            }
        }
        if (!tie) { row.tied_with.clear(); }
    }

    [[nodiscard]] instant recorded_at(std::int32_t record) const {
        return read_.family->chains[static_cast<std::size_t>(record)].recorded_at();
    }

    void add_ignored() {
        std::map<std::pair<std::string_view, ignored_why>, ignored_observations> ignored;
        for (const auto& [record, said, link] : all_.observations) {
            if (said->observed_on > as_of_) { continue; }
            const read_answer& read =
                read_.answers[static_cast<std::size_t>(record)][static_cast<std::size_t>(link)];
            const auto why = ignored_for(read, *said);
            if (!why) { continue; }
            ignored_observations& one =
                ignored[{read_.family->items[static_cast<std::size_t>(said->item)], *why}];
            one.item = said->item;
            one.why = *why;
            ++one.count;
        }
        for (const auto& [key, one] : ignored) { out_.ignored.push_back(one); }
    }

    [[nodiscard]] std::optional<ignored_why> ignored_for(const read_answer& read,
                                                         const observation_content& said) const {
        if (read.item < 0) { return ignored_why::not_in_instrument; }
        const asked_of per = asked_->items[static_cast<std::size_t>(read.item)].per;
        if (!read.fits) {
            return per == asked_of::family ? ignored_why::person_not_expected
                                           : ignored_why::person_missing;
        }
        if (per != asked_of::family && !holds(role_of(per), said.person)) {
            return ignored_why::not_a_member;
        }
        return std::nullopt;
    }

    void add_disputes() {
        for (const auto& [record, dispute, until] : all_.disputes) {
            if (as_of_ >= until) { continue; }
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

    void add_sittings() {
        const auto& all = known_.tells_sitting;
        for (auto s = all.begin(); s != all.end(); ++s) {
            if (s != all.begin() && std::prev(s)->person == s->person) { continue; }
            if (const sitting_word* latest = sitting_of(s->person)) {
                out_.now.sittings.emplace_back(s->person, latest->what.said.record);
            }
        }
    }

    /// Children who spoke, or about whom source `child` spoke, or on an item of the family, within `hear_child_every`.
    void find_heard() {
        if (!asked_->hear_child_every) { return; }
        std::set<std::int32_t> heard;
        for (const auto& [record, said, link] : all_.observations) {
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

    const known_answers& known_;
    const records_in_force& all_;
    const reading& read_;
    const instrument& asked_;
    day as_of_;
    observing depth_;
    observed& out_;
};

} // namespace

day_observer::day_observer(const known_answers& known, std::int32_t child, observing depth,
                           observed& into)
    : known_{known}, depth_{depth}, out_{into} {
    situation& now = out_.now;
    now.child = child;
    now.overlaps.clear();
    now.sittings.clear();
    now.heard.clear();
    now.outside_involvement = false;
    out_.ignored.clear();
    out_.sign_offs.clear();
    for (const auto& one : known.all.sign_offs) {
        if (one.content->instrument == known.read->asked->id && one.content->person == child) {
            out_.sign_offs.push_back(one);
        }
    }
}

result<const observed*> day_observer::try_on(day as_of) {
    const instrument& asked = known_.read->asked;
    situation& now = out_.now;
    now.as_of = as_of;
    observer today{known_, as_of, depth_, out_};
    detail::members_on(known_.all, as_of, members_);
    for (member& m : members_) {
        m.counted = asked->counts_living.test(static_cast<std::size_t>(m.lives));
    }
    const auto roles = detail::role_states(known_.all, members_, as_of);
    // What is told beside a row, and which sitting counts, is looked up anew each day.
    const bool same_rows = laid_out_ && depth_ == observing::what_scores && !asked->one_sitting &&
                           !by_age_ && roles == now.roles && members_ == now.members;
    laid_out_ = false;
    changed_.assign(asked->items.size(), same_rows ? 0 : 1);
    if (!same_rows) {
        now.members.swap(members_);
        now.roles = roles;
        if (now.child != nobody && !today.holds(role::child, now.child)) {
            const history& family = known_.read->family;
            return error{problem{error_code::child_not_member, family->document, "",
                                 family->persons[static_cast<std::size_t>(now.child)],
                                 "somebody who holds the role child on " + to_string(as_of),
                                 "name a child of that day, or ask about the family", ""}};
        }
        by_age_ = today.add_rows();
        stays_.resize(now.rows.size());
    }
    for (std::size_t i = 0; i < asked->items.size(); ++i) {
        const auto index = static_cast<std::int32_t>(i);
        if (asked->items[i].derived()) {
            if (detail::derive(known_, index, now)) { changed_[i] = 1; }
            continue;
        }
        for (std::int32_t r = now.first_row[i]; r < now.first_row[i + 1]; ++r) {
            response& row = now.rows[static_cast<std::size_t>(r)];
            term_of_days& stays = stays_[static_cast<std::size_t>(r)];
            if (same_rows) {
                if (stays.holds(as_of)) { continue; }
                forget(row);
                changed_[i] = 1;
            }
            stays = today.find_answer(index, row);
        }
    }
    today.count_events();
    today.add_plans();
    settle(asked, now, &changed_);
    today.add_overrides();
    out_.involved = known_.all.involved(as_of);
    if (depth_ == observing::what_is_told) { today.tell_beside(); }
    laid_out_ = true;
    return &out_;
}

result<observed> observe(const known_answers& known, day as_of, std::int32_t child, observing depth,
                         observed reused) {
    const auto seen = day_observer{known, child, depth, reused}.try_on(as_of);
    if (!seen) { return seen.error(); }
    return reused;
}

std::vector<std::int32_t> children_on(const records_in_force& all, day as_of) {
    std::vector<member> members;
    detail::members_on(all, as_of, members);
    std::vector<std::int32_t> out;
    for (const member& m : members) {
        if (m.role == role::child) { out.push_back(m.person); }
    }
    return out;
}

std::vector<std::int32_t> children_on(const history& family, day as_of, known known_at) {
    return children_on(in_force_at(family, known_at.until(as_of)), as_of);
}

bool involved_on(const history& family, day as_of, known known_at) {
    return in_force_at(family, known_at.until(as_of)).involved(as_of);
}

} // namespace actueel
