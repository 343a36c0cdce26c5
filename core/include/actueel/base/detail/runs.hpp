// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace actueel::detail {

/// Copies of values, run by run: each run stands together, at a place of its own that never moves.
template <class T>
class runs {
  public:
    /// Where the copy begins; null for an empty run.
    const T* keep(std::span<const T> run) {
        if (run.empty()) { return nullptr; }
        if (blocks_.empty() || blocks_.back().capacity() - blocks_.back().size() < run.size()) {
            const std::size_t twice = blocks_.empty() ? 0 : 2 * blocks_.back().capacity();
            const std::size_t usual = std::clamp(twice, least_block, largest_block);
            blocks_.emplace_back().reserve(std::max(run.size(), usual));
        }
        std::vector<T>& block = blocks_.back();
        return &*block.insert(block.end(), run.begin(), run.end());
    }

  private:
    static constexpr std::size_t least_block = 4096 / sizeof(T);
    static constexpr std::size_t largest_block = (1U << 20U) / sizeof(T);
    std::vector<std::vector<T>> blocks_{}; ///< none grows beyond what was reserved for it
};

} // namespace actueel::detail
