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
    for (const std::string_view text : columns.coded(field::item).texts) {
        item_meant& made = items_.emplace_back();
        made.item = item_named(asked_, text);
        if (made.item < 0) { continue; }
        const auto i = static_cast<std::size_t>(made.item);
        const item& of = asked_->items[i];
        const std::int32_t shelf = by.items[i].shelf;
        made.shelf = shelf < 0 ? static_cast<std::int32_t>(by.shelves.size()) : shelf;
        made.of_a_person = of.per != asked_of::family;
        made.derived = of.derived();
        made.sources = static_cast<std::uint8_t>(of.sources.to_ulong());
    }
    answers_each_ = columns.coded(field::answer).texts.size();
    answers_.resize(items_.size() * answers_each_);
    for (const std::string_view text : columns.coded(field::source).texts) {
        const auto found = std::find(source_names.begin(), source_names.end(), text);
        sources_.push_back(static_cast<source>(found - source_names.begin()));
    }
}

/// What the answer of a row is to the item with a code.
inline lane_words::answer_meant lane_words::meant_by(std::size_t item_code, std::int64_t row) {
    const std::int32_t code = answer_codes_[row];
    if (code < 0) { return read_meaning(items_[item_code], row, 0); }
    answer_meant& said = answers_[item_code * answers_each_ + static_cast<std::size_t>(code)];
    if (said.how == answer_meant::not_yet_read) {
        said = read_meaning(items_[item_code], row, said_.size());
    }
    return said;
}

/// Numbers are put in a place of `said_`, the first or the next.
lane_words::answer_meant lane_words::read_meaning(const item_meant& by, std::int64_t row,
                                                  std::size_t place) {
    const auto read =
        answer_as_read(asked_->items[static_cast<std::size_t>(by.item)], written_in(columns_, row));
    if (!read) { return {answer_meant::lacking, nothing_said}; }
    switch (read->kind) {
    case answer_kind::option: return {answer_meant::placed, state_of_option(read->option, false)};
    case answer_kind::not_applicable: return {answer_meant::placed, state_of_not_applicable(false)};
    case answer_kind::number:
        said_.resize(std::max(said_.size(), place + 1));
        said_[place] = *read;
        return {answer_meant::a_number, static_cast<std::int32_t>(place)};
    case answer_kind::not_seen: return {answer_meant::not_seen, nothing_said};
    default: return {answer_meant::placed, nothing_said};
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
    const row_codes sources = source_codes_;
    const row_codes bys = by_codes_;
    day_bits started = 0;
    std::int32_t index = -1;
    for (const record_row& r : family.rows) {
        ++index;
        if (r.type != observation_type || r.retracts) { continue; }
        const auto item_code = static_cast<std::size_t>(items[r.row]);
        const item_meant& of = items_[item_code];
        const day_bits known = on.knowing(r.known.from, r.known.until, r.known.for_ever());
        const asked_days::lasting days = on.lasts(static_cast<std::size_t>(of.shelf), r.on);
        started |= known & days.begun;
        if (of.item < 0) { continue; }
        if (of.derived) { return lane_outcome::not_readable; }
        // Also what is not in force must be readable.
        const bool about_its_subject = (r.person >= 0) == of.of_a_person;
        answer_meant said;
        if (about_its_subject) {
            said = meant_by(item_code, r.row);
            if (said.how == answer_meant::lacking) { return lane_outcome::not_readable; }
        }
        if (!about_its_subject || said.how == answer_meant::not_seen || r.about >= 0) {
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
        w.state = said.state;
        w.value = -1;
        if (said.how == answer_meant::a_number) { set_number(w, said.state); }
        w.by = bys[r.row];
        w.from = from < 0 ? source::not_stated : sources_[static_cast<std::size_t>(from)];
        w.counted = (of.sources >> static_cast<unsigned>(w.from) & 1U) != 0;
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
