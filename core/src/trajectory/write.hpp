// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/assessment/assessment.hpp>
#include <actueel/base/json_writer.hpp>

namespace actueel::detail {

/// What the documents about sign-offs write in the same way.

void write_levels(json_writer& w, std::string_view key, const std::optional<level_range>& levels);
/// `record` to `given_to` of a sign-off: who signed what, when, about whom, for whom.
void write_sign_off(json_writer& w, const history& family, std::int32_t record,
                    const sign_off_content& content, instant known_at);
void write_text_or_null(json_writer& w, std::string_view key, std::string_view text);

} // namespace actueel::detail
