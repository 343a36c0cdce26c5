// SPDX-License-Identifier: MPL-2.0
#include "lane_words.hpp"

#include "record_places.hpp"

#include <actueel/columnar/to_history.hpp>
#include <actueel/history/reading.hpp>

namespace actueel::detail {

lane_words::lane_words(const plan_content& by, const record_columns& columns)
    : asked_{by.asked}, columns_{columns}, item_codes_{columns.coded(field::item).codes},
      answer_codes_{columns.coded(field::answer).codes}, by_codes_{columns.coded(field::by).codes},
      sources_{columns, field::source, source_names} {
    for (const std::string_view text : columns.coded(field::item).texts) {
        item_meant& made = items_.emplace_back();
        made.item = item_named(asked_, text);
        if (made.item < 0) { continue; }
        const item& of = asked_->items[static_cast<std::size_t>(made.item)];
        made.of_a_person = of.per != asked_of::family;
        made.derived = of.derived();
        made.sources = static_cast<std::uint8_t>(of.sources.to_ulong());
    }
    answers_each_ = columns.coded(field::answer).texts.size();
    answers_.resize(items_.size() * answers_each_);
}

void lane_words::begin(const family_records& family, const asked_days& on) {
    family_ = &family;
    on_ = &on;
    tie_ = false;
    persons_ = family.persons.size() + 1;
    words_.clear();
    numbers_.clear();
    chains_.assign(asked_->items.size() * persons_, {});
}

lane_words::answer_meant lane_words::meant(const item_meant& by, std::int64_t row) const {
    answer_meant out;
    const auto read =
        answer_as_read(asked_->items[static_cast<std::size_t>(by.item)], written_in(columns_, row));
    out.how = answer_meant::lacking;
    if (!read) { return out; }
    out.said = *read;
    out.how = answer_meant::placed;
    switch (read->kind) {
    case answer_kind::option: out.state = state_of_option(read->option, false); break;
    case answer_kind::not_applicable: out.state = state_of_not_applicable(false); break;
    case answer_kind::number: out.how = answer_meant::a_number; break;
    case answer_kind::not_seen: out.how = answer_meant::not_seen; break;
    default: break;
    }
    return out;
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

lane_outcome lane_words::add(std::int32_t index, const record_row& r, day_bits known) {
    const auto row = static_cast<std::size_t>(r.row);
    const auto item_code = static_cast<std::size_t>(item_codes_[row]);
    const item_meant& of = items_[item_code];
    if (of.item < 0) { return lane_outcome::scored; }
    if (of.derived) { return lane_outcome::not_readable; }
    const auto passed_over = [&r] { // without ids, nothing tells it from another of that day
        return r.id.empty() ? lane_outcome::ambiguous : lane_outcome::scored;
    };
    if ((r.person >= 0) != of.of_a_person) { return passed_over(); }
    const std::int32_t code = answer_codes_.empty() ? -1 : answer_codes_[row];
    answer_meant& said =
        code < 0 ? uncoded_ : answers_[item_code * answers_each_ + static_cast<std::size_t>(code)];
    if (code < 0 || said.how == answer_meant::not_yet_read) { said = meant(of, r.row); }
    if (said.how == answer_meant::lacking) { return lane_outcome::not_readable; }
    if (said.how == answer_meant::not_seen || r.about >= 0) { return passed_over(); }
    if (known == 0 && !r.id.empty()) { return lane_outcome::scored; } // else ties are looked for
    const source from = sources_.in(r.row, source::not_stated);
    lane_word& w = words_.next();
    w.stands = known & on_->from(r.on);
    w.on = r.on;
    w.row = index;
    w.state = said.state;
    w.value = said.how == answer_meant::a_number ? add_number(said.said) : -1;
    w.by = by_codes_.empty() ? -1 : by_codes_[row];
    w.from = from;
    w.counted = (of.sources >> static_cast<unsigned>(from) & 1U) != 0;
    put_in_place(chains_[chain(of.item, r.person)], w);
    return lane_outcome::scored;
}

std::int32_t lane_words::add_number(const answer& said) {
    numbers_.push_back(said);
    return static_cast<std::int32_t>(numbers_.size()) - 1;
}

} // namespace actueel::detail
