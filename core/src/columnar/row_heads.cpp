// SPDX-License-Identifier: MPL-2.0
#include "row_heads.hpp"

#include "record_shape.hpp"

#include <actueel/base/id.hpp>

#include <algorithm>

namespace actueel::detail {
namespace {

/// Types whose records need no id: nothing refers to them, and their order among each other makes no difference but where
/// two memberships tie.
constexpr type_set without_ids =
    types_of(membership_type, household_type, involvement_type, observation_type, event_type,
             goal_type, view_type, sign_off_type);

constexpr field_set not_of_observations = ~(of_every_record | shape_of(observation_type).may);

/// The type of a name, also of what follows a record; -1 where it is none.
std::int8_t type_named(std::string_view name) {
    if (name == "correction") { return correction_type; }
    if (name == "retraction") { return retraction_type; }
    return record_type_named(name);
}

/// The type of all records of a table, where its name says it; else -1.
std::int8_t implied_type(const table_origin& origin) {
    return origin.type ? type_named(*origin.type) : std::int8_t{-1};
}

} // namespace

row_heads::row_heads(const record_columns& columns, named_rows& names, const fitting_cells& cells)
    : columns_{columns}, names_{names}, cells_{cells}, one_origin_{columns.one_origin()} {
    if (one_origin_ != nullptr) { implied_of_all_ = implied_type(*one_origin_); }
    for (const std::string_view text : columns.coded(field::type).texts) {
        types_.push_back(type_named(text));
    }
}

bool row_heads::read(std::int64_t first, std::int64_t past, family_records& out) {
    names_.begin(static_cast<std::size_t>(past - first));
    if (columns_.any_strange(first, past)) { return false; }
    ids = columns_.origin(first).ids;
    place(first, past, out.rows);
    return read_types(out.rows) && read_instants(out.rows) && (!ids || read_ids(out.rows));
}

/// Makes a row of each that says more than that the family is there.
void row_heads::place(std::int64_t first, std::int64_t past, std::vector<record_row>& rows) const {
    rows.clear();
    rows.resize(static_cast<std::size_t>(past - first));
    const row_fields filled = columns_.filled_by_row();
    record_row* next = rows.data();
    std::int32_t index = 0;
    for (std::int64_t row = first; row < past; ++row) {
        if (filled[row] == just(field::family)) { continue; }
        next->row = row;
        next->root = index++;
        ++next;
    }
    rows.resize(static_cast<std::size_t>(index));
}

bool row_heads::read_types(std::vector<record_row>& rows) {
    introducing.clear();
    later.clear();
    const row_codes codes = columns_.codes(field::type);
    const std::int8_t* const types = types_.data();
    const table_origin* const one_origin = one_origin_;
    const std::int8_t implied_of_all = implied_of_all_;
    for (record_row& r : rows) {
        const std::int32_t code = codes[r.row];
        std::int8_t type = code < 0 ? std::int8_t{observation_type} : types[code];
        const std::int8_t implied =
            one_origin != nullptr ? implied_of_all : implied_type(columns_.origin(r.row));
        if (implied >= 0) {
            if (code >= 0 && type != implied) { return false; }
            type = implied;
        }
        r.type = type;
        if (type != observation_type && !read_rare_type(r)) { return false; }
    }
    return true;
}

/// A type that is none of an observation.
bool row_heads::read_rare_type(record_row& r) {
    if (r.type < 0 || (!ids && !is_among(r.type, without_ids))) { return false; }
    columns_.fetch(r.row, columns_.filled(r.row) & not_of_observations);
    if (r.type <= membership_type) {
        introducing.push_back(r.root);
    } else if (r.type >= correction_type) {
        r.corrects = r.type == correction_type;
        r.retracts = !r.corrects;
        later.push_back(r.root);
    }
    return true;
}

bool row_heads::read_ids(std::vector<record_row>& rows) {
    const coded_texts& coded = columns_.coded(field::id);
    if (coded.codes.empty()) {
        const column& cells = columns_.at(field::id);
        return std::all_of(rows.begin(), rows.end(), [&](record_row& r) {
            r.id = cells.text(r.row);
            return is_id(r.id) && names_.add(r.root, r.id);
        });
    }
    const std::int32_t* const codes = coded.codes.data();
    const std::string_view* const texts = coded.texts.data();
    return std::all_of(rows.begin(), rows.end(), [&](record_row& r) {
        const std::int32_t code = codes[r.row];
        if (code < 0 || !cells_.fits(field::id, code)) { return false; }
        r.id = texts[code];
        return names_.add(r.root, code);
    });
}

bool row_heads::read_instants(std::vector<record_row>& rows) const {
    return std::all_of(rows.begin(), rows.end(), [this](record_row& r) {
        const table_origin& from = one_origin_ == nullptr ? columns_.origin(r.row) : *one_origin_;
        return from.ids == ids && (from.recorded ? read_instant(r) : read_one_clock(r));
    });
}

inline bool row_heads::read_instant(record_row& r) const {
    const std::int64_t when = columns_.at(field::recorded_at).microseconds(r.row);
    if (when < 0) { return false; }
    r.recorded_at = instant::from_microseconds(when);
    r.known.from = r.recorded_at;
    return true;
}

/// One clock: recorded at the start of the day that it speaks of.
bool row_heads::read_one_clock(record_row& r) const {
    static constexpr field dated_by[] = {field::observed_on, field::happened_on, field::start,
                                         field::on};
    for (const field by : dated_by) {
        if ((columns_.filled(r.row) & just(by)) == 0) { continue; }
        const std::int32_t on = columns_.at(by).day_number(r.row);
        if (on < 0) { return false; }
        r.on = day::from_number(on);
        r.recorded_at = instant::from_microseconds(on * microseconds_a_day);
        r.known.from = r.recorded_at;
        return true;
    }
    return false;
}

} // namespace actueel::detail
