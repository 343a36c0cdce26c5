// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/columnar/family_records.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace actueel::detail {

/// The types of rows that follow another one, beside those of records.
inline constexpr auto correction_type = static_cast<std::int8_t>(record_type_names.size());
inline constexpr std::int8_t retraction_type = correction_type + 1;

/// The type of records that is called so, or -1.
[[nodiscard]] inline std::int8_t record_type_named(std::string_view name) {
    const auto found = std::find(record_type_names.begin(), record_type_names.end(), name);
    return found == record_type_names.end()
               ? std::int8_t{-1}
               : static_cast<std::int8_t>(found - record_type_names.begin());
}

/// The columns that a record of each type may fill, beside those of every record, and those that it must.
struct record_shape {
    field_set may;
    field_set must;
};
inline constexpr std::array<record_shape, record_type_names.size()> record_shapes = {{
    {set_of(field::born_on), 0},
    {set_of(field::person, field::role, field::lives, field::start, field::until),
     set_of(field::person, field::role, field::start)},
    {set_of(field::start, field::until, field::empty), set_of(field::start, field::empty)},
    {set_of(field::start, field::until, field::kind), set_of(field::start)},
    {set_of(field::observed_on, field::item, field::person, field::answer, field::answer_number,
            field::source, field::by, field::basis, field::sitting, field::repeats,
            field::document),
     set_of(field::observed_on, field::item)},
    {set_of(field::happened_on, field::event, field::severity, field::source, field::by,
            field::basis, field::incident, field::persons, field::parts, field::document),
     set_of(field::happened_on, field::event)},
    {set_of(field::start, field::until, field::persons, field::covers, field::agreed_with),
     set_of(field::start, field::until)},
    {set_of(field::start, field::until, field::source, field::by), set_of(field::start)},
    {set_of(field::observed_on, field::source, field::by, field::item), set_of(field::observed_on)},
    {set_of(field::instrument, field::level, field::computed_low, field::computed_high, field::by,
            field::reason, field::start, field::until, field::person, field::instrument_sha256),
     set_of(field::instrument, field::level, field::computed_low, field::computed_high, field::by,
            field::reason, field::start, field::until)},
    {set_of(field::instrument, field::version, field::instrument_sha256, field::records_sha256,
            field::as_of, field::known_at, field::level_low, field::level_high, field::by,
            field::given_to, field::person),
     set_of(field::instrument, field::as_of, field::by)},
    {set_of(field::about, field::about_item, field::about_person, field::source, field::by), 0},
    {set_of(field::about, field::outcome, field::by, field::reason),
     set_of(field::about, field::outcome)},
    {set_of(field::ends, field::on, field::reason), set_of(field::ends, field::on)},
}};
[[nodiscard]] constexpr const record_shape& shape_of(std::int8_t type) noexcept {
    return record_shapes[static_cast<std::size_t>(static_cast<std::uint8_t>(type))];
}

inline constexpr field_set of_every_record = set_of(
    field::family, field::id, field::type, field::recorded_at, field::note, field::withhold_from);
/// What a correction says beside the content that it gives.
inline constexpr field_set of_a_correction =
    of_every_record | set_of(field::corrects, field::reason, field::record_type,
                             field::record_reason, field::record_note, field::record_withhold_from);
inline constexpr field_set of_a_retraction =
    of_every_record | set_of(field::retracts, field::reason);

/// Some types of records, a bit each.
using type_set = std::uint32_t;
template <class... Types>
[[nodiscard]] constexpr type_set types_of(Types... some) noexcept {
    return (type_set{0} | ... | (type_set{1} << static_cast<unsigned>(some)));
}
[[nodiscard]] constexpr bool is_among(std::int8_t type, type_set some) noexcept {
    return (some >> static_cast<unsigned>(type) & 1U) != 0;
}

} // namespace actueel::detail
