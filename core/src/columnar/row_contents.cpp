// SPDX-License-Identifier: MPL-2.0
#include "row_contents.hpp"

#include <actueel/base/id.hpp>

#include <algorithm>
#include <span>

namespace actueel::detail {
namespace {

constexpr std::size_t most_covered = 1000; ///< beyond, the document's limits may speak
constexpr std::size_t most_parts = 10'000;

/// What an ending may end.
constexpr type_set what_ends =
    types_of(membership_type, household_type, involvement_type, plan_type, goal_type, dispute_type);
constexpr type_set any_type = ~type_set{0};

} // namespace

row_contents::row_contents(const record_columns& columns, named_rows& names, fitting_cells& cells,
                           const introduced_persons& persons)
    : columns_{columns}, names_{names}, cells_{cells}, persons_{persons} {
    for (const std::string_view text : columns.coded(field::record_type).texts) {
        record_types_.push_back(record_type_named(text));
    }
    const table_origin* const one = columns.one_origin();
    one_clock_ = one != nullptr && !one->recorded;
    const bool coded =
        !columns.coded(field::item).texts.empty() && !columns.coded(field::answer).texts.empty();
    if (coded) {
        constexpr field_set left_aside = set_of(field::repeats, field::answer_number);
        plain_may_ =
            (of_every_record | shape_of(observation_type).may) & ~cells.looked_at() & ~left_aside;
    }
}

bool row_contents::read(family_records& family) {
    family_ = &family;
    ends_ = false;
    family.first_part.resize(family.rows.size() + 1);
    std::int32_t* part = family.first_part.data();
    const row_fields filled = columns_.filled_by_row();
    const field_set plain_may = plain_may_;
    for (record_row& r : family.rows) {
        *part++ = static_cast<std::int32_t>(family.parts.size());
        // An observation that says its item, its answer as a code and its day, and nothing that needs a closer look.
        constexpr field_set must = set_of(field::item, field::answer, field::observed_on);
        const field_set says = filled[r.row];
        const bool plain = r.type == observation_type && r.target < 0 && (says & ~plain_may) == 0 &&
                           (says & must) == must;
        if (!(plain ? read_plain(r, says) : r.retracts ? read_retraction(r) : read_content(r))) {
            return false;
        }
    }
    *part = static_cast<std::int32_t>(family.parts.size());
    return !ends_ ||
           std::all_of(family.rows.begin(), family.rows.end(), [this](const record_row& r) {
               return r.retracts || r.type != ending_type || ends_in_time(r);
           });
}

/// As `read_content`, of most rows.
inline bool row_contents::read_plain(record_row& r, field_set says) const {
    if ((says & just(field::person)) != 0) {
        r.person = persons_.in(r);
        if (r.person < 0) { return false; }
    }
    return one_clock_ || read_past_day(r, field::observed_on);
}

/// Precondition: the row fills the column, as its type must.
inline bool row_contents::read_day(record_row& r, field from) const {
    const std::int32_t number = columns_.at(from).held_day_number(r.row);
    if (number < 0) { return false; }
    r.on = day::from_number(number);
    return true;
}

/// A day of what was so: at most a day later than it was recorded, so the day before had begun.
inline bool row_contents::read_past_day(record_row& r, field from) const {
    return read_day(r, from) &&
           (std::int64_t{r.on.number()} - 1) * microseconds_a_day <= r.recorded_at.microseconds();
}

// ---- whatever else

bool row_contents::read_retraction(const record_row& r) {
    return (columns_.filled(r.row) & ~of_a_retraction) == 0 && cells_.fits(r.row);
}

bool row_contents::read_content(record_row& r) {
    if (!has_shape(r) || !cells_.fits(r.row)) { return false; }
    if ((columns_.filled(r.row) & just(field::person)) != 0) {
        r.person = persons_.in(r);
        if (r.person < 0) { return false; }
    }
    return read_by_type(r);
}

/// Whether it fills what a record of its type must, and nothing that none may.
bool row_contents::has_shape(const record_row& r) const {
    const field_set filled = columns_.filled(r.row);
    field_set content = filled & ~of_every_record;
    if (r.corrects) {
        // A correction's own reason stands beside the content's, which is record_reason.
        const std::int32_t type = columns_.code(field::record_type, r.row);
        if (type >= 0 && record_types_[static_cast<std::size_t>(type)] != r.type) { return false; }
        content = filled & ~of_a_correction;
        if ((filled & just(field::record_reason)) != 0) { content |= just(field::reason); }
        if ((filled & just(field::corrects)) == 0) { return false; }
    }
    const record_shape& own = shape_of(r.type);
    return (content & ~own.may) == 0 && (own.must & ~content) == 0;
}

bool row_contents::read_by_type(record_row& r) {
    const field_set filled = columns_.filled(r.row);
    switch (r.type) {
    case person_type:
        r.person = family_->rows[static_cast<std::size_t>(r.root)].person;
        return (filled & just(field::born_on)) == 0 || read_day(r, field::born_on);
    case membership_type:
    case involvement_type:
    case goal_type:
    case override_type: return read_run(r);
    case household_type: return read_run(r) && read_empty_roles(r);
    case observation_type: return read_observation(r);
    case event_type: return read_past_day(r, field::happened_on) && read_persons(r, true);
    case plan_type: return read_run(r) && read_plan(r);
    case view_type: return read_past_day(r, field::observed_on);
    case sign_off_type: return read_sign_off(r);
    case dispute_type: return read_dispute(r);
    case dispute_answer_type: return refers(r, field::about, types_of(dispute_type));
    default: return read_ending(r);
    }
}

/// What runs from one day until another, or without an end where its type may.
bool row_contents::read_run(record_row& r) const {
    if (!read_day(r, field::start)) { return false; }
    if ((columns_.filled(r.row) & just(field::until)) == 0) { return true; }
    const std::int32_t until = columns_.at(field::until).held_day_number(r.row);
    if (until < 0) { return false; }
    r.until = day::from_number(until);
    return r.on <= r.until;
}

bool row_contents::read_observation(record_row& r) {
    const field_set filled = columns_.filled(r.row);
    const bool coded = (filled & just(field::answer)) != 0;
    if (coded == ((filled & just(field::answer_number)) != 0)) { return false; }
    if (coded && columns_.code(field::answer, r.row) < 0) { return false; }
    if (!coded && !columns_.at(field::answer_number).a_number(r.row)) { return false; }
    if ((filled & just(field::repeats)) != 0 &&
        !refers(r, field::repeats, types_of(observation_type))) {
        return false;
    }
    return columns_.code(field::item, r.row) >= 0 && read_past_day(r, field::observed_on);
}

bool row_contents::read_empty_roles(const record_row& r) {
    if (!columns_.at(field::empty).a_list(r.row, entries_)) { return false; }
    const bool known = std::all_of(entries_.begin(), entries_.end(), [](std::string_view e) {
        return e == role_names[0] || e == role_names[1];
    });
    return known && !entries_.empty() &&
           (entries_.size() == 1 || (entries_.size() == 2 && entries_[0] != entries_[1]));
}

bool row_contents::read_plan(record_row& r) {
    if (!read_persons(r, false)) { return false; }
    if (!columns_.at(field::covers).a_list(r.row, entries_) || entries_.size() > most_covered) {
        return false;
    }
    return std::all_of(entries_.begin(), entries_.end(), is_item_name);
}

bool row_contents::read_persons(const record_row& r, bool with_parts) {
    const field_set filled = columns_.filled(r.row);
    const bool parts = (filled & just(field::parts)) != 0;
    if ((filled & just(field::persons)) == 0) { return !parts; }
    if (!columns_.at(field::persons).a_list(r.row, entries_)) { return false; }
    if (parts && (!columns_.at(field::parts).a_list(r.row, more_entries_) ||
                  more_entries_.size() != entries_.size())) {
        return false;
    }
    auto& made = family_->parts;
    const std::size_t first = made.size();
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        const std::int32_t person = persons_.named(entries_[i], r.recorded_at);
        part as = part::not_stated;
        if (parts && !more_entries_[i].empty()) {
            const auto known = std::span{part_names}.first(3);
            const auto found = std::find(known.begin(), known.end(), more_entries_[i]);
            if (found == known.end()) { return false; }
            as = static_cast<part>(found - known.begin());
        }
        const auto own = made.begin() + static_cast<std::ptrdiff_t>(first);
        const auto again = [person](const auto& one) { return one.first == person; };
        if (person < 0 || (!with_parts && std::any_of(own, made.end(), again))) { return false; }
        made.emplace_back(person, as);
    }
    return made.size() - first <= most_parts;
}

