// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/history/reading.hpp>
#include <actueel/instrument/role.hpp>
#include <actueel/series/local_level.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace actueel {

/// Who gives ratings: whose word, about whom, to which question. A word without `by` is of the one who is named
/// elsewhere for the same source, person and question, where only one is.
struct rater {
    std::int32_t item =
        -1; ///< index into the instrument; -1: a scale's questions, answered together
    std::int32_t person = -1; ///< index into the history; -1: the family
    actueel::source source = source::not_stated;
    std::string by{};
    friend bool operator==(const rater&, const rater&) = default;
};

/// The ratings that a history holds, as `try_develop` takes them.
struct ratings_on_record {
    std::vector<rater> raters;   ///< by item, source, person, by
    std::vector<rating> ratings; ///< by day, rater, place
    std::vector<std::int32_t>
        records; ///< beside them: the chain that each was read from, of a sitting the last
};

/// The numbers given to some items, one a rating: what was observed, never what an assessment makes of it.
///
/// Observations in force at `known` of a source that the item counts, retractions and corrections applied; `unknown` and
/// `refused` are ratings without a value, copies and `not_seen` are none. Shelf lives do not matter: a line is about then.
/// Errors: `name_unknown` at `/items`; `points_do_not_fit` for an item that is not answered with a number.
[[nodiscard]] result<ratings_on_record>
try_ratings_of_items(const reading& read, const std::vector<std::string>& items, instant known);

/// What one scale makes of each sitting by itself: the answers that one rater gave to its items in one sitting, or on one
/// day, combined by the scale's rule and published by its table. A sitting in which fewer terms were answered than
/// `min_answered` (without it: than apply) is a rating without a value. Terms that are scales are left out.
/// Errors: `name_unknown` at `/scale`; `points_do_not_fit` for a scale without asked items.
[[nodiscard]] result<ratings_on_record> try_ratings_of_scale(const reading& read,
                                                             std::string_view scale, instant known);

} // namespace actueel
