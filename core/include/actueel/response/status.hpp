// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/instrument/item.hpp>
#include <actueel/response/situation.hpp>

#include <cstdint>

namespace actueel {

/// The status of a row; a row whose applying is unknown has the status of its answer. Semantics 3.
[[nodiscard]] status status_of(const item& asked, const response& row) noexcept;

/// Whether the current answer differs from another voice's word that stands, counted or not. Never where the row does not
/// apply. Semantics 3, Voices.
[[nodiscard]] bool contested(const response& row) noexcept;

/// Whether counted voices differ and the item says that this widens the score: `when_contested: range`, the answer
/// current or answered n/a.
[[nodiscard]] bool contested_range(const item& asked, const response& row) noexcept;

/// Whether the answer can be seen by a condition: current, or stale and kept.
[[nodiscard]] bool visible(const item& asked, const response& row) noexcept;

} // namespace actueel
