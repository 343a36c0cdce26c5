// SPDX-License-Identifier: MPL-2.0
#pragma once

#include "headings.hpp"

namespace actueel::detail {

/// The day on which a chain's statement starts, as it was written by some instant: an ending may not lie before it. Each
/// chain is looked through once, however many endings name it.
class chain_starts {
  public:
    /// `elements` are the records of the document.
    chain_starts(const std::vector<cursor>& elements, const record_headings& heads)
        : elements_{elements}, heads_{heads} {}

    /// Nothing for a dispute, which has no start, and where none was read.
    [[nodiscard]] std::optional<day> at(const heading& first, instant by);

  private:
    struct dated_start {
        instant recorded_at;
        std::optional<day> start;
    };
    [[nodiscard]] std::vector<dated_start> starts_of(const heading& first) const;

    const std::vector<cursor>& elements_;
    const record_headings& heads_;
    std::unordered_map<std::int32_t, std::vector<dated_start>> by_root_{};
};

} // namespace actueel::detail
