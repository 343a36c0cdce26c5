// SPDX-License-Identifier: MPL-2.0
#pragma once

// Rows of a rescoring as text, and the same rows made one by one by `assess`.

#include "answers.hpp"
#include "tables.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace actueel::testing {

/// Every column that an instrument can have but the points of terms.
inline std::vector<score_column> all_columns(const instrument& asked) {
    std::vector<score_column> out;
    for (std::size_t s = 0; s < asked->scales.size(); ++s) {
        for (const bool high : {false, true}) {
            out.push_back({"s", score_kind::scale_units, static_cast<std::int32_t>(s), high});
        }
    }
    if (!asked->levels.empty()) {
        for (const bool high : {false, true}) {
            out.push_back({"c", score_kind::computed, 0, high});
            out.push_back({"f", score_kind::final, 0, high});
        }
        for (std::size_t r = 0; r < asked->rules.size(); ++r) {
            out.push_back({"r", score_kind::rule, static_cast<std::int32_t>(r), false});
        }
    }
    for (std::int32_t c = 0; c < 5; ++c) { out.push_back({"n", score_kind::count, c, false}); }
    for (std::int32_t d = 0; d < 3; ++d) { out.push_back({"d", score_kind::due, d, false}); }
    return out;
}

/// The rows of one family by `assess`, day by day, as `lines_of` writes `all_columns`.
inline std::vector<std::string> lines_by_assess(const instrument& asked, const history& of,
                                                const std::string& name,
                                                const std::vector<day>& days, known known_at) {
    std::vector<std::string> out;
    const auto read = try_read(asked, of).value();
    std::vector<std::string> children = {""};
    if (asked->subject_child) { children = of->persons; }
    for (const std::string& child : children) {
        for (const day d : days) {
            const auto known = known_answers_at(read, known_at.until(d));
            if (!known.all.involved(d)) { continue; }
            moment when{.as_of = d, .known_at = known_at};
            if (!child.empty()) { when.child = child; }
            const auto a = try_assess(known, when);
            if (!a) { continue; } // no child of that day
            std::string line = name + ',' + child + ',' + to_string(d);
            const auto add = [&line](auto value) { line += ',' + std::to_string(value); };
            for (const scale_value& s : a->scales) {
                add(s.value.low.units());
                add(s.value.high.units());
            }
            if (!asked->levels.empty()) {
                add(a->found->level.low);
                add(a->decided.level.low);
                add(a->found->level.high);
                add(a->decided.level.high);
                for (const rule_outcome& r : a->found->rules) {
                    line += r.truth == kleene::unknown ? ","
                            : r.truth == kleene::yes   ? ",yes"
                                                       : ",no";
                }
            }
            const status_counts n = counts_of(*a);
            for (const auto c : {n.current, n.stale, n.unknown, n.not_applicable, n.contested}) {
                add(c);
            }
            const due_days due = due_of(*a);
            for (const auto& one : {due.answers, due.review, due.earliest}) {
                line += one ? ',' + to_string(*one) : ",";
            }
            out.push_back(line);
        }
    }
    return out;
}

} // namespace actueel::testing
