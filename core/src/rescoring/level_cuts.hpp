// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/instrument/scale.hpp>

#include <cstdint>
#include <vector>

namespace actueel::detail {

/// What `scale::level_of` says, of points in 1/10000: its cuts side by side.
class level_cuts {
  public:
    explicit level_cuts(const scale& of) {
        for (std::size_t level = 0; level < of.cuts.size(); ++level) {
            if (of.cuts[level]) {
                cuts_.push_back({of.cuts[level]->units(), static_cast<std::int32_t>(level)});
            }
        }
    }
    [[nodiscard]] std::int32_t level_of(std::int64_t units) const noexcept {
        std::int32_t reached = 0;
        for (const cut& c : cuts_) { reached = c.from <= units ? c.level : reached; }
        return reached;
    }

  private:
    struct cut {
        std::int64_t from;
        std::int32_t level;
    };
    std::vector<cut> cuts_{};
};

} // namespace actueel::detail
