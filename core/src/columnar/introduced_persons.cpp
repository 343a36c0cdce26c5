// SPDX-License-Identifier: MPL-2.0
#include "introduced_persons.hpp"

#include <actueel/base/id.hpp>

#include <algorithm>

namespace actueel::detail {
namespace {

constexpr std::size_t most_introduced = 100; ///< a family of more is left to the document's reader

} // namespace

introduced_persons::introduced_persons(const record_columns& columns, const named_rows& names,
                                       const fitting_cells& cells)
    : columns_{columns}, names_{names}, cells_{cells} {
    const auto& persons = columns.coded(field::person).texts;
    code_of_id_.resize(columns.coded(field::id).texts.size(), -1);
    for (std::size_t c = 0; c < persons.size(); ++c) {
        const std::int32_t id = names.code_of(persons[c]);
        id_of_code_.push_back(id);
        if (id >= 0) { code_of_id_[static_cast<std::size_t>(id)] = static_cast<std::int32_t>(c); }
    }
}

bool introduced_persons::find(family_records& family, const std::vector<std::int32_t>& introducing,
                              const std::vector<std::int32_t>& later, bool ids) {
    by_code_.begin(columns_.coded(field::person).texts.size());
    all_.clear();
    uncoded_ = 0;
    for (const std::int32_t i : introducing) {
        const record_row& r = family.rows[static_cast<std::size_t>(i)];
        if (!(r.type == person_type ? add_record(r, i) : add_member(r))) { return false; }
    }
    for (const std::int32_t i : later) { // a membership's correction may name somebody else
        const record_row& r = family.rows[static_cast<std::size_t>(i)];
        if (r.corrects && r.type == membership_type && !add_member(r)) { return false; }
    }
    std::sort(all_.begin(), all_.end(),
              [](const introduction& a, const introduction& b) { return a.id < b.id; });
    for (std::size_t place = 0; place < all_.size(); ++place) {
        introduction& one = all_[place];
        if (one.code < 0) { one.code = columns_.coded(field::person).code_of(one.id); }
        if (!may_be_called_so(one, family, ids)) { return false; }
        const auto here = static_cast<std::int32_t>(place);
        if (one.code >= 0) { by_code_.set(one.code, here); }
        if (one.record >= 0) { family.rows[static_cast<std::size_t>(one.record)].person = here; }
        family.persons.push_back(one.id);
    }
    return true;
}

/// Null where it is no id, or they are too many.
introduced_persons::introduction* introduced_persons::add(std::string_view id, std::int32_t code,
                                                          instant when) {
    if (const std::int32_t place = code < 0 ? -1 : by_code_.of(code); place >= 0) {
        introduction& known = all_[static_cast<std::size_t>(place)];
        known.when = std::min(known.when, when);
        return &known;
    }
    auto known = all_.end();
    if (code < 0 || uncoded_ > 0) { // who has a code is no other who has one
        known = std::find_if(all_.begin(), all_.end(),
                             [id](const introduction& one) { return one.id == id; });
    }
    if (known == all_.end()) {
        const bool fits = code < 0 ? is_id(id) : cells_.fits(field::person, code);
        if (!fits || all_.size() == most_introduced) { return nullptr; }
        all_.push_back({id, when, -1, -1});
        known = all_.end() - 1;
        ++uncoded_;
    }
    known->when = std::min(known->when, when);
    if (code >= 0) {
        known->code = code;
        --uncoded_;
        by_code_.set(code, static_cast<std::int32_t>(known - all_.begin()));
    }
    return &*known;
}

bool introduced_persons::add_record(const record_row& r, std::int32_t index) {
    const std::int32_t id = columns_.code(field::id, r.row);
    introduction* const one =
        add(r.id, id < 0 ? -1 : code_of_id_[static_cast<std::size_t>(id)], r.recorded_at);
    if (one == nullptr) { return false; }
    one->record = index;
    return true;
}

bool introduced_persons::add_member(const record_row& r) {
    const std::int32_t code = columns_.code(field::person, r.row);
    if (code < 0) {
        return add(columns_.at(field::person).text(r.row), -1, r.recorded_at) != nullptr;
    }
    const std::string_view id = columns_.coded(field::person).texts[static_cast<std::size_t>(code)];
    return add(id, code, r.recorded_at) != nullptr;
}

/// A record of a person's id is that person's first; and no person is called as records without ids are.
bool introduced_persons::may_be_called_so(const introduction& one, const family_records& family,
                                          bool ids) const {
    if (!ids) { return one.id.substr(0, 3) != "row"; }
    if (one.record >= 0) { return true; }
    if (one.code >= 0 && id_of_code_[static_cast<std::size_t>(one.code)] < 0 &&
        !columns_.coded(field::id).codes.empty()) {
        return true; // no record of the table is called so
    }
    const std::int32_t same = names_.row_of(one.id);
    if (same < 0) { return true; }
    const record_row& r = family.rows[static_cast<std::size_t>(same)];
    return r.type == person_type && !r.corrects && !r.retracts;
}

std::int32_t introduced_persons::named(std::string_view id, instant by) const {
    const auto found = std::find_if(all_.begin(), all_.end(),
                                    [id](const introduction& one) { return one.id == id; });
    return found == all_.end() ? -1
                               : introduced_by(static_cast<std::int32_t>(found - all_.begin()), by);
}

} // namespace actueel::detail
