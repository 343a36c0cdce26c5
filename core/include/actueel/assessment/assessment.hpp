// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/assessment/scored.hpp>
#include <actueel/base/result.hpp>
#include <actueel/history/known.hpp>
#include <actueel/instrument/instrument.hpp>

#include <optional>
#include <ostream>
#include <string>

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
struct assessment : scored {
    instrument asked;
    history family;
    moment when;
    level_range computed{};
    level_range final{};
};

/// The one question: what does this instrument say of this family at this moment? Deterministic to the bit; reads nothing
/// but its arguments. Errors: `child_missing` (an instrument with `subject: child` asked about no child),
/// `child_not_member`, and those of `try_read`. Semantics 2 to 6.
[[nodiscard]] result<assessment> try_assess(const instrument& asked, const history& family,
                                            const moment& when);
[[nodiscard]] assessment assess(const instrument& asked, const history& family, const moment& when);

/// The same for a history that the instrument has read already, and for one whose answers were put in order as they were
/// known at `when.known_at`: for many moments of one family.
[[nodiscard]] result<assessment> try_assess(const reading& read, const moment& when);
[[nodiscard]] result<assessment> try_assess(const known_answers& known, const moment& when);

/// Whom a moment asks about: a person of the history, or `nobody` for the family. Errors: `child_missing`,
/// `child_not_member` where the history does not know the child.
[[nodiscard]] result<std::int32_t> try_subject(const reading& read, const moment& when);

[[nodiscard]] inline status_counts counts_of(const assessment& a) {
    return counts_of(a.asked, a.seen.now);
}

} // namespace actueel
