// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/day.hpp>
#include <actueel/base/instant.hpp>
#include <actueel/base/result.hpp>
#include <actueel/columnar/arrow.hpp>
#include <actueel/history/known.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace actueel {

/// A moment at which one family is asked about.
struct own_moment {
    day as_of{};
    known known_at = known::everything();
    std::optional<instant> at{}; ///< the instant of `known_at`, where it is one
    std::string_view person{}; ///< empty: the family, or each child by an instrument about children

    friend bool operator==(const own_moment&, const own_moment&) = default;
};

/// Each family's own moments: hearings, reviews. A table with the columns `family` and `as_of`, and where they are there
/// `person` and `known_at`; rows in any order, a moment that stands twice counts once. Refers to the Arrow array that it
/// was made of, which must outlive it; may be read from many threads.
class own_moments {
  public:
    /// `otherwise` is what was known where `known_at` is empty. Errors, with row and column: `field_missing` for a column that
    /// is not there, or an empty cell, of `family` or `as_of`; `type_wrong` for a column of another kind; `day_malformed` and
    /// `instant_malformed` for a cell that is none. Other columns are not looked at. O(rows log rows).
    [[nodiscard]] static result<own_moments> try_of(const ArrowSchema& kinds,
                                                    const ArrowArray& rows, known otherwise);

    /// How many there are, each once.
    [[nodiscard]] std::size_t count() const noexcept { return moments_.size(); }
    /// Those of a family, by person, day and what was known (no instant first); none where it has none. O(log families).
    [[nodiscard]] std::span<const own_moment> of(std::string_view family) const noexcept;

  private:
    std::vector<std::string_view> families_{}; ///< by bytes, each once
    std::vector<std::size_t> first_{};         ///< by family, and one past the last
    std::vector<own_moment> moments_{};
};

} // namespace actueel
