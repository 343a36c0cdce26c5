// SPDX-License-Identifier: MPL-2.0
#include <actueel/base/error_code.hpp>

#include <algorithm>
#include <array>

namespace actueel {
namespace {

using enum error_code;
constexpr auto names = std::to_array<error_code_name>({
    {file_unreadable, "file_unreadable"},
    {document_empty, "document_empty"},
    {document_too_large, "document_too_large"},
    {json_syntax, "json_syntax"},
    {json_encoding, "json_encoding"},
    {json_duplicate_key, "json_duplicate_key"},
    {json_too_deep, "json_too_deep"},
    {format_unknown, "format_unknown"},
    {format_newer, "format_newer"},
    {field_unknown, "field_unknown"},
    {field_missing, "field_missing"},
    {type_wrong, "type_wrong"},
    {value_unknown, "value_unknown"},
    {id_malformed, "id_malformed"},
    {day_malformed, "day_malformed"},
    {day_impossible, "day_impossible"},
    {instant_malformed, "instant_malformed"},
    {duration_malformed, "duration_malformed"},
    {decimal_too_fine, "decimal_too_fine"},
    {decimal_too_large, "decimal_too_large"},
    {text_empty, "text_empty"},
    {list_empty, "list_empty"},
    {too_many, "too_many"},
    {fields_exclude, "fields_exclude"},
    {number_not_whole, "number_not_whole"},
    {entry_duplicate, "entry_duplicate"},
    {id_duplicate, "id_duplicate"},
    {reference_unknown, "reference_unknown"},
    {reference_later_link, "reference_later_link"},
    {reference_wrong_type, "reference_wrong_type"},
    {reference_not_yet_recorded, "reference_not_yet_recorded"},
    {person_not_introduced, "person_not_introduced"},
    {successor_exists, "successor_exists"},
    {link_before_target, "link_before_target"},
    {type_changed, "type_changed"},
    {retraction_touched, "retraction_touched"},
    {chain_cycle, "chain_cycle"},
    {day_after_recording, "day_after_recording"},
    {ends_before_start, "ends_before_start"},
    {known_after_recording, "known_after_recording"},
    {bins_gap, "bins_gap"},
    {bins_order, "bins_order"},
    {cuts_order, "cuts_order"},
    {cut_of_lowest, "cut_of_lowest"},
    {option_without_points, "option_without_points"},
    {code_reserved, "code_reserved"},
    {name_unknown, "name_unknown"},
    {name_duplicate, "name_duplicate"},
    {scale_cycle, "scale_cycle"},
    {looks_ahead, "looks_ahead"},
    {level_unreachable, "level_unreachable"},
    {shelf_life_not_allowed, "shelf_life_not_allowed"},
    {shelf_life_missing, "shelf_life_missing"},
    {bound_not_given, "bound_not_given"},
    {best_missing, "best_missing"},
    {most_missing, "most_missing"},
    {citation_missing, "citation_missing"},
    {languages_differ, "languages_differ"},
    {case_differs, "case_differs"},
    {audit_only_counts, "audit_only_counts"},
    {justification_missing, "justification_missing"},
    {combine_missing, "combine_missing"},
    {number_range_empty, "number_range_empty"},
    {points_do_not_fit, "points_do_not_fit"},
    {cuts_missing, "cuts_missing"},
    {levels_missing, "levels_missing"},
    {condition_does_not_fit, "condition_does_not_fit"},
    {validation_incomplete, "validation_incomplete"},
    {case_malformed, "case_malformed"},
    {field_not_allowed, "field_not_allowed"},
    {answer_not_in_item, "answer_not_in_item"},
    {observation_of_derived, "observation_of_derived"},
    {child_missing, "child_missing"},
    {child_not_member, "child_not_member"},
    {known_at_malformed, "known_at_malformed"},
    {family_ambiguous, "family_ambiguous"},
    {range_empty, "range_empty"},
    {moments_turned, "moments_turned"},
    {number_not_finite, "number_not_finite"},
    {variance_negative, "variance_negative"},
    {rater_unknown, "rater_unknown"},
    {start_too_late, "start_too_late"},
    {ratings_degenerate, "ratings_degenerate"},
    {follow_up_endless, "follow_up_endless"},
});

} // namespace

std::span<const error_code_name> error_code_names() noexcept { return names; }

std::string_view to_string(error_code code) noexcept {
    const auto* found = std::find_if(names.begin(), names.end(),
                                     [code](const error_code_name& n) { return n.code == code; });
    return found == names.end() ? std::string_view{"unknown_code"} : found->name;
}

} // namespace actueel
