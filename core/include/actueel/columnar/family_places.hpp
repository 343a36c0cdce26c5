// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace actueel {

/// Where each code of a column stands in the family at hand. The next family begins with none, and nothing is gone through
/// to forget: a place counts for the family that it was set for.
class family_places {
  public:
    /// Begins a family; codes are below `codes`. O(1), but O(codes) where there were fewer before.
    void begin(std::size_t codes) {
        if (by_code_.size() < codes) { by_code_.resize(codes); }
        ++family_;
    }
    /// The place of a code, or -1. Precondition: below `codes`. O(1).
    [[nodiscard]] std::int32_t of(std::int32_t code) const noexcept {
        const place& here = by_code_[static_cast<std::size_t>(code)];
        return here.family == family_ ? here.at : -1;
    }
    /// Precondition: likewise, and not negative.
    void set(std::int32_t code, std::int32_t at) noexcept {
        by_code_[static_cast<std::size_t>(code)] = {family_, at};
    }

  private:
    struct place {
        std::uint32_t family = 0;
        std::int32_t at = -1;
    };
    std::uint32_t family_ = 0;
    std::vector<place> by_code_{};
};

} // namespace actueel
