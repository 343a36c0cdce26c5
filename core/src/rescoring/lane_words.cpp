// SPDX-License-Identifier: MPL-2.0
#include "lane_words.hpp"

#include "record_places.hpp"

#include <actueel/columnar/to_history.hpp>
#include <actueel/history/reading.hpp>

#include <algorithm>

namespace actueel::detail {

lane_words::lane_words(const plan_content& by, const record_columns& columns)
    : asked_{by.asked}, columns_{columns}, item_codes_{columns.codes(field::item)},
      answer_codes_{columns.codes(field::answer)},
      source_codes_{columns.codes(field::source)}, by_codes_{columns.codes(field::by)} {
    answers_each_ = columns.coded(field::answer).texts.size() + 1;
    for (const std::string_view text : columns.coded(field::item).texts) {
        answer_meant made;
        made.item = item_named(asked_, text);
        made.shelf = static_cast<std::int32_t>(by.shelves.size());
        if (made.item < 0) {
            made.how = answer_meant::not_asked;
        } else {
            const auto i = static_cast<std::size_t>(made.item);
            const item& of = asked_->items[i];
            if (by.items[i].shelf >= 0) { made.shelf = by.items[i].shelf; }
            if (of.derived()) { made.how = answer_meant::never_asked; }
            made.of_a_person = of.per != asked_of::family;
            made.sources = static_cast<std::uint8_t>(of.sources.to_ulong());
        }
        answers_.insert(answers_.end(), answers_each_, made);
    }
    for (const std::string_view text : columns.coded(field::source).texts) {
        const auto found = std::find(source_names.begin(), source_names.end(), text);
        sources_.push_back(static_cast<source>(found - source_names.begin()));
    }
}

/// Reads what the answer of a row is to its item. A number is put in a place of `said_`, the first or the next.
void lane_words::read_meaning(answer_meant& of, std::int64_t row, std::size_t place) {
    if (of.how == answer_meant::not_asked || of.how == answer_meant::never_asked) { return; }
    const auto read =
        answer_as_read(asked_->items[static_cast<std::size_t>(of.item)], written_in(columns_, row));
    of.how = read ? answer_meant::placed : answer_meant::lacking;
    of.state = nothing_said;
    if (!read) { return; }
    switch (read->kind) {
    case answer_kind::option: of.state = state_of_option(read->option, false); break;
    case answer_kind::not_applicable: of.state = state_of_not_applicable(false); break;
    case answer_kind::number:
        said_.resize(std::max(said_.size(), place + 1));
        said_[place] = *read;
        of.how = answer_meant::a_number;
        of.state = static_cast<std::int32_t>(place);
        break;
    case answer_kind::not_seen: of.how = answer_meant::not_seen; break;
    default: break;
    }
}

/// Puts the word that was added last where it belongs among those about the same.
inline void lane_words::put_in_place(word_chain& to, lane_word& w) {
    if (to.latest >= 0) {
        const lane_word& other = at(to.latest);
        to.mixed = to.mixed || other.from != w.from || other.by != w.by;
    }
    std::int32_t* place = &to.latest;
    while (*place >= 0) {
        lane_word& earlier = words_[static_cast<std::size_t>(*place)];
        if (earlier.on < w.on) { break; }
        if (earlier.on == w.on) {
            const record_row& p = family_->rows[static_cast<std::size_t>(w.row)];
            const record_row& q = family_->rows[static_cast<std::size_t>(earlier.row)];
            tie_ = tie_ || (p.id.empty() && p.recorded_at == q.recorded_at);
            if (!came_before(*family_, w.row, earlier.row)) { break; }
        }
        place = &earlier.before;
    }
    w.before = *place;
    *place = static_cast<std::int32_t>(words_.size()) - 1;
}

lane_outcome lane_words::read(const family_records& family, const asked_days& on) {
    family_ = &family;
    tie_ = false;
    started_ = 0;
    persons_ = family.persons.size() + 1;
    words_.clear();
    numbers_.clear();
    chains_.assign(asked_->items.size() * persons_, {});
    const row_codes items = item_codes_;
    const row_codes answers = answer_codes_;
    const row_codes sources = source_codes_;
    const row_codes bys = by_codes_;
    answer_meant* const meanings = answers_.data();
    const std::size_t answers_each = answers_each_;
    day_bits started = 0;
    std::int32_t index = -1;
    for (const record_row& r : family.rows) {
        ++index;
        if (r.type != observation_type || r.retracts) { continue; }
        const std::int32_t code = answers[r.row];
        answer_meant& of = meanings[static_cast<std::size_t>(items[r.row]) * answers_each +
                                    static_cast<std::size_t>(code + 1)];
        if (of.how == answer_meant::not_yet_read || code < 0) {
            read_meaning(of, r.row, code < 0 ? 0 : said_.size());
        }
        const day_bits known = on.knowing(r.known.from, r.known.until, r.known.for_ever());
        const asked_days::lasting days = on.lasts(static_cast<std::size_t>(of.shelf), r.on);
        started |= known & days.begun;
        const bool about_its_subject = (r.person >= 0) == of.of_a_person;
        if (of.how > answer_meant::a_number || r.about >= 0 || !about_its_subject) {
            if (of.how == answer_meant::not_asked) { continue; }
            if (of.how == answer_meant::never_asked ||
                (of.how == answer_meant::lacking && about_its_subject)) {
                return lane_outcome::not_readable; // also what is not in force must be readable
            }
            // Without ids, nothing tells it from another of that day.
            if (r.id.empty()) { return lane_outcome::ambiguous; }
            continue;
        }
        if (known == 0 && !r.id.empty()) { continue; } // else ties are looked for
        const std::int32_t from = sources[r.row];
        lane_word& w = words_.next();
        w.stands = known & days.begun;
        w.fresh = known & days.fresh;
        w.on = r.on;
        w.row = index;
        w.state = of.state;
        w.value = -1;
        if (of.how == answer_meant::a_number) { set_number(w, of.state); }
        w.by = bys[r.row];
        w.from = from < 0 ? source::not_stated : sources_[static_cast<std::size_t>(from)];
        w.counted = (std::uint32_t{of.sources} >> static_cast<unsigned>(w.from) & 1U) != 0;
        put_in_place(chains_[chain(of.item, r.person)], w);
    }
    started_ = started;
    return lane_outcome::scored;
}

/// Makes a word one of a number, which has no state.
void lane_words::set_number(lane_word& w, std::int32_t place) {
    w.state = nothing_said;
    w.value = static_cast<std::int32_t>(numbers_.size());
    numbers_.push_back(said_[static_cast<std::size_t>(place)]);
}

} // namespace actueel::detail
