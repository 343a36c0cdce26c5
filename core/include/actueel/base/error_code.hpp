// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace actueel {

/// Every kind of fault that a document or a question can have. Numbers are never reused; each code is provoked by a
/// document in the tests.
enum class error_code : std::uint16_t {
    // reading a document
    file_unreadable = 1,
    document_empty = 2,
    document_too_large = 3,
    json_syntax = 4,
    json_encoding = 5,
    json_duplicate_key = 6,
    json_too_deep = 7,
    format_unknown = 8,
    format_newer = 9,
    // one value
    field_unknown = 20,
    field_missing = 21,
    type_wrong = 22,
    value_unknown = 23,
    id_malformed = 24,
    day_malformed = 25,
    day_impossible = 26,
    instant_malformed = 27,
    duration_malformed = 28,
    decimal_too_fine = 29,
    decimal_too_large = 30,
    text_empty = 31,
    list_empty = 32,
    too_many = 33,
    fields_exclude = 34,
    number_not_whole = 35,
    entry_duplicate = 36,
    // histories
    id_duplicate = 50,
    reference_unknown = 51,
    reference_later_link = 52,
    reference_wrong_type = 53,
    reference_not_yet_recorded = 54,
    person_not_introduced = 55,
    successor_exists = 56,
    link_before_target = 57,
    type_changed = 58,
    retraction_touched = 59,
    chain_cycle = 60,
    day_after_recording = 61,
    ends_before_start = 62,
    known_after_recording = 63,
    // instruments
    bins_gap = 80,
    bins_order = 81,
    cuts_order = 82,
    cut_of_lowest = 83,
    option_without_points = 84,
    code_reserved = 85,
    name_unknown = 86,
    name_duplicate = 87,
    scale_cycle = 88,
    looks_ahead = 89,
    level_unreachable = 90,
    shelf_life_not_allowed = 91,
    shelf_life_missing = 92,
    bound_not_given = 93,
    best_missing = 94,
    most_missing = 95,
    citation_missing = 96,
    languages_differ = 97,
    case_differs = 98,
    audit_only_counts = 99,
    justification_missing = 100,
    combine_missing = 101,
    number_range_empty = 102,
    points_do_not_fit = 103,
    cuts_missing = 104,
    levels_missing = 105,
    condition_does_not_fit = 106,
    validation_incomplete = 107,
    case_malformed = 108,
    field_not_allowed = 109,
    // an instrument and a history meet; a question
    answer_not_in_item = 130,
    observation_of_derived = 131,
    child_missing = 132,
    child_not_member = 133,
    known_at_malformed = 134,
    family_ambiguous = 135,
    range_empty = 136,
    moments_turned = 137,
    // ratings and rows for statistics
    number_not_finite = 160,
    variance_negative = 161,
    rater_unknown = 162,
    start_too_late = 163,
    ratings_degenerate = 164,
    follow_up_endless = 165,
};

/// A code and its name, as it stands at the end of every error text.
struct error_code_name {
    error_code code;
    std::string_view name;
};

/// All codes, in the order of their numbers.
[[nodiscard]] std::span<const error_code_name> error_code_names() noexcept;

/// The code's name: `day_impossible`.
[[nodiscard]] std::string_view to_string(error_code code) noexcept;

} // namespace actueel
