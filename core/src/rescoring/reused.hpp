// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace actueel::detail {

/// A list whose places are used again: a new one holds what was there before, and its caller sets every member.
template <class T>
class reused {
  public:
    void clear() noexcept { used_ = 0; }
    [[nodiscard]] std::size_t size() const noexcept { return used_; }
    [[nodiscard]] T& next() {
        if (used_ == made_) {
            all_.emplace_back();
            ++made_;
        }
        return all_.data()[used_++];
    }
    [[nodiscard]] T* data() noexcept { return all_.data(); }
    [[nodiscard]] const T* data() const noexcept { return all_.data(); }
    [[nodiscard]] T& operator[](std::size_t at) noexcept { return all_[at]; }
    [[nodiscard]] const T& operator[](std::size_t at) const noexcept { return all_[at]; }

  private:
    std::vector<T> all_{};
    std::size_t used_ = 0;
    std::size_t made_ = 0; ///< as many as there are places
};

} // namespace actueel::detail
