// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/assessment/assessment.hpp>

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace actueel {

/// What a reader should know about the evidence (semantics 6), in the order of that page.
enum class note_kind : std::uint8_t {
    judgement_only,
    single_voice,
    child_not_heard,
    disputed,
    kept_though_stale,
    policy_used,
    copied,
    static_changed,
    tie_by_id,
    overlap,
    role_unknown,
    outside_involvement
};
inline constexpr std::array<std::string_view, 12> note_names = {
    "judgement_only",    "single_voice", "child_not_heard", "disputed",
    "kept_though_stale", "policy_used",  "copied",          "static_changed",
    "tie_by_id",         "overlap",      "role_unknown",    "outside_involvement"};

struct note {
    note_kind kind{};
    std::int32_t item = -1;
    std::int32_t person = nobody;
    std::vector<std::int32_t> records{};
};
[[nodiscard]] std::vector<note> notes_of(const assessment& a);

} // namespace actueel