bool row_contents::read_sign_off(record_row& r) const {
    const field_set filled = columns_.filled(r.row);
    if (!read_day(r, field::as_of)) { return false; }
    if ((filled & just(field::known_at)) != 0) {
        const std::int64_t known = columns_.at(field::known_at).microseconds(r.row);
        if (known < 0 || known > r.recorded_at.microseconds()) { return false; }
    }
    return ((filled & just(field::level_low)) != 0) == ((filled & just(field::level_high)) != 0);
}

/// About a record, or about an item and whom it was asked of.
bool row_contents::read_dispute(record_row& r) {
    const field_set filled = columns_.filled(r.row);
    const bool by_item = (filled & just(field::about_item)) != 0;
    const bool of_a_person = (filled & just(field::about_person)) != 0;
    if (((filled & just(field::about)) != 0) == by_item) { return false; }
    if (!by_item) { return !of_a_person && refers(r, field::about, any_type); }
    if (!of_a_person) { return true; }
    r.person = persons_.named(columns_.at(field::about_person).text(r.row), r.recorded_at);
    return r.person >= 0;
}

bool row_contents::read_ending(record_row& r) {
    ends_ = true;
    return read_day(r, field::on) && refers(r, field::ends, what_ends);
}

/// An ending may not lie before the start that its record had when it was written down.
bool row_contents::ends_in_time(const record_row& r) const {
    const record_row* start = &family_->rows[static_cast<std::size_t>(r.about)];
    if (start->type == dispute_type) { return true; }
    while (start->successor >= 0) {
        const record_row& later = family_->rows[static_cast<std::size_t>(start->successor)];
        if (later.retracts || later.recorded_at > r.recorded_at) { break; }
        start = &later;
    }
    return start->on <= r.on;
}

/// Reads the record that a row is about: one of some types, the first of its chain, that was recorded by then.
bool row_contents::refers(record_row& r, field by, type_set types) {
    r.about = names_.named_in(by, r.row);
    if (r.about < 0) { return false; }
    const record_row& found = family_->rows[static_cast<std::size_t>(r.about)];
    return !found.corrects && !found.retracts && found.recorded_at <= r.recorded_at &&
           is_among(found.type, types);
}

} // namespace actueel::detail
