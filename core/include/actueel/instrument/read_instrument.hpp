// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/document_reader.hpp>
#include <actueel/base/result.hpp>
#include <actueel/instrument/instrument.hpp>

namespace actueel {

inline constexpr std::size_t most_items = 1000;
inline constexpr std::size_t most_options = 1000; ///< of one item
inline constexpr std::size_t most_options_together =
    20'000; ///< each is tried where it could be asked next
inline constexpr std::size_t most_scales = 200;
inline constexpr std::size_t most_terms = 1000; ///< of one scale
inline constexpr std::size_t most_terms_together = 10'000;
inline constexpr std::size_t most_levels = 100;
inline constexpr std::size_t most_rules = 1000;
inline constexpr std::size_t most_conditions = 10'000; ///< nodes of all conditions together

/// Reads an instrument document and checks all of semantics 9 but its own `cases`, which need the engine: use
/// `parse_instrument` of the assessment layer. All problems at once, in document order.
[[nodiscard]] result<instrument> read_instrument(const json_node& document, std::string_view name);

} // namespace actueel
