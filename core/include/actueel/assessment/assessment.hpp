// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/result.hpp>
#include <actueel/history/known.hpp>
#include <actueel/history/observe.hpp>
#include <actueel/instrument/instrument.hpp>
#include <actueel/level/level_of.hpp>
#include <actueel/override/decide.hpp>
#include <actueel/score/scale_value.hpp>

#include <optional>
#include <ostream>
#include <string>
#include <vector>

namespace actueel {

/// When a question is asked, and about whom (semantics 1, moment).
struct moment {
    day as_of{};
    known known_at = known::everything();
    std::optional<std::string> child{}; ///< a child of the day; none: the family
};

/// A level interval by the levels' ids. Prints `low`, or `low to moderate` until it is determined; `no levels` where the
/// instrument has none.
struct level_range {
    std::string low;
    std::string high;

    [[nodiscard]] bool has_levels() const noexcept { return !low.empty(); }
    [[nodiscard]] bool determined() const noexcept { return has_levels() && low == high; }
    friend bool operator==(const level_range&, const level_range&) = default;
};
[[nodiscard]] std::string to_string(const level_range& levels);
std::ostream& operator<<(std::ostream& out, const level_range& levels);

/// The answer: scales, levels, statuses and reasons for one instrument, one family (or one child of it), one moment.
///
/// A value that keeps its instrument and history alive; may be read from many threads.
struct assessment {
    instrument asked;
    history family;
    moment when;
    observed seen;                         ///< household, rows, and what was ignored
    std::vector<scale_value> scales;       ///< in the instrument's order
    std::optional<computed_level> found{}; ///< none without levels
    decided_level decided{};               ///< meaningless without levels
    level_range computed{};
    level_range final{};
};

/// The one question: what does this instrument say of this family at this moment? Deterministic to the bit; reads nothing
/// but its arguments. Errors: `child_missing` (an instrument with `subject: child` asked about no child),
/// `child_not_member`, and those of `try_read`. Semantics 2 to 6.
[[nodiscard]] result<assessment> try_assess(const instrument& asked, const history& family,
                                            const moment& when);
[[nodiscard]] assessment assess(const instrument& asked, const history& family, const moment& when);

/// The same for a history that the instrument has read already: for many moments of one family.
[[nodiscard]] result<assessment> try_assess(const reading& read, const moment& when);

/// Rows of asked items by status, and contested ones (semantics 6).
struct status_counts {
    std::int64_t current = 0;
    std::int64_t stale = 0;
    std::int64_t unknown = 0;
    std::int64_t not_applicable = 0;
    std::int64_t contested = 0;
    friend bool operator==(const status_counts&, const status_counts&) = default;
};
[[nodiscard]] status_counts counts_of(const assessment& a);

} // namespace actueel
